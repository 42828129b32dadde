/**
 * DNS from a plain object: what a recursive resolver would answer for it (RFC 1034 § 4.3.2, RFC 2308, RFC 4592).
 * The demo, the tests and the bench all stand on this.
 */
import { readFileSync } from 'node:fs';
import type { RecordType } from '../../lib/dns/resolver.ts';

type OneOrMore<T> = T | readonly T[];

/** One TXT record: its text, or the character-strings it is split into. Octets where it is no UTF-8. */
export type TxtItem = OneOrMore<string | Uint8Array>;

/** What goes wrong when a name is asked. `on` limits it to some types. */
export interface Fault {
  /** RCODE, as a number or by its name ("SERVFAIL"). */
  rcode?: number | string;
  /** Extended error (RFC 8914), beside `rcode`: 6 is "DNSSEC bogus". */
  ede?: number;
  /** HTTP status instead of an answer. */
  http?: number;
  /** Body of an HTTP 200 that is no DNS: text as a page, octets as application/dns-message. */
  raw?: string | Uint8Array;
  /** ms before the answer. */
  delay?: number;
  /** The connection breaks. */
  drop?: boolean;
  on?: readonly RecordType[];
}

export interface ZoneEntry extends Fault {
  TXT?: string | readonly TxtItem[];
  A?: OneOrMore<string>;
  AAAA?: OneOrMore<string>;
  CNAME?: OneOrMore<string>;
  MX?: readonly (readonly [preference: number, exchange: string])[];
  NS?: OneOrMore<string>;
  PTR?: OneOrMore<string>;
  SOA?: true | { primary?: string; admin?: string; serial?: number; minimum?: number };
  /** Seconds. */
  ttl?: number;
}

/**
 * Name to records. A name that is no key and has no descendant does not exist. `*.x` is a wildcard.
 */
export type Zone = Readonly<Record<string, ZoneEntry>>;

export interface ZoneOptions {
  /** Seconds, where an entry says nothing. Default 300. */
  ttl?: number | undefined;
  /** Seconds that a "no" may be kept. Default 60. */
  negativeTtl?: number | undefined;
  /** Sets the AD bit of every answer that is no failure. */
  authenticated?: boolean | undefined;
  /** Address that this resolver puts in the place of NXDOMAIN. */
  rewrites?: string | undefined;
}

export interface ZoneRecord {
  name: string;
  type: RecordType;
  ttl: number;
  data: string | Buffer[] | { preference: number; exchange: string } | SoaRecord;
}

export interface SoaRecord {
  mname: string;
  rname: string;
  serial: number;
  refresh: number;
  retry: number;
  expire: number;
  minimum: number;
}

export interface ZoneAnswer {
  /** 0 to 15. */
  rcode: number;
  answers: ZoneRecord[];
  authorities: ZoneRecord[];
  /** Of every name on the way. */
  faults: Fault[];
}

export interface ZoneView {
  lookUp(name: string, type: string): ZoneAnswer;
  /** The records that stand at the name itself: no alias is followed, no wildcard taken. */
  own(name: string, type: RecordType): ZoneRecord[];
}

const rcodes: Record<string, number> = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 };
const encoder = new TextEncoder();
const MOST_ALIASES = 12;
const NAME_ERROR = 3;
const types: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'TXT'];

const normalise = (name: string) => name.toLowerCase().replace(/\.$/, '');
const parentOf = (name: string) => name.slice(name.indexOf('.') + 1 || name.length);
const toList = <T>(value: OneOrMore<T>): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/**
 * Reads a file of the form `{ zone: { names }, second }`. What `second` says of a name replaces all of it in the view
 * of another resolver.
 */
export function loadZone(path: string | URL): { zone: Zone; second: Zone } {
  const { zone, second } = JSON.parse(readFileSync(path, 'utf8')) as { zone: { names: Zone }; second?: Zone };
  return { zone: zone.names, second: { ...zone.names, ...second } };
}

/** Splits at 255 octets, as a name server's editor does. */
function toCharacterStrings(item: TxtItem): Buffer[] {
  return toList(item).flatMap((part) => {
    const octets = Buffer.from(typeof part === 'string' ? encoder.encode(part) : part);
    if (octets.length <= 255) return [octets];
    const pieces = Array.from({ length: Math.ceil(octets.length / 255) }, (_, index) => index * 255);
    return pieces.map((start) => octets.subarray(start, start + 255));
  });
}

function toSoa(entry: ZoneEntry, negativeTtl: number): SoaRecord {
  const given = typeof entry.SOA === 'object' ? entry.SOA : {};
  return {
    mname: given.primary ?? toList(entry.NS ?? 'ns.invalid')[0] ?? 'ns.invalid',
    rname: given.admin ?? 'hostmaster.invalid',
    serial: given.serial ?? 1,
    refresh: 7200,
    retry: 3600,
    expire: 1209600,
    minimum: given.minimum ?? negativeTtl,
  };
}

