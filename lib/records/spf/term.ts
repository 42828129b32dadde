import type { SpfFaultReason } from './fault-reason.ts';
import { isIpv4, isIpv6 } from '../../domain/ip.ts';
import { parsePrefix } from './ip-network.ts';
import { type MacroText, parseDomainSpec, parseMacroString } from './macro.ts';

export type SpfQualifier = '+' | '-' | '~' | '?';
export type SpfMechanism = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';

export interface SpfFault {
  reason: SpfFaultReason;
  /** The term or terms that were meant, where that can be told; '' where the text is part of the term before it. */
  suggestion: string | null;
  /** It voids the whole record (RFC 7208 § 4.6). Else the grammar allows it, and it does not do what was meant. */
  fatal: boolean;
}

/** One term of a record. */
export interface SpfTermText {
  /** As written. */
  text: string;
  /** Where it begins in the record. */
  position: number;
  kind: 'mechanism' | 'modifier' | 'unreadable';
  qualifier: SpfQualifier;
  /** Lower case; '' where it is unreadable. */
  name: string;
  /** What stands behind `:` or `=`, without a prefix length; null where nothing does. */
  value: string | null;
  /** The DNS name that it leads to, lower case, no final dot; null where it names none, or holds a macro. */
  target: string | null;
  macro: boolean;
  usesPtrMacro: boolean;
  fault: SpfFault | null;
}

const TERM = /^([+\-?~]?)([a-z][a-z0-9._-]*)([:=/].*)?$/i;
const PREFIXES = /^(.*?)(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/;
const MECHANISMS: readonly string[] = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'];

export const isMechanismName = (name: string): name is SpfMechanism => MECHANISMS.includes(name);

const toTarget = (literal: string): string => literal.toLowerCase().replace(/\.$/, '');

type Reading = Omit<SpfTermText, 'text' | 'position' | 'fault'>;

function withMacro(
  reading: Omit<Reading, 'target' | 'macro' | 'usesPtrMacro'>,
  spec: MacroText | null,
): Reading | null {
  if (spec?.fault) return null;
  const macro = spec?.macro ?? false;
  const target = spec === null || macro ? null : toTarget(spec.literal);
  return { ...reading, target, macro, usesPtrMacro: spec?.usesPtr ?? false };
}

/** `/24`, `//64` or both off the end of an `a` or `mx`; null where they are out of range. */
function splitPrefixes(rest: string): string | null {
  const [, bare = '', four, six] = PREFIXES.exec(rest) ?? [];
  if (four !== undefined && parsePrefix(four, 32) === null) return null;
  return six !== undefined && parsePrefix(six, 128) === null ? null : bare;
}

function isNetwork(value: string, isAddress: (text: string) => boolean, longest: 32 | 128): boolean {
  const slash = value.indexOf('/');
  if (slash === -1) return isAddress(value);
  return isAddress(value.slice(0, slash)) && parsePrefix(value.slice(slash + 1), longest) !== null;
}

function readMechanism(qualifier: SpfQualifier, name: SpfMechanism, rest: string): Reading | null {
  const common = { kind: 'mechanism' as const, qualifier, name, value: rest.startsWith(':') ? rest.slice(1) : null };
  switch (name) {
    case 'all':
      return rest === '' ? withMacro(common, null) : null;
    case 'ip4':
    case 'ip6': {
      const sound =
        name === 'ip4' ? isNetwork(common.value ?? '', isIpv4, 32) : isNetwork(common.value ?? '', isIpv6, 128);
      return sound ? withMacro(common, null) : null;
    }
    case 'include':
    case 'exists':
      return common.value === null ? null : withMacro(common, parseDomainSpec(common.value));
    case 'ptr':
      if (rest === '') return withMacro(common, null);
      return common.value === null ? null : withMacro(common, parseDomainSpec(common.value));
    case 'a':
    case 'mx': {
      const bare = splitPrefixes(rest);
      if (bare === null) return null;
      if (bare === '') return withMacro({ ...common, value: null }, null);
      const value = bare.startsWith(':') ? bare.slice(1) : null;
      return value === null ? null : withMacro({ ...common, value }, parseDomainSpec(value));
    }
  }
}

function readModifier(name: string, value: string): Reading | null {
  const known = name === 'redirect' || name === 'exp';
  const spec = known ? parseDomainSpec(value) : parseMacroString(value);
  const reading = withMacro({ kind: 'modifier', qualifier: '+', name, value }, spec);
  return reading === null || known ? reading : { ...reading, target: null };
}

/** One term by the grammar of RFC 7208 § 12; null where it does not fit. */
function readTerm(text: string): Reading | null {
  const [, sign = '', written = '', rest = ''] = TERM.exec(text) ?? [];
  const name = written.toLowerCase();
  const qualifier = (sign || '+') as SpfQualifier;
  if (rest.startsWith('=')) return sign === '' ? readModifier(name, rest.slice(1)) : null;
  return isMechanismName(name) ? readMechanism(qualifier, name, rest) : null;
}

/** Whether a term fits the grammar on its own. */
export const isSoundTerm = (text: string): boolean => readTerm(text) !== null;

const UNREADABLE: Reading = {
  kind: 'unreadable',
  qualifier: '+',
  name: '',
  value: null,
  target: null,
  macro: false,
  usesPtrMacro: false,
};

/** One term of a record at its place, read or unreadable. */
export function toTerm(text: string, position: number): SpfTermText {
  const reading = readTerm(text);
  return { ...(reading ?? UNREADABLE), text, position, fault: null };
}
