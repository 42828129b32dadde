import { isFailure, recordsOf, type DnsAnswer } from '../dns/resolver.ts';
import type { EspSending, SelectorGeneration } from '../esp/sending.ts';
import { SENDERS } from '../esp/senders.ts';
import type { AuditContext, DkimFacts, DraftFinding, OpenQuestion } from './context.ts';
import { toDraft } from './draft.ts';
import { findAccountMismatches, findRetiredTargets } from './dkim-account.ts';
import {
  faultOf,
  nearMissFinding,
  publishOf,
  remarkOnAlgorithms,
  remarksOn,
  toLeg,
  type DraftSeverity,
} from './dkim-findings.ts';
import { controlName, type DkimSearch, type Lookup } from './dkim-lookup.ts';
import { findNearMisses, type NearMiss } from './dkim-near-misses.ts';
import {
  allOf,
  deepen,
  isAbsent,
  isAskable,
  isComplete,
  isOwnSubdomain,
  isUsable,
  survey,
  toGeneration,
  type SelectorSet,
  type Survey,
} from './dkim-survey.ts';

const GIVEN = 'given';

/**
 * Which keys a campaign's signature will be checked with, and whether they are there: the ESP's own selectors, those
 * given by hand, and those that a test message or a settings page has shown. Asks DNS through `context.ask` alone.
 * Trouble on the way to DNS makes nothing "missing": it is an open question.
 */
export async function checkDkim(context: AuditContext): Promise<DkimFacts> {
  const search = toSearch(context);
  const first = await survey(search);
  if (countedSets(search, first).some(isComplete)) return toFacts(search, first, []);
  const [deep, misses] = await Promise.all([deepen(search, first), findNearMisses(search, first.sets)]);
  return toFacts(search, deep, misses);
}

function toSearch(context: AuditContext): DkimSearch {
  const { esp, domain, registrableDomain } = context;
  const own = esp?.generations({ domain, account: context.account }) ?? [];
  const known = new Set(own.flatMap((each) => selectorsOf(each).map(({ selector }) => selector)));
  const given = [...new Set(context.selectors)].filter((selector) => !known.has(selector));
  const generations = given.length === 0 ? own : [...own, toGivenGeneration(esp, given)];
  return {
    context,
    esp,
    otherEsps: SENDERS.map(({ sending }) => sending).filter(({ id }) => id !== esp?.id),
    generations,
    siblings: own.flatMap(selectorsOf),
    ownDomains: [...new Set([domain, registrableDomain])],
  };
}

function toGivenGeneration(esp: EspSending | null, names: readonly string[]): SelectorGeneration {
  const generation = toGeneration(GIVEN, names, 'certain');
  return { ...generation, selectors: generation.selectors.map((each) => esp?.toSelector?.(each.selector) ?? each) };
}

const selectorsOf = ({ selectors, alternates = [] }: SelectorGeneration) => [...selectors, ...alternates];

/** The sets that this campaign may be signed with. */
function countedSets({ esp }: DkimSearch, { sets }: Survey): SelectorSet[] {
  return sets
    .filter(({ generation, place }) => generation.campaigns && !(place === 'parent' && esp?.parentKeys === 'unclear'))
    .map((set) => {
      // A selector given beside those of an ESP that has its own is only believed where it leads to this ESP.
      const isBelieved = set.generation.id !== GIVEN || esp === null || esp.selectorsArePerAccount;
      return isBelieved ? set : { ...set, lookups: set.lookups.filter((lookup) => leadsTo(lookup, esp.isOwnTarget)) };
    })
    .filter(({ lookups }) => lookups.length > 0);
}

const leadsTo = ({ answers }: Lookup, pattern: RegExp): boolean =>
  answers.some((answer) => 'aliases' in answer && answer.aliases.some((target) => pattern.test(target)));

/** What the answers come to, before it is put into findings. */
interface Judgement {
  search: DkimSearch;
  survey: Survey;
  misses: NearMiss[];
  sets: SelectorSet[];
  complete: SelectorSet[];
  usable: Lookup[];
  open: OpenQuestion[];
  /** Selectors or names that only the user or the ESP can tell. */
  asks: DnsAnswer[] | null;
}

