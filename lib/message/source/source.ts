import { isFieldStart, parseHeaderSection, type HeaderField } from '../headers/header-fields.ts';
import { countLineEnds, CR, fromLatin1, indexOfOctets, joinOctets, LF, toLatin1, withCrlf } from './octets.ts';
import { decodeReferences, messageInPage } from './page-source.ts';

/** What was undone before the message was read, or tried with success until a signature verified. */
export type Repair =
  /** LF or CR for CRLF. */
  | 'line-ends'
  | 'byte-order-mark'
  | 'utf-16'
  | 'blank-lines-in-front'
  /** An empty line behind each line. */
  | 'doubled-lines'
  | 'indentation'
  /** The lines of a "Show original" page above the message. */
  | 'banner'
  /** A saved web page around it. */
  | 'page'
  /** `&lt;` for `<`: copied out of the markup of a page. */
  | 'references'
  | 'mbox'
  /** Several messages: only the first was read. */
  | 'several'
  | 'folds'
  | 'fold-tabs'
  | 'tabs'
  | 'trailing-blanks'
  | 'quoted-from'
  | 'no-break-spaces'
  | 'charset'
  | 'doubled-dots'
  | 'text-behind';

export interface MessageSource {
  fields: HeaderField[];
  lostFolds: number;
  /** Lines of the header section that begin with a space: intact folds. */
  keptFolds: number;
  /** Everything behind the empty line that ends the header section; CRLF line ends. */
  body: Uint8Array;
  /** An empty line ended the header section; false where the text stops within it. */
  hasBody: boolean;
  repairs: Repair[];
  /** Where its address fields have character references: the same message with all decoded, and with those of the header. */
  unescaped: MessageSource[];
}

/** Why octets are no message. */
export type UnreadableFault = 'empty' | 'too-large' | 'binary' | 'page' | 'no-message' | 'summary' | 'header-lines';

/** Why there is no test message to judge: nothing readable, or a report about another message. */
export type SourceFault = UnreadableFault | 'delivered' | 'delayed' | 'complaint';

export type ReadSource = { ok: true; source: MessageSource } | { ok: false; fault: UnreadableFault };

const LARGEST = 64 * 1024 * 1024;
/** Header sections are read as text up to here; the longest of real life have some 100 kB. */
const LARGEST_HEADER = 8 * 1024 * 1024;
/** How far into a paste its header section may begin. */
const LONGEST_BANNER = 2 * 1024 * 1024;

/** Fields that programs write: no banner has them. */
const TRACE_FIELDS = new Set([
  'received',
  'return-path',
  'delivered-to',
  'dkim-signature',
  'authentication-results',
  'message-id',
  'mime-version',
  'x-received',
  'arc-seal',
  'arc-authentication-results',
  'x-apparently-to',
  'received-spf',
  'content-type',
  'date',
  'x-original-to',
  'x-google-smtp-source',
]);
const OTHER_FIELDS = new Set([
  'from',
  'to',
  'subject',
  'sender',
  'reply-to',
  'cc',
  'bcc',
  'list-unsubscribe',
  'list-id',
  'x-mailer',
]);

/** ZIP, PDF, OLE (Outlook's .msg), PNG, JPEG, GIF. */
const BINARY_STARTS = [
  [0x50, 0x4b, 3, 4],
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
];
const MBOX_START = /^From \S[^\r\n]{0,300}\d{4}[^\r\n]{0,40}(?:\r\n|$)/;
const MBOX_NEXT = /^From \S[^\r\n]{0,300}\d\d:\d\d[^\r\n]{0,40}\d{4}/;

interface Draft {
  bytes: Uint8Array;
  repairs: Repair[];
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((octet, at) => bytes[at] === octet);

/** A text file in UTF-16, as Windows calls "Unicode"; null where it is none. */
function fromUtf16(bytes: Uint8Array): Uint8Array | null {
  const little = startsWith(bytes, [0xff, 0xfe]);
  const big = startsWith(bytes, [0xfe, 0xff]);
  if (!little && !big) return null;
  return new TextEncoder().encode(new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes));
}

