import type { PageEspId } from '../esp/esp-id.ts';

/** What a label, an attribute or a heading says about the value that it names. */
export type FieldKind =
  /** Says "the sender's address" in full. */
  | 'senderEmail'
  /** Says "From" or "Sender": the address, the name or both. */
  | 'sender'
  | 'senderName'
  /** "Email address" alone: the sender's only inside a group that is the sender's. */
  | 'email'
  /** "Name" alone. */
  | 'name'
  | 'replyTo'
  | 'subject'
  | 'previewText'
  | 'audience'
  /** Names several fields at once ("From and Reply-to"): decides nothing. */
  | 'mixed'
  /** A part of the page that shows the message or sends a test of it: nothing in it is the field. */
  | 'preview'
  | 'test'
  /** An alert to the team or a text message: has a From of its own that is not the campaign's. */
  | 'alert'
  /** Certainly something else: account, owner, default, comment, ... */
  | 'other';

/**
 * One fact about an ESP's pages. The rules of an ESP are ordered: the first that matches counts. A comment above each
 * says where it can be seen, and since when.
 */
export interface PageRule {
  /** Shown as "detected from ...". */
  id: string;
  /** `nothing`: what is inside is never read. */
  field: FieldKind | 'nothing';
  /** Matches the control, the text or an element around it. */
  selector?: string;
  /** Whole label texts, lower case, that the word lists do not know. */
  labels?: readonly string[];
}

/** Where one ESP composes, and what is known of its pages. */
export interface EspPage {
  id: PageEspId;
  /** Path and search of the pages on which a message with a sender is composed. */
  composing: readonly RegExp[];
  /** Path of the ESP's own pages about sending domains. */
  domainSettings: RegExp;
  /** Domains to which the records of a sending domain point, as those pages show them. */
  recordTargets: readonly string[];
  /** The account's id in path and search, where it is there. */
  account: RegExp | null;
  /** What identifies one composed message in path and search. */
  campaign: RegExp;
  rules: readonly PageRule[];
}
