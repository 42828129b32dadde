import { recordsOf } from '../../dns/resolver.ts';
import { isAtOrBelow } from '../../domain/domain-name.ts';
import type { FindingCode } from '../../findings/finding.ts';
import { findMeantSpf } from '../../records/spf/meant.ts';
import { formatSpf, toComparable } from '../../records/spf/edit.ts';
import { MOST_SPF_LOOKUPS } from '../../records/spf/limits.ts';
import { isSpfRecord, parseSpf } from '../../records/spf/read.ts';
import type { SpfNode } from '../../report/report.ts';
import { placeholders } from '../placeholders.ts';
import type { RecordChange, SpfChoice } from '../fix.ts';
import type { SpfFault, SpfTrial } from '../fix-context.ts';
import { toRemoval, toText, viewName, type NameView } from '../name-view.ts';
import { isOf, type FixRoom } from '../remedy.ts';
import { choicesIn, nextToShorten, toChoice } from './shorten.ts';
import {
  ANY_SENDER,
  closeSoftly,
  hasSenders,
  isAll,
  mergeRecords,
  placeholdersIn,
  toInclude,
  toSoundRecord,
  toTerms,
  withAllLast,
  withoutPlaceholders,
  withoutTerm,
  withTerm,
  withWords,
} from './terms.ts';
import { includeForMx, includeOf, vendorOf } from './vendors.ts';
import { ownPlaceOf, placesIn, type SpfPlace } from './tree.ts';

/** One SPF record for the domain, corrected of all that can be corrected, and evaluated. */
export interface SpfPlan {
  /** Where the record is: the From domain, or what it is an alias to. */
  owner: string;
  trial: SpfTrial;
  /** Entries left out because their owner's own record is broken. */
  broken: readonly { term: string; vendor: string }[];
  /** Entries left out because the user said that they no longer send. */
  dropped: readonly string[];
  /** Terms as written that cannot be read, and are placeholders now. */
  unreadable: readonly string[];
  /** Senders of which only the user knows whether they are still in use. */
  choices: readonly SpfChoice[];
  /** The senders are taken from the MX records, since nothing else names any. */
  isGuess: boolean;
  changes: readonly RecordChange[];
}

interface Workshop {
  room: FixRoom;
  owner: string;
  /** The proposed texts, by the name they are at. */
  texts: Readonly<Record<string, string>>;
  trial: SpfTrial;
}

/** One change of one of the brand's own records. */
interface Edit {
  domain: string;
  text: string;
  /** An entry whose owner's record is broken. */
  broken?: { term: string; vendor: string };
  /** An entry that the user said no longer sends. */
  dropped?: string;
}

const MOST_EDITS = 40;

/** Evaluates proposed texts; what is a placeholder in them is left out. */
const evaluate = (owner: string, texts: Workshop['texts'], { context }: FixRoom): Promise<SpfTrial> =>
  context.evaluateSpf(
    owner,
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, withoutPlaceholders(text)])),
  );

const isOwn = (domain: string, { room }: Workshop): boolean => isAtOrBelow(domain, room.context.registrableDomain);

function nodesIn({ trial }: Workshop): SpfNode[] {
  const { tree } = trial.report;
  const below = placesIn(tree).flatMap(({ term }) => (term.node === null ? [] : [term.node]));
  return tree === null ? [] : [tree, ...below];
}

const textAt = (domain: string, shop: Workshop): string =>
  shop.texts[domain] ?? nodesIn(shop).find((node) => node.domain === domain)?.record ?? '';

const places = ({ trial }: Workshop): SpfPlace[] => placesIn(trial.report.tree);

/** Takes out the brand's own entry that leads to a place: the place itself, or the way into somebody else's broken record. */
function dropAt(place: SpfPlace | undefined, shop: Workshop): Edit | null {
  const own = place && ownPlaceOf(place, shop.room.context.registrableDomain);
  if (!own) return null;
  const text = formatSpf(withoutTerm(toTerms(textAt(own.domain, shop)), own.term.text));
  if (own.term === place.term) return { domain: own.domain, text };
  const vendor = vendorOf(includeOf(own.term.text) ?? own.domain);
  return { domain: own.domain, text, broken: { term: own.term.text, vendor } };
}

