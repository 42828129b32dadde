const LONGEST_TERM = 300;

/** One placeholder: `>` may be in it, as in a menu path. Longer than any that is made here. */
export const PLACEHOLDER = /<[^<]{1,600}>/u;

/** Whether a part of a record's value is known only to somebody else. */
export const hasPlaceholder = (value: string): boolean => PLACEHOLDER.test(value);

/** Whether what is missing in a value is a key or target, which the ESP shows; not the senders of an SPF record. */
export const isFromEsp = (value: string): boolean => hasPlaceholder(value) && !/^v=spf1\b/iu.test(value);

/** Whether this one is in the ESP's own page, where the user can copy it; another sender's, say, is not. */
export const isShownBy = (placeholder: string, esp: string): boolean => placeholder.startsWith(`<in ${esp}:`);

/** A term as it was written, on one line and without angle brackets, which enclose the placeholder. */
const toLine = (term: string): string => term.replace(/[<>]/gu, '').replace(/\s+/gu, ' ').slice(0, LONGEST_TERM);

/** What is in angle brackets where only somebody else knows the value. */
export const placeholders = {
  /** A sender in an SPF record: `term` as it was written, or whoever sends. */
  sender: (term: string | null) =>
    term === null ? '<the “include:” of each service that sends for you>' : `<the sender meant by “${toLine(term)}”>`,
  keyOf: (selector: string, esp: string | null) =>
    esp === null
      ? `<the record that the service with selector ${selector} shows>`
      : `<in ${esp}: the record for ${selector}>`,
  newKey: (selector: string) => `<a new key of 2048 bits, from the service with selector ${selector}>`,
  within: (esp: string, path: string) => `<in ${esp}: ${path}>`,
} as const;
