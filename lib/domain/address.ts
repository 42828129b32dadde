import { type DomainName, parseDomainName, parseMailDomain, trimInvisible } from './domain-name.ts';
import { failure, type Parsed, success } from './parsed.ts';

export interface Mailbox {
  /** As written, without quotes. */
  localPart: string;
  domain: DomainName;
  /** What readers see beside it; null where there is none. */
  displayName: string | null;
}

export interface ParsedAddress extends Mailbox {
  /** All mailboxes of the field, the first of them repeated above; all at one domain. */
  mailboxes: Mailbox[];
}

/** The reasons of `from.unusable` that a text alone can have. */
export type AddressFault = 'empty' | 'syntax' | 'several-domains' | 'ip-literal' | 'variable';

const LONGEST_INPUT = 20_000;
const MOST_MAILBOXES = 100;

/** Merge tags of the templating languages that senders use: Django and Liquid, Mailchimp, ERB, Marketo, plain `${}`. */
const MERGE_TAG = /\{\{|\{%|\{\$|\*\||%%|<%|\$\{|\[\[|%\{|#\{/;

/** One mailbox of the field while it is read. */
interface Draft {
  /** Text outside quotes, comments and angle brackets, and the text in quotes. */
  text: string;
  comment: string;
  angle: string | null;
}

const emptyDraft = (): Draft => ({ text: '', comment: '', angle: null });

/** The end of a quoted string or comment that opens at `start`: the index behind it, or the end of the text. */
function endOfNested(text: string, start: number, open: string, close: string): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === close && (open !== close || at > start)) {
      depth -= 1;
      if (depth <= 0) return at + 1;
    } else if (character === open) depth += 1;
  }
  return text.length;
}

const unescape = (text: string): string => text.replace(/\\(.)/gs, '$1');

/** The text between angle brackets: up to the first `>` outside quotes. */
function endOfAngle(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '>') {
    const character = text.charAt(at);
    if (character === '"') at = endOfNested(text, at, '"', '"');
    else at = character === '(' ? endOfNested(text, at, '(', ')') : at + 1;
  }
  return at;
}

/** The text between angle brackets without comments and without the route of RFC 5322 § 4.4. */
function toAddrSpec(text: string): string {
  let spec = '';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const isNested = character === '"' || character === '(';
    const end = isNested ? endOfNested(text, at, character, character === '(' ? ')' : '"') : at + 1;
    if (character !== '(') spec += text.slice(at, end);
    at = end;
  }
  return spec.trimStart().startsWith('@') ? spec.slice(spec.indexOf(':') + 1) : spec;
}

/** Without the spaces that RFC 5322 § 4.4 allows round the dots. */
const withoutSpacesAtDots = (text: string): string =>
  text
    .split('.')
    .map((label) => label.trim())
    .join('.');

/** Cuts the field into mailboxes at commas and semicolons outside quotes, comments and brackets (RFC 5322 § 3.4). */
function splitMailboxes(text: string): Draft[] {
  const drafts: Draft[] = [];
  let draft = emptyDraft();
  let at = 0;
  while (at < text.length && drafts.length < MOST_MAILBOXES) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfNested(text, at, '"', '"');
      draft.text += text.slice(at, end);
      at = end;
    } else if (character === '(') {
      const end = endOfNested(text, at, '(', ')');
      draft.comment ||= unescape(text.slice(at + 1, end - 1));
      draft.text += ' ';
      at = end;
    } else if (character === '<') {
      const end = endOfAngle(text, at);
      draft.angle ??= text.slice(at + 1, end);
      at = end + 1;
    } else if (character === ',' || character === ';') {
      drafts.push(draft);
      draft = emptyDraft();
      at += 1;
    } else {
      draft.text += character;
      at += 1;
    }
  }
  drafts.push(draft);
  return drafts;
}

/** `Brand, Inc. <hello@brand.com>`: text before a comma, without an `@` of its own, belongs to the name after it. */
function joinNames(drafts: Draft[]): Draft[] {
  const joined: Draft[] = [];
  let name = '';
  for (const draft of drafts) {
    const isName = draft.angle === null && !draft.text.includes('@');
    if (isName) {
      name += draft.text.trim() === '' ? '' : `${draft.text.trim()}, `;
    } else {
      joined.push({ ...draft, text: draft.angle === null ? draft.text : name + draft.text.trim() });
      name = '';
    }
  }
  return joined;
}

/** Splits at the `@` behind the local part, which may be a quoted string that holds others. */
function splitAtSign(text: string): { localPart: string; domain: string } | null {
  if (text.startsWith('"')) {
    const end = endOfNested(text, 0, '"', '"');
    const rest = text.slice(end).trimStart();
    if (!rest.startsWith('@')) return null;
    return { localPart: unescape(text.slice(1, end - 1)), domain: rest.slice(1) };
  }
  const at = text.indexOf('@');
  if (at === -1) return null;
  return { localPart: withoutSpacesAtDots(text.slice(0, at)), domain: text.slice(at + 1) };
}

/** RFC 5322 § 3.2.3 without its list of letters: what may not be in an unquoted local part. */
const NOT_AN_ATOM = /[\s"(),:;<>@[\\\]]/;

/** A merge tag may be in the local part: the domain is what is judged. */
const isLocalPart = (text: string, quoted: boolean): boolean =>
  text !== '' && (quoted || MERGE_TAG.test(text) || !NOT_AN_ATOM.test(text));

function toDisplayName(draft: Draft): string | null {
  const written = draft.angle === null ? draft.comment : draft.text || draft.comment;
  const trimmed = trimInvisible(written);
  const quoted = trimmed.startsWith('"') && trimmed.endsWith('"') && trimmed.length >= 2;
  return (quoted ? unescape(trimmed.slice(1, -1)) : trimmed) || null;
}

function readMailbox(draft: Draft): Parsed<Mailbox, AddressFault> {
  const written = draft.angle === null ? draft.text : toAddrSpec(draft.angle);
  const address = trimInvisible(written).replace(/^mailto:/i, '');
  if (address === '') return failure('empty');
  const parts = splitAtSign(address);
  if (parts === null) return failure(MERGE_TAG.test(address) ? 'variable' : 'syntax');
  if (MERGE_TAG.test(parts.domain)) return failure('variable');
  if (!isLocalPart(parts.localPart, address.startsWith('"'))) return failure('syntax');
  const domain = parseMailDomain(withoutSpacesAtDots(parts.domain));
  if (domain.ok)
    return success({ localPart: parts.localPart, domain: domain.value, displayName: toDisplayName(draft) });
  return failure(domain.fault === 'ip-literal' ? 'ip-literal' : 'syntax');
}

/** `Team: a@brand.com, b@brand.com;`: the name of a group is no mailbox. */
const withoutGroupName = (text: string): string => text.replace(/^[^"<(@,:;]{1,200}:(?!\/\/)/, '');

/**
 * The sender of a message out of the text of its field: `hello@brand.com`, `Brand <hello@brand.com>`, quoted local
 * parts, comments, a group, several addresses. Several at one domain are read (RFC 9989 § 5.3.1 judges the domain),
 * at different domains they are a fault, as is everything of which no one domain can be told.
 */
export function parseAddress(text: string): Parsed<ParsedAddress, AddressFault> {
  if (text.length > LONGEST_INPUT) return failure('syntax');
  const trimmed = trimInvisible(text);
  if (trimmed === '') return failure('empty');
  const drafts = joinNames(splitMailboxes(withoutGroupName(trimmed)));
  const [lead] = drafts;
  if (lead === undefined) return failure(MERGE_TAG.test(trimmed) ? 'variable' : 'syntax');
  const mailboxes: Mailbox[] = [];
  for (const draft of drafts) {
    const read = readMailbox(draft);
    if (!read.ok) return read;
    mailboxes.push(read.value);
  }
  const [first] = mailboxes;
  if (first === undefined) return failure('syntax');
  if (mailboxes.some((each) => each.domain !== first.domain)) return failure('several-domains');
  return success({ ...first, mailboxes });
}

/** An address, or a domain on its own: what a person types who is asked for the sender. */
export function parseSender(text: string): Parsed<{ domain: DomainName; address: ParsedAddress | null }, AddressFault> {
  const domain = parseDomainName(text);
  if (domain.ok) return success({ domain: domain.value, address: null });
  if (domain.fault === 'ip-literal') return failure('ip-literal');
  const address = parseAddress(text);
  return address.ok ? success({ domain: address.value.domain, address: address.value }) : address;
}