const isChosen = (term: string, { room }: Workshop): boolean =>
  room.context.drop.some((each) => toComparable(each) === toComparable(term));

/** Takes out the brand's own entry on the way to a place, where the user said that it no longer sends. */
function dropChosen(places: readonly SpfPlace[], shop: Workshop): Edit | null {
  const owns = places.flatMap((place) => ownPlaceOf(place, shop.room.context.registrableDomain) ?? []);
  const own = owns.find(({ term }) => isChosen(term.text, shop));
  if (own === undefined) return null;
  const text = formatSpf(withoutTerm(toTerms(textAt(own.domain, shop)), own.term.text));
  return { domain: own.domain, text, dropped: own.term.text };
}

/** Rewrites the brand's own record that reads so. */
function rewrite(record: string, shop: Workshop, change: (terms: string[]) => string[]): Edit | null {
  const own = [shop.owner, ...nodesIn(shop).map(({ domain }) => domain)].find(
    (domain) => isOwn(domain, shop) && withoutPlaceholders(textAt(domain, shop)) === record,
  );
  return own === undefined ? null : { domain: own, text: formatSpf(change(toTerms(textAt(own, shop)))) };
}

const placeOfRecord = (record: string, shop: Workshop): SpfPlace | undefined =>
  places(shop).find(({ term }) => term.node?.record === record);

const placeOfTerm = (text: string, within: string | null, shop: Workshop): SpfPlace | undefined =>
  places(shop).find(({ term, path }) => term.text === text && (within === null || path.at(-1)?.node.domain === within));

function openLoop(chain: readonly string[], shop: Workshop): Edit | null {
  const [from, to = ''] = chain.slice(-2);
  const closing = places(shop).find(
    ({ term, path }) => path.at(-1)?.node.domain === from && term.text.toLowerCase().replace(/\.$/u, '').endsWith(to),
  );
  return dropAt(closing, shop);
}

const voidPlaces = (shop: Workshop): SpfPlace[] => places(shop).filter(({ term }) => term.void);

/** All entries of the brand's own that lead nowhere go, in the record where the first of them is. */
function dropVoid(shop: Workshop): Edit | null {
  const own = voidPlaces(shop).flatMap((place) => {
    const step = ownPlaceOf(place, shop.room.context.registrableDomain);
    return step?.term === place.term ? [step] : [];
  });
  const [first] = own;
  if (first === undefined) return dropChosen(voidPlaces(shop), shop);
  const gone = own.filter(({ domain }) => domain === first.domain).map(({ term }) => term.text);
  return { domain: first.domain, text: formatSpf(gone.reduce(withoutTerm, toTerms(textAt(first.domain, shop)))) };
}

/** A retired entry goes from the brand's own record; what others publish is theirs. */
function dropPtr(term: string, within: string, shop: Workshop): Edit | null {
  return isOwn(within, shop) ? dropAt(placeOfTerm(term, within, shop), shop) : null;
}

/** Entries behind `all` are moved before it; where the record would then break, they go. */
const moveAllLast = (record: string, shop: Workshop): Edit | null => rewrite(record, shop, withAllLast);

/** The brand's own record, written out in the place of the entry that leads to it. */
function inline(place: SpfPlace, shop: Workshop): Edit | null {
  const own = ownPlaceOf(place, shop.room.context.registrableDomain);
  if (!own || own.term.node === null) return null;
  const inner = toTerms(textAt(own.term.node.domain, shop))
    .filter((term) => !isAll(term))
    .map(toInclude);
  const terms = toTerms(textAt(own.domain, shop));
  const fresh = inner.filter((term) => !terms.includes(term));
  return { domain: own.domain, text: formatSpf(withTerm(terms, own.term.text, fresh)) };
}

