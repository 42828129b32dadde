import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDohResolver } from '../../../lib/dns/doh.ts';
import { checkWatch, isOver, withClock } from '../../../lib/watch/check-watch.ts';
import { recordStates } from '../../../lib/watch/record-state.ts';
import { WATCH_FOR } from '../../../lib/watch/schedule.ts';
import type { Watch, WatchedRecord } from '../../../lib/watch/watched.ts';
import type { Zone } from '../../helpers/dns-zone.ts';
import { startDohServer, type DohServer } from '../../helpers/doh-server.ts';

const BASE: Zone = { 'brand.test': { SOA: true, A: '203.0.113.9' } };
const NOW = Date.parse('2026-11-25T10:00:00Z');
const KEY: WatchedRecord = { name: 'k2._domainkey.brand.test', type: 'CNAME', value: 'dkim2.mcsv.net' };
const POLICY: WatchedRecord = { name: '_dmarc.brand.test', type: 'TXT', value: 'v=DMARC1; p=none' };

const watchOf = (...records: WatchedRecord[]): Watch => ({
  domain: 'brand.test',
  esp: 'mailchimp',
  account: null,
  records,
  startedAt: NOW,
  nextAt: NOW,
  tries: 0,
  state: 'watching',
  sightings: [],
});

let first: DohServer;
let second: DohServer;

beforeEach(async () => {
  first = await startDohServer(BASE);
  second = await startDohServer(BASE);
});
afterEach(async () => {
  await Promise.all([first.close(), second.close()]);
});

async function look(watch: Watch, now = NOW): Promise<Watch> {
  return checkWatch(watch, 'brand.test', [createDohResolver(first.url), createDohResolver(second.url)], now);
}

const publish = (zone: Zone) => {
  first.setZone({ ...BASE, ...zone });
  second.setZone({ ...BASE, ...zone });
};

const faultOf = ({ sightings }: Watch) => sightings[0]?.by[0]?.fault;

describe('a watched record', () => {
  it('is not there yet, and says until when the "no" may live', async () => {
    const seen = await look(watchOf(KEY));
    expect(seen.state).toBe('watching');
    expect(seen.sightings[0]?.by[0]).toMatchObject({ state: 'not-yet', until: NOW + 60_000 });
    expect(seen.nextAt).toBeGreaterThan(NOW);
  });

  it('is live only when every resolver sees it', async () => {
    const there = { ...BASE, 'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net' } };
    first.setZone(there);
    expect((await look(watchOf(KEY))).state).toBe('watching');
    second.setZone(there);
    const live = await look(watchOf(KEY));
    expect(live.state).toBe('live');
    expect(isOver(live)).toBe(true);
  });

  it('is live by the word of the one that answers, where the other fails', async () => {
    first.setZone({ ...BASE, 'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net' } });
    second.setZone({ 'k2._domainkey.brand.test': { rcode: 'SERVFAIL' } });
    expect((await look(watchOf(KEY))).state).toBe('live');
  });

  it('is not live by nobody’s word', async () => {
    first.setZone({ 'k2._domainkey.brand.test': { rcode: 'SERVFAIL' } });
    second.setZone({ 'k2._domainkey.brand.test': { http: 503 } });
    expect((await look(watchOf(KEY))).state).toBe('watching');
  });

  it('may hold what only the ESP knows', async () => {
    const hubspot = {
      ...KEY,
      name: 'hs1-7._domainkey.brand.test',
      value: 'brand-test.<in HubSpot: Settings > Domains>.dkim.hubspotemail.net',
    };
    publish({ 'hs1-7._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.net' } });
    expect((await look(watchOf(hubspot))).state).toBe('live');
    publish({ 'hs1-7._domainkey.brand.test': { CNAME: 'brand-test.hs04a.dkim.hubspotemail.org' } });
    expect((await look(watchOf(hubspot))).state).toBe('wrong');
  });

  it.each<[fault: string, record: WatchedRecord, zone: Zone]>([
    ['doubled-name', KEY, { 'k2._domainkey.brand.test.brand.test': { CNAME: 'dkim2.mcsv.net' } }],
    ['own-domain-appended', KEY, { 'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net.brand.test' } }],
    ['wrong-target', KEY, { 'k2._domainkey.brand.test': { CNAME: 'dkim3.mcsv.net' } }],
    ['proxied', KEY, { 'k2._domainkey.brand.test': { A: '104.16.0.1' } }],
    ['quotes', POLICY, { '_dmarc.brand.test': { TXT: ['"v=DMARC1; p=none"'] } }],
    ['second-record', POLICY, { '_dmarc.brand.test': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } }],
  ])('is there but wrong: %s', async (fault, record, zone) => {
    publish(zone);
    const seen = await look(watchOf(record));
    expect(seen.state).toBe('wrong');
    expect(faultOf(seen)).toBe(fault);
    expect(isOver(seen)).toBe(false);
  });

  it('waits while the old value still lives', async () => {
    publish({ '_dmarc.brand.test': { TXT: ['v=DMARC1; p=quarantine'], ttl: 3600 } });
    const seen = await look(watchOf(POLICY));
    expect(seen.state).toBe('watching');
    expect(seen.sightings[0]?.by[0]).toMatchObject({ found: ['v=DMARC1; p=quarantine'], until: NOW + 3_600_000 });
  });

  it('is looked for ever more rarely, and for 72 hours at the most', async () => {
    let watch = watchOf(KEY);
    const waits: number[] = [];
    for (let now = NOW; !isOver(watch) && waits.length < 200; now = watch.nextAt) {
      const seen = await look(watch, now);
      waits.push(seen.nextAt - now);
      watch = seen;
    }
    expect(watch.state).toBe('expired');
    expect(waits[0]).toBeLessThanOrEqual(60_000);
    expect(waits.length).toBeLessThan(60);
    expect(watch.nextAt - NOW).toBeGreaterThanOrEqual(WATCH_FOR);
  });
});

