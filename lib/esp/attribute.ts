import type { EspId } from './esp-id.ts';
import { ESPS } from './registry.ts';
import type { AttributionModel, EspSending } from './sending.ts';

/** What a message shows of who sent it. The caller leaves out what stands below the last receiver's own lines. */
export interface MessageMarks {
  /** `d=` and `s=` of its signatures. */
  dkim: readonly { domain: string; selector: string }[];
  /** Address or domain; null where it is not known. */
  returnPath: string | null;
  /** Names of the hosts that handed it over. */
  receivedHosts: readonly string[];
  /** Names of its header fields, in any case. */
  headers: readonly string[];
}

export interface Mark {
  kind: 'dkim-domain' | 'selector' | 'return-path' | 'received' | 'header';
  value: string;
}

export interface Attribution {
  esp: EspId;
  /** What it rests on, the most telling first. */
  marks: Mark[];
}

/** How much one mark says: a domain is the ESP's alone, a selector can be chosen by anybody. */
const WEIGHTS: Record<Mark['kind'], number> = {
  'dkim-domain': 4,
  'return-path': 4,
  received: 3,
  header: 3,
  selector: 2,
};
const LEAST_WEIGHT = 2;
/** More of one kind than any message needs: what lies beyond is not read. */
const MOST_MARKS = 100;

const matching = (patterns: readonly RegExp[], values: readonly string[]): string[] =>
  values.filter((value) => patterns.some((pattern) => pattern.test(value)));

const toHost = (text: string): string =>
  text
    .slice(text.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/(?<![>.\s])[>.\s]+$/, '');

interface Read {
  domains: string[];
  selectors: string[];
  returnPaths: string[];
  hosts: string[];
  headers: string[];
}

function readMarks({ dkim, returnPath, receivedHosts, headers }: MessageMarks): Read {
  const signatures = dkim.slice(0, MOST_MARKS);
  return {
    domains: signatures.map(({ domain }) => toHost(domain)),
    selectors: signatures.map(({ selector }) => selector.toLowerCase()),
    returnPaths: returnPath === null ? [] : [toHost(returnPath)],
    hosts: receivedHosts.slice(0, MOST_MARKS).map(toHost),
    headers: headers.slice(0, 2 * MOST_MARKS).map((name) => name.toLowerCase()),
  };
}

function findMarks(model: AttributionModel, read: Read): Mark[] {
  const toMarks = (kind: Mark['kind'], values: string[]) =>
    [...new Set(values)].map((value): Mark => ({ kind, value }));
  return [
    ...toMarks('dkim-domain', matching(model.dkimDomains, read.domains)),
    ...toMarks('return-path', matching(model.returnPaths, read.returnPaths)),
    ...toMarks('received', matching(model.receivedHosts, read.hosts)),
    ...toMarks(
      'header',
      read.headers.filter((name) => model.headers.includes(name)),
    ),
    ...toMarks('selector', matching(model.dkimSelectors, read.selectors)),
  ];
}

/** Each kind counts once: five hops through one server say no more than one. */
const weigh = (marks: readonly Mark[]): number =>
  [...new Set(marks.map(({ kind }) => kind))].reduce((sum, kind) => sum + WEIGHTS[kind], 0);

interface Candidate {
  sending: EspSending;
  marks: Mark[];
  weight: number;
}

/** A selector alone says nothing of a service through which any sender's own selectors go. */
const isEnough = ({ sending, weight }: Candidate): boolean =>
  weight > (sending.attribution.carriesOthers ? WEIGHTS.selector : LEAST_WEIGHT - 1);

/**
 * The ESP that a message came through, or null where it is none that is known or its marks contradict each other. An
 * ESP that sends through another's servers is named before that other one.
 */
export function attributeMessage(message: MessageMarks): Attribution | null {
  const read = readMarks(message);
  const candidates = ESPS.map(({ sending }): Candidate => {
    const marks = findMarks(sending.attribution, read);
    return { sending, marks, weight: weigh(marks) };
  }).filter(isEnough);
  const own = candidates.filter(({ sending }) => !sending.attribution.carriesOthers);
  const [best, next] = (own.length > 0 ? own : candidates).toSorted((one, other) => other.weight - one.weight);
  if (best === undefined || best.weight === next?.weight) return null;
  return { esp: best.sending.id, marks: best.marks };
}
