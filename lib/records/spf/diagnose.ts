import type { SpfFaultReason } from './fault-reason.ts';
import { parseDnsName } from '../../domain/domain-name.ts';
import { isIpv4, isIpv6, prefixOfNetmask } from '../../domain/ip.ts';
import { networksOfRange } from './ip-network.ts';
import {
  editDistance,
  hasBackslashes,
  hasCurlyQuotes,
  hasLookalikeDashes,
  hasQuotes,
  isAscii,
  unmangled,
  withAsciiPunctuation,
  withPlainBlanks,
} from '../mangled.ts';
import { isMechanismName, isSoundTerm, type SpfFault, type SpfTermText } from './term.ts';

const NAMES = ['include', 'ip4', 'ip6', 'all', 'mx', 'a', 'ptr', 'exists', 'redirect', 'exp'];
const LONGEST_TERM = 1024;

const fatal = (reason: SpfFaultReason, suggestion: string | null = null): SpfFault => ({
  reason,
  suggestion: suggestion === '' || (suggestion !== null && areSound(suggestion)) ? suggestion : null,
  fatal: true,
});

/** Whether a suggestion is nothing but sound terms. */
const areSound = (text: string): boolean => text.split(' ').every((term) => isSoundTerm(term));

const isAddress = (text: string): boolean => {
  const bare = text.replace(/\/\d{1,3}$/, '');
  return isIpv4(bare) || isIpv6(bare);
};
const toAddressTerm = (address: string): string => `${address.includes(':') ? 'ip6' : 'ip4'}:${address}`;

const isHost = (text: string): boolean => {
  const name = parseDnsName(text);
  return name.ok && name.value.includes('.');
};

