import { describe, expect, it } from 'vitest';
import { toSeen } from '../../../components/fix/WatchPanel.tsx';
import { toDmarcRows } from '../../../components/report/DmarcTable.tsx';
import { toFixes } from '../../../components/report/FixList.tsx';
import { toSpfRows } from '../../../components/report/spf-rows.ts';
import { toHistorySteps } from '../../../components/report/to-changes.ts';
import { toJourney } from '../../../components/report/to-journey.ts';
import { toReportView } from '../../../components/report-view.ts';
import { toResolverName } from '../../../components/resolver-name.ts';
import { splitAddress, splitName } from '../../../components/split-name.ts';
import type { Report, SpfNode } from '../../../lib/report/report.ts';
import type { HistoryEntry } from '../../../lib/watch/history.ts';
import type { Sighting, Watch } from '../../../lib/watch/watched.ts';
import { explainReport } from '../../../lib/words/report-words.ts';
import { readWords } from '../../../lib/words/files.ts';
import * as reports from '../../fixtures/reports.ts';

const words = await readWords('en');
const viewOf = (report: Report) => toReportView(explainReport(report, words));

describe('the picture of an SPF record', () => {
  it('counts every look-up once, each where receivers make it', () => {
    const { rows, cut } = toSpfRows(reports.longList);
    expect(cut).toBe(false);
    const top = rows.filter(({ depth }) => depth === 0);
    expect(top.map(({ text, from, count }) => [text, from, count])).toEqual([
      ['a', 0, 1],
      ['mx', 1, 1],
      ['include:_spf.workmail.example', 2, 3],
      ['include:_spf.crm.example', 5, 2],
      ['include:spf.helpdesk.example', 7, 2],
      ['include:servers.mcsv.net', 9, 1],
      ['include:_spf.oldshop.example', 10, 3],
    ]);
    expect(top.reduce((sum, { count }) => sum + count, 0)).toBe(13);
    const inner = rows.find(({ text }) => text === 'include:_b.workmail.example');
    expect([inner?.depth, inner?.from]).toEqual([1, 4]);
  });

  it('stops at a bound where a stranger’s records go on', () => {
    const deep = (levels: number): SpfNode => ({
      domain: 'a.example',
      record: null,
      lookups: levels,
      terms: [
        {
          text: 'include:a.example',
          cost: 1,
          void: false,
          macro: false,
          fault: null,
          node: levels > 0 ? deep(levels - 1) : null,
        },
      ],
    });
    const { rows, cut } = toSpfRows(deep(500));
    expect(cut).toBe(true);
    expect(rows.length).toBeLessThan(20);
  });
});

describe('the journey', () => {
  it('breaks at the door where a provider refuses', () => {
    const { states, broken } = toJourney(viewOf(reports.rejected));
    expect(broken).toBe('rejected');
    expect(states).toEqual({ written: 'passed', sent: 'passed', door: 'broken', sorted: 'beyond', read: 'beyond' });
  });

  it('breaks where it is sorted when a provider only puts it aside', () => {
    const spam = { gmail: 'spam', yahoo: 'spam', microsoft: 'accept', apple: 'accept', laposte: 'accept' } as const;
    const { states, provider } = toJourney(viewOf(reports.makeReport({ verdict: 'fail', providers: spam })));
    expect(states.door).toBe('passed');
    expect(states.sorted).toBe('broken');
    expect(provider).toBe('gmail');
  });

  it('is not known, and nowhere broken, where DNS gave no answer', () => {
    const { states, broken } = toJourney(viewOf(reports.untold));
    expect(broken).toBeNull();
    expect(states.door).toBe('unknown');
  });

  it('does not promise the inbox', () => {
    expect(toJourney(viewOf(reports.accepted)).states).toMatchObject({
      door: 'passed',
      sorted: 'unknown',
      read: 'unknown',
    });
  });
});

describe('the DMARC record in words', () => {
  it('names what is set, what is not, and what nobody knows', () => {
    expect(toDmarcRows('v=DMARC1; p=reject; ADKIM=s; x=1')).toEqual([
      { tag: 'v', value: 'DMARC1' },
      { tag: 'p', value: 'reject' },
      { tag: 'sp', value: null },
      { tag: 'np', value: null },
      { tag: 'adkim', value: 's' },
      { tag: 'aspf', value: null },
      { tag: 'rua', value: null },
      { tag: 'x', value: '1' },
    ]);
  });
});