describe('a record to remove', () => {
  const OLD: WatchedRecord = { ...POLICY, value: 'v=DMARC1; p=reject', action: 'remove' };

  it('is watched until no resolver has it any more', async () => {
    const there = { ...BASE, '_dmarc.brand.test': { TXT: ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] } };
    first.setZone(there);
    second.setZone({ ...BASE, '_dmarc.brand.test': { TXT: ['v=DMARC1; p=none'] } });
    const seen = await look(watchOf(OLD));
    expect(seen.state).toBe('watching');
    expect(recordStates(seen)).toEqual(['live']);
    publish({ '_dmarc.brand.test': { TXT: ['v=DMARC1; p=none'] } });
    const gone = await look(watchOf(OLD));
    expect(gone.state).toBe('live');
    expect(recordStates(gone)).toEqual(['absent']);
  });

  it('is gone with its name, and not by nobody’s word', async () => {
    expect((await look(watchOf(OLD))).state).toBe('live');
    publish({ '_dmarc.brand.test': { rcode: 'SERVFAIL' } });
    expect((await look(watchOf(OLD))).state).toBe('watching');
  });

  it('is the old one of two, also where it is an alias', async () => {
    const alias: WatchedRecord = { ...KEY, action: 'remove' };
    publish({ 'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net' } });
    expect((await look(watchOf(alias))).state).toBe('watching');
    publish({ 'k2._domainkey.brand.test': { CNAME: 'another.example' } });
    expect((await look(watchOf(alias))).state).toBe('live');
  });
});

describe('the state of each record', () => {
  it('is its own, by all resolvers that answered', async () => {
    first.setZone({ ...BASE, 'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net' } });
    second.setZone({
      ...BASE,
      'k2._domainkey.brand.test': { CNAME: 'dkim2.mcsv.net' },
      '_dmarc.brand.test': { rcode: 'SERVFAIL' },
    });
    const other: WatchedRecord = { ...KEY, name: 'k3._domainkey.brand.test', value: 'dkim3.mcsv.net' };
    const seen = await look(watchOf(KEY, POLICY, other));
    expect(recordStates(seen)).toEqual(['live', 'absent', 'absent']);
    expect(seen.sightings[1]?.by.map(({ state }) => state)).toEqual(['not-yet', 'unknown']);
  });

  it('is unknown before the first look, and where nobody answers', async () => {
    expect(recordStates(watchOf(KEY))).toEqual(['unknown']);
    publish({ 'k2._domainkey.brand.test': { http: 503 } });
    expect(recordStates(await look(watchOf(KEY)))).toEqual(['unknown']);
  });

  it('is wrong where a resolver sees something else', async () => {
    publish({ 'k2._domainkey.brand.test': { CNAME: 'dkim3.mcsv.net' } });
    expect(recordStates(await look(watchOf(KEY)))).toEqual(['wrong']);
  });
});

describe('a clock that was ahead', () => {
  const DAY = 24 * 3_600_000;

  it('stalls no watch', () => {
    const watch = { ...watchOf(KEY), startedAt: NOW + 365 * DAY, nextAt: NOW + 365 * DAY };
    const right = withClock(watch, NOW);
    expect(right.nextAt).toBeLessThanOrEqual(NOW + 2 * 3_600_000);
    expect(right.startedAt).toBe(NOW);
  });

  it('ends none for good', () => {
    const watch: Watch = { ...watchOf(KEY), state: 'expired' };
    expect(withClock(watch, NOW + DAY)).toMatchObject({ state: 'watching', nextAt: NOW + DAY });
    expect(withClock(watch, NOW + WATCH_FOR).state).toBe('expired');
  });
});