function undoEncoding({ bytes, repairs }: Draft): Draft {
  const decoded = fromUtf16(bytes);
  if (decoded) return { bytes: decoded, repairs: [...repairs, 'utf-16'] };
  if (startsWith(bytes, [0xef, 0xbb, 0xbf]))
    return { bytes: bytes.subarray(3), repairs: [...repairs, 'byte-order-mark'] };
  return { bytes, repairs };
}

function isBinary(bytes: Uint8Array): boolean {
  if (BINARY_STARTS.some((start) => startsWith(bytes, start))) return true;
  const head = bytes.subarray(0, 4096);
  const controls = head.reduce((sum, octet) => sum + Number(octet < 9 || (octet > 13 && octet < 27)), 0);
  return controls > Math.max(2, head.length / 50);
}

function undoLineEnds({ bytes, repairs }: Draft): Draft {
  const ends = countLineEnds(bytes);
  const repaired = withCrlf(bytes, ends);
  return { bytes: repaired, repairs: repaired === bytes ? repairs : [...repairs, 'line-ends'] };
}

function dropLeadingBlankLines({ bytes, repairs }: Draft): Draft {
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at];
    if (octet === LF) start = at + 1;
    else if (octet !== CR && octet !== 0x20 && octet !== 0x09) break;
  }
  if (start === 0) return { bytes, repairs };
  return { bytes: bytes.subarray(start), repairs: [...repairs, 'blank-lines-in-front'] };
}

/** Lines of a header section that must be alone before every second line is taken for an empty one of a paste. */
const FEWEST_ALONE = 5;
const LONGEST_START = 64 * 1024;

function undoDoubledLines({ bytes, repairs }: Draft): Draft {
  const lines = toLatin1(bytes.subarray(0, LONGEST_START)).split('\r\n', FEWEST_ALONE * 2);
  const isDoubled = lines.every((line, index) => (line === '') === (index % 2 === 1));
  if (lines.length < FEWEST_ALONE * 2 || !isDoubled || !isFieldStart(lines[0] ?? '')) return { bytes, repairs };
  return { bytes: fromLatin1(toLatin1(bytes).replaceAll('\r\n\r\n', '\r\n')), repairs: [...repairs, 'doubled-lines'] };
}

/** A paste that was indented as a whole, as out of a list or a code block. */
function dropIndentation({ bytes, repairs }: Draft): Draft {
  const head = toLatin1(bytes.subarray(0, LONGEST_BANNER));
  const indent = /^([ \t]{1,16})[A-Za-z][\w-]{0,60}:/.exec(head)?.[1];
  if (!indent) return { bytes, repairs };
  const lines = head.split('\r\n').slice(0, 20);
  if (!lines.every((line) => line === '' || line.startsWith(indent))) return { bytes, repairs };
  const text = toLatin1(bytes);
  const bare = text.split('\r\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return { bytes: fromLatin1(bare.join('\r\n')), repairs: [...repairs, 'indentation'] };
}

function dropMbox({ bytes, repairs }: Draft): Draft {
  const start = MBOX_START.exec(toLatin1(bytes.subarray(0, 400)))?.[0];
  if (start === undefined) return { bytes, repairs };
  const message = bytes.subarray(start.length);
  // The next message begins behind an empty line (RFC 4155).
  const separator = [CR, LF, CR, LF, 0x46, 0x72, 0x6f, 0x6d, 0x20];
  for (let at = indexOfOctets(message, separator); at >= 0; at = indexOfOctets(message, separator, at + 1)) {
    if (!MBOX_NEXT.test(toLatin1(message.subarray(at + 4, at + 404)))) continue;
    return { bytes: message.subarray(0, at + 2), repairs: [...repairs, 'mbox', 'several'] };
  }
  return { bytes: message, repairs: [...repairs, 'mbox'] };
}

const ADDRESS_FIELDS = new Set(['from', 'return-path', 'message-id', 'to']);

/** Whether an address field has `&lt;...&gt;` in place of its angle brackets. */
function hasEscapedAddress(fields: readonly HeaderField[]): boolean {
  return fields.some(({ key, raw }) => {
    if (!ADDRESS_FIELDS.has(key) || raw.includes('<')) return false;
    const open = raw.indexOf('&lt;');
    return open >= 0 && raw.includes('&gt;', open);
  });
}

interface Block {
  start: number;
  trace: number;
  known: number;
}

/**
 * Blocks of lines between empty lines with how many known fields they have. A block begins with the field lines in front
 * of its first known one: what is above those is no header.
 */
function toBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let block: Block | null = null;
  let run: number | null = null;
  let at = 0;
  for (const line of text.split('\r\n')) {
    if (line === '') [block, run] = [null, null];
    else if (isFieldStart(line)) {
      run ??= at;
      const key = line.slice(0, line.indexOf(':')).trimEnd().toLowerCase();
      const isTrace = TRACE_FIELDS.has(key);
      if (isTrace || OTHER_FIELDS.has(key)) {
        if (!block) blocks.push((block = { start: run, trace: 0, known: 0 }));
        block.known += 1;
        block.trace += Number(isTrace);
      }
    } else if (!/^[ \t]/.test(line)) run = null;
    at += line.length + 2;
  }
  return blocks;
}

