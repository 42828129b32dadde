import { parseDmarc, withDmarcTags, type DmarcRecord, type Policy } from '../../records/dmarc/read.ts';

export const STRENGTH: Record<Policy, number> = { none: 0, quarantine: 1, reject: 2 };

/** A corrected record, and what of the text it leaves out. */
export interface SoundDmarc {
  record: DmarcRecord;
  /** Strict alignment that the text asks for and that no receiver obeys today: `adkim`, `aspf`. */
  asleep: ('adkim' | 'aspf')[];
}

/** The record that a text is, or was meant to be, with every fault of it repaired. */
function readRepaired(text: string): DmarcRecord | null {
  const parsed = parseDmarc(text);
  if (parsed.kind === 'other') return null;
  if (parsed.kind === 'record' && parsed.record.state === 'valid' && parsed.record.repaired === null) {
    return parsed.record;
  }
  const repaired = parsed.kind === 'record' ? parsed.record.repaired : parsed.repaired;
  const again = repaired === null ? null : parseDmarc(repaired);
  return again?.kind === 'record' && again.record.state === 'valid' ? again.record : null;
}

/** What receivers read in a text today; null where they find no DMARC record in it (RFC 9989 § 4.10.1). */
export function readToday(text: string): DmarcRecord | null {
  const parsed = parseDmarc(text);
  return parsed.kind === 'record' && parsed.record.state !== 'void' ? parsed.record : null;
}

/**
 * Tags that are historic (RFC 9989 § 9.3), each with what takes its place: `pct=0` asked receivers to apply nothing yet,
 * which is `t=y` now (RFC 9989 A.6); the others have no successor.
 */
function withoutHistoric(record: DmarcRecord): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  for (const tag of record.historic) if (tag !== '!size') changes[tag] = null;
  for (const tag of ['rua', 'ruf'] as const) {
    const addresses = record[tag];
    if (addresses.some(({ size }) => size !== null)) changes[tag] = addresses.map(({ uri }) => uri).join(',');
  }
  if (record.pct === 0 && record.p !== null && record.p !== 'none') changes['t'] = 'y';
  return changes;
}

/**
 * The record that a text was meant to be, which asks receivers for no more than today beyond its policy: a strict
 * alignment, a `psd` or a `t` that a fault keeps from being read gives way to its default. Null where no record can be
 * recognised. `text` is a TXT record as published.
 */
export function toSound(text: string): SoundDmarc | null {
  const repaired = readRepaired(text);
  if (repaired === null) return null;
  const today = readToday(text);
  const asleep = (['adkim', 'aspf'] as const).filter((tag) => repaired[tag] === 's' && today?.[tag] !== 's');
  const changes = withoutHistoric(repaired);
  for (const tag of asleep) changes[tag] = null;
  if (repaired.psd !== (today?.psd ?? 'u')) changes['psd'] = null;
  if (repaired.testing && today?.state === 'valid' && !today.testing) changes['t'] = null;
  const isChanged = Object.keys(changes).length > 0;
  const parsed = parseDmarc(isChanged ? withDmarcTags(repaired.text, changes) : repaired.text);
  return parsed.kind === 'record' ? { record: parsed.record, asleep } : null;
}

/** One record out of several, none of which counted (RFC 9989 § 4.10): the mildest policy, and everybody's report addresses. */
export function mergeSound(texts: readonly string[]): SoundDmarc | null {
  const sounds = texts.map(toSound).filter((sound) => sound !== null);
  // Of several records none counts, so no strict alignment of theirs is obeyed today.
  const strict = (['adkim', 'aspf'] as const).filter((tag) => sounds.some(({ record }) => record[tag] === 's'));
  const [mildest] = sounds.toSorted((one, other) => rank(one) - rank(other));
  if (mildest === undefined) return null;
  if (sounds.length === 1) return mildest;
  const reports = [...new Set(sounds.flatMap(({ record }) => record.rua.map(({ text }) => text)))].join(',');
  const own = mildest.record.rua.map(({ text }) => text).join(',');
  const changes: Record<string, string | null> = reports === own ? {} : { rua: reports };
  for (const tag of strict) changes[tag] = null;
  if (mildest.record.psd !== 'u') changes['psd'] = null;
  const text = Object.keys(changes).length === 0 ? mildest.record.text : withDmarcTags(mildest.record.text, changes);
  const parsed = parseDmarc(text);
  const asleep = [...new Set([...sounds.flatMap((sound) => sound.asleep), ...strict])];
  return parsed.kind === 'record' ? { record: parsed.record, asleep } : null;
}

const rank = ({ record }: SoundDmarc): number => STRENGTH[record.p ?? 'none'] * 2 + (record.testing ? 0 : 1);

/** Whether a record asks for more than receivers apply today: its policy would be new. `before`: the record that applies, or null. */
export function raisesPolicy(after: DmarcRecord, before: DmarcRecord | null): boolean {
  const strengthOf = (record: DmarcRecord | null, tag: 'p' | 'sp' | 'np'): number => {
    if (record === null || record.state !== 'valid') return 0;
    return STRENGTH[record[tag] ?? (tag === 'np' ? record.sp : null) ?? record.p ?? 'none'];
  };
  return (['p', 'sp', 'np'] as const).some((tag) => strengthOf(after, tag) > strengthOf(before, tag));
}
