import { recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { ExpectedSelector, SelectorGeneration } from '../../esp/sending.ts';
import type { FindingParams } from '../../findings/finding.ts';
import { parseDkimKey } from '../../records/dkim/read.ts';
import { controlName, type DkimSearch, type Lookup } from './lookup.ts';
import { isAbsent, parentsOf, type SelectorSet } from './survey.ts';
import { findPastedTarget } from './target.ts';

/** A record of this ESP that stands at a name where nobody looks for it. */
export interface NearMiss {
  reason: 'doubled' | FindingParams['dkim.misnamed']['reason'];
  expected: ExpectedSelector;
  expectedAt: string;
  foundAt: string;
  type: 'CNAME' | 'TXT';
  value: string;
  answers: DnsAnswer[];
}

/** One way of getting a name wrong. */
interface Slip {
  reason: NearMiss['reason'];
  /** Where the record of this selector then stands. */
  nameOf(selector: string): string;
  /** A key by itself is believed there too; elsewhere only what leads to this ESP. */
  takesKeys: boolean;
}

/** Subdomains at which people set up mail, or the web site that the editor offered first. */
const LIKELY_SUBDOMAINS = ['www', 'mail', 'email', 'news', 'newsletter', 'send', 'info', 'em', 'marketing'];
/** Sets that are looked for under wrong names. */
const MOST_SETS = 8;

/** The slips that can be made at any domain. */
function commonSlipsOf({ context }: DkimSearch, domain: string): Slip[] {
  const zones = [...new Set([context.registrableDomain, domain])];
  return [
    ...zones.map((zone): Slip => ({
      reason: 'doubled',
      nameOf: (selector) => `${selector}._domainkey.${domain}.${zone}`,
      takesKeys: true,
    })),
    { reason: 'no-underscore', nameOf: (selector) => `${selector}.domainkey.${domain}`, takesKeys: true },
  ];
}

/** Those that are looked for at the From domain alone. */
function furtherSlipsOf({ context, esp }: DkimSearch, domain: string): Slip[] {
  const slips: Slip[] = [
    { reason: 'other', nameOf: (selector) => `${selector}.${domain}`, takesKeys: false },
    { reason: 'other', nameOf: () => `_domainkey.${domain}`, takesKeys: false },
  ];
  if (esp?.parentKeys === 'never') {
    for (const parent of parentsOf(domain, context.registrableDomain)) {
      slips.push({
        reason: 'root-instead-of-subdomain',
        nameOf: (selector) => `${selector}._domainkey.${parent}`,
        takesKeys: false,
      });
    }
  }
  // Where an ESP's keys may be below a subdomain, one that is there is no slip.
  const isSlip = esp !== null && esp.sendingSubdomains.length === 0 && esp.accountLabels === undefined;
  for (const label of isSlip ? LIKELY_SUBDOMAINS : []) {
    slips.push({
      reason: 'subdomain-instead-of-root',
      nameOf: (selector) => `${selector}._domainkey.${label}.${domain}`,
      takesKeys: false,
    });
  }
  for (const mistaken of esp?.mistakenSelectors ?? [])
    slips.push({ reason: 'sibling-selector', nameOf: () => `${mistaken}._domainkey.${domain}`, takesKeys: false });
  return slips;
}

const isSought = ({ campaigns, certainty, old }: SelectorGeneration): boolean =>
  campaigns && certainty !== 'guess' && !old;

/** Looks where people put a record by mistake. First one selector each; the others only where that was found. */
export async function findNearMisses(search: DkimSearch, sets: readonly SelectorSet[]): Promise<NearMiss[]> {
  const suspects = sets.filter(
    ({ place, generation, lookups }) => place !== 'subdomain' && isSought(generation) && lookups.some(isAbsent),
  );
  const found = await Promise.all(
    suspects.slice(0, MOST_SETS).flatMap(({ domain, place, lookups }) => {
      const slips = commonSlipsOf(search, domain);
      if (place === 'from') slips.push(...furtherSlipsOf(search, domain));
      return slips.map((slip) => tryAll(search, slip, lookups.filter(isAbsent)));
    }),
  );
  const misses = [...suspects.flatMap((set) => findUnderSiblings(set, sets)), ...found.flat()];
  return misses.filter(
    (miss, index) =>
      misses.findIndex((one) => one.foundAt === miss.foundAt && one.type === miss.type) === index &&
      // A record that was found twice is named by the first, which is the likelier slip.
      misses.findIndex((one) => one.expectedAt === miss.expectedAt) === index,
  );
}

/** Another generation's selector that leads where one of these should. */
function findUnderSiblings(set: SelectorSet, sets: readonly SelectorSet[]): NearMiss[] {
  const strays = sets
    .filter(({ domain, generation }) => domain === set.domain && generation !== set.generation)
    .flatMap(({ lookups }) => lookups);
  return set.lookups.filter(isAbsent).flatMap(({ expected, name }) =>
    strays.flatMap((stray): NearMiss[] => {
      const { standing, answers, name: foundAt } = stray;
      if (standing.kind !== 'wrong-target' || !expected.target?.test(standing.target)) return [];
      const found = { type: 'CNAME' as const, value: standing.target, foundAt, answers };
      return [{ ...found, reason: 'sibling-selector', expected, expectedAt: name }];
    }),
  );
}

async function tryAll(search: DkimSearch, slip: Slip, lookups: readonly Lookup[]): Promise<NearMiss[]> {
  const [first, ...others] = lookups;
  if (first === undefined) return [];
  const hit = await tryOne(search, slip, first, lookups);
  if (hit === null) return [];
  const rest = slip.nameOf('a') === slip.nameOf('b') ? [] : others;
  const hits = await Promise.all(rest.map((lookup) => tryOne(search, slip, lookup, [lookup])));
  return [hit, ...hits].filter((each) => each !== null);
}

async function tryOne(
  search: DkimSearch,
  slip: Slip,
  lookup: Lookup,
  meant: readonly Lookup[],
): Promise<NearMiss | null> {
  const foundAt = slip.nameOf(lookup.expected.selector);
  const [answer, control] = await Promise.all([
    search.context.ask(foundAt, 'TXT'),
    search.context.ask(controlName(search.context, lookup.domain), 'TXT'),
  ]);
  const found = readStrayRecord(search, slip, lookup, answer, recordsOf<'TXT'>(control));
  if (found === null) return null;
  // Under another selector's name only the target can tell which record it was meant to be.
  const owner = meant.find(({ expected }) => expected.target?.test(found.value)) ?? lookup;
  return {
    ...found,
    reason: slip.reason,
    expected: owner.expected,
    expectedAt: owner.name,
    foundAt,
    answers: [answer],
  };
}

function readStrayRecord(
  { esp }: DkimSearch,
  { takesKeys }: Slip,
  { expected }: Lookup,
  answer: DnsAnswer<'TXT'>,
  controls: readonly string[],
): Pick<NearMiss, 'type' | 'value'> | null {
  const chain = 'aliases' in answer ? answer.aliases : [];
  const [target] = chain;
  if (target !== undefined) {
    const isOurs = chain.some((each) => expected.target?.test(each) || esp?.isOwnTarget.test(each));
    return isOurs ? { type: 'CNAME', value: target } : null;
  }
  const value = recordsOf<'TXT'>(answer).find(
    (record) =>
      !controls.includes(record) &&
      (findPastedTarget(record, { esp, expected }) !== null || (takesKeys && parseDkimKey(record).kind !== 'other')),
  );
  return value === undefined ? null : { type: 'TXT', value };
}
