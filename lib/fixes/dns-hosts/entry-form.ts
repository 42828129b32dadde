import { GENERAL_ENTRY, type DnsHost, type EntryRules } from './dns-hosts.ts';
import type { RecordChange } from '../fix.ts';
import { hasPlaceholder } from '../placeholders.ts';

/** What to type into each field of the DNS host's editor. */
export interface EntryForm {
  name: string;
  type: RecordChange['type'];
  value: string;
  /** Of an MX record, where editors have a field of its own. */
  priority: string | null;
  /** What the editor needs beside the fields, in one short line. */
  hint: EntryHint | null;
}

export type EntryHint =
  /** Enter the quotation marks as they stand. */
  | 'with-quotes'
  /** Longer than 255 octets: several quoted parts, all in the one value. */
  | 'quoted-parts'
  /** Enter the final dot as it stands. */
  | 'with-final-dot'
  /** The record belongs into the zone of another domain. */
  | 'other-zone';

const LONGEST_STRING = 255;

export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

function toName(name: string, zone: string, rules: EntryRules): string {
  if (rules.name === 'absolute') return `${name}.`;
  if (rules.name === 'full' || !isWithin(name, zone)) return name;
  return name === zone ? rules.apex : name.slice(0, -zone.length - 1);
}

/** Cuts a text into character-strings of at most 255 octets, never inside a character (RFC 1035 § 3.3.14). */
export function toStrings(text: string): string[] {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of text) {
    const size = encoder.encode(character).length;
    if (octets + size > LONGEST_STRING) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part];
}

/** As in a zone file: quoted, with quotes and backslashes escaped, one string after another. */
export const toQuoted = (text: string): string =>
  toStrings(text)
    .map((part) => `"${part.replaceAll(/["\\]/gu, String.raw`\$&`)}"`)
    .join(' ');

const withDot = (target: string, rules: EntryRules): string =>
  rules.finalDot && !hasPlaceholder(target) && !target.endsWith('.') ? `${target}.` : target;

type Value = Pick<EntryForm, 'value' | 'priority' | 'hint'>;

function toText(value: string, rules: EntryRules): Value {
  if (!rules.quoted || hasPlaceholder(value)) return { value, priority: null, hint: null };
  const isLong = toStrings(value).length > 1;
  return { value: toQuoted(value), priority: null, hint: isLong ? 'quoted-parts' : 'with-quotes' };
}

function toTarget(value: string, rules: EntryRules): Value {
  const target = withDot(value, rules);
  return { value: target, priority: null, hint: target === value ? null : 'with-final-dot' };
}

function toValue({ type, value }: RecordChange, rules: EntryRules): Value {
  if (type === 'TXT') return toText(value, rules);
  if (type === 'MX') {
    const [priority = '', host = ''] = value.split(' ');
    return { ...toTarget(host, rules), priority };
  }
  return type === 'CNAME' || type === 'NS' ? toTarget(value, rules) : { value, priority: null, hint: null };
}

/**
 * A change in the form that the editor of `host` wants; null for the general form. `zone` is the zone that holds the
 * record: its name is what a relative name leaves out.
 */
export function toEntryForm(change: RecordChange, host: DnsHost | null, zone: string): EntryForm {
  const rules = host?.entry ?? GENERAL_ENTRY;
  const { value, priority, hint } = toValue(change, rules);
  return {
    name: toName(change.name, zone, rules),
    type: change.type,
    value,
    priority,
    hint: isWithin(change.name, zone) ? hint : 'other-zone',
  };
}
