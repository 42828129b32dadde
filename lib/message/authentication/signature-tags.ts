import { namesTwice, parseTagList, valueOf as tagValue } from '../../records/tag-list.ts';
import { isAtOrBelow, parseDnsName } from '../../domain/domain-name.ts';
import { valueOf, type HeaderField } from '../headers/header-fields.ts';

/** A DKIM-Signature as written (RFC 6376 § 3.5). */
export interface SignatureTags {
  field: HeaderField;
  /** Lower case; '' where the tag is missing. */
  domain: string;
  selector: string;
  algorithm: string;
  /** The first characters of `b=`, by which receivers name a signature. */
  start: string;
  headerCanonicalisation: string;
  bodyCanonicalisation: string;
  bodyHash: string;
  /** Names of the signed fields, lower case, each as often as it is listed. */
  signed: string[];
  /** Domain of `i=`. */
  identityDomain: string;
  /** `x=`, ms since 1970; null where it is missing. */
  expiresAt: number | null;
  /** `l=` is there. */
  limitsBody: boolean;
  /** Why no verifier may evaluate it (RFC 6376 § 6.1.1); null where one can. */
  fault: 'syntax' | 'sha1' | null;
}

const REQUIRED = ['v', 'a', 'b', 'bh', 'd', 'h', 's'] as const;
const ALGORITHMS = new Set(['rsa-sha256', 'ed25519-sha256']);
const CANONICALISATIONS = new Set(['simple', 'relaxed']);
const START_LENGTH = 8;
/** More signed names than any sender lists: such a field is made to cost time. */
export const MOST_SIGNED_NAMES = 400;

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

function findFault(
  tags: Omit<SignatureTags, 'fault'>,
  value: (name: string) => string | null,
  twice: string[],
): SignatureTags['fault'] {
  const isNumber = (name: string): boolean => value(name) === null || /^\d{1,76}$/.test(value(name) ?? '');
  if (twice.length > 0 || REQUIRED.some((name) => !value(name)) || value('v') !== '1') return 'syntax';
  if (!['t', 'x', 'l'].every(isNumber)) return 'syntax';
  // The only way to a key that there is.
  if (value('q') !== null && !value('q')?.toLowerCase().split(':').includes('dns/txt')) return 'syntax';
  if (!CANONICALISATIONS.has(tags.headerCanonicalisation) || !CANONICALISATIONS.has(tags.bodyCanonicalisation))
    return 'syntax';
  if (!tags.signed.includes('from') || tags.signed.length > MOST_SIGNED_NAMES) return 'syntax';
  if (!isAtOrBelow(tags.identityDomain, tags.domain)) return 'syntax';
  const [signedAt, expiresAt] = [value('t'), value('x')];
  if (signedAt !== null && expiresAt !== null && Number(expiresAt) <= Number(signedAt)) return 'syntax';
  if (tags.algorithm === 'rsa-sha1') return 'sha1';
  return ALGORITHMS.has(tags.algorithm) ? null : 'syntax';
}

/** An A-label where it is a name (RFC 8616 § 3), else as written. */
function toName(text: string): string {
  const name = parseDnsName(text);
  return name.ok ? name.value : text.toLowerCase();
}

/** `=40` to `@`: the `i=` tag is dkim-quoted-printable (RFC 6376 § 2.11, § 3.5). */
const decodeQuoted = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Reads one DKIM-Signature. Never throws; what cannot be evaluated says so in `fault`. */
export function parseSignature(field: HeaderField): SignatureTags {
  const list = parseTagList(valueOf(field));
  const value = (name: string): string | null => {
    const text = tagValue(list, name);
    return text === null ? null : withoutBlanks(text);
  };
  const lower = (name: string): string => (value(name) ?? '').toLowerCase();
  const [headerCanonicalisation = 'simple', bodyCanonicalisation = 'simple'] = (lower('c') || 'simple').split('/');
  const domain = toName(lower('d'));
  const written = value('i');
  const identity = written === null ? null : decodeQuoted(written);
  const tags = {
    field,
    domain,
    selector: lower('s'),
    algorithm: lower('a'),
    start: (value('b') ?? '').slice(0, START_LENGTH),
    headerCanonicalisation,
    bodyCanonicalisation,
    bodyHash: value('bh') ?? '',
    signed: lower('h').split(':').filter(Boolean),
    identityDomain: identity === null ? domain : toName(identity.slice(identity.lastIndexOf('@') + 1)),
    expiresAt: value('x') === null ? null : Number(value('x')) * 1000,
    limitsBody: value('l') !== null,
  };
  return { ...tags, fault: findFault(tags, value, namesTwice(list)) };
}