describe('the fixes of a report', () => {
  it('stand in their order, each cause once', () => {
    expect(toFixes(viewOf(reports.rejected)).map(({ code }) => code)).toEqual([
      'dkim.not-set-up',
      'spf.too-many-lookups',
      'from.rewritten',
    ]);
    expect(toFixes(viewOf(reports.doubled)).map(({ code }) => code)).toEqual(['dkim.doubled-name']);
  });
});

describe('the history of a domain', () => {
  const entry = (
    at: number,
    answers: HistoryEntry['answers'],
    esp: HistoryEntry['esp'] = 'mailchimp',
  ): HistoryEntry => ({
    domain: 'brand.com',
    esp,
    at,
    verdict: 'pass',
    codes: [],
    answers,
    kind: 'audit',
    landed: null,
  });

  it('says what changed since the last look with the same service, newest first', () => {
    const steps = toHistorySteps([
      entry(1, { 'k2._domainkey.brand.com': ['ok'] }),
      entry(2, { 'hs1-1._domainkey.brand.com': ['missing'] }, 'hubspot'),
      entry(3, { 'k2._domainkey.brand.com': ['missing'] }),
    ]);
    expect(steps.map(({ entry: { at } }) => at)).toEqual([3, 2, 1]);
    expect(steps[0]?.changes).toEqual([{ name: 'k2._domainkey.brand.com', before: ['ok'], after: ['missing'] }]);
    expect(steps[1]?.changes).toEqual([]);
  });
});

describe('what a watch has seen', () => {
  const sighting = (resolver: string, state: Sighting['state'], until: number | null = null): Sighting => ({
    resolver,
    state,
    found: [],
    fault: null,
    until,
    at: 0,
  });
  const watch = (...sightings: Watch['sightings']): Watch => ({
    domain: 'brand.com',
    esp: null,
    account: null,
    records: [],
    startedAt: 0,
    nextAt: 0,
    tries: 1,
    state: 'watching',
    sightings,
  });

  it('is as bad as the worst record of each resolver', () => {
    const seen = toSeen(
      watch(
        { name: 'a', type: 'CNAME', by: [sighting('x', 'live'), sighting('y', 'live')] },
        { name: 'b', type: 'CNAME', by: [sighting('x', 'not-yet', 500), sighting('y', 'live')] },
        { name: 'c', type: 'CNAME', by: [sighting('x', 'not-yet', 900), sighting('y', 'live')] },
      ),
    );
    expect(seen.map(({ resolver, state, until }) => [resolver, state, until])).toEqual([
      ['x', 'not-yet', 900],
      ['y', 'live', null],
    ]);
    expect(seen[0]?.live).toEqual(['a']);
  });

  it('puts what is there and wrong before all else', () => {
    const seen = toSeen(
      watch(
        { name: 'a', type: 'CNAME', by: [sighting('x', 'not-yet')] },
        { name: 'b', type: 'CNAME', by: [sighting('x', 'wrong')] },
      ),
    );
    expect(seen[0]?.state).toBe('wrong');
    expect(seen[0]?.wrong?.name).toBe('b');
  });
});

describe('names for the eye', () => {
  it('sets off the part that an organisation owns', () => {
    expect(splitName('send.brand.com', 'brand.com')).toEqual({ quiet: 'send.', strong: 'brand.com' });
    expect(splitName('bf10.na2.hubspotemail.net', 'brand.com')).toEqual({
      quiet: 'bf10.na2.',
      strong: 'hubspotemail.net',
    });
    expect(splitName('mail.brand.co.uk', null)).toEqual({ quiet: 'mail.', strong: 'brand.co.uk' });
    // Ends alike, and is another's name all the same.
    expect(splitName('notbrand.com', 'brand.com')).toEqual({ quiet: '', strong: 'notbrand.com' });
  });

  it('takes an address apart at its last @', () => {
    expect(splitAddress('"a@b"@brand.com')).toEqual({ local: '"a@b"', domain: 'brand.com' });
    expect(splitAddress('brand.com')).toEqual({ local: null, domain: 'brand.com' });
  });

  it('calls a resolver by its name, else by its host', () => {
    expect(toResolverName(reports.CLOUDFLARE)).toBe('Cloudflare');
    expect(toResolverName('https://dns.example/dns-query')).toBe('dns.example');
    expect(toResolverName('no address')).toBe('no address');
  });
});
