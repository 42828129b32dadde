import type { DkimKeyFaultReason } from './fault-reason.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { readDerKey } from './der.ts';
import { hasBackslashes, hasCurlyQuotes, hasQuotes, isAscii, unmangled } from '../mangled.ts';
import { formatTagList, namesTwice, parseTagList, type TagList, trimBlanks, valueOf } from '../tag-list.ts';

/** Bits of an RSA key below which no signature is to be considered valid (RFC 8301 § 3.2). */
export const LEAST_BITS = 1024;

export type DkimAlgorithm = 'rsa' | 'ed25519';

/** What stands wrong in a key record that is read all the same. */
export type DkimSyntaxFault =
  /** A tag stands twice; the last counts. */
  | 'tag-twice'
  /** `v=` must be the first tag (RFC 6376 § 3.6.1). */
  | 'version-not-first'
  /** A piece between semicolons is no tag. */
  | 'not-a-tag'
  /** `K=rsa`: tag names keep their case, so it is an unknown one. */
  | 'tag-case'
  /** `g=` of RFC 4871, which some old verifiers still obey. */
  | 'historic-tag'
  /** Octets stand behind the key: a second one, or a slip of the clipboard. */
  | 'trailing-octets';

export interface DkimKey {
  text: string;
  algorithm: DkimAlgorithm;
  /** Size of the RSA modulus, counted in the key itself; 256 for ed25519. */
  bits: number;
  /** Hash algorithms of `h=`, lower case; null where all are allowed. */
  hashes: string[] | null;
  /** Service types of `s=`, lower case; null where all are. */
  services: string[] | null;
  /** `t=y` */
  testing: boolean;
  /** `t=s`: the domain of `i=` must be `d=` itself. */
  strict: boolean;
  /** Why mail cannot be signed with it: `s=` without `email` or `*`, or `h=` without sha256. */
  unusable: 'service' | 'hash' | null;
  syntax: DkimSyntaxFault[];
}

export type DkimText =
  | { kind: 'key'; key: DkimKey }
  /** `p=` is empty: the key was taken back (RFC 6376 § 3.6.1). */
  | { kind: 'revoked'; text: string }
  /** Meant as a key and no verifier can read it. `repaired` only where the key in it is certain. */
  | { kind: 'invalid'; reason: DkimKeyFaultReason; repaired: string | null }
  /** Not a key: something else that answers at this name. */
  | { kind: 'other' };

const TAGS = 'v|k|h|s|t|n|g|p';
const LOST_TAG = new RegExp(`[^;\\s,|][\\s,|]{1,9}(?:${TAGS})\\s{0,3}=\\s{0,3}\\S`);
const GLUED_TAG = /(?:DKIM1|rsa|ed25519|sha256|email)(?:k|h|s|t|p)\s{0,3}=/i;
const VERSION = /v\s{0,3}[=:]\s{0,3}"?dkim\s?1?/i;
/** RFC 6376 § 3.2 */
const TAG_NAME = /^[A-Za-z]\w*$/;
const LONG_BASE64 = /[A-Za-z0-9+/]{40}/;
const PEM_ARMOUR = /-{2,5}\s{0,3}(?:BEGIN|END)[A-Z ]{1,30}KEY\s{0,3}-{2,5}/g;
const LONGEST_KEY = 16_384;

const withoutBlanks = (text: string): string => text.replace(/[ \t\r\n]/g, '');

const listOf = (value: string | null): string[] | null =>
  value === null ? null : value.split(':').map((entry) => trimBlanks(entry).toLowerCase());

type Material =
  | { kind: 'ok'; algorithm: DkimAlgorithm; bits: number; trailing: number }
  | {
      kind: 'bad';
      reason: DkimKeyFaultReason;
      /** The algorithm that the octets are for, where they are whole. */ actual?: DkimAlgorithm;
    };

