import { isAtOrBelow } from '../../domain/domain-name.ts';
import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { ExpectedSelector, SelectorGeneration } from '../../esp/sending.ts';
import type { AuditContext } from '../context.ts';
import { isUsableKey, lookUp, type DkimSearch, type Lookup } from './lookup.ts';

/** One generation of selectors at one domain. */
export interface SelectorSet {
  generation: SelectorGeneration;
  domain: string;
  place: Place['kind'];
  lookups: Lookup[];
  alternates: Lookup[];
}

/** A name that may hold sending records, and what its own answer says of it. */
export interface Subdomain {
  domain: string;
  state: 'delegated' | 'aliased' | 'exists' | 'absent' | 'unknown';
  answer: DnsAnswer;
}

export interface Survey {
  places: readonly Place[];
  sets: SelectorSet[];
  subdomains: Subdomain[];
  /** `_domainkey.` of every name at which a key may be, where asked: whether anything lives below it (RFC 8020). */
  roots: DnsAnswer[];
  /** `_domainkey.` of subdomains that are delegated to the ESP and hold something else than its known selectors. */
  unexplained: DnsAnswer[];
  /** TXT at the registrable domain, where this ESP leaves a mark there. */
  mark: DnsAnswer<'TXT'> | null;
}

export interface Place {
  domain: string;
  /** `account`: found only because something lives below `_domainkey` there. */
  kind: 'from' | 'parent' | 'subdomain' | 'account';
  /** Its name servers are the ESP's. */
  delegated?: boolean;
}

/** So many labels are tried before it is known that anything is missing. */
export const LIKELY_LABELS = 3;
const MOST_PARENTS = 3;
/** Below a From that is a subdomain itself, only the likeliest labels are tried. */
const FEW_LABELS = 5;

export const isUsable = ({ standing }: Lookup): boolean => standing.kind === 'key' && isUsableKey(standing);
export const isAbsent = ({ standing }: Lookup): boolean => standing.kind === 'missing';
export const allOf = (set: SelectorSet): Lookup[] => [...set.lookups, ...set.alternates];
export const isComplete = (set: SelectorSet): boolean =>
  set.lookups.length > 0 && allOf(set).filter(isUsable).length >= set.lookups.length;

export const isOwnSubdomain = ({ state }: Subdomain): boolean => state === 'delegated' || state === 'aliased';

/** A selector in angle brackets is one that only the ESP knows. */
export const isAskable = ({ selector }: ExpectedSelector): boolean => !selector.startsWith('<');

/** The names above the From domain that are the brand's, nearest first. */
export function parentsOf(domain: string, registrableDomain: string): string[] {
  const parents: string[] = [];
  for (let name = domain; name !== registrableDomain && name.includes('.');) {
    name = name.slice(name.indexOf('.') + 1);
    if (!isAtOrBelow(name, registrableDomain)) break;
    parents.push(name);
  }
  return parents.length > MOST_PARENTS ? [...parents.slice(0, MOST_PARENTS - 1), registrableDomain] : parents;
}

/** The domains at which keys are looked up without further ado. */
function placesOf(search: DkimSearch): Place[] {
  const { context, esp } = search;
  const parents = esp?.parentKeys === 'never' ? [] : parentsOf(context.domain, context.registrableDomain);
  const places: Place[] = [
    { domain: context.domain, kind: 'from' },
    ...parents.map((domain) => ({ domain, kind: 'parent' as const })),
    ...observedDomains(search).map((domain) => ({ domain, kind: 'subdomain' as const })),
  ];
  if (esp && !probesSubdomains(search)) {
    for (const domain of candidateNames(search)) places.push({ domain, kind: 'subdomain' });
  }
  return places.filter(({ domain }, index) => places.findIndex((place) => place.domain === domain) === index);
}

/** Whether a subdomain is known for this ESP's by its own records, before any key is asked for. */
export const probesSubdomains = ({ esp }: DkimSearch): boolean => esp?.isSendingTarget !== undefined;

function candidateNames({ context, esp }: DkimSearch): string[] {
  const { domain, registrableDomain } = context;
  const labels = esp?.sendingSubdomains ?? [];
  const names = labels.map((label) => `${label}.${registrableDomain}`);
  if (domain !== registrableDomain) names.push(...labels.slice(0, FEW_LABELS).map((label) => `${label}.${domain}`));
  return names;
}