/** First what nobody can miss; then what the user said no longer sends. */
function shorten(shop: Workshop): Edit | null {
  const { tree, lookups } = shop.trial.report;
  const candidate = nextToShorten(tree, lookups - MOST_SPF_LOOKUPS, shop.room);
  if (candidate === null) return dropChosen(places(shop), shop);
  if (candidate.way === 'inline') return inline(candidate.place, shop);
  const edit = dropAt(candidate.place, shop);
  if (edit === null || candidate.reason !== 'broken') return edit;
  const { text } = candidate.term;
  return { ...edit, broken: { term: text, vendor: vendorOf(includeOf(text) ?? shop.owner) } };
}

/** Several records at a name of the brand's own become one; at somebody else's the way to them goes. */
function merge({ subject, params }: Extract<SpfFault, { code: 'spf.multiple-records' }>, shop: Workshop): Edit | null {
  if (isOwn(subject, shop)) return { domain: subject, text: mergeRecords(params.records.map(toSoundRecord)) };
  return dropAt(
    places(shop).find(({ term }) => term.node?.domain === subject),
    shop,
  );
}

/** The faulty record corrected; somebody else's that fails for everybody is left out. */
function correctSyntax({ params }: Extract<SpfFault, { code: 'spf.syntax' }>, shop: Workshop): Edit | null {
  const own = rewrite(params.record, shop, (terms) => terms);
  return own ?? (params.void ? dropAt(placeOfRecord(params.record, shop), shop) : null);
}

/** The entries of the brand's own that have to do with a fault, and that may be senders in use. */
function suspectsOf(fault: SpfFault, shop: Workshop): SpfPlace[] {
  if (fault.code === 'spf.void-lookups') return voidPlaces(shop);
  if (fault.code === 'spf.too-many-mx')
    return [placeOfTerm(fault.params.term, fault.subject, shop)].flatMap((place) => place ?? []);
  if (fault.code === 'spf.pass-all') return [placeOfRecord(fault.params.record, shop)].flatMap((place) => place ?? []);
  return [];
}

/** What only the user can decide about a fault that is left. */
function choicesFor(fault: SpfFault, shop: Workshop): SpfChoice[] {
  const { room, trial } = shop;
  if (fault.code === 'spf.too-many-lookups') return choicesIn(trial.report.tree, room);
  const owns = suspectsOf(fault, shop).flatMap((place) => ownPlaceOf(place, room.context.registrableDomain) ?? []);
  return owns.filter(({ term }) => !/^redirect=/iu.test(term.text)).map(({ term }) => toChoice(term, room));
}

type Edits = { [C in SpfFault['code']]?: (fault: Extract<SpfFault, { code: C }>, shop: Workshop) => Edit | null };

const edits: Edits = {
  'spf.multiple-records': merge,
  'spf.syntax': correctSyntax,
  'spf.include-loop': ({ params }, shop) => openLoop(params.chain, shop),
  'spf.include-missing': ({ params }, shop) => dropAt(placeOfTerm(params.term, params.within, shop), shop),
  'spf.void-lookups': (_fault, shop) => dropVoid(shop),
  'spf.too-many-mx': (fault, shop) => dropChosen(suspectsOf(fault, shop), shop),
  'spf.pass-all': (fault, shop) =>
    rewrite(fault.params.record, shop, closeSoftly) ?? dropChosen(suspectsOf(fault, shop), shop),
  'spf.after-all': ({ params }, shop) => moveAllLast(params.record, shop),
  'spf.neutral-all': ({ params }, shop) => rewrite(params.record, shop, closeSoftly) ?? closeOwn(shop),
  'spf.ptr': ({ params }, shop) => dropPtr(params.term, params.within, shop),
  'spf.too-many-lookups': (_fault, shop) => shorten(shop),
};

/** An open end that comes from somebody else's record, by redirect. */
function closeOwn(shop: Workshop): Edit | null {
  return { domain: shop.owner, text: formatSpf(closeSoftly(toTerms(textAt(shop.owner, shop)))) };
}

