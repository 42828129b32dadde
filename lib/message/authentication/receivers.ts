import type { MessageReport } from '../../report/report.ts';

type ReceiverId = Exclude<MessageReport['receivedVia'], 'other' | 'unknown'>;

/** How one mailbox provider writes its trace into the headers. After published examples of received messages, November 2026. */
export interface ReceiverProfile {
  id: ReceiverId;
  /** Hosts that take mail in: the `by` of the boundary Received. */
  by: RegExp;
  /** Fields that this provider puts on top, by which it is known where its hosts have no public name. */
  topFields: readonly string[];
  /** Names of its inner hosts: a hop from one of them is no boundary. */
  ownHosts: RegExp;
  /** authserv-id of its results. Null: it writes none (Microsoft). */
  authservId: RegExp | null;
  /** Its results are directly below its own Received; it removes those that a sender forged in its name. */
  resultsBelow: boolean;
  /** Its results end with that of SPF: what comes before that is its own, with a field for each signature. */
  spfLast: boolean;
  /** It writes a field for each method; else all results are in one, and a second is not its own. */
  severalFields: boolean;
  /** Its Return-Path is at the end of the header section. */
  returnPathLast: boolean;
}

export const RECEIVER_PROFILES: readonly ReceiverProfile[] = [
  {
    id: 'gmail',
    by: /(?:^|\.)(?:mx\.google|google|gmail|googlemail)\.com$/,
    topFields: ['x-google-smtp-source'],
    ownHosts: /^$/,
    authservId: /^mx\.google\.com$/,
    resultsBelow: true,
    spfLast: false,
    severalFields: false,
    returnPathLast: false,
  },
  {
    id: 'microsoft',
    by: /(?:^|\.)(?:protection\.outlook|outlook|hotmail|office365)\.com$/,
    topFields: [],
    ownHosts: /^(?!.*\.outbound\.protection\.outlook\.com$).*\.(?:outlook|office365|exchangelabs)\.com$/,
    authservId: null,
    resultsBelow: false,
    spfLast: false,
    severalFields: false,
    returnPathLast: true,
  },
  {
    id: 'yahoo',
    by: /(?:^|\.)(?:yahoo|aol|yahoodns)\.(?:com|net|co\.jp)$/,
    topFields: ['x-apparently-to', 'x-ymailisg'],
    ownHosts: /\.(?:yahoo|aol)\.com$/,
    authservId: /(?:^|\.)(?:yahoo|aol)\.com$/,
    resultsBelow: false,
    spfLast: false,
    severalFields: false,
    returnPathLast: false,
  },
  {
    id: 'icloud',
    // Its gateways go by names of its own network: `p119-mailgateway-smtp-5bdc8f6d5f-x2x4z`.
    by: /(?:^|\.)(?:icloud|me|mac|apple)\.com$|^p\d+-(?:mailgateway|icloudmta)-/,
    topFields: ['x-apple-uuid', 'x-apple-movetofolder'],
    ownHosts: /\.(?:icloud|me|mac|apple)\.com$/,
    authservId: /(?:^|\.)(?:icloud|me|mac)\.com$/,
    resultsBelow: true,
    spfLast: true,
    severalFields: true,
    returnPathLast: false,
  },
  {
    id: 'fastmail',
    by: /(?:^|\.)messagingengine\.com$/,
    topFields: ['x-me-sender'],
    ownHosts: /\.(?:messagingengine\.com|internal)$/,
    authservId: /(?:^|\.)messagingengine\.com$/,
    resultsBelow: false,
    spfLast: false,
    severalFields: true,
    returnPathLast: false,
  },
  {
    id: 'proton',
    by: /(?:^|\.)(?:protonmail|proton)\.(?:ch|com|me)$/,
    topFields: ['x-pm-origin'],
    ownHosts: /\.(?:protonmail|proton)\.(?:ch|me)$/,
    authservId: /(?:^|\.)(?:protonmail|proton)\.(?:ch|com|me)$/,
    resultsBelow: true,
    spfLast: false,
    severalFields: true,
    returnPathLast: false,
  },
];
