import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ESP_IDS, isEspId } from '../../lib/esp/esp-id.ts';
import { findEspById, ESPS } from '../../lib/esp/registry.ts';
import type { ExpectedSelector } from '../../lib/esp/sending.ts';
import type { EspZones } from '../helpers/esp-zones.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const folders = readdirSync('lib/esp', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const today = new Date().toISOString().slice(0, 10);

/** Everything that the build is made of, apart from the folders themselves and the lists that name them. */
const LISTS = ['lib/esp/registry.ts', 'lib/esp/dashboards.ts', 'lib/esp/esp-id.ts', 'lib/esp/apis.ts'];
const sources = globSync('{lib,entrypoints,components,scripts}/**/*.{ts,tsx}')
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !LISTS.includes(path) && !folders.some((folder) => path.startsWith(`lib/esp/${folder}/`)));

it('every folder is on the list, and everything on the list has a folder', () => {
  expect(folders.toSorted()).toEqual([...ESP_IDS].toSorted());
  expect(ESPS.map(({ sending }) => sending.id).toSorted()).toEqual([...ESP_IDS].toSorted());
});

it('finds each by its id', () => {
  for (const id of ESP_IDS) expect(findEspById(id)?.sending.id).toBe(id);
  expect(isEspId('none')).toBe(false);
});

const selectorsOf = (id: (typeof ESP_IDS)[number]): ExpectedSelector[] => {
  const generations = findEspById(id)?.sending.generations({ domain: 'brand.test', account: '777' }) ?? [];
  return generations.flatMap(({ selectors, alternates = [] }) => [...selectors, ...alternates]);
};

describe.each(ESP_IDS)('%s', (id) => {
  const sender = findEspById(id);
  const sending = sender?.sending;

  it('says where its facts are from, and of what day they are', () => {
    for (const facts of [sending, sender?.help]) {
      expect(facts?.id).toBe(id);
      expect(facts?.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect((facts?.checkedOn ?? '') <= today).toBe(true);
    }
    expect(sending?.sources.length).toBeGreaterThan(0);
    for (const source of sending?.sources ?? []) expect(URL.parse(source)?.protocol).toBe('https:');
    for (const { url } of sender?.help.articles ?? []) expect(URL.parse(url)?.protocol).toBe('https:');
    expect(sender?.help.articles.some(({ topic }) => topic === 'set-up')).toBe(true);
    expect(sender?.help.recordsPath).not.toBe('');
  });

  it('publishes what it would accept', () => {
    const selectors = selectorsOf(id);
    const isBlank = ({ publish }: ExpectedSelector) => /<[^<>]+>/.test(publish);
    expect(selectors.filter(({ publish }) => publish === '')).toEqual([]);
    expect(selectors.filter(({ type, target }) => type === 'TXT' && target !== null)).toEqual([]);
    for (const { publish } of selectors.filter((each) => each.publish.startsWith('<in ')))
      expect(publish).toContain(`<in ${sending?.name}: ${sender?.help.recordsPath}`);
    const literal = selectors.filter((each) => each.type === 'CNAME' && !isBlank(each));
    for (const { publish, target } of literal) {
      expect(publish).toMatch(target ?? /^$/);
      expect(publish).toMatch(sending?.isOwnTarget ?? /^$/);
    }
  });

  it('names each selector of a generation once', () => {
    for (const { selectors } of sending?.generations({ domain: 'brand.test', account: '777' }) ?? []) {
      const names = selectors.map(({ selector }) => selector);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('takes no stranger for its own', () => {
    const patterns = [
      sending?.isOwnTarget,
      sending?.returnPath.own,
      ...(sending?.attribution.dkimDomains ?? []),
      ...(sending?.attribution.receivedHosts ?? []),
    ];
    for (const pattern of patterns) {
      for (const zone of [...(sending?.targetZones ?? []), sending?.unauthenticated.dkimDomain ?? 'x.test']) {
        expect(`${zone}.brand.test`).not.toMatch(pattern ?? /^$/);
        expect(`evil${zone.split('.').slice(-2).join('.')}`).not.toMatch(pattern ?? /^$/);
      }
    }
  });

  it('reads a hostile name in no time', () => {
    const long = `${'a-'.repeat(400)}.${'b.'.repeat(400)}${sending?.targetZones[0] ?? ''}.x`;
    const started = performance.now();
    for (const { target } of selectorsOf(id)) target?.test(long);
    for (const pattern of [sending?.isOwnTarget, sending?.isBadGuideTarget, sending?.returnPath.own])
      pattern?.test(long);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('has its three zones', async () => {
    const { zones } = (await import(`../fixtures/zones/esp-${id}.ts`)) as { zones: EspZones };
    expect(Object.keys(zones.green).length).toBeGreaterThan(0);
    expect(zones.amber).not.toEqual(zones.green);
    expect(zones.proposes.length).toBeGreaterThan(0);
    expect(zones.messages.length).toBeGreaterThan(0);
  });

  it('is named by nothing outside its folder and the lists', () => {
    const importers = sources.filter(
      (path) => read(path).includes(`/${id}/sending`) || read(path).includes(`/${id}/help`),
    );
    expect(importers).toEqual([]);
  });

  it('stands in the lists on lines of its own', () => {
    for (const list of LISTS.filter((path) => existsSync(path))) {
      const lines = read(list).split('\n');
      const naming = lines.filter((line) => line.includes(`./${id}/`) || line.includes(`'${id}'`));
      for (const other of folders.filter((folder) => folder !== id))
        expect(naming.filter((line) => line.includes(`./${other}/`))).toEqual([]);
    }
  });
});

/** The three whose dashboards are read are named where pages are told apart; the others by no judgement. */
const UNREAD = ESP_IDS.filter((id) => !existsSync(`lib/esp/${id}/page.ts`));
const judging = sources.filter((path) => /^lib\/(?:audit|report|message|watch|records|dns|esp)\//.test(path));

it.each(UNREAD)('%s is judged by its folder alone', (id) => {
  expect(judging.filter((path) => new RegExp(`['"\`]${id}['"\`]`).test(read(path)))).toEqual([]);
});
