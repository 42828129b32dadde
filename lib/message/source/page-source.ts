import { decodeEntities } from '../content/html-tokens.ts';
import { fromLatin1, toLatin1 } from './octets.ts';

/** The source of a message inside the page that a mailbox shows it in: Gmail's "Show original", saved as a file. */

const PRE = /<pre\b[^<>]{0,2000}>([\s\S]*?)(?:<\/pre>|$)/gi;
const HAS_FIELDS =
  /(?:^|\n)(?:received|delivered-to|return-path|message-id|dkim-signature|mime-version|from)[ \t]{0,9}:/gi;
const FEWEST_FIELDS = 2;

const utf8 = new TextEncoder();

/** What was octets stays octets; a reference above them can only have been text. */
export function decodeReferences(markup: string): Uint8Array {
  const text = decodeEntities(markup);
  return /[\u0100-\uffff]/.test(text) ? utf8.encode(text) : fromLatin1(text);
}

/** Null where the page shows no message. */
export function messageInPage(page: Uint8Array): Uint8Array | null {
  for (const [, inner = ''] of toLatin1(page).matchAll(PRE)) {
    const markup = inner.replace(/<(?:br|wbr)\b[^<>]{0,200}>/gi, '\r\n').replace(/<\/?[a-z][^<>]{0,2000}>/gi, '');
    const fields = decodeEntities(markup).match(HAS_FIELDS)?.length ?? 0;
    if (fields >= FEWEST_FIELDS) return decodeReferences(markup);
  }
  return null;
}
