import type { PageReading } from '../detect/page-reading.ts';
import type { SendPatterns } from '../detect/send-lexicon.ts';
import type { EspId, PageEspId } from '../esp/esp-id.ts';
import type { Report, Verdict } from '../report/report.ts';
import type { ExplainedReport } from '../words/report-words.ts';

/**
 * What passes between page, worker and extension pages. Types only, so that the content scripts may import it;
 * the receiving side holds everything that comes in against the schemas in schemas.ts.
 */

/** From a content script to the worker. The tab and frame come from the browser, never from the message. */
export type PageMessage =
  /** `typing`: a field of the frame is being written in, and was not left since. */
  | { kind: 'page-reading'; url: string; reading: PageReading; typing?: boolean | undefined }
  /** The frame shows nothing composed any more (navigation, removal). */
  | { kind: 'page-gone' }
  /** The overlay is there and wants to know what to show; `language` is the page's own tag, or ''. */
  | { kind: 'overlay-ready'; url: string; language: string }
  /** The user pressed Fix it, or the badge. */
  | { kind: 'open-report' }
  /** Somebody looks at the page again, or the network is back: what is old or unknown is asked for anew. */
  | { kind: 'look' }
  /** The send went through, with or without a word of ours: what the domain looked like then is remembered. */
  | { kind: 'sending' }
  /** "I know, don't warn me again": the worker knows what is held against this tab's campaign. */
  | { kind: 'accept-finding' }
  | { kind: 'hide-badge' }
  /** The user picked the sender's element. */
  | { kind: 'pick-done'; pick: StoredPick; address: string }
  | { kind: 'pick-cancelled' }
  /** "Copy a report of this page": the structure of this frame, censored, asked for by the worker. */
  | { kind: 'page-structure'; text: string };

/** From the worker to the content scripts of a tab. */
export type ToPageMessage =
  /** To the detector of every frame: what this user taught us of this ESP; scan, and tell again even what was told. */
  | { kind: 'settings'; picks: StoredPick[] }
  | { kind: 'describe-page' }
  /** To the overlay, in the top frame; null where nothing is composed. With the words that its guard knows a send by. */
  | { kind: 'overlay'; state: OverlayState | null; sendPatterns: SendPatterns }
  | { kind: 'start-pick'; words: PickerWords };

/** A robust description of an element that a user pointed at: no class chain. */
export interface StoredPick {
  esp: EspId;
  /** Label or aria text that names it, the tag, the role, stable attributes, in order of weight. */
  labels: string[];
  tag: string;
  role: string | null;
  attributes: Record<string, string>;
  /** Path of the frame's address in which it stood; '' for the top frame. */
  frame: string;
}

export type OverlayPhase = 'loading' | 'ready' | 'no-sender' | 'ambiguous' | 'error';

/** All that the badge, the guard and the note show: the worker has chosen the words. */
export interface OverlayState {
  phase: OverlayPhase;
  verdict: Verdict | null;
  /** A-label; null while no sender is known, or several are. */
  domain: string | null;
  esp: EspId;
  guard: 'off' | 'fail' | 'fail-and-warn';
  /** No verdict is held against the send: the user accepted every finding that would. */
  accepted: boolean;
  /** What the guard does at a send, decided by the worker: hold it up and ask, say a word, or nothing. */
  hold: 'ask' | 'note' | null;
  /** The finding that "don't warn me again" accepts. */
  firstCode: string | null;
  /** The user does not want to see the badge on this page; the guard stands all the same. */
  badgeHidden: boolean;
  words: OverlayWords;
}

export interface OverlayWords {
  /** Language of all these words, BCP 47. */
  language: string;
  badge: string;
  /** Long form for hover, focus and screen readers. */
  badgeTitle: string;
  hide: string;
  guardTitle: string;
  guardReason: string;
  /** When Presend asks, and where that is changed. */
  guardFoot: string;
  fix: string;
  sendAnyway: string;
  cancel: string;
  acceptLabel: string;
  note: string;
  close: string;
}