/** What stands in `p=`, held against the algorithm that `k=` names (rsa where it names none). */
function readMaterial(value: string, algorithm: string): Material {
  const text = withoutBlanks(value);
  const bytes = decodeBase64(text);
  if (bytes === null) {
    const start = decodeBase64(text.slice(0, text.length - (text.length % 4)));
    return { kind: 'bad', reason: start !== null && readDerKey(start).kind === 'cut' ? 'cut' : 'not-base64' };
  }
  if (bytes.length === 32) {
    if (algorithm === 'ed25519') return { kind: 'ok', algorithm, bits: 256, trailing: 0 };
    return { kind: 'bad', reason: 'wrong-algorithm', actual: 'ed25519' };
  }
  const key = readDerKey(bytes);
  switch (key.kind) {
    case 'rsa':
      if (algorithm === 'rsa') return { kind: 'ok', algorithm, bits: key.bits, trailing: key.trailing };
      return { kind: 'bad', reason: 'wrong-algorithm', actual: 'rsa' };
    case 'ed25519':
      // RFC 8463 § 4.2: the 32 octets alone, not wrapped.
      return { kind: 'bad', reason: algorithm === 'ed25519' ? 'wrapped-key' : 'wrong-algorithm', actual: 'ed25519' };
    case 'other-algorithm':
      return { kind: 'bad', reason: 'wrong-algorithm' };
    case 'private-key':
    case 'certificate':
    case 'not-a-key':
    case 'cut':
      return { kind: 'bad', reason: key.kind };
  }
}

function findSyntaxFaults(list: TagList, trailing: number): DkimSyntaxFault[] {
  const faults: DkimSyntaxFault[] = [];
  if (namesTwice(list).length > 0) faults.push('tag-twice');
  if (list.tags.findIndex(({ name }) => name === 'v') > 0) faults.push('version-not-first');
  if (list.stray.length > 0 || list.tags.some(({ name }) => !TAG_NAME.test(name))) faults.push('not-a-tag');
  if (list.tags.some(({ name }) => /^[VKHSTNGP]$/.test(name))) faults.push('tag-case');
  if (valueOf(list, 'g') !== null) faults.push('historic-tag');
  if (trailing > 0) faults.push('trailing-octets');
  return faults;
}

function toKey(text: string, list: TagList, material: Material & { kind: 'ok' }): DkimKey {
  const hashes = listOf(valueOf(list, 'h'));
  const services = listOf(valueOf(list, 's'));
  const flags = listOf(valueOf(list, 't')) ?? [];
  const forMail = services === null || services.includes('email') || services.includes('*');
  const hashable = hashes === null || hashes.includes('sha256');
  return {
    text,
    algorithm: material.algorithm,
    bits: material.bits,
    hashes,
    services,
    testing: flags.includes('y'),
    strict: flags.includes('s'),
    unusable: forMail ? (hashable ? null : 'hash') : 'service',
    syntax: findSyntaxFaults(list, material.trailing),
  };
}