/** The first fault that an edit changes something about. */
function nextEdit(shop: Workshop): Edit | null {
  for (const fault of shop.trial.findings) {
    // The fault's code picks its own edit: TypeScript cannot follow that correlation through the union.
    const toEdit = edits[fault.code] as ((fault: SpfFault, shop: Workshop) => Edit | null) | undefined;
    const edit = toEdit?.(fault, shop) ?? null;
    if (edit !== null && edit.text !== textAt(edit.domain, shop)) return edit;
  }
  return null;
}

interface Corrected {
  shop: Workshop;
  broken: { term: string; vendor: string }[];
  dropped: string[];
}

/** Edits until nothing is left that an edit can correct; every step is evaluated again. */
async function correctAll(first: Workshop): Promise<Corrected> {
  let shop = first;
  const broken: Corrected['broken'] = [];
  const dropped: string[] = [];
  for (let step = 0; step < MOST_EDITS; step += 1) {
    const edit = nextEdit(shop);
    if (edit === null) break;
    if (edit.broken) broken.push(edit.broken);
    if (edit.dropped !== undefined) dropped.push(edit.dropped);
    const texts = { ...shop.texts, [edit.domain]: edit.text };
    // One edit after the other: each rests on what the one before it has brought to light.
    // oxlint-disable-next-line no-await-in-loop
    shop = { ...shop, texts, trial: await evaluate(shop.owner, texts, shop.room) };
  }
  return { shop, broken, dropped };
}

/** Senders that the MX records name: the provider of the brand's mailboxes, else the servers that receive for it; nobody where none does. */
async function sendersByMx(owner: string, room: FixRoom): Promise<string[]> {
  const { mxHosts } = room.context;
  const include = includeForMx(mxHosts);
  const proposals = [...(include ? [`include:${include}`] : []), ...(mxHosts.length > 0 ? ['mx'] : [])];
  for (const term of proposals) {
    // The second is tried only where the first does not hold.
    // oxlint-disable-next-line no-await-in-loop
    const { report } = await evaluate(owner, { [owner]: formatSpf([term, '~all']) }, room);
    if (report.result === 'ok' && report.voidLookups === 0) return [term];
  }
  return [];
}

/** Whether an `all` without senders was meant to let them through: `+all`, `?all`, or nothing at all. */
const isOpen = (text: string): boolean => !toTerms(text).some((term) => /^[~-]all$/iu.test(term));

/**
 * A record that was to allow somebody, and no longer names anybody, gets the senders that the MX records name, else a
 * placeholder: `v=spf1 ~all` would turn everybody away.
 */
async function keepSenders(before: string, { shop, ...rest }: Corrected): Promise<Corrected & { isGuess: boolean }> {
  const { owner, room } = shop;
  const terms = toTerms(shop.texts[owner] ?? '');
  const wereMeant = hasSenders(toTerms(before)) || isOpen(before);
  if (hasSenders(terms) || !wereMeant) return { shop, ...rest, isGuess: false };
  const senders = await sendersByMx(owner, room);
  const texts = { ...shop.texts, [owner]: formatSpf([...(senders.length > 0 ? senders : [ANY_SENDER]), ...terms]) };
  return { shop: { ...shop, texts, trial: await evaluate(owner, texts, room) }, ...rest, isGuess: true };
}

interface Material {
  /** Texts at the owner's name that the new one replaces. */
  replaced: string[];
  /** Records elsewhere that were meant for here. */
  strays: RecordChange[];
  text: string;
  /** Nothing was there: the text is a first proposal. */
  isNew: boolean;
}

/** One list out of several texts; a single sound record stays as it is, letter by letter. */
function joinTexts(texts: readonly string[]): string {
  const [only] = texts;
  const isSound = texts.length === 1 && parseSpf(only ?? '')?.terms.every(({ fault }) => fault === null) === true;
  return isSound && only !== undefined ? only : mergeRecords(texts.map(toSoundRecord));
}