export interface PickerWords {
  language: string;
  instruction: string;
  byKeyboard: string;
  /** Under the address that would be taken. */
  take: string;
  cancel: string;
}

/** From popup, report, options and welcome page to the worker. Answered with `Answer`. */
export type ExtensionMessage =
  | { kind: 'check-tab'; tab: number; fresh: boolean }
  /** Typed by hand in the popup, or chosen among several. */
  | { kind: 'choose-sender'; tab: number; address: string; esp: EspId | 'none' | null }
  | {
      kind: 'audit';
      from: string;
      replyTo: string | null;
      esp: EspId | 'none' | null;
      account: string | null;
      selectors: string[];
      fresh: boolean;
      /** Asked for in a private window: nothing of it is kept. */
      isPrivate?: boolean | undefined;
      /** SPF terms that no longer send, as the user says. */
      drop?: string[] | undefined;
      /** Text copied out of the ESP's page: the values in it complete the records. */
      pasted?: string | undefined;
    }
  | { kind: 'start-pick'; tab: number }
  | { kind: 'forget-pick'; esp: EspId }
  | { kind: 'page-report'; tab: number }
  /** Answered with the addresses of the page and the reasons of each (`ExplainedCandidate[]`). */
  | { kind: 'why-sender'; tab: number }
  | {
      kind: 'watch';
      domain: string;
      esp: EspId | 'none' | null;
      account: string | null;
      /** `remove`: watched until it is gone; absent: until it is there. */
      records: { name: string; type: string; value: string; action?: 'publish' | 'remove' | undefined }[];
    }
  /** Connects an account, in place of the one before. Answered with a `Connection`. */
  | { kind: 'connect'; esp: PageEspId; key: string }
  /** Erases the key and all that was read with it. */
  | { kind: 'disconnect'; esp: PageEspId }
  /** Asks the accounts that may be asked, and audits all that waits to be sent. */
  | { kind: 'check-waiting' }
  /** Without `startedAt`: every watch of the domain. */
  | { kind: 'unwatch'; domain: string; startedAt?: number | undefined }
  /** Domains of the list wait for a check, or are watched from now on. */
  | { kind: 'run-domains' }
  /** With all that follows from the same cause. */
  | { kind: 'accept-finding' | 'unaccept-finding'; domain: string; code: string };

/** `no-key`: not the form of a key of this ESP. `no-access`: the browser was not allowed to ask its host. */
export type Connection = 'connected' | 'no-key' | 'no-access' | 'wrong-key' | 'revoked' | 'unreachable';

/** `problem` of a message that is refused: `unknown-message`, and the field that is wrong. Pages show it. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; problem: string };

/** What the popup shows of a tab; kept in session storage under `tab:<id>` so that the worker may end at any moment. */
export interface TabState {
  tab: number;
  url: string;
  esp: EspId | null;
  state: 'loading' | 'ready' | 'no-sender' | 'ambiguous' | 'off-site' | 'error';
  /** Why no sender: the reason of the detector. */
  reason: string | null;
  /** The merge tag that stands in the field, for `variable`. */
  expression: string | null;
  /** Where the sender was read. */
  via: string | null;
  /** The sender's address as composed, and what came of it. */
  report: ExplainedReport | null;
  /** For `ambiguous`: each sender with its verdict, the worst first. */
  candidates: { address: string; report: Report | null }[];
  typedByHand: boolean;
  /** This page shows no sender: it is the one that the campaign showed last, at this step of it. */
  fromStep: { step: string | null } | null;
  /** A verdict that is shown is being asked for again. */
  checking: boolean;
  /** The page named too many domains: the next is asked for at this time, ms since 1970. */
  limitedUntil: number | null;
  /** An unknown verdict is asked for again by itself at this time, ms since 1970. */
  retryAt: number | null;
  /** Recipients, where the page shows the number. */
  audience: number | null;
  at: number;
}

export const tabKey = (tab: number): `session:tab:${number}` => `session:tab:${tab}`;
