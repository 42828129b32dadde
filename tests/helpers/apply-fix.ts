import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { Zone, ZoneEntry } from './dns-zone.ts';

const toText = (item: unknown): string => (Array.isArray(item) ? item.join('') : String(item));

const listOf = <T>(value: T | readonly T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? [...(value as readonly T[])] : [value as T];

/** The records of one type at a name, each as the text that a fix would name it by. */
function textsOf(entry: ZoneEntry, type: RecordChange['type']): string[] {
  if (type === 'MX') return (entry.MX ?? []).map(([preference, exchange]) => `${preference} ${exchange}`);
  if (type === 'TXT') return typeof entry.TXT === 'string' ? [entry.TXT] : (entry.TXT ?? []).map(toText);
  return type === 'SOA' ? [] : listOf(entry[type]).map(String);
}

function withTexts(entry: ZoneEntry, type: RecordChange['type'], texts: readonly string[]): ZoneEntry {
  const { [type as 'TXT']: _, ...rest } = entry;
  if (texts.length === 0) return rest;
  if (type !== 'MX') return { ...rest, [type]: [...texts] };
  const toMx = (text: string) => [Number(text.split(' ')[0]), text.split(' ')[1] ?? ''] as const;
  return { ...rest, MX: texts.map(toMx) };
}

function take(texts: readonly string[], text: string, change: RecordChange): string[] {
  const index = texts.indexOf(text);
  if (index === -1) throw new Error(`nothing to ${change.action}: no ${change.type} at ${change.name} reads ${text}`);
  return texts.toSpliced(index, 1);
}

function applyOne(entry: ZoneEntry, change: RecordChange): ZoneEntry {
  const texts = textsOf(entry, change.type);
  if (change.action === 'remove') return withTexts(entry, change.type, take(texts, change.value, change));
  const rest = change.action === 'replace' ? take(texts, change.old, change) : texts;
  if (rest.includes(change.value)) throw new Error(`${change.name} ${change.type} has ${change.value} already`);
  return withTexts(entry, change.type, [...rest, change.value]);
}

/** An alias stands alone at its name (RFC 1034 § 3.6.2). */
function isSound(entry: ZoneEntry): boolean {
  const kinds = (['A', 'AAAA', 'CNAME', 'MX', 'TXT'] as const).filter((type) => textsOf(entry, type).length > 0);
  const aliases = textsOf(entry, 'CNAME').length;
  return aliases === 0 || (aliases === 1 && kinds.length === 1);
}

/**
 * Publishes a fix as a person at a DNS editor would: letter by letter, and what stands in angle brackets filled in.
 * Throws where a change cannot be made as it stands.
 */
export function applyFix(zone: Zone, changes: readonly RecordChange[], fill: (change: RecordChange) => string): Zone {
  const entries: Record<string, ZoneEntry> = { ...zone };
  for (const change of changes) {
    const value = /<[^<>]+>/u.test(change.value) && change.action !== 'remove' ? fill(change) : change.value;
    const entry = applyOne(entries[change.name] ?? {}, { ...change, value });
    const isEmpty = Object.keys(entry).length === 0;
    if (isEmpty) delete entries[change.name];
    else entries[change.name] = entry;
  }
  for (const { name } of changes) {
    const spoilt = isSound(zone[name] ?? {}) && !isSound(entries[name] ?? {});
    if (spoilt) throw new Error(`${name}: an alias would stand beside other records`);
  }
  return entries;
}
