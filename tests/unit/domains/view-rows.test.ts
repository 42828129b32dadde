import { describe, expect, it } from 'vitest';
import { newRow, type DomainRow } from '../../../lib/domains/domain-row.ts';
import { toDomainsCsv, toDomainsMarkdown } from '../../../lib/domains/export-rows.ts';
import { withHistory } from '../../../lib/domains/known-rows.ts';
import { SORT_KEYS, toLines, type ListView } from '../../../lib/domains/view-rows.ts';

const row = (domain: string, more: Partial<DomainRow> = {}): DomainRow => ({
  ...newRow(domain, 'user', 0),
  verdict: 'pass',
  ...more,
});
const texts = {
  esp: ({ esp }: DomainRow) => (esp && esp !== 'none' ? esp : ''),
  problem: ({ first }: DomainRow) => first?.code ?? '',
  language: 'en',
};
const view = (changes: Partial<ListView> = {}): ListView => ({
  search: '',
  chip: 'all',
  sort: 'verdict',
  isReversed: false,
  isGrouped: false,
  ...changes,
});
const problem = (code: string) => ({ code, severity: 'fail', subject: '', params: {} }) as DomainRow['first'];
const ROWS = [
  row('pass.test', { checkedAt: 30, client: 'Beta' }),
  row('warn.test', { verdict: 'warn', checkedAt: 20, esp: 'klaviyo', client: 'Alpha' }),
  row('fail.test', {
    verdict: 'fail',
    checkedAt: 10,
    esp: 'mailchimp',
    first: problem('dmarc.missing'),
    client: 'Beta',
  }),
  row('new.test', { verdict: null, watched: true }),
  row('odd.test', { verdict: 'unknown', sentAt: 5 }),
];
const shown = (changes: Partial<ListView> = {}, rows = ROWS) =>
  toLines(rows, view(changes), texts).shown.map(({ domain }) => domain.replace('.test', ''));

describe('the list', () => {
  it('shows the most urgent first', () => expect(shown()).toEqual(['fail', 'odd', 'warn', 'new', 'pass']));

  it.each([
    ['domain', ['fail', 'new', 'odd', 'pass', 'warn']],
    ['esp', ['warn', 'fail', 'new', 'odd', 'pass']],
    ['client', ['warn', 'fail', 'pass', 'new', 'odd']],
    ['problem', ['fail', 'new', 'odd', 'pass', 'warn']],
    ['checkedAt', ['pass', 'warn', 'fail', 'new', 'odd']],
    ['sentAt', ['odd', 'fail', 'new', 'pass', 'warn']],
    ['watched', ['new', 'fail', 'odd', 'pass', 'warn']],
  ] as const)('is sorted by %s, what is empty at the end', (sort, wanted) => expect(shown({ sort })).toEqual(wanted));

  it('is turned round', () => expect(shown({ isReversed: true })).toEqual(['pass', 'new', 'warn', 'odd', 'fail']));

  it('finds every word, in domain, client, service and problem', () => {
    expect(shown({ search: 'BETA  fail' })).toEqual(['fail']);
    expect(shown({ search: 'klaviyo' })).toEqual(['warn']);
    expect(shown({ search: 'dmarc.miss' })).toEqual(['fail']);
    expect(shown({ search: 'nowhere' })).toEqual([]);
    expect(shown({ search: 'münchen' }, [row('xn--mnchen-3ya.de')])).toEqual(['xn--mnchen-3ya.de']);
  });

  it('counts what each chip would show of what the search leaves', () => {
    const { counts, shown: rows } = toLines(ROWS, view({ chip: 'fail', search: 'beta' }), texts);
    expect(counts).toEqual({ all: 2, fail: 1, warn: 0, unknown: 0, pass: 1, unchecked: 0, watched: 0 });
    expect(rows).toHaveLength(1);
    expect(shown({ chip: 'unchecked' })).toEqual(['new']);
    expect(shown({ chip: 'watched' })).toEqual(['new']);
  });

  it('is grouped by client, those without one at the end', () => {
    const { lines } = toLines(ROWS, view({ isGrouped: true }), texts);
    expect(
      lines.map((line) => (line.kind === 'group' ? [line.client, line.rows, line.fail] : line.row.domain)),
    ).toEqual([
      ['Alpha', 1, 0],
      'warn.test',
      ['Beta', 2, 1],
      'fail.test',
      'pass.test',
      [null, 2, 0],
      'odd.test',
      'new.test',
    ]);
  });

  it('filters and sorts 1,000 domains in under 50 ms', () => {
    const many = Array.from({ length: 1000 }, (_, index) => row(`brand${index}.test`, { client: `c${index % 40}` }));
    shown({ search: 'warm' }, many);
    const times = SORT_KEYS.map((sort) => {
      const started = performance.now();
      shown({ search: 'brand', sort, isGrouped: true }, many);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

describe('the history of before there was a list', () => {
  const seen = (domain: string, at: number, more: object = {}) => ({
    domain,
    esp: null,
    at,
    verdict: 'warn' as const,
    kind: 'audit',
    ...more,
  });

  it('gives the domains that the list does not have, and when each was last sent from', () => {
    const rows = withHistory(
      [
        row('known.test', {
          verdict: 'fail',
          checkedAt: 50,
          snapshot: { at: 50, verdict: 'fail', codes: [], answers: {} },
        }),
      ],
      [seen('old.test', 5, { by: 'page' }), seen('known.test', 60, { kind: 'send' }), seen('known.test', 70)],
    );
    expect(rows).toMatchObject([
      { domain: 'known.test', verdict: 'fail', checkedAt: 50, sentAt: 60 },
      { domain: 'old.test', verdict: 'warn', checkedAt: 5, sentAt: null, by: 'page' },
    ]);
  });
});

describe('an export', () => {
  const hostile = row('brand.test', { client: '=HYPERLINK("http://x")', first: problem('dmarc.missing') });

  it('has no cell that a spreadsheet takes for a formula', () => {
    const csv = toDomainsCsv([hostile], () => '@SUM(A1)\n"x"');
    expect(csv).toContain('"\'=HYPERLINK(""http://x"")"');
    expect(csv).toContain('"\'@SUM(A1)\n""x"""');
    expect(csv.slice(1).split('\r\n')[0]).toBe(
      'domain,esp,account,client,verdict,problem_code,problem,problems,last_checked,last_sent,watched',
    );
  });

  it('as Markdown is a table for each client, in which nothing is markup', () => {
    const markdown = toDomainsMarkdown([row('own.test'), { ...hostile, client: '<b>|x' }], {
      esp: () => '',
      verdict: ({ verdict }) => verdict ?? '',
      problem: () => 'a | b',
      day: String,
      title: 'Domains',
      noClient: 'No client',
      columns: ['Verdict', 'Domain', 'Sent with', 'Fix first', 'Last checked'],
      counts: (rows) => `${rows.length} domain`,
    });
    expect(markdown).toContain(String.raw`## \<b\>\|x`);
    expect(markdown).toContain(String.raw`| pass | brand.test |  | a \| b |  |`);
    expect(markdown.indexOf('## No client')).toBeGreaterThan(markdown.indexOf('brand.test'));
  });
});