/** Why a text without a readable key in it went wrong, by what it holds; `otherwise` where nothing telling stands in it. */
function findReason(text: string, otherwise: DkimKeyFaultReason): DkimKeyFaultReason {
  if (/-----\s{0,3}BEGIN/.test(text)) return text.includes('PRIVATE') ? 'private-key' : 'pem';
  const version = VERSION.exec(text);
  const front = version === null ? '' : text.slice(0, version.index).replace(/[\s"'\\(]/g, '');
  if (/domainkey/i.test(text.slice(0, 300)) && (version === null || front !== '')) return 'name-in-value';
  if (hasCurlyQuotes(text) || hasQuotes(text)) return 'quotes';
  if (hasBackslashes(text)) return 'backslashes';
  if (front !== '' && !front.includes('=')) return 'text-in-front';
  if (version !== null && VERSION.test(text.slice(version.index + version[0].length))) return 'glued';
  if (/…|\.\.\./.test(text)) return 'cut';
  if (LOST_TAG.test(text) || GLUED_TAG.test(text)) return 'lost-semicolon';
  if (/(?:^|[;\s])(?:v|k|p)\s{0,3}:/.test(text)) return 'colon-for-equals';
  if (version !== null && !/^v\s*=\s*DKIM1$/.test(version[0])) return 'version';
  return otherwise;
}

interface Pieces {
  rest: { name: string; value: string }[];
  p: string;
}

/** Cuts a mangled text into tags again; all that is base64 behind `p=`, or on its own, is the key. */
function resegment(text: string): Pieces {
  const plain = unmangled(text).replace(PEM_ARMOUR, '');
  const start = VERSION.exec(plain);
  const body = start === null ? plain : `;${plain.slice(start.index + start[0].length)}`;
  const cut = body
    .replace(/\b(rsa|ed25519|sha256|email)(?=[khstp]\s{0,3}=)/gi, '$1;')
    .replace(new RegExp(`(?:^|[\\s,;|])(${TAGS})\\s{0,3}[=:]\\s{0,9}`, 'g'), (_, name: string) => `;${name}=`);
  const list = parseTagList(cut);
  const key = [
    valueOf(list, 'p') ?? '',
    ...list.stray.map((stray) => stray.text).filter((each) => LONG_BASE64.test(each) || each.endsWith('AQAB')),
  ];
  const rest = list.tags.filter(({ name }) => name.length === 1 && 'khstn'.includes(name));
  return { rest: rest.map(({ name, value }) => ({ name, value: value.replace(/[\s,|]{1,9}$/, '') })), p: key.join('') };
}

/** The key that was pasted twice; '' where the text is not the same twice. */
function halfOfDouble(text: string): string {
  const half = text.slice(0, text.length / 2);
  return half + half === text ? half : '';
}

/** Ways in which the characters of a base64 text are lost on the way, each undone. */
const KEY_REPAIRS: readonly ((key: string) => string)[] = [
  (key) => withoutBlanks(key),
  (key) => withoutBlanks(key).replace(/[^A-Za-z0-9+/=]/g, ''),
  (key) => withoutBlanks(key).replace(/-/g, '+').replace(/_/g, '/'),
  (key) => key.replace(/%2B/gi, '+').replace(/%2F/gi, '/').replace(/%3D/gi, '='),
  // A form decoded `+` as a blank.
  (key) => trimBlanks(key).replace(/[ ]/g, '+'),
  (key) => halfOfDouble(withoutBlanks(key)),
];

/** The key's bare octets as RFC 8463 has them, where they were wrapped. */
function toPublished(key: string, actual: DkimAlgorithm): string {
  const bytes = decodeBase64(key);
  const wrapped = actual === 'ed25519' && bytes !== null ? readDerKey(bytes) : null;
  return wrapped?.kind === 'ed25519' ? encodeBase64(wrapped.key) : key;
}

/** The record that was meant, where the key in it is whole; null where that is not certain. */
function repair(text: string): string | null {
  const { rest, p } = resegment(text);
  for (const undo of KEY_REPAIRS) {
    const key = undo(p);
    const material = key === '' ? null : readMaterial(key, 'rsa');
    const actual = material?.kind === 'ok' ? material.algorithm : material?.actual;
    if (material === null || actual === undefined || (material.kind === 'ok' && material.trailing > 0)) continue;
    const kept = rest.filter(({ name }) => name !== 'k');
    const tags = [
      { name: 'v', value: 'DKIM1' },
      { name: 'k', value: actual },
      ...kept,
      { name: 'p', value: toPublished(key, actual) },
    ];
    return formatTagList(tags.filter(({ value }) => isAscii(value)));
  }
  return null;
}

/** Whether somebody meant a text without a readable key in it as one. */
function isMeantAsKey(text: string): boolean {
  const plain = unmangled(text.slice(0, LONGEST_KEY));
  if (/v\s{0,3}[=:]\s{0,3}(?:spf|dmarc|bimi|sts|tlsrpt)/i.test(plain)) return false;
  if (VERSION.test(plain) || /\bk\s{0,3}[=:]\s{0,3}(?:rsa|ed25519)/i.test(plain)) return true;
  return /BEGIN [A-Z ]{0,20}PUBLIC KEY|(?:^|[^A-Za-z0-9+/])MI[GIM][A-Za-z0-9+/]{40}/.test(plain);
}

function toInvalid(text: string, otherwise: DkimKeyFaultReason): DkimText {
  const reason = findReason(text.slice(0, LONGEST_KEY), otherwise);
  const hopeless = reason === 'private-key' || text.length > LONGEST_KEY;
  return { kind: 'invalid', reason, repaired: hopeless ? null : repair(text) };
}

/**
 * Reads a TXT at `<selector>._domainkey` by RFC 6376 § 3.6.1. Only a text with a `p=` tag is a key record; one without
 * that was meant as a key says what happened to it. A tag that stands twice is read all the same, the last counts.
 */
export function parseDkimKey(text: string): DkimText {
  const list = parseTagList(text);
  const p = valueOf(list, 'p');
  const version = valueOf(list, 'v');
  if (p === null) return isMeantAsKey(text) ? toInvalid(text, 'no-key-tag') : { kind: 'other' };
  if (version !== null && version !== 'DKIM1')
    return isMeantAsKey(text) ? toInvalid(text, 'version') : { kind: 'other' };
  const wordsInFront = /\sv$/.test(list.tags[0]?.name ?? '');
  if (text.length > LONGEST_KEY || wordsInFront) return toInvalid(text, 'other');
  const key = withoutBlanks(p);
  const algorithm = (valueOf(list, 'k') ?? 'rsa').toLowerCase();
  if (key === '') {
    const lost = list.stray.some((stray) => LONG_BASE64.test(stray.text));
    return lost ? toInvalid(text, 'semicolon-in-key') : { kind: 'revoked', text };
  }
  if (/^(?:none|quarantine|reject)$/i.test(key)) return { kind: 'other' };
  if (algorithm !== 'rsa' && algorithm !== 'ed25519') return toInvalid(text, 'unknown-algorithm');
  const material = readMaterial(p, algorithm);
  if (material.kind === 'ok') return { kind: 'key', key: toKey(text, list, material) };
  const torn = list.stray.some((stray) => /^[A-Za-z0-9+/\s]{4,}={0,2}$/.test(stray.text));
  return toInvalid(text, material.reason === 'cut' && torn ? 'semicolon-in-key' : material.reason);
}

const MOST_PIECES = 4;

/** Every order of a few pieces. */
function ordersOf(pieces: readonly string[]): string[] {
  if (pieces.length <= 1) return [...pieces];
  return pieces.flatMap((piece, index) => ordersOf(pieces.toSpliced(index, 1)).map((rest) => piece + rest));
}

/** The one key whose pieces became records of their own; null where they do not make a whole one. */
function joinTorn(head: string, pieces: readonly string[]): string | null {
  for (const rest of ordersOf(pieces)) {
    const joined = parseDkimKey(head + rest);
    if (joined.kind === 'key' && joined.key.syntax.length === 0) return head + rest;
  }
  return null;
}

export interface MeantKey {
  record: string;
  text: Exclude<DkimText, { kind: 'other' }>;
}

/**
 * The texts of one answer that are keys, or were meant as one. Where a panel made a record of each string of one key,
 * the first is `torn`, and the others belong to it.
 */
export function parseDkimKeys(records: readonly string[]): MeantKey[] {
  const meant = records.flatMap((record): MeantKey[] => {
    const text = parseDkimKey(record);
    return text.kind === 'other' ? [] : [{ record, text }];
  });
  const [head] = meant;
  if (head === undefined || meant.length > 1 || head.text.kind !== 'invalid') return meant;
  const pieces = records.filter((record) => record !== head.record && /^[A-Za-z0-9+/=\s]{4,}$/.test(record));
  if (pieces.length === 0 || pieces.length > MOST_PIECES) return meant;
  const repaired = joinTorn(head.record, pieces);
  return repaired === null ? meant : [{ record: head.record, text: { kind: 'invalid', reason: 'torn', repaired } }];
}

/** The record of a key as ESPs publish it. */
export const formatDkimKey = (algorithm: DkimAlgorithm, publicKey: string): string =>
  formatTagList([
    { name: 'v', value: 'DKIM1' },
    { name: 'k', value: algorithm },
    { name: 'p', value: publicKey },
  ]);
