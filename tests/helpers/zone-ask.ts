import type { DnsAnswer, RecordType, Resolver } from '../../lib/dns/resolver.ts';
import type { Ask } from '../../lib/mailauth/ask.ts';
import { createZoneView, toRcode, type Zone, type ZoneRecord } from './dns-zone.ts';

const RESOLVER = 'zone';

function toData(record: ZoneRecord): unknown {
  const { data } = record;
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  if (typeof data === 'string') return data.toLowerCase();
  return data;
}

function toOutcome(rcode: number): 'no-such-name' | 'refused' | 'server-failure' {
  if (rcode === 3) return 'no-such-name';
  return rcode === 5 ? 'refused' : 'server-failure';
}

/** An `ask` over a plain-object zone, without a wire in between; `asked` collects the names and types. */
export function toZoneAsk(zone: Zone, asked: string[] = []): Ask {
  const view = createZoneView(zone);
  return async <T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> => {
    asked.push(`${name} ${type}`);
    const { rcode: found, answers, faults } = view.lookUp(name, type);
    const rcode = faults.map(toRcode).find((code) => code !== null) ?? found;
    const common = { question: { name, type }, resolver: RESOLVER, at: 0 };
    const negative = { aliases: [], ttl: 60, authenticated: false };
    const aliases = type === 'CNAME' ? [] : answers.filter((record) => record.type === 'CNAME').map(toData);
    const records = answers.filter((record) => record.type === type).map(toData);
    if (rcode !== 0) return { ...common, outcome: toOutcome(rcode), reason: null, ...negative, aliases } as never;
    if (records.length === 0) return { ...common, outcome: 'no-such-type', ...negative, aliases } as never;
    return { ...common, outcome: 'answer', records, ...negative, aliases, octets: 100 } as never;
  };
}

/** The same as a resolver, for what takes `AuditTools`. */
export function toZoneResolver(zone: Zone, asked: string[] = []): Resolver {
  const ask = toZoneAsk(zone, asked);
  return { address: RESOLVER, ask: ({ name, type }) => ask(name, type) };
}