/** What there is to make one list of: records, texts meant as records, and such as stand at the wrong name. */
async function gather(view: NameView, room: FixRoom): Promise<Material> {
  const meant = findMeantSpf(view.texts);
  const torn = meant.flatMap(({ records }) => records);
  const records = view.texts.filter((text) => isSpfRecord(text) && !torn.includes(text));
  const sources = [...records, ...meant.map((each) => each.repaired ?? each.records.join(' '))];
  const misplaced = room.findings.filter(isOf('spf.wrong-place')).map(({ params }) => params);
  const strayViews = await Promise.all(misplaced.map(({ foundAt }) => viewName(foundAt, room.context.ask)));
  const strays = strayViews.flatMap(({ name, texts }) =>
    texts.filter((text) => isSpfRecord(text)).map((text) => toRemoval(name, 'TXT', text)),
  );
  const material = sources.length > 0 ? sources : strays.map(({ value }) => value);
  if (material.length > 0) return { replaced: [...records, ...torn], strays, text: joinTexts(material), isNew: false };
  const senders = await sendersByMx(view.name, room);
  return { replaced: [...records, ...torn], strays, text: formatSpf([...senders, '~all']), isNew: true };
}

async function toChanges(view: NameView, { replaced, strays }: Material, shop: Workshop): Promise<RecordChange[]> {
  const { ask } = shop.room.context;
  const { [shop.owner]: text = '', ...others } = shop.texts;
  const nested = await Promise.all(
    Object.entries(others).map(async ([name, proposal]) => {
      const own = await viewName(name, ask);
      return toText(own, withWords(proposal, placeholders.sender), own.texts.filter(isSpfRecord));
    }),
  );
  return [...toText(view, withWords(text, placeholders.sender), replaced), ...nested.flat(), ...strays];
}

/** The list's own name: what a From domain that is an alias leads to. Null where that is somebody else's. */
async function ownerOf({ context }: FixRoom): Promise<string | null> {
  const answer = await context.ask(context.domain, 'TXT');
  const owner = ('aliases' in answer ? answer.aliases.at(-1) : undefined) ?? context.domain;
  return isAtOrBelow(owner, context.registrableDomain) ? owner : null;
}

async function makePlan(room: FixRoom): Promise<SpfPlan | null> {
  const { context } = room;
  const owner = await ownerOf(room);
  if (owner === null) return null;
  const texts = recordsOf(await context.ask(owner, 'TXT'));
  const view: NameView = { name: owner, cname: null, texts, known: true };
  const material = await gather(view, room);
  const first = { [owner]: material.text };
  const start: Workshop = { room, owner, texts: first, trial: await evaluate(owner, first, room) };
  const corrected = await correctAll(start);
  const { shop, broken, dropped, isGuess } = material.isNew
    ? { ...corrected, isGuess: true }
    : await keepSenders(material.text, corrected);
  const choices = shop.trial.findings.flatMap((fault) => choicesFor(fault, shop));
  return {
    owner,
    trial: shop.trial,
    broken,
    dropped,
    unreadable: Object.values(shop.texts)
      .flatMap(placeholdersIn)
      .filter((term) => term !== ''),
    choices: choices.filter(({ term }, index) => choices.findIndex((other) => other.term === term) === index),
    isGuess,
    changes: await toChanges(view, material, shop),
  };
}

const plans = new WeakMap<FixRoom, Promise<SpfPlan | null>>();

/** The plan for the From domain's list, worked out once for all findings. Null where the list is not the brand's own. */
export function planSpf(room: FixRoom): Promise<SpfPlan | null> {
  const plan = plans.get(room) ?? makePlan(room);
  plans.set(room, plan);
  return plan;
}

/** Whether a finding would still be raised once the plan is carried out; texts that it takes away no longer count. */
export const raises = ({ trial, changes }: SpfPlan, code: FindingCode): boolean =>
  trial.findings.some((finding) => finding.code === code && !isGone(finding, changes));

function isGone(fault: SpfFault, changes: readonly RecordChange[]): boolean {
  const gone = changes.map((change) => (change.action === 'replace' ? change.old : change.value));
  if (fault.code === 'spf.unrecognised') return fault.params.records.every((text) => gone.includes(text));
  return fault.code === 'spf.wrong-place' && gone.includes(fault.params.record);
}
