/**
 * What one language calls the fields of a campaign. Every member is a list of alternatives, a part of a regular
 * expression in lower case. `word` members match whole words, `stem` members beginnings of words, because German,
 * Dutch and the Scandinavian languages write "sender's address" as one word. Sources: help centres of the three
 * ESPs and mail programs in the language, and what browsers' translation makes of the English labels.
 */
export interface LabelWords {
  /** False where words follow each other without a space: nothing is asked of what stands next to a match. */
  spaced: boolean;
  /** Stem: means the sender wherever it stands in a label. */
  sender?: string;
  /** Word: means the sender as the whole label, or next to "address" or "name". */
  from?: string;
  /** Word: means the sender after a word of `sent`: "by", "as". */
  agent?: string;
  sent?: string;
  /** Whole beginning of a label that means the sender's address: "from the address", as translations have it. */
  fromAddress?: string;
  /** Word: "address", "e-mail". */
  mail?: string;
  /** Word: "name", "label". */
  name?: string;
  /** Word: says nothing by itself. */
  glue?: string;
  /** Word: "edit", "choose". */
  edit?: string;
  /** Stem: "add", "new", "verify": with a sender or address, something that is not the sender yet. */
  add?: string;
  reply?: string;
  test?: string;
  preview?: string;
  /** With `preview`, the text that mail programs show behind the subject. */
  previewText?: string;
  subject?: string;
  /** Word: "to", as the whole label. */
  to?: string;
  audience?: string;
  /** Stem: names an alert to the team, or a message that is no e-mail. */
  alert?: string;
  /** Stem: names something that is certainly not the sender: account, owner, support. */
  other?: string;
}