/** What a test message or a settings page has shown, as far as it is the brand's. */
function observedDomains({ context }: DkimSearch): string[] {
  const { observed, registrableDomain } = context;
  const names = [...(observed?.dkim.map(({ domain }) => domain) ?? []), observed?.returnPath ?? ''];
  return names.filter((name) => name !== '' && isAtOrBelow(name, registrableDomain));
}

/** The selectors that were seen at work and are not among those that are known anyway. */
function observedPairs(search: DkimSearch): [Place, SelectorGeneration][] {
  const { observed, domain: from } = search.context;
  return observedDomains(search).flatMap((domain): [Place, SelectorGeneration][] => {
    const names = observed?.dkim.filter((each) => each.domain === domain).map(({ selector }) => selector) ?? [];
    const unknown = [...new Set(names)].filter((name) => !search.siblings.some(({ selector }) => selector === name));
    if (unknown.length === 0) return [];
    const place: Place = { domain, kind: domain === from ? 'from' : 'subdomain' };
    return [[place, toGeneration('observed', unknown, 'guess')]];
  });
}

/** Selectors of which only the name is known: any key there is theirs, whether by CNAME or not. */
export function toGeneration(
  id: string,
  selectors: readonly string[],
  certainty: SelectorGeneration['certainty'],
): SelectorGeneration {
  return {
    id,
    selectors: selectors.map((selector) => ({ selector, type: 'TXT', target: null, publish: '' })),
    old: false,
    campaigns: true,
    certainty,
  };
}

const isSought = ({ campaigns, certainty }: SelectorGeneration): boolean => campaigns && certainty !== 'guess';

/** The newest of the ESP's own, and those given by hand: where they are complete, the others are not asked. */
function likeliestGenerations({ generations }: DkimSearch): SelectorGeneration[] {
  const sought = generations.filter(isSought);
  return sought.filter((generation, index) => index === 0 || generation.id === GIVEN);
}

/** Id of the generation of selectors that were given by hand. */
export const GIVEN = 'given';

async function lookUpSet(search: DkimSearch, place: Place, generation: SelectorGeneration): Promise<SelectorSet> {
  const askable = generation.selectors.filter(isAskable);
  // A zone that the ESP serves itself needs no CNAME to its keys.
  const selectors = place.delegated ? askable.map((expected) => ({ ...expected, type: 'TXT' as const })) : askable;
  const lookups = await Promise.all(selectors.map((expected) => lookUp(search, place.domain, expected)));
  return { generation, domain: place.domain, place: place.kind, lookups, alternates: [] };
}

/** The names of sending subdomains that are yet to be looked into. */
function candidatesOf(search: DkimSearch, places: readonly Place[]): string[] {
  if (!probesSubdomains(search)) return [];
  return candidateNames(search).filter((name) => !places.some(({ domain }) => domain === name));
}

/** The likeliest names at once, and the keys below the sending subdomains that this turned up. */
export async function survey(search: DkimSearch): Promise<Survey> {
  const places = placesOf(search);
  const generations = likeliestGenerations(search);
  const candidates = candidatesOf(search, places).slice(0, LIKELY_LABELS);
  const [known, seen, probed, roots] = await Promise.all([
    // Where something was seen at work, all that this ESP may sign with is looked for.
    Promise.all(
      places.map((place) =>
        place.kind === 'subdomain' ? lookUpWanted(search, place) : lookUpAll(search, place, generations),
      ),
    ),
    Promise.all(observedPairs(search).map(([place, generation]) => lookUpSet(search, place, generation))),
    Promise.all(candidates.map((name) => probe(search, name, generations))),
    search.esp?.selectorsArePerAccount ? askRoots(search, places) : Promise.resolve([]),
  ]);
  return {
    places,
    sets: withoutEmpty([...known.flat(), ...seen, ...probed.flatMap(({ sets }) => sets)]),
    subdomains: probed.map(({ subdomain }) => subdomain),
    roots,
    unexplained: [],
    mark: null,
  };
}

