import type { DnsAnswer } from '../../dns/resolver.ts';
import type { DkimFacts, DraftFinding } from '../context.ts';
import { findAccountMismatches, findRetiredTargets } from './account.ts';
import { faultOf, nearMissFinding, publishOf, remarkOnAlgorithms, remarksOn, type DraftSeverity } from './findings.ts';
import { byName, isPresent, leadsTo, signingLookups, unclearKeys, wantedOf, type Judgement } from './key-state.ts';
import { controlName, type Lookup } from './lookup.ts';
import { allOf, isAbsent, isAskable, isUsable, type SelectorSet } from './survey.ts';
import { toDraft, withCause } from '../draft.ts';

/** What is to be said of a judgement: first what is not there, then what is wrong with what is, then what is worth knowing. */
export const toConclusions = (judgement: Judgement, setUp: DkimFacts['setUp']): DraftFinding[] => [
  ...notThere(judgement, setUp),
  ...judgement.misses.map((miss) => nearMissFinding(miss, severityOf(judgement))),
  ...faults(judgement),
  ...partlyThere(judgement),
  ...wildcards(judgement),
  ...remarks(judgement),
  ...aboutTheEsp(judgement),
];

const severityOf = ({ usable, open }: Judgement): DraftSeverity =>
  usable.length > 0 || open.length > 0 ? 'warn' : 'leg';

/** Of a key that may verify all the same the verdict is not known, as long as no other signs. */
const faultSeverityOf = (judgement: Judgement, { standing }: Lookup): DraftSeverity => {
  const mayVerify = standing.kind === 'other-account' && standing.verifies === 'unlikely';
  return mayVerify && judgement.usable.length === 0 ? 'unknown' : severityOf(judgement);
};

function notThere(judgement: Judgement, setUp: DkimFacts['setUp']): DraftFinding[] {
  const { search, survey, sets, misses, asks } = judgement;
  const { domain } = search.context;
  const espName = search.esp?.name ?? null;
  if (setUp === 'unknowable' || asks !== null) {
    const answers = asks ?? survey.roots;
    return [toDraft('dkim.no-known-selector', domain, { esp: espName }, answers)];
  }
  const [unclear] = setUp === 'unknown' ? unclearKeys(judgement) : [];
  if (unclear !== undefined) {
    const found = { esp: espName, found: unclear.name };
    return [toDraft('dkim.no-known-selector', domain, found, unclear.answers)];
  }
  const wanted = wantedOf(judgement);
  const isSomethingThere = sets
    .filter(({ generation }) => !generation.old)
    .some((set) => allOf(set).some((lookup) => faultOf(lookup, 'warn') !== null));
  if (setUp !== 'none' || wanted === null || isSomethingThere) return [];
  const lookups = sets
    .filter(({ generation, place }) => generation === wanted && place === 'from')
    .flatMap((set) => set.lookups);
  const name = wanted.selectors.filter(isAskable).map(({ selector }) => `${selector}._domainkey.${domain}`)[0];
  const isCovered = lookups.every((lookup) => misses.some(({ expectedAt }) => expectedAt === lookup.name));
  const code = misses[0]?.reason === 'doubled' ? 'dkim.doubled-name' : 'dkim.misnamed';
  const params = {
    esp: espName,
    domain,
    selectors: wanted.selectors.map(({ selector }) => selector),
    targets: wanted.selectors.map(publishOf),
  };
  const answers = everythingAsked(judgement, lookups);
  const finding = toDraft('dkim.not-set-up', name ?? `_domainkey.${domain}`, params, answers, 'leg');
  return [withCause(finding, misses.length > 0 && isCovered ? code : null)];
}

/** That nothing is there rests on all that was asked, not only on the names that are to be published. */
function everythingAsked({ survey, sets }: Judgement, first: readonly Lookup[]): DnsAnswer[] {
  const others = sets.filter(({ generation }) => generation.certainty !== 'guess').flatMap(({ lookups }) => lookups);
  const subdomains = survey.subdomains.map(({ answer }) => answer);
  return [...byName([...first, ...others]).flatMap(({ answers }) => answers), ...subdomains, ...survey.roots];
}

/** Faults of sets that are older than one that is complete are left-overs. */
function faults(judgement: Judgement): DraftFinding[] {
  const { search, sets, complete, misses } = judgement;
  const ages = complete.map(({ generation }) => search.generations.indexOf(generation));
  const newest = Math.min(...ages);
  const lookups = sets
    .filter(
      (set) => complete.length === 0 || complete.includes(set) || search.generations.indexOf(set.generation) < newest,
    )
    .flatMap(allOf);
  // What was meant for another selector is said of that one.
  const isMoved = ({ name }: Lookup): boolean => misses.some(({ foundAt }) => foundAt === name);
  return byName(lookups)
    .filter((lookup) => !isMoved(lookup))
    .flatMap((lookup) => faultOf(lookup, faultSeverityOf(judgement, lookup)) ?? []);
}