function toData(entry: ZoneEntry, type: RecordType, negativeTtl: number): ZoneRecord['data'][] {
  if (type === 'TXT') return entry.TXT === undefined ? [] : toList<TxtItem>(entry.TXT).map(toCharacterStrings);
  if (type === 'MX') return (entry.MX ?? []).map(([preference, exchange]) => ({ preference, exchange }));
  if (type === 'SOA') return entry.SOA === undefined ? [] : [toSoa(entry, negativeTtl)];
  return [...toList(entry[type] ?? [])];
}

/** Throws where a label could not stand on the wire: a slip in a test's zone, not something to answer for. */
function requireName(name: string): void {
  const labels = normalise(name).split('.');
  if (name !== '' && name !== '.' && labels.some((label) => label === '' || encoder.encode(label).length > 63))
    throw new Error(`zone: '${name}' has an empty label or one of more than 63 octets`);
}

function requireEntry(name: string, entry: ZoneEntry): void {
  requireName(name);
  for (const target of [entry.CNAME, entry.NS, entry.PTR].flatMap((value) => toList(value ?? []))) requireName(target);
  for (const [, exchange] of entry.MX ?? []) requireName(exchange);
}

/** Indexes a zone once, so that a thousand domains are looked up as fast as one. */
export function createZoneView(zone: Zone, options: ZoneOptions = {}): ZoneView {
  const { ttl = 300, negativeTtl = 60 } = options;
  const entries = new Map<string, ZoneEntry>();
  const existing = new Set(['']);
  for (const [key, entry] of Object.entries(zone)) {
    requireEntry(key, entry);
    entries.set(normalise(key), entry);
    for (let name = normalise(key); name !== ''; name = parentOf(name)) existing.add(name);
  }

  const toRecords = (owner: string, entry: ZoneEntry, type: RecordType): ZoneRecord[] =>
    toData(entry, type, negativeTtl).map((data) => ({ name: owner || '.', type, ttl: entry.ttl ?? ttl, data }));

  /** The entry that answers for a name: its own, an empty one for a name in between, a wildcard's, or none. */
  function findEntry(name: string): ZoneEntry | null {
    if (existing.has(name)) return entries.get(name) ?? {};
    let encloser = parentOf(name);
    while (!existing.has(encloser)) encloser = parentOf(encloser);
    return entries.get(encloser === '' ? '*' : `*.${encloser}`) ?? null;
  }

  function soaAbove(name: string): ZoneRecord {
    let apex = name;
    while (apex !== '' && entries.get(apex)?.SOA === undefined) apex = parentOf(apex);
    return { name: apex || '.', type: 'SOA', ttl: negativeTtl, data: toSoa(entries.get(apex) ?? {}, negativeTtl) };
  }

  /** A rewriting resolver makes every name exist: with its address, and without anything else. */
  function substitute(name: string, type: string): ZoneAnswer {
    const record: ZoneRecord = { name, type: 'A', ttl, data: options.rewrites ?? '' };
    return type === 'A'
      ? { rcode: 0, answers: [record], authorities: [], faults: [] }
      : { rcode: 0, answers: [], authorities: [soaAbove(name)], faults: [] };
  }

  function lookUp(asked: string, type: string): ZoneAnswer {
    const answer = lookUpHonestly(asked, type);
    return answer.rcode === NAME_ERROR && options.rewrites ? substitute(normalise(asked), type) : answer;
  }

  function lookUpHonestly(asked: string, type: string): ZoneAnswer {
    const wanted = types.find((known) => known === type);
    const answer: ZoneAnswer = { rcode: 0, answers: [], authorities: [], faults: [] };
    let name = normalise(asked);
    for (let step = 0; step <= MOST_ALIASES; step += 1) {
      const entry = findEntry(name);
      const owner = name;
      if (!entry) return { ...answer, rcode: NAME_ERROR, authorities: [soaAbove(name)] };
      if (!entry.on || (wanted && entry.on.includes(wanted))) answer.faults.push(entry);
      const found = wanted ? toRecords(owner, entry, wanted) : [];
      if (found.length > 0) return { ...answer, answers: [...answer.answers, ...found] };
      // Where an alias and other data stand at one name, both are answered, each to its own type.
      const [alias] = toRecords(owner, entry, 'CNAME');
      if (!alias) return { ...answer, authorities: [soaAbove(name)] };
      answer.answers.push(alias);
      name = normalise(alias.data as string);
    }
    return { ...answer, rcode: 2, answers: [] };
  }

  return { lookUp, own: (name, type) => toRecords(normalise(name), entries.get(normalise(name)) ?? {}, type) };
}

/** RCODE of a fault, or null where it has none. */
export function toRcode(fault: Fault): number | null {
  if (fault.rcode === undefined) return null;
  const code = typeof fault.rcode === 'number' ? fault.rcode : rcodes[fault.rcode.toUpperCase()];
  if (code === undefined) throw new Error(`zone: unknown rcode '${fault.rcode}'`);
  return code;
}