/** No likely set is complete: every other generation and label that this ESP may use. */
export async function widen(search: DkimSearch, first: Survey): Promise<Survey> {
  const likeliest = likeliestGenerations(search);
  const sought = search.generations.filter(isSought);
  const others = sought.filter((generation) => !likeliest.includes(generation));
  const delegated = first.subdomains.filter(({ state }) => state === 'delegated');
  const places = [
    ...first.places.filter(({ kind }) => kind !== 'subdomain'),
    ...delegated.map(({ domain }): Place => ({ domain, kind: 'subdomain', delegated: true })),
  ];
  const candidates = candidatesOf(search, first.places).slice(LIKELY_LABELS);
  const [sets, probed] = await Promise.all([
    Promise.all(places.map((place) => lookUpAll(search, place, others))),
    Promise.all(candidates.map((name) => probe(search, name, sought))),
  ]);
  return {
    ...first,
    sets: withoutEmpty([...first.sets, ...sets.flat(), ...probed.flatMap((each) => each.sets)]),
    subdomains: [...first.subdomains, ...probed.map(({ subdomain }) => subdomain)],
  };
}

const withoutEmpty = (sets: SelectorSet[]): SelectorSet[] => sets.filter(({ lookups }) => lookups.length > 0);

const askRoots = ({ context }: DkimSearch, places: readonly Place[]): Promise<DnsAnswer[]> =>
  Promise.all(places.map(({ domain }) => context.ask(`_domainkey.${domain}`, 'TXT')));

/**
 * One question tells a delegation, an alias, any other use, and nothing at all apart. A delegated zone signs by itself;
 * below an alias keys are only looked for where the root has none.
 */
async function probe(search: DkimSearch, domain: string, generations: readonly SelectorGeneration[]) {
  const subdomain = toSubdomain(search, domain, await search.context.ask(domain, 'NS'));
  const place: Place = { domain, kind: 'subdomain', delegated: true };
  return { subdomain, sets: subdomain.state === 'delegated' ? await lookUpAll(search, place, generations) : [] };
}

const lookUpAll = (
  search: DkimSearch,
  place: Place,
  generations: readonly SelectorGeneration[],
): Promise<SelectorSet[]> => Promise.all(generations.map((generation) => lookUpSet(search, place, generation)));

const lookUpWanted = (search: DkimSearch, place: Place): Promise<SelectorSet[]> =>
  lookUpAll(search, place, search.generations.filter(isSought));

function toSubdomain({ esp }: DkimSearch, domain: string, answer: DnsAnswer<'NS'>): Subdomain {
  if (isFailure(answer)) return { domain, state: 'unknown', answer };
  if (recordsOf<'NS'>(answer).some((server) => esp?.isSendingNameServer?.test(server)))
    return { domain, state: 'delegated', answer };
  if (answer.aliases.some((target) => esp?.isSendingTarget?.test(target))) return { domain, state: 'aliased', answer };
  return { domain, state: answer.outcome === 'no-such-name' ? 'absent' : 'exists', answer };
}

/** What is only worth asking where no set is complete. */
export async function deepen(search: DkimSearch, first: Survey): Promise<Survey> {
  const [sets, guessed, others, unexplained, mark, account] = await Promise.all([
    Promise.all(first.sets.map((set) => withAlternates(search, set))),
    Promise.all(first.places.map((place) => lookUpGuesses(search, place))),
    lookIntoSubdomains(search, first.subdomains),
    findUnexplained(search, first),
    search.esp?.verificationTxt ? search.context.ask(search.context.registrableDomain, 'TXT') : null,
    lookBelowAccountLabels(search, first.places),
  ]);
  return {
    ...first,
    sets: withoutEmpty([...sets, ...guessed.flat(), ...others, ...account.sets]),
    roots: [...first.roots, ...account.roots],
    unexplained,
    mark,
  };
}

/** Asks at each label whether anything lives below `_domainkey`, and for this ESP's keys where something does. */
async function lookBelowAccountLabels(
  search: DkimSearch,
  places: readonly Place[],
): Promise<Pick<Survey, 'sets' | 'roots'>> {
  const { context, esp } = search;
  const domains = (esp?.accountLabels ?? [])
    .map((label) => `${label}.${context.registrableDomain}`)
    .filter((name) => !places.some(({ domain }) => domain === name));
  const roots = await Promise.all(domains.map((domain) => context.ask(`_domainkey.${domain}`, 'TXT')));
  const present = domains.filter((_, index) => {
    const outcome = roots[index]?.outcome;
    return outcome === 'answer' || outcome === 'no-such-type';
  });
  const isSynthesised = present.length > 0 ? await findSynthesised(context) : null;
  const living = await Promise.all(
    present.map(async (domain) => isSynthesised === null || !(await isSynthesised(`_domainkey.${domain}`))),
  );
  const sets = await Promise.all(
    present.filter((_, index) => living[index]).map((domain) => lookUpWanted(search, { domain, kind: 'account' })),
  );
  return { sets: sets.flat(), roots };
}