/** Where the header section begins; -1 where there is none. What is above it is the page that it was copied from. */
function findHeaderStart(text: string): number {
  const [first, ...others] = toBlocks(text);
  if (!first) return -1;
  const written = first.trace > 0 ? first : (others.find(({ trace }) => trace >= 2) ?? first);
  return written.known >= 2 || /^from:[^\r\n]*@/i.test(text.slice(written.start)) ? written.start : -1;
}

/** Fields without which nothing of a message can be verified. */
const PROOF_FIELDS = new Set([
  'received',
  'dkim-signature',
  'authentication-results',
  'arc-authentication-results',
  'received-spf',
  'return-path',
  'message-id',
  'mime-version',
]);
const SUMMARY_ROW =
  /^[ \t]*(spf|dkim|dmarc)[ \t]{0,9}:[ \t]{0,9}['"‘“]?(pass|fail|softfail|neutral|none|temperror|permerror)\b/gim;
const LONGEST_SUMMARY = 20_000;

/** One row of Gmail's summary, in lower case. */
export interface SummaryResult {
  method: 'spf' | 'dkim' | 'dmarc';
  result: string;
}

/** Names and results of the rows of Gmail's summary above "Show original": `SPF: PASS`. */
export function readSummary(octets: Uint8Array): SummaryResult[] {
  const text = new TextDecoder().decode(octets.subarray(0, LONGEST_SUMMARY)).replace(/\r\n?/g, '\n');
  return [
    ...text.replace(/^[ \t]*(spf|dkim|dmarc)[ \t]{0,9}:?[ \t]{0,9}\n[ \t]*/gim, '$1: ').matchAll(SUMMARY_ROW),
  ].map(([, method = '', result = '']) => ({
    method: method.toLowerCase() as 'spf' | 'dkim' | 'dmarc',
    result: result.toLowerCase(),
  }));
}

/** A few lines copied off a page: no server's field is among them. Null where it may be a message. */
function findPartFault(source: MessageSource, octets: Uint8Array): 'summary' | 'header-lines' | null {
  if (source.fields.some(({ key }) => PROOF_FIELDS.has(key))) return null;
  if (readSummary(octets).length >= 2) return 'summary';
  return source.hasBody ? null : 'header-lines';
}

const isPage = (bytes: Uint8Array): boolean =>
  /^\s*<(?:!doctype|html|head|body|pre|div|table|\?xml)/i.test(toLatin1(bytes.subarray(0, 400)));

function toSource({ bytes, repairs }: Draft): MessageSource {
  const end = indexOfOctets(bytes, [CR, LF, CR, LF]);
  const headerEnd = end < 0 ? bytes.length : end;
  const header = toLatin1(bytes.subarray(0, Math.min(headerEnd, LARGEST_HEADER)));
  return {
    ...parseHeaderSection(header),
    keptFolds: header.split(/\r\n[ \t]/).length - 1,
    body: end < 0 ? new Uint8Array(0) : bytes.subarray(end + 4),
    hasBody: end >= 0,
    repairs,
    unescaped: [],
  };
}

/** Adds the readings with decoded character references. Which of them was sent, a signature decides. */
function withUnescaped(source: MessageSource, { bytes, repairs }: Draft): MessageSource {
  if (!hasEscapedAddress(source.fields)) return source;
  const headerEnd = bytes.length - source.body.length;
  const unescaped = [bytes.length, headerEnd].map((end) => {
    const decoded = joinOctets([decodeReferences(toLatin1(bytes.subarray(0, end))), bytes.subarray(end)]);
    return toSource(undoLineEnds({ bytes: decoded, repairs: [...repairs, 'references'] }));
  });
  return { ...source, unescaped };
}

/**
 * Octets that somebody pasted, dropped or downloaded, as a message: encodings, line ends, mailbox files and the page
 * around a "Show original" undone. Linear in their number; never throws.
 */
export function readSource(octets: Uint8Array): ReadSource {
  if (octets.length > LARGEST) return { ok: false, fault: 'too-large' };
  const decoded = undoEncoding({ bytes: octets, repairs: [] });
  if (isBinary(decoded.bytes)) return { ok: false, fault: 'binary' };
  let draft = dropLeadingBlankLines(undoLineEnds(decoded));
  if (draft.bytes.length === 0 || !draft.bytes.some((octet) => octet > 0x20)) return { ok: false, fault: 'empty' };
  if (isPage(draft.bytes)) {
    const inner = messageInPage(draft.bytes);
    if (!inner) return { ok: false, fault: 'page' };
    draft = dropLeadingBlankLines(undoLineEnds({ bytes: inner, repairs: [...draft.repairs, 'page'] }));
  }
  draft = dropMbox(dropIndentation(undoDoubledLines(draft)));
  const start = findHeaderStart(toLatin1(draft.bytes.subarray(0, LONGEST_BANNER)));
  if (start < 0) return { ok: false, fault: readSummary(draft.bytes).length >= 2 ? 'summary' : 'no-message' };
  if (start > 0) {
    const isFirstLineLost = /^[^\r\n]*\r\n$/.test(toLatin1(draft.bytes.subarray(0, start)));
    draft = {
      bytes: draft.bytes.subarray(start),
      repairs: [...draft.repairs, ...(isFirstLineLost ? [] : ['banner' as const])],
    };
  }
  const source = withUnescaped(toSource(draft), draft);
  const fault = findPartFault(source, octets);
  return fault === null ? { ok: true, source } : { ok: false, fault };
}

const MOST_FOLDS = 5000;
const MOST_FOLDS_IN_FIELD = 50;

const countFolds = (field: HeaderField): number => field.raw.split('\r\n').length - 1;

/** mailauth takes time by the square of a field's folds: where there are very many, long ones are unfolded. */
export function isOverfolded(fields: readonly HeaderField[]): boolean {
  return fields.reduce((sum, field) => sum + countFolds(field), 0) > MOST_FOLDS;
}

/** The message as it goes to the verifier. */
export function toOctets(fields: readonly HeaderField[], body: Uint8Array): Uint8Array {
  const unfold = isOverfolded(fields);
  const lines = fields.map((field) =>
    unfold && countFolds(field) > MOST_FOLDS_IN_FIELD ? field.raw.replace(/\r\n(?=[ \t])/g, '') : field.raw,
  );
  return joinOctets([fromLatin1(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
