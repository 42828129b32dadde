import type { FieldKind } from './field-kind.ts';
import type { PageEspId } from '../esp/esp-id.ts';

/** One sender that the page shows. */
export interface SenderCandidate {
  /** As it is written on the page, trimmed; the worker parses it. */
  address: string;
  /** How it was read: the rule's or the label's name, for "detected from ...". */
  via: string;
  /** 0 to 1. */
  confidence: number;
}

/** What speaks for or against an address, and what came of it. */
export type CandidateReason =
  | 'named-by-rule'
  | 'named-by-label'
  | 'named-by-identifier'
  | 'named-by-text-beside'
  | 'named-by-group'
  | 'named-by-own-line'
  | 'named-by-place'
  | 'named-by-pick'
  | 'no-label'
  | 'names-another-field'
  | 'in-sentence'
  | 'one-of-a-list'
  | 'in-closed-part'
  | 'is-control'
  | 'is-text'
  | 'in-dialog'
  | 'chosen'
  | 'in-doubt'
  | 'outranked';

/** An address on the page and why it is the sender or is not: "Why this sender" and the page report show it. */
export interface ExplainedCandidate {
  address: string;
  /** What its label names; null where none was found. */
  names: FieldKind | null;
  confidence: number;
  reasons: CandidateReason[];
}

export type NotFoundReason =
  /** Nothing that looks like the sender's field (yet). */
  | 'no-field'
  /** The field is there and empty. */
  | 'empty'
  /** A merge tag stands in it: the address is known only when the campaign is sent. */
  | 'variable'
  /** The page is larger than what Presend reads. */
  | 'gave-up'
  /** The page still loads. */
  | 'loading';

export type SenderFinding =
  | ({ kind: 'found' } & SenderCandidate)
  | { kind: 'ambiguous'; candidates: SenderCandidate[] }
  | { kind: 'notFound'; reason: NotFoundReason; /** The merge tag, for `variable`. */ expression?: string };

/**
 * What one frame of a dashboard shows of the campaign that is being composed.
 * Never holds a subscriber's data or anything of the message body.
 */
export interface PageReading {
  esp: PageEspId;
  /** False on pages of the ESP where nothing is composed: no badge, no verdict. */
  composing: boolean;
  sender: SenderFinding;
  replyTo: string | null;
  fromName: string | null;
  subject: string | null;
  /** Addresses on the page with what speaks for and against each, the likeliest first; at most `MOST_EXPLAINED`. */
  candidates: ExplainedCandidate[];
  /** Recipients, where the page shows the number. */
  audience: number | null;
  /** HubSpot portal id, Klaviyo's or Mailchimp's account id, where it shows. */
  account: string | null;
  /** On the ESP's own domain settings: what it says there. */
  sending: { domain: string | null; selectors: string[]; targets: string[] } | null;
}
