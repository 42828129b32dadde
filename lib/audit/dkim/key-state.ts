import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { EspSending, SelectorGeneration } from '../../esp/sending.ts';
import type { DkimFacts, OpenQuestion } from '../context.ts';
import { faultOf } from './findings.ts';
import type { DkimSearch, Lookup } from './lookup.ts';
import type { NearMiss } from './near-misses.ts';
import {
  allOf,
  GIVEN,
  isAbsent,
  isComplete,
  isOwnSubdomain,
  isUsable,
  type SelectorSet,
  type Survey,
} from './survey.ts';

/** What the answers come to, before it is put into findings. */
export interface Judgement {
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

/** Everything that was found, as one: which sets count, which keys work, and what is still open. */
export function toJudgement(search: DkimSearch, survey: Survey, misses: NearMiss[]): Judgement {
  const sets = countedSets(search, survey);
  const usable = byName(sets.flatMap(allOf).filter(isUsable));
  const complete = sets.filter(isComplete);
  const judgement: Judgement = { search, survey, misses, sets, complete, usable, open: [], asks: null };
  return usable.length > 0 ? judgement : withOpenQuestions(judgement);
}

/** Whether it is open if this ESP signs with keys that are there, and not at the From domain. */
const isUnclearPlace = (esp: EspSending | null, place: SelectorSet['place']): boolean =>
  (place === 'parent' && esp?.parentKeys === 'unclear') || (place === 'account' && esp?.accountKeys === 'unclear');

/** The sets that this campaign may be signed with. */
export function countedSets({ esp }: DkimSearch, { sets }: Survey): SelectorSet[] {
  return sets
    .filter(({ generation, place }) => generation.campaigns && !isUnclearPlace(esp, place))
    .map((set) => {
      // A selector given beside those of an ESP that has its own is only believed where it leads to this ESP.
      const isBelieved = set.generation.id !== GIVEN || esp === null || esp.selectorsArePerAccount;
      return isBelieved ? set : { ...set, lookups: set.lookups.filter((lookup) => leadsTo(lookup, esp.isOwnTarget)) };
    })
    .filter(({ lookups }) => lookups.length > 0);
}

export const leadsTo = ({ answers }: Lookup, pattern: RegExp): boolean =>
  answers.some((answer) => 'aliases' in answer && answer.aliases.some((target) => pattern.test(target)));

export const byName = (lookups: readonly Lookup[]): Lookup[] =>
  lookups.filter(({ name }, index) => lookups.findIndex((other) => other.name === name) === index);

/** Without a usable key: is "none" certain? */
function withOpenQuestions(judgement: Judgement): Judgement {
  const open = [...unansweredLookups(judgement), ...unansweredNames(judgement)];
  const asks = whatOnlyOthersKnow(judgement);
  const pending = asks?.map(({ question }): OpenQuestion => ({ ...question, leg: 'dkim' })) ?? [];
  return { ...judgement, open: [...open, ...pending], asks };
}

const isUnanswered = ({ standing }: Lookup): boolean => standing.kind === 'unknown';
const isUnclear = ({ standing }: Lookup): boolean =>
  standing.kind === 'unclear' || (standing.kind === 'other-account' && standing.verifies === 'unlikely');

function unansweredLookups(judgement: Judgement): OpenQuestion[] {
  const lookups = judgement.sets
    .filter(({ generation }) => generation.certainty !== 'guess')
    .flatMap(allOf)
    .filter((lookup) => isUnanswered(lookup) || isUnclear(lookup));
  return byName([...lookups, ...unclearKeys(judgement)]).map(({ name }) => ({ name, type: 'TXT', leg: 'dkim' }));
}

/** Keys at another domain of the brand's, by an ESP of which it is not known whether it signs with them. */
const keysElsewhere = ({ search, survey }: Pick<Judgement, 'search' | 'survey'>): Lookup[] =>
  survey.sets
    .filter(({ place }) => isUnclearPlace(search.esp, place))
    .flatMap(allOf)
    .filter(isUsable);

/**
 * A key that may be somebody else's: whether this ESP signs with it cannot be seen. Where every account has selectors of
 * its own, one that is only guessed opens nothing that is not open anyway.
 */
export function unclearKeys(judgement: Judgement): Lookup[] {
  const isOpenAnyway = judgement.search.esp?.selectorsArePerAccount === true;
  const own = judgement.sets
    .filter(({ generation }) => generation.certainty !== 'guess' || !isOpenAnyway)
    .flatMap(allOf);
  const isFound = ({ standing }: Lookup): boolean => standing.kind === 'unclear' && !standing.byWildcard;
  return byName([...own.filter(isFound), ...keysElsewhere(judgement)]);
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

export const isPresent = (lookup: Lookup): boolean => !isAbsent(lookup) && !isUnanswered(lookup) && !isUnclear(lookup);

export function setUpOf(judgement: Judgement): DkimFacts['setUp'] {
  const { complete, usable, open } = judgement;
  if (complete.length > 0) return 'complete';
  if (usable.length > 0) return 'partly';
  if (open.length > 0) return 'unknown';
  return isKnowable(judgement) ? 'none' : 'unknowable';
}

/** Whether "not found" means "not there": not where the account has selectors of its own and something lives there. */
function isKnowable({ search, survey, sets }: Judgement): boolean {
  if (search.generations.length === 0) return false;
  if (!search.esp?.selectorsArePerAccount) return true;
  const isFaulty = sets.flatMap(allOf).some((lookup) => faultOf(lookup, 'warn') !== null);
  const isGiven = search.generations.some(({ id }) => id === GIVEN);
  return isFaulty || isGiven || survey.roots.every(({ outcome }) => outcome === 'no-such-name');
}

/** The generation whose records are to be published: the given one where this ESP has none that could be known. */
export function wantedOf({ search }: Judgement): SelectorGeneration | null {
  const certain = search.generations.filter(({ campaigns, certainty }) => campaigns && certainty !== 'guess');
  const given = certain.find(({ id }) => id === GIVEN);
  if (given && (search.esp === null || search.esp.selectorsArePerAccount)) return given;
  return certain[0] ?? search.generations[0] ?? null;
}

/** The keys that will sign: all of the sets that are complete, else whatever works. */
export function signingLookups({ complete, usable, search }: Judgement): Lookup[] {
  const lookups = complete.length === 0 ? usable : byName(complete.flatMap(allOf).filter(isUsable));
  const { observed } = search.context;
  if (observed?.source !== 'message') return lookups;
  // What a test message has shown decides between several; the ESP alternates selectors, not domains.
  const seen = observed.dkim.filter(({ passed }) => passed).map(({ domain }) => domain);
  const confirmed = lookups.filter(({ domain }) => seen.includes(domain));
  return confirmed.length > 0 ? confirmed : lookups;
}

export const signersOf = (judgement: Judgement): DkimFacts['signers'] =>
  signingLookups(judgement).map(({ domain, expected }) => ({ domain, selector: expected.selector }));

/** What the report lists: the sets that count, or are begun, with their gaps; else what this ESP would have at the From. */
export function legsOf(judgement: Judgement): Lookup[] {
  const { survey, sets, complete } = judgement;
  const begun = sets.filter((set) => allOf(set).some(isPresent));
  const wanted = wantedOf(judgement);
  const wished = sets.filter(({ generation, place }) => generation === wanted && place === 'from');
  const chosen = complete.length > 0 ? complete : begun.length > 0 ? begun : wished;
  const lookups = chosen.flatMap(({ generation, lookups, alternates }) =>
    generation.certainty === 'guess' ? lookups.filter(isPresent) : [...lookups, ...alternates.filter(isPresent)],
  );
  const unanswered = complete.length > 0 || begun.length === 0 ? [] : sets.flatMap(allOf).filter(isUnanswered);
  const unclear = complete.length > 0 ? [] : sets.flatMap(allOf).filter(isUnclear);
  const listed = new Set([...lookups, ...unclear].map(({ expected }) => expected.selector));
  const given = survey.sets
    .filter(({ generation, place }) => generation.id === GIVEN && place === 'from')
    .flatMap(({ lookups: each }) => each.filter(({ expected }) => !listed.has(expected.selector)));
  return byName([...lookups, ...unclear, ...unanswered, ...given]);
}
