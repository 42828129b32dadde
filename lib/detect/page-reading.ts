import type { PageEspId } from '../esp/esp-id.ts';

/** One sender that stands on the page. */
export interface SenderCandidate {
  /** As it stands on the page, trimmed; the worker parses it. */
  address: string;
  /** How it was read: the matcher's or the label's name, for "detected from ...". */
  via: string;
  /** 0 to 1. */
  confidence: number;
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
  /** Recipients, where the page shows the number. */
  audience: number | null;
  /** HubSpot portal id, Klaviyo's or Mailchimp's account id, where it shows. */
  account: string | null;
  /** On the ESP's own domain settings: what it says there. */
  sending: { domain: string | null; selectors: string[]; targets: string[] } | null;
}