function toFacts(search: DkimSearch, found: Survey, misses: NearMiss[]): DkimFacts {
  const sets = countedSets(search, found);
  const usable = byName(sets.flatMap(allOf).filter(isUsable));
  const complete = sets.filter(isComplete);
  const draft: Judgement = { search, survey: found, misses, sets, complete, usable, open: [], asks: null };
  const judgement = usable.length > 0 ? draft : withOpenQuestions(draft);
  const setUp = setUpOf(judgement);
  return {
    findings: [
      ...notThere(judgement, setUp),
      ...misses.map((miss) => nearMissFinding(miss, severityOf(judgement))),
      ...faults(judgement),
      ...partlyThere(judgement),
      ...wildcards(judgement),
      ...remarks(judgement),
      ...aboutTheEsp(judgement),
    ],
    keys: legsOf(judgement).map((lookup) => {
      const leg = toLeg(lookup);
      return judgement.asks !== null && leg.key === 'missing' ? { ...leg, key: 'unknown' } : leg;
    }),
    signers: signersOf(judgement),
    sendingSubdomain: found.subdomains.find(isOwnSubdomain)?.domain ?? null,
    setUp,
    open: judgement.open,
  };
}

const byName = (lookups: readonly Lookup[]): Lookup[] =>
  lookups.filter(({ name }, index) => lookups.findIndex((other) => other.name === name) === index);

const severityOf = ({ usable, open }: Judgement): DraftSeverity =>
  usable.length > 0 || open.length > 0 ? 'warn' : 'leg';

/** Without a usable key: is "none" certain? */
function withOpenQuestions(judgement: Judgement): Judgement {
  const open = [...unansweredLookups(judgement), ...unansweredNames(judgement)];
  const asks = whatOnlyOthersKnow(judgement);
  const pending = asks?.map(({ question }): OpenQuestion => ({ ...question, leg: 'dkim' })) ?? [];
  return { ...judgement, open: [...open, ...pending], asks };
}

const isUnanswered = ({ standing }: Lookup): boolean => standing.kind === 'unknown';
const isUnclear = ({ standing }: Lookup): boolean => standing.kind === 'unclear';

function unansweredLookups({ search, survey, sets }: Judgement): OpenQuestion[] {
  const lookups = sets
    .filter(({ generation }) => generation.certainty !== 'guess')
    .flatMap(allOf)
    .filter((lookup) => isUnanswered(lookup) || isUnclear(lookup));
  const parents = survey.sets.filter(({ place }) => place === 'parent' && search.esp?.parentKeys === 'unclear');
  const above = parents.flatMap(allOf).filter(isUsable);
  return byName([...lookups, ...above]).map(({ name }) => ({ name, type: 'TXT', leg: 'dkim' }));
}

function unansweredNames({ search, survey }: Judgement): OpenQuestion[] {
  const failed: DnsAnswer[] = [...survey.subdomains.map(({ answer }) => answer), ...survey.roots].filter(isFailure);
  if (search.esp?.isSendingTarget && survey.mark && isFailure(survey.mark)) failed.push(survey.mark);
  return failed.map(({ question }) => ({ ...question, leg: 'dkim' }));
}

/** What DNS alone can never answer: the account in a selector, a sending subdomain of any name. */
function whatOnlyOthersKnow(judgement: Judgement): DnsAnswer[] | null {
  const { search, survey, sets, misses } = judgement;
  const { esp, context } = search;
  const lookups = sets.flatMap(allOf);
  if (esp?.accountInSelectors && !esp.accountInSelectors.test(context.account ?? ''))
    return lookups.slice(0, 1).flatMap(({ answers }) => answers);
  if (survey.unexplained.length > 0) return survey.unexplained;
  const isTraceless = survey.sets.every((set) => allOf(set).every(isAbsent)) && misses.length === 0;
  const isStarted =
    esp?.isSendingTarget !== undefined &&
    survey.mark !== null &&
    recordsOf<'TXT'>(survey.mark).some((record) => esp.verificationTxt?.test(record)) &&
    !survey.subdomains.some(isOwnSubdomain);
  return isTraceless && isStarted && survey.mark !== null ? [survey.mark] : null;
}

function setUpOf(judgement: Judgement): DkimFacts['setUp'] {
  const { complete, usable, open } = judgement;
  if (complete.length > 0) return 'complete';
  if (usable.length > 0) return 'partly';
  if (open.length > 0) return 'unknown';
  return isKnowable(judgement) ? 'none' : 'unknowable';
}