/** `include:https://spf.vendor.example/` names the host that was meant. */
const hostOfUrl = (text: string): string | null => /^https?:\/\/([^/:?#\s]+)/i.exec(text)?.[1] ?? null;

/** Where a new term begins in the middle of another, because the blank between them was lost. */
const TERM_START =
  /[+\-?~]?(?:(?:include|ip4|ip6|exists|ptr|mx|a):|redirect=|v=spf1)|[+\-?~]all(?=$|[+\-?~]|[a-z]+[:=])/gi;

/** The terms that were glued together; null where the cuts do not give sound ones. */
function unglue(text: string): string | null {
  const cuts = [...text.matchAll(TERM_START)].map((match) => match.index).filter((index) => index > 0);
  if (cuts.length === 0 || cuts.length > 40) return null;
  const edges = [0, ...cuts, text.length];
  const pieces = edges.slice(0, -1).map((from, index) => text.slice(from, edges[index + 1]));
  return pieces.every((piece) => isSoundTerm(piece)) ? pieces.join(' ') : null;
}

/** `ip4:192.0.2.1,192.0.2.2`: each piece a term, with the mechanism of the first where it has none of its own. */
function splitAtCommas(text: string): string | null {
  const pieces = text.split(/[,;]+/).filter((piece) => piece !== '');
  const mechanism = /^[+\-?~]?[a-z0-9]+:/i.exec(text)?.[0] ?? '';
  const terms = pieces.map((piece) => (isSoundTerm(piece) && !isAddress(piece) ? piece : mechanism + piece));
  const joined = terms.join(' ');
  return terms.length > 0 && areSound(joined) ? joined : null;
}

function commaFault(text: string): SpfFault | null {
  if (!/[,;]/.test(text)) return null;
  return fatal(text.includes(',') ? 'comma' : 'semicolon', splitAtCommas(text));
}

/** What the characters of a term tell: it was copied from somewhere that changed them. */
function characterFault(text: string): SpfFault | null {
  const repaired = unmangled(text).trim();
  const suggestion =
    repaired === '' || repaired === text ? null : repaired.replace(/[;,]$/, '').replace(/ {1,9}/g, ' ');
  if (hasCurlyQuotes(text) || hasQuotes(text)) return fatal('quotes', suggestion);
  if (hasBackslashes(text)) return fatal('backslashes', suggestion);
  if (hasLookalikeDashes(text) || withAsciiPunctuation(text).startsWith('~') !== text.startsWith('~'))
    return fatal('odd-dash', suggestion);
  if (withPlainBlanks(text) !== text) return fatal('odd-blank', suggestion);
  if (!isAscii(text)) return fatal('not-ascii', withALabels(text) ?? suggestion);
  return null;
}

function withALabels(text: string): string | null {
  const colon = text.search(/[:=]/);
  const name = parseDnsName(text.slice(colon + 1));
  return colon > 0 && name.ok ? text.slice(0, colon + 1) + name.value : null;
}

/** Names that stand for a mechanism in people's minds. */
const ALIASES: Record<string, { reason: SpfFaultReason; name: string }> = {
  includes: { reason: 'includes', name: 'include' },
  included: { reason: 'includes', name: 'include' },
  ipv4: { reason: 'ipv4', name: 'ip4' },
  ipv6: { reason: 'ipv4', name: 'ip6' },
  ip: { reason: 'ipv4', name: 'ip4' },
  'ip-4': { reason: 'ipv4', name: 'ip4' },
  'ip-6': { reason: 'ipv4', name: 'ip6' },
  ipaddress: { reason: 'ipv4', name: 'ip4' },
  ip4v: { reason: 'ipv4', name: 'ip4' },
};

function nameFault(sign: string, written: string, rest: string): SpfFault | null {
  const name = written.toLowerCase();
  const value = rest.slice(1);
  const alias = ALIASES[name];
  if (alias !== undefined) {
    const meant = alias.reason === 'ipv4' && isAddress(value) ? toAddressTerm(value) : `${alias.name}:${value}`;
    return fatal(alias.reason, sign + meant);
  }
  if (rest.startsWith(':') && (name === 'redirect' || name === 'exp'))
    return fatal('colon-for-equals', `${name}=${value}`);
  const dotted = /^include[.\-_/;]+([^.\-_/;].*)$/i.exec(written + rest);
  if (dotted !== null) return fatal('include-dot', `${sign}include:${dotted[1]?.replace(/^:/, '')}`);
  if (NAMES.includes(name)) return null;
  const near = NAMES.filter((each) => each.length >= 3 && editDistance(name, each) <= (each.length > 4 ? 2 : 1));
  const [meant] = near;
  if (meant === undefined || near.length > 1) return null;
  const separator = meant === 'redirect' || meant === 'exp' ? '=' : ':';
  if (meant === 'all') return fatal('unknown-mechanism', `${sign || '~'}all`);
  return fatal('unknown-mechanism', sign + meant + (rest === '' ? '' : separator + value));
}

/** Both ends of `192.0.2.10-192.0.2.20` or `192.0.2.10-20`; null where the text is no range. */
function rangeOf(value: string): [first: string, last: string] | null {
  const [, first = '', last = ''] = /^(\d[\d.]{6,14})-(\d[\d.]{0,14})$/.exec(value) ?? [];
  if (first === '' || last.split('.').length > 4) return null;
  const missing = 4 - last.split('.').length;
  return [first, [...first.split('.').slice(0, missing), last].join('.')];
}

/** `include:[_spf.host](http://_spf.host)`, `include:<_spf.host>`: a link of a text editor, whose text is what was meant. */
function withoutLink(text: string): string | null {
  const link = /^([+\-?~]?[a-z0-9]{1,8}[:=])?\[([^[\]\s]{1,255})\]\([^()\s]{0,500}\)(.{0,40})$/i.exec(text);
  const angle = /^([+\-?~]?[a-z0-9]{1,8}[:=])<([^<>\s?]{1,255})>$/i.exec(text);
  if (link === null) return angle === null ? null : `${angle[1] ?? ''}${angle[2] ?? ''}`;
  return `${link[1] ?? ''}${link[2] ?? ''}${link[3] ?? ''}`;
}

function addressFault(sign: string, name: 'ip4' | 'ip6', value: string): SpfFault {
  const [address = '', prefix] = value.split('/');
  const term = (text: string): string => sign + text;
  if (name === 'ip4' ? isIpv6(address) : isIpv4(address)) return fatal('wrong-ip-version', term(toAddressTerm(value)));
  const right = name === 'ip4' ? isIpv4(address) : isIpv6(address);
  if (right && prefix !== undefined) {
    if (prefix === '') return fatal('bad-prefix', term(`${name}:${address}`));
    const mask = prefixOfNetmask(prefix) ?? (/^0+[1-9]\d?$/.test(prefix) ? Number(prefix) : null);
    return fatal('bad-prefix', mask === null ? null : term(`${name}:${address}/${mask}`));
  }
  const plain = address
    .split('.')
    .map((octet) => octet.replace(/^0+(?=\d)/, ''))
    .join('.');
  if (name === 'ip4' && plain !== address && isIpv4(plain))
    return fatal('bad-address', term(`ip4:${value.replace(address, plain)}`));
  const range = rangeOf(value);
  if (name === 'ip4' && range !== null) {
    const networks = networksOfRange(...range);
    return fatal('bad-address', networks?.map((network) => term(`ip4:${network}`)).join(' ') ?? null);
  }
  const star = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\*$/.exec(address);
  if (star !== null) return fatal('bad-address', term(`ip4:${star[1]}.0/24`));
  if (/[a-z]/i.test(address) && !address.includes(':') && isHost(address))
    return fatal('host-for-address', term(`a:${address}`));
  return fatal('bad-address');
}

function valueFault(sign: string, name: string, rest: string): SpfFault {
  const value = rest.slice(1);
  const url = hostOfUrl(value);
  const separator = rest.charAt(0);
  if (value === '') return rest === '' && name === 'all' ? fatal('other') : fatal('empty-value');
  if (name === 'all') return fatal('other', `${sign || '~'}all`);
  if (url !== null) return fatal('url', `${sign}${name}${separator}${url}`);
  if (name === 'ip4' || name === 'ip6') return addressFault(sign, name, value);
  if (isAddress(value)) return fatal('address-for-host', sign + toAddressTerm(value));
  const slash = value.indexOf('/');
  if (slash !== -1 && isHost(value.slice(0, slash))) {
    const length = value.slice(slash + 1);
    return fatal(
      'bad-prefix',
      length === '' || !/^\d/.test(length) || name === 'include'
        ? `${sign}${name}${separator}${value.slice(0, slash)}`
        : null,
    );
  }
  if (rest.startsWith('/')) return fatal('bad-prefix');
  return fatal(value.includes('%') ? 'bad-macro' : 'bad-domain');
}

/** `-all.`, `~all;`, `{mx}` */
function trailingFault(text: string): SpfFault | null {
  const bare = text.replace(/^[({[]{1,9}/, '').replace(/[.;,:'"*)!}\]]{1,9}$/, '');
  if (bare === text || !isSoundTerm(bare)) return null;
  const last = text.charAt(text.indexOf(bare) + bare.length);
  return fatal(last === ';' ? 'semicolon' : last === ',' ? 'comma' : 'stray-character', bare);
}

function diagnoseAlone(text: string): SpfFault {
  if (text.length > LONGEST_TERM) return fatal('other');
  // A separator on its own: nothing is lost with it.
  if (/^[;,.]{1,9}$/.test(text))
    return fatal(text.startsWith(';') ? 'semicolon' : text.startsWith(',') ? 'comma' : 'stray-character', '');
  const linked = withoutLink(text);
  if (linked !== null && areSound(linked)) return fatal('url', linked);
  const character = characterFault(text) ?? trailingFault(text) ?? commaFault(text);
  if (character !== null) return character;
  const ending = /^[+\-?~]{0,3}([+\-?~])all$/i.exec(text)?.[1] ?? /^all([+\-?~])$/i.exec(text)?.[1];
  if (ending !== undefined) return fatal('other', `${ending}all`);
  const glued = unglue(text);
  if (glued !== null) return fatal('glued', glued);
  if (isAddress(text)) return fatal('bare-address', toAddressTerm(text));
  const [, sign = '', name = '', rest = ''] = /^([+\-?~]?)([a-z][a-z0-9._-]*)(.*)/is.exec(text) ?? [];
  const named = name === '' ? null : nameFault(sign, name, rest);
  if (named !== null) return named;
  if (isMechanismName(name.toLowerCase()) && (rest === '' || /^[:/]/.test(rest)))
    return valueFault(sign, name.toLowerCase(), rest);
  if (rest.startsWith('=') && sign === '' && /^(?:redirect|exp)$/i.test(name))
    return valueFault('', name.toLowerCase(), rest);
  if (isMechanismName(name.toLowerCase()) && rest.startsWith('='))
    return fatal('equals-for-colon', `${sign}${name}:${rest.slice(1)}`);
  if (isHost(text)) return fatal('bare-host', /^_?spf\d*\.|\._?spf\d*\./i.test(text) ? `include:${text}` : null);
  return fatal(name === '' ? 'other' : 'unknown-mechanism');
}

/** A term and the one behind it that a blank has parted; null where they do not belong together. */
function diagnosePair(term: SpfTermText, next: SpfTermText): SpfFault | null {
  const joined = term.text + next.text;
  if (/^[+\-?~]$/.test(term.text)) return isSoundTerm(joined) ? fatal('blank-after-qualifier', joined) : null;
  if (next.kind !== 'unreadable') return null;
  if (/^[+\-?~]?[a-z0-9]+[:=]$/i.test(term.text) && isSoundTerm(joined)) return fatal('blank-after-colon', joined);
  if (next.text.startsWith(':') && isSoundTerm(joined)) return fatal('blank-before-colon', joined);
  const dotted = /^([+\-?~]?include)[.,;]$/i.exec(term.text)?.[1];
  if (dotted !== undefined && isSoundTerm(`${dotted}:${next.text}`))
    return fatal('include-dot', `${dotted}:${next.text}`);
  const withColon = `${term.text}:${next.text}`;
  const bare = /^[+\-?~]?(?:include|ip4|ip6|exists)$/i.test(term.text);
  return bare && isSoundTerm(withColon) ? fatal('missing-colon', withColon) : null;
}

/** Why each unreadable term is so, by its index. A pair that a blank has parted counts once, its second half as ''. */
export function diagnose(terms: readonly SpfTermText[]): Map<number, SpfFault> {
  const faults = new Map<number, SpfFault>();
  terms.forEach((term, index) => {
    const next = terms[index + 1];
    const pair = next === undefined || faults.has(index) ? null : diagnosePair(term, next);
    if (pair !== null) {
      faults.set(index, pair);
      faults.set(index + 1, { ...pair, suggestion: '' });
    } else if (term.kind === 'unreadable' && !faults.has(index)) faults.set(index, diagnoseAlone(term.text));
  });
  return faults;
}

const oddity = (reason: SpfFaultReason, suggestion: string | null): SpfFault => ({
  ...fatal(reason, suggestion),
  fatal: false,
});

/** What the grammar allows and nobody means: the name that it leads to cannot be the one intended. */
export function findOddity(term: SpfTermText): SpfFault | null {
  const { text, kind, name, value } = term;
  if (kind === 'modifier' && name === 'v' && /^spf1$/i.test(value ?? '')) return oddity('second-version', null);
  if (kind === 'modifier' && isMechanismName(name)) return oddity('equals-for-colon', `${name}:${value}`);
  if (value === null || term.macro || text.length > LONGEST_TERM || (kind === 'modifier' && name !== 'redirect'))
    return null;
  // Written out as an entity, a character without a width fits the grammar.
  if (withPlainBlanks(text) !== text) return oddity('odd-blank', unmangled(text));
  const url = hostOfUrl(value);
  if (url !== null) return oddity('url', `${text.slice(0, text.indexOf(value))}${url}`);
  if (value.includes(',')) return oddity('comma', splitAtCommas(text));
  const glued = unglue(text);
  if (glued !== null && (value.includes(':') || value.includes('=') || /[+\-?~]all$/i.test(value)))
    return oddity('glued', glued);
  const doubled = /^(?:include|a|mx|ip4|ip6)?:(.+)$/i.exec(value)?.[1];
  return doubled === undefined ? null : oddity('bad-domain', text.slice(0, text.indexOf(value)) + doubled);
}
