import { failure, type Parsed, success } from './parsed.ts';

declare const brand: unique symbol;

/** A DNS name in the one form that Presend compares and asks: A-labels, lower case, no final dot. */
export type DomainName = string & { readonly [brand]: 'DomainName' };

export type DomainFault =
  | 'empty'
  /** No dot in it: a host of the local network, or a word. */
  | 'single-label'
  | 'ip-literal'
  /** A web address instead of a name. */
  | 'url'
  /** An e-mail address instead of a name. */
  | 'address'
  /** A label of more than 63 octets, or a name of more than 253 (RFC 1035 § 2.3.4). */
  | 'too-long'
  | 'syntax';

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
/** Beyond this no name is meant, however it is written (an A-label is never shorter than half its U-label). */
const LONGEST_INPUT = 1024;

const FULL_STOPS = /[\u3002\uff0e\uff61]/g;
const INVISIBLE = /[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const DNS_LABEL = /^(?:\*|[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)$/;
const MAIL_LABEL = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

const JOINERS = '\u200c\u200d';
/** Viramas of the scripts of names: a joiner behind one belongs to the name (RFC 5892 § A.1, § A.2). */
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u17d2\u1a60\u1b44\u1baa\u1bf2]/;

const isPartOfName = (text: string, at: number): boolean =>
  JOINERS.includes(text.charAt(at)) && at > 0 && VIRAMA.test(text.charAt(at - 1));

/** Spaces and the invisible characters that come along with a paste, off both ends. */
export function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && INVISIBLE.test(text.charAt(start))) start += 1;
  while (end > start && INVISIBLE.test(text.charAt(end - 1)) && !isPartOfName(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

/** Whether a name may go on the wire at all: labels of 1 to 63 octets, at most 253 together. */
export function isAskable(name: string): boolean {
  if (name.length === 0 || name.length > LONGEST_NAME) return false;
  return name.split('.').every((label) => label.length >= 1 && label.length <= LONGEST_LABEL);
}

/** Dotted quad, or an IPv6 address with or without brackets. */
export function isIpLiteral(text: string): boolean {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1).replace(/^ipv6:/i, '') : text;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(bare)) return true;
  return /^[0-9a-f:.]+$/i.test(bare) && bare.indexOf(':') !== bare.lastIndexOf(':');
}

/** ASCII in lower case, anything else through the browser's own IDNA (UTS #46, as every URL goes). */
function toAscii(text: string): string | null {
  if (!/\P{ASCII}/u.test(text)) return text.toLowerCase();
  if (/[\p{Cc} "#$%&'()+,/:;<=>?@[\\\]^`{|}]/u.test(text)) return null;
  const url = `http://${text}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function parseName(text: string, label: RegExp): Parsed<DomainName, DomainFault> {
  if (text.length > LONGEST_INPUT) return failure('too-long');
  const trimmed = trimInvisible(text);
  if (trimmed === '' || trimmed === '.') return failure('empty');
  if (isIpLiteral(trimmed)) return failure('ip-literal');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return failure('url');
  if (trimmed.includes('@')) return failure('address');
  const ascii = toAscii(trimmed.replace(FULL_STOPS, '.'))?.replace(/\.$/, '');
  if (!ascii) return failure('syntax');
  if (isIpLiteral(ascii)) return failure('ip-literal');
  const labels = ascii.split('.');
  if (labels.includes('')) return failure('syntax');
  if (!isAskable(ascii)) return failure('too-long');
  if (!labels.every((each) => label.test(each))) return failure('syntax');
  return success(ascii as DomainName);
}

/**
 * Any name that DNS may hold: underscores (`_dmarc.brand.com`), a wildcard and a single label are allowed.
 * Upper case, a final dot and U-labels give the same name (RFC 8616 § 4, RFC 4343).
 */
export const parseDnsName = (text: string): Parsed<DomainName, DomainFault> => parseName(text, DNS_LABEL);

/**
 * A domain that mail can come from: the host name syntax of RFC 5321 § 4.1.2, at least two labels,
 * the last of them not a number.
 */
export const parseDomainName = (text: string): Parsed<DomainName, DomainFault> => withTopLevel(text, HOST_LABEL);

/**
 * The domain of an address as receivers take it: with underscores too, which RFC 5322 § 3.2.3 allows in an address and
 * RFC 5321 § 4.1.2 does not in a host.
 */
export const parseMailDomain = (text: string): Parsed<DomainName, DomainFault> => withTopLevel(text, MAIL_LABEL);

/** At least two labels, the last of them a host label that is not a number. */
function withTopLevel(text: string, label: RegExp): Parsed<DomainName, DomainFault> {
  const parsed = parseName(text, label);
  if (!parsed.ok) return parsed;
  const last = parsed.value.slice(parsed.value.lastIndexOf('.') + 1);
  if (last === parsed.value) return failure('single-label');
  return /^\d+$/.test(last) || !HOST_LABEL.test(last) ? failure('syntax') : parsed;
}

/** Whether `name` is `ancestor` or is below it. */
export const isAtOrBelow = (name: string, ancestor: string): boolean =>
  name === ancestor || name.endsWith(`.${ancestor}`);