/** Whether "not found" means "not there": not where the account has selectors of its own and something lives there. */
function isKnowable({ search, survey, sets, misses }: Judgement): boolean {
  if (search.generations.length === 0) return false;
  if (!search.esp?.selectorsArePerAccount || misses.length > 0) return true;
  const isFaulty = sets.flatMap(allOf).some((lookup) => faultOf(lookup, 'warn') !== null);
  const isGiven = search.generations.some(({ id }) => id === GIVEN);
  return isFaulty || isGiven || survey.roots.every(({ outcome }) => outcome === 'no-such-name');
}

/** The generation whose records are to be published: the given one where this ESP has none that could be known. */
function wantedOf({ search }: Judgement): SelectorGeneration | null {
  const certain = search.generations.filter(({ campaigns, certainty }) => campaigns && certainty !== 'guess');
  const given = certain.find(({ id }) => id === GIVEN);
  if (given && (search.esp === null || search.esp.selectorsArePerAccount)) return given;
  return certain[0] ?? search.generations[0] ?? null;
}

function notThere(judgement: Judgement, setUp: DkimFacts['setUp']): DraftFinding[] {
  const { search, survey, sets, misses, asks } = judgement;
  const { domain } = search.context;
  const espName = search.esp?.name ?? null;
  if (setUp === 'unknowable' || asks !== null) {
    const answers = asks ?? survey.roots;
    return [toDraft('dkim.no-known-selector', domain, { esp: espName }, answers)];
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
    fixedBy: misses.length > 0 && isCovered ? code : null,
  } as const;
  const answers = everythingAsked(judgement, lookups);
  return [toDraft('dkim.not-set-up', name ?? `_domainkey.${domain}`, { ...params }, answers, 'leg')];
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
    .flatMap((lookup) => faultOf(lookup, severityOf(judgement)) ?? []);
}

const isPresent = (lookup: Lookup): boolean => !isAbsent(lookup) && !isUnanswered(lookup) && !isUnclear(lookup);

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
    fixedBy: miss === undefined ? null : miss.reason === 'doubled' ? 'dkim.doubled-name' : 'dkim.misnamed',
  } as const;
  const answers = [...missing, ...present].flatMap((lookup) => lookup.answers);
  return [toDraft('dkim.partly-set-up', first.name, { ...params, missing: [...params.missing] }, answers)];
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

/** The keys that will sign: all of the sets that are complete, else whatever works. */
function signingLookups({ complete, usable, search }: Judgement): Lookup[] {
  const lookups = complete.length === 0 ? usable : byName(complete.flatMap(allOf).filter(isUsable));
  const { observed } = search.context;
  if (observed?.source !== 'message') return lookups;
  // What a test message has shown decides between several; the ESP alternates selectors, not domains.
  const seen = observed.dkim.filter(({ passed }) => passed).map(({ domain }) => domain);
  const confirmed = lookups.filter(({ domain }) => seen.includes(domain));
  return confirmed.length > 0 ? confirmed : lookups;
}

const signersOf = (judgement: Judgement): DkimFacts['signers'] =>
  signingLookups(judgement).map(({ domain, expected }) => ({ domain, selector: expected.selector }));

function remarks(judgement: Judgement): DraftFinding[] {
  const signing = signingLookups(judgement);
  return [...signing.flatMap(remarksOn), ...remarkOnAlgorithms(signing)];
}

/** What the report lists: the sets that count, or are begun, with their gaps; else what this ESP would have at the From. */
function legsOf(judgement: Judgement): Lookup[] {
  const { survey, sets, complete } = judgement;
  const begun = sets.filter((set) => allOf(set).some(isPresent));
  const wanted = wantedOf(judgement);
  const wished = sets.filter(({ generation, place }) => generation === wanted && place === 'from');
  const chosen = complete.length > 0 ? complete : begun.length > 0 ? begun : wished;
  const lookups = chosen.flatMap(({ generation, lookups, alternates }) =>
    generation.certainty === 'guess' ? lookups.filter(isPresent) : [...lookups, ...alternates.filter(isPresent)],
  );
  const unanswered = complete.length > 0 || begun.length === 0 ? [] : sets.flatMap(allOf).filter(isUnanswered);
  const given = survey.sets.filter(({ generation, place }) => generation.id === GIVEN && place === 'from');
  return byName([...lookups, ...unanswered, ...given.flatMap(allOf)]);
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
