import type { FindingParams } from '../../findings/finding.ts';
import { firstValue, withRestoredFolds, type HeaderField } from '../headers/header-fields.ts';
import { fromLatin1, indexOfOctets, toLatin1 } from './octets.ts';
import { scanMime, type MimeScan, type PartScan } from './mime-scan.ts';
import type { SignatureTags } from '../authentication/signature-tags.ts';
import type { MessageSource, Repair } from './source.ts';

export type DamageReason = FindingParams['message.damaged']['reason'];

/** Base64 of the SHA-256 of an empty body, in the simple and the relaxed form (RFC 6376 § 3.4.3, § 3.4.4). */
const EMPTY_BODY_HASHES = new Set([
  'frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=',
  '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
]);

/** Octets of a flowed text that are looked at. */
const LONGEST_FLOWED = 1024 * 1024;

/** Trials cost a verification each; beyond this a paste is not what it is. */
const MOST_OCTETS = 4 * 1024 * 1024;

export interface Variant {
  repair: Repair;
  fields: readonly HeaderField[];
  body: Uint8Array;
}

type Trial = (source: MessageSource, failing: readonly SignatureTags[]) => Pick<Variant, 'fields' | 'body'> | null;

const mapRaw = (fields: readonly HeaderField[], change: (raw: string) => string): HeaderField[] =>
  fields.map((field) => ({ ...field, raw: change(field.raw) }));

function mapBody(body: Uint8Array, change: (text: string) => string): Uint8Array | null {
  const text = toLatin1(body);
  const changed = change(text);
  return changed === text ? null : fromLatin1(changed);
}

const hasSimpleHeader = (failing: readonly SignatureTags[]): boolean =>
  failing.some((tags) => tags.headerCanonicalisation === 'simple');
const hasSimpleBody = (failing: readonly SignatureTags[]): boolean =>
  failing.some((tags) => tags.bodyCanonicalisation === 'simple');

/** UTF-8 that was Latin-1 or Windows-1252 before a clipboard turned it into text. */
function toSingleOctets(bytes: Uint8Array): Uint8Array | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  return /[\u0080-\u00ff]/.test(text) && !/[\u0100-\uffff]/.test(text) ? fromLatin1(text) : null;
}

/** What a clipboard or a mail program likely did to a message, undone: tried in turn while a signature fails. */
const TRIALS: readonly { repair: Repair; undo: Trial }[] = [
  {
    repair: 'quoted-from',
    undo: ({ fields, body }) => {
      const unquoted = mapBody(body, (text) => text.replace(/(^|\r\n)>(>*From )/g, '$1$2'));
      return unquoted && { fields, body: unquoted };
    },
  },
  {
    // The line above a signature is "-- ", and many a program strips the space (RFC 3676 § 4.3).
    repair: 'trailing-blanks',
    undo: ({ fields, body }, failing) => {
      if (!hasSimpleBody(failing)) return null;
      const restored = mapBody(body, (text) => text.replace(/(^|\r\n)--(?=\r\n)/g, '$1-- '));
      return restored && { fields, body: restored };
    },
  },
  {
    repair: 'no-break-spaces',
    undo: ({ fields, body }) => {
      const isOdd = fields.some(({ raw }) => raw.includes('\u00c2\u00a0'));
      if (!isOdd) return null;
      const plain = (text: string): string => text.replace(/\u00c2\u00a0/g, ' ');
      return { fields: mapRaw(fields, plain), body: mapBody(body, plain) ?? body };
    },
  },
  {
    repair: 'several',
    undo: ({ fields, body }) => {
      const text = toLatin1(body);
      const next =
        /\r\n\r\n(?=(?:return-path|delivered-to|received|x-apparently-to|dkim-signature|mime-version|from): [^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n|[A-Za-z][\w-]{0,60}:[^\r\n]*\r\n){2})/i.exec(
          text,
        );
      return next ? { fields, body: body.subarray(0, next.index + 2) } : null;
    },
  },
  {
    repair: 'text-behind',
    undo: ({ fields, body }) => {
      const boundary = /^\s*multipart\/.*\bboundary\s*=\s*"?([^";\s]{1,200})/is.exec(
        firstValue(fields, 'content-type') ?? '',
      )?.[1];
      if (boundary === undefined) return null;
      const end = indexOfOctets(body, [...fromLatin1(`--${boundary}--`)]);
      const lineEnd = end < 0 ? -1 : indexOfOctets(body, [0x0d, 0x0a], end);
      return lineEnd < 0 || lineEnd + 2 >= body.length ? null : { fields, body: body.subarray(0, lineEnd + 2) };
    },
  },
  {
    repair: 'charset',
    undo: ({ fields, body }) => {
      const single = toSingleOctets(body);
      return single && { fields, body: single };
    },
  },
  {
    repair: 'doubled-dots',
    undo: ({ fields, body }) => {
      const single = mapBody(body, (text) => text.replace(/(^|\r\n)\.\./g, '$1.'));
      return single && { fields, body: single };
    },
  },
  {
    repair: 'fold-tabs',
    undo: ({ fields, body }, failing) =>
      hasSimpleHeader(failing)
        ? { fields: mapRaw(fields, (raw) => raw.replace(/\r\n {1,8}(?=\S)/g, '\r\n\t')), body }
        : null,
  },
  ...[8, 4, 1].map((width): { repair: Repair; undo: Trial } => ({
    repair: 'tabs',
    undo: ({ fields, body }, failing) => {
      if (!hasSimpleBody(failing)) return null;
      const spaces = new RegExp(width === 1 ? '(?<=\\r\\n) (?=\\S)' : ` {${width}}`, 'g');
      const tabbed = mapBody(body, (text) => text.replace(spaces, '\t'));
      return tabbed && { fields, body: tabbed };
    },
  })),
];