/**
 * Under a wildcard at the registrable domain every name is there. Gives a test of whether a name is only answered by it:
 * a name with records below itself is not (RFC 4592 § 2.2.2), so it answers otherwise. Null where there is no wildcard.
 */
async function findSynthesised({
  ask,
  randomLabel,
  registrableDomain,
}: AuditContext): Promise<((name: string) => Promise<boolean>) | null> {
  const types = ['TXT', 'A', 'MX'] as const;
  const control = `_domainkey.${randomLabel}.${registrableDomain}`;
  const first = await ask(control, 'TXT');
  if (first.outcome !== 'answer' && first.outcome !== 'no-such-type') return null;
  const answers = await Promise.all(types.map((type) => ask(control, type)));
  const telling = answers.find((answer) => answer.outcome === 'answer' || isAlias(answer));
  if (telling === undefined) return null;
  return async (name) => toContent(await ask(name, telling.question.type)) === toContent(telling);
}

const isAlias = (answer: DnsAnswer): boolean => 'aliases' in answer && answer.aliases.length > 0;
const toContent = (answer: DnsAnswer): string =>
  JSON.stringify([
    'aliases' in answer ? answer.aliases : [],
    recordsOf(answer)
      .map((record) => JSON.stringify(record))
      .toSorted(),
  ]);

/** A zone that the ESP itself serves holds keys by its own choice: where none of the known is there, others may be. */
async function findUnexplained({ context }: DkimSearch, { subdomains, sets }: Survey): Promise<DnsAnswer<'TXT'>[]> {
  const empty = subdomains.filter(
    ({ domain, state }) =>
      state === 'delegated' && sets.every((set) => set.domain !== domain || set.lookups.every(isAbsent)),
  );
  const roots = await Promise.all(empty.map(({ domain }) => context.ask(`_domainkey.${domain}`, 'TXT')));
  return roots.filter((root) => root.outcome !== 'no-such-name');
}

async function withAlternates(search: DkimSearch, set: SelectorSet): Promise<SelectorSet> {
  const alternates = set.generation.alternates ?? [];
  return { ...set, alternates: await Promise.all(alternates.map((expected) => lookUp(search, set.domain, expected))) };
}

/** Selectors that this ESP may use, or uses for other mail: nothing follows from their absence. */
async function lookUpGuesses(search: DkimSearch, place: Place): Promise<SelectorSet[]> {
  const generations = search.generations.filter((generation) => !isSought(generation));
  if (generations.length === 0) return [];
  const root = await search.context.ask(`_domainkey.${place.domain}`, 'TXT');
  if (root.outcome === 'no-such-name') return [];
  return Promise.all(generations.map((generation) => lookUpSet(search, place, generation)));
}

/** Names that point at the ESP, and names in use for anything: keys may stand below those without any other trace of it. */
async function lookIntoSubdomains(search: DkimSearch, subdomains: readonly Subdomain[]): Promise<SelectorSet[]> {
  const existing = subdomains.filter(({ state }) => state === 'exists');
  const isWildcard = existing.length > 0 && (await isEveryNameThere(search));
  const sets = await Promise.all(
    subdomains.map(async ({ domain, state }) => {
      const isPromising =
        state === 'aliased' || (state === 'exists' && (await hasKeysBelow(search, domain, isWildcard)));
      return isPromising ? lookUpWanted(search, { domain, kind: 'subdomain' }) : [];
    }),
  );
  return sets.flat();
}

async function isEveryNameThere({ context }: DkimSearch): Promise<boolean> {
  const answer = await context.ask(`${context.randomLabel}.${context.registrableDomain}`, 'NS');
  return answer.outcome === 'answer' || answer.outcome === 'no-such-type';
}

/** Under a wildcard every name is there: only a CNAME to the ESP tells. */
async function hasKeysBelow(search: DkimSearch, domain: string, isWildcard: boolean): Promise<boolean> {
  const { context, esp, generations } = search;
  if (!isWildcard) return (await context.ask(`_domainkey.${domain}`, 'TXT')).outcome !== 'no-such-name';
  const firsts = generations.filter(isSought).flatMap(({ selectors }) => selectors.slice(0, 1));
  const answers = await Promise.all(
    firsts.map(({ selector }) => context.ask(`${selector}._domainkey.${domain}`, 'TXT')),
  );
  return answers.some((answer) => 'aliases' in answer && answer.aliases.some((each) => esp?.isOwnTarget.test(each)));
}
