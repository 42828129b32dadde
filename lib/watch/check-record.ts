import { isFailure, recordsOf, type DnsAnswer, type RecordType, type Resolver } from '../dns/resolver.ts';
import type { Sighting, WatchedRecord } from './watched.ts';

/** TXT at one name that may be there once only, distinguished by how it begins. */
const SINGLE_KINDS = [/^v=spf1(?: |$)/i, /^v=DMARC1\b/i, /(?:^|;)\s*p=/i];

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
const withoutQuotes = (text: string) => squeeze(text.replace(/["“”\\]/g, ''));

/** What only the ESP knows is in angle brackets in a proposed value: any text may be there. */
function matches(found: string, wanted: string): boolean {
  const parts = squeeze(wanted).split(/<[^<]{1,300}>/);
  const text = squeeze(found);
  if (parts.length === 1) return text.toLowerCase() === (parts[0] ?? '').toLowerCase();
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const at = text.toLowerCase().indexOf(part.toLowerCase(), from);
    if (at < 0 || (index === 0 && at !== 0)) return false;
    from = at + part.length;
  }
  return parts.at(-1) === '' || from === text.length;
}

type Verdict = Pick<Sighting, 'state' | 'found' | 'fault'>;

function judgeText(found: string[], wanted: string): Verdict {
  const kind = SINGLE_KINDS.find((test) => test.test(wanted));
  const sameKind = kind ? found.filter((text) => kind.test(text)) : [];
  if (found.some((text) => matches(text, wanted))) {
    if (sameKind.length > 1) return { state: 'wrong', found: sameKind, fault: 'second-record' };
    return { state: 'live', found: [], fault: null };
  }
  const quoted = found.filter((text) => withoutQuotes(text) === withoutQuotes(wanted));
  if (quoted.length > 0) return { state: 'wrong', found: quoted, fault: 'quotes' };
  // Another text of the same kind is the old one, still cached or not yet replaced.
  return { state: 'not-yet', found: sameKind, fault: null };
}

function judgeAlias(target: string | undefined, wanted: string, zone: string): Verdict {
  if (target === undefined) return { state: 'not-yet', found: [], fault: null };
  const expected = wanted.toLowerCase().replace(/\.$/, '');
  if (matches(target, expected)) return { state: 'live', found: [], fault: null };
  const isAppended = matches(target, `${expected}.${zone}`);
  return { state: 'wrong', found: [target], fault: isAppended ? 'own-domain-appended' : 'wrong-target' };
}

const untilOf = (answer: DnsAnswer, now: number): number | null =>
  'ttl' in answer && answer.ttl !== null ? now + answer.ttl * 1000 : null;

const asText = (answer: DnsAnswer): string[] =>
  recordsOf(answer).map((record) => {
    if (typeof record === 'string') return record;
    return 'exchange' in record ? `${record.preference} ${record.exchange}` : record.primary;
  });

/** The commonest slip of DNS editors that append the domain by themselves: `name.brand.com.brand.com`. */
async function standsAtDoubledName(record: WatchedRecord, zone: string, resolver: Resolver): Promise<string | null> {
  const name = `${record.name}.${zone}`;
  const answer = await resolver.ask({ name, type: record.type as RecordType }, { fresh: true });
  return answer.outcome === 'answer' ? name : null;
}

async function hasAddresses(record: WatchedRecord, resolver: Resolver): Promise<string[]> {
  return asText(await resolver.ask({ name: record.name, type: 'A' }, { fresh: true }));
}

async function explainAbsence(record: WatchedRecord, zone: string, resolver: Resolver): Promise<Verdict> {
  const doubled = await standsAtDoubledName(record, zone, resolver);
  if (doubled) return { state: 'wrong', found: [doubled], fault: 'doubled-name' };
  const addresses = record.type === 'CNAME' ? await hasAddresses(record, resolver) : [];
  if (addresses.length > 0) return { state: 'wrong', found: addresses, fault: 'proxied' };
  return { state: 'not-yet', found: [], fault: null };
}

const judgeRemoval = (found: string[], unwanted: string): Verdict => {
  const left = found.filter((text) => matches(text.replace(/\.$/, ''), unwanted.replace(/\.$/, '')));
  return left.length > 0 ? { state: 'not-yet', found: left, fault: null } : { state: 'live', found: [], fault: null };
};

/**
 * Whether one resolver sees a record that somebody says is published or removed, past every cache.
 * `zone` is the registrable domain of the record's name.
 */
export async function checkRecord(
  record: WatchedRecord,
  zone: string,
  resolver: Resolver,
  now: number,
): Promise<Sighting> {
  const answer = await resolver.ask({ name: record.name, type: record.type as RecordType }, { fresh: true });
  const base = { resolver: resolver.address, at: now, until: untilOf(answer, now) };
  if (isFailure(answer)) return { ...base, state: 'unknown', found: [], fault: null };
  const found = asText(answer);
  if (record.action === 'remove') return { ...base, ...judgeRemoval(found, record.value) };
  let verdict = record.type === 'CNAME' ? judgeAlias(found[0], record.value, zone) : judgeText(found, record.value);
  if (found.length === 0) verdict = await explainAbsence(record, zone, resolver);
  return { ...base, ...verdict };
}