/** The forms in which the message may have been before it was damaged, likeliest first. */
export function* toVariants(source: MessageSource, failing: readonly SignatureTags[]): Generator<Variant> {
  if (source.body.length > MOST_OCTETS) return;
  for (const { repair, undo } of TRIALS) {
    const variant = undo(source, failing);
    if (variant) yield { repair, ...variant };
  }
}

/** The message with its lost folds restored; itself where none was lost. */
export const withFolds = (source: MessageSource): MessageSource =>
  source.lostFolds === 0
    ? source
    : { ...source, fields: withRestoredFolds(source.fields), repairs: [...source.repairs, 'folds'] };

const isMultipart = (source: MessageSource): boolean =>
  /^\s*multipart\//i.test(firstValue(source.fields, 'content-type') ?? '');

const isEmpty = ({ body }: MessageSource): boolean => !body.some((octet) => octet > 0x20);

const has = (scan: MimeScan, wanted: (part: PartScan) => boolean): boolean => scan.parts.some(wanted);

const isDecoded = (part: PartScan): boolean =>
  (part.encoding === 'base64' && part.strayLines > 0 && part.strayLines >= part.lines / 4) ||
  (part.encoding === 'quoted-printable' &&
    (part.rawOctets > 0 || part.longestLine > 200 || part.looseSigns > Math.max(0, part.encoded / 4)));

const isRewrapped = (part: PartScan): boolean =>
  (part.encoding === 'base64' && part.shortLines > 2) ||
  (part.encoding === 'quoted-printable' && part.brokenLines > 2) ||
  (part.type === 'text/html' && part.pairs >= 6 && part.wrappedPairs * 2 >= part.pairs && part.longestLine <= 82);

/** A line of a flowed text this long was broken by its program, which leaves a space at the end (RFC 3676 § 4.2). */
const FLOWED_WIDTH = 60;

/**
 * Spaces at the ends of lines belong to a flowed text (RFC 3676 § 4), and none is left although a paragraph was broken.
 * Only simple canonicalisation signs them (RFC 6376 § 3.4.4), and a text of short lines never has one.
 */
function lostFlow(type: string, body: Uint8Array, failing: readonly SignatureTags[]): boolean {
  if (!hasSimpleBody(failing) || !/\bformat\s*=\s*"?flowed/i.test(type)) return false;
  const lines = toLatin1(body.subarray(0, LONGEST_FLOWED)).split('\r\n');
  if (lines.some((line) => line.endsWith(' '))) return false;
  return lines.some((line, index) => line.length >= FLOWED_WIDTH && /^[^\s>]/.test(lines[index + 1] ?? ''));
}

/** U+FFFD in UTF-8: an octet that was no UTF-8 became that on the way. */
const hasReplacements = (body: Uint8Array): boolean => indexOfOctets(body, [0xef, 0xbf, 0xbd]) >= 0;

/** A message of which the end, or all but the header, is missing. */
function isCut(source: MessageSource, scan: MimeScan | null, signatures: readonly SignatureTags[]): boolean {
  if (!source.hasBody && signatures.length > 0) return true;
  const expectsBody = signatures.some(
    ({ bodyHash, limitsBody }) => bodyHash && !limitsBody && !EMPTY_BODY_HASHES.has(bodyHash),
  );
  if (isEmpty(source) && (expectsBody || isMultipart(source))) return true;
  if (!scan) return false;
  return scan.openMultiparts > 0 || (scan.parts.at(-1)?.endsOpen ?? false);
}

/** What was done to a source after it was received, by the part of a signature that it breaks. */
export interface Damage {
  /** It explains a body hash that does not match; null where nothing does. */
  body: DamageReason | null;
  /** It explains a header signature that does not verify. */
  header: DamageReason | null;
}

function findHeaderDamage(source: MessageSource): DamageReason | null {
  if (source.lostFolds > 0) return source.keptFolds > 0 ? 'rewrapped' : 'blanks-lost';
  const isReplaced = source.fields.some(({ raw }) => raw.includes('\u00ef\u00bf\u00bd'));
  return isReplaced || source.repairs.includes('no-break-spaces') ? 'other' : null;
}

function findBodyDamage(
  source: MessageSource,
  signatures: readonly SignatureTags[],
  failing: readonly SignatureTags[],
): DamageReason | null {
  const type = firstValue(source.fields, 'content-type') ?? 'text/plain';
  const scan = scanMime(source.body, type, firstValue(source.fields, 'content-transfer-encoding') ?? '');
  if (isCut(source, scan, signatures)) return 'cut';
  if (scan && has(scan, isDecoded)) return 'decoded';
  if (scan && has(scan, isRewrapped)) return 'rewrapped';
  const header = findHeaderDamage(source);
  if (header !== null) return header;
  if (lostFlow(type, source.body, failing)) return 'blanks-lost';
  return hasReplacements(source.body) ? 'other' : null;
}

/**
 * What shows that this is not the message as it was received, whoever changed it. `failing` are those of `signatures` that
 * do not verify: damage is looked for only then, because many a message that arrived whole is built as oddly.
 */
export const findDamage = (
  source: MessageSource,
  signatures: readonly SignatureTags[],
  failing: readonly SignatureTags[],
): Damage => ({ body: findBodyDamage(source, signatures, failing), header: findHeaderDamage(source) });