/** The one set that is begun and lacks a selector. */
function partlyThere({ search, sets, complete, misses }: Judgement): DraftFinding[] {
  if (complete.some(({ generation }) => !generation.old)) return [];
  const inUse = new Set(complete.flatMap(allOf).map(({ name }) => name));
  const begun = sets
    .filter((set) => !complete.includes(set) && set.generation.certainty !== 'guess' && allOf(set).some(isPresent))
    // Beside an older set that works, a newer one counts as begun where one of its keys works.
    .filter((set) => complete.length === 0 || allOf(set).some((lookup) => isUsable(lookup) && !inUse.has(lookup.name)))
    .toSorted((one, other) => countUsable(other) - countUsable(one));
  const [set] = begun;
  if (set === undefined) return [];
  const present = allOf(set).filter(isPresent);
  const missing = set.lookups.filter(isAbsent).slice(0, Math.max(0, set.lookups.length - present.length));
  const [first] = missing;
  if (first === undefined) return [];
  const miss = misses.find(({ expectedAt }) => expectedAt === first.name);
  const params = {
    esp: search.esp?.name ?? null,
    domain: set.domain,
    present: present.map(({ expected }) => expected.selector),
    missing: missing.map(({ expected }) => expected.selector),
    targets: missing.map(({ expected }) => publishOf(expected)),
  };
  const answers = [...missing, ...present].flatMap((lookup) => lookup.answers);
  const cause = miss === undefined ? null : miss.reason === 'doubled' ? 'dkim.doubled-name' : 'dkim.misnamed';
  return [withCause(toDraft('dkim.partly-set-up', first.name, params, answers), cause)];
}

const countUsable = (set: SelectorSet): number => allOf(set).filter(isUsable).length;

/** A wildcard only matters where it answered for a selector that counts. */
function wildcards({ search, sets, complete }: Judgement): DraftFinding[] {
  if (complete.length > 0) return [];
  const domains = sets
    .filter(({ generation }) => generation.certainty !== 'guess')
    .flatMap(allOf)
    .filter(({ standing }) => 'byWildcard' in standing && standing.byWildcard);
  return byDomain(domains).flatMap(({ domain, answers }) => {
    const control = answers.find(({ question }) => question.name === controlName(search.context, domain));
    if (control?.outcome !== 'answer') return [];
    const name = `*._domainkey.${domain}`;
    return [toDraft('dkim.wildcard', name, { name }, [control])];
  });
}

const byDomain = (lookups: readonly Lookup[]): Lookup[] =>
  lookups.filter(({ domain }, index) => lookups.findIndex((other) => other.domain === domain) === index);

function remarks(judgement: Judgement): DraftFinding[] {
  const signing = signingLookups(judgement);
  return [...signing.flatMap(remarksOn), ...remarkOnAlgorithms(signing)];
}

function aboutTheEsp(judgement: Judgement): DraftFinding[] {
  const { search, complete, sets, survey } = judgement;
  const { esp } = search;
  if (esp === null) return [];
  const mismatches = findAccountMismatches(search, complete.length > 0 ? complete : sets, survey.subdomains);
  const retired = complete.length > 0 ? [] : findRetiredTargets(search, byName(sets.flatMap(allOf)));
  return [...mismatches, ...retired, ...oldSetUp(judgement)];
}

function oldSetUp(judgement: Judgement): DraftFinding[] {
  const { search, complete, sets } = judgement;
  const { esp } = search;
  const isOld = (set: SelectorSet): boolean =>
    set.generation.old ||
    (esp?.isOldTarget !== undefined && set.lookups.every((each) => leadsTo(each, esp.isOldTarget ?? /^$/)));
  const [first] = complete;
  const wanted = wantedOf(judgement);
  if (esp === null || first === undefined || wanted === null || !complete.every(isOld)) return [];
  const inUse = new Set(complete.flatMap(allOf).map(({ name }) => name));
  const isNewBegun = sets.some((set) =>
    allOf(set).some((lookup) => !isOld(set) && isUsable(lookup) && !inUse.has(lookup.name)),
  );
  if (isNewBegun) return [];
  const present = first.lookups.map(({ expected }) => expected.selector);
  const added = wanted.selectors.filter(({ selector }) => !present.includes(selector) || first.generation === wanted);
  const params = {
    esp: esp.name,
    selectors: present,
    add: added.map(({ selector }) => selector),
    targets: added.map(publishOf),
  };
  const answers = first.lookups.flatMap((lookup) => lookup.answers);
  return [toDraft('esp.old-setup', first.lookups[0]?.name ?? first.domain, params, answers)];
}
