import type { Words } from './say.ts';
import { toStrings } from '../fixes/dns-hosts/entry-form.ts';
import type { RecordChange } from '../fixes/fix.ts';
import { hasPlaceholder } from '../fixes/placeholders.ts';

const encoder = new TextEncoder();

/** Octets as `\DDD`, decimal (RFC 1035 § 5.1). */
const toOctets = (text: string): string =>
  Array.from(encoder.encode(text), (octet) => `\\${String(octet).padStart(3, '0')}`).join('');

const escape = (text: string, special: RegExp): string =>
  text.replaceAll(special, String.raw`\$&`).replaceAll(/[^\x20-\x7e]+/gu, toOctets);

/** A text as quoted character-strings of at most 255 octets each: everything but printable ASCII as `\DDD`. */
const toCharacterStrings = (text: string): string =>
  toStrings(text)
    .map((part) => `"${escape(part, /["\\]/gu)}"`)
    .join(' ');

/** A name with its final dot. A label may hold any octet: what a zone file gives a meaning to is escaped. */
const toAbsoluteName = (name: string): string => {
  const labels = name.endsWith('.') ? name.slice(0, -1) : name;
  return `${escape(labels, /["\\()@$;]/gu).replaceAll(' ', String.raw`\032`)}.`;
};

function toRdata(type: RecordChange['type'], value: string): string {
  if (type === 'TXT') return toCharacterStrings(value);
  if (hasPlaceholder(value)) return value.replaceAll(/\p{C}+/gu, ' ');
  if (type === 'MX') {
    const [preference = '', exchange = ''] = value.split(' ', 2);
    return `${Number(preference)} ${toAbsoluteName(exchange)}`;
  }
  return type === 'A' || type === 'AAAA' ? value.replaceAll(/[^0-9a-f:.]/giu, '') : toAbsoluteName(value);
}

function toLines(change: RecordChange, words: Words): string[] {
  const { action, name, type, value } = change;
  const ttl = 'ttl' in change && change.ttl !== undefined ? `${change.ttl} ` : '';
  const line = (text: string) => `${toAbsoluteName(name)} ${ttl}IN ${type} ${toRdata(type, text)}`;
  const gone = (text: string) => `; ${words.say('request.remove')}: ${line(text)}`;
  if (action === 'remove') return [gone(value)];
  // A server would publish the placeholder as it is.
  const wanted = hasPlaceholder(value) ? `; ${line(value)}` : line(value);
  return action === 'replace' ? [gone(change.old), wanted] : [wanted];
}

/**
 * Changes as lines of a zone file (RFC 1035 § 5.1) with absolute names; '' without changes. What goes is a comment, and
 * so is a record whose value is not known yet. ASCII apart from placeholders and the comment's words; TTL in seconds.
 */
export const toZoneFile = (changes: readonly RecordChange[], words: Words): string =>
  changes.flatMap((change) => toLines(change, words)).join('\n');

const ACTIONS = ['remove', 'replace', 'add'] as const;

/** A cell that neither ends its line nor its column. */
const toCell = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');

/**
 * Name, type and value of each record, a line each, with tabs between: what a ticket or a spreadsheet takes. Where
 * something is replaced or removed, each kind of change has a heading of its own.
 */
export function toCopyText(changes: readonly RecordChange[], words: Words): string {
  const row = ({ name, type, value }: RecordChange) => [name, type, value].map(toCell).join('\t');
  if (changes.every(({ action }) => action === 'add')) return changes.map(row).join('\n');
  return ACTIONS.flatMap((action) => {
    const rows = changes.filter((change) => change.action === action).map(row);
    return rows.length === 0 ? [] : [`${words.say(`request.${action}`)}:`, ...rows];
  }).join('\n');
}
