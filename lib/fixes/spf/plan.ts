import { recordsOf } from '../../dns/resolver.ts';
import { isAtOrBelow } from '../../domain/domain-name.ts';
import type { FindingCode } from '../../findings/finding.ts';
import { findMeantSpf } from '../../records/spf/meant.ts';
import { formatSpf, mergeSpf } from '../../records/spf/edit.ts';
import { isSpfRecord, parseSpf } from '../../records/spf/read.ts';
import type { SpfNode } from '../../report/report.ts';
import type { RecordChange } from '../fix.ts';
import type { SpfFault, SpfTrial } from '../fix-context.ts';
import { toRemoval, toText, viewName, type NameView } from '../name-view.ts';
import { isOf, type FixRoom } from '../remedy.ts';
import { closeSoftly, isAll, toInclude, toSoundRecord, toTerms, withAllLast, withoutTerm, withTerm } from './terms.ts';
import { mayBeMissed, nextToShorten } from './shorten.ts';
import { ownPlaceOf, placesIn, type SpfPlace } from './tree.ts';

/** One list for the domain, mended of all that can be mended, and proven. */
export interface SpfPlan {
  /** Where the list stands: the From domain, or what it is an alias to. */
  owner: string;
  /** The list as proposed. */
  text: string;
  trial: SpfTrial;
  /** Entries left out that somebody may miss. */
  dropped: readonly string[];
  changes: readonly RecordChange[];
}

interface Workshop {
  room: FixRoom;
  owner: string;
  /** The proposed texts, by the name at which they stand. */
  texts: Readonly<Record<string, string>>;
  trial: SpfTrial;
}

/** One change of one of the brand's own records. */
interface Edit {
  domain: string;
  text: string;
  /** An entry that somebody may miss. */
  dropped?: string;
}

const MOST_LOOKUPS = 10;
const MOST_EDITS = 40;

const isOwn = (domain: string, { room }: Workshop): boolean => isAtOrBelow(domain, room.context.registrableDomain);

function nodesIn({ trial }: Workshop): SpfNode[] {
  const { tree } = trial.report;
  const below = placesIn(tree).flatMap(({ term }) => (term.node === null ? [] : [term.node]));
  return tree === null ? [] : [tree, ...below];
}

const textAt = (domain: string, shop: Workshop): string =>
  shop.texts[domain] ?? nodesIn(shop).find((node) => node.domain === domain)?.record ?? '';

const places = ({ trial }: Workshop): SpfPlace[] => placesIn(trial.report.tree);

/** Takes out the brand's own entry that leads to a place: the place itself, or the way into somebody else's record. */
function dropAt(place: SpfPlace | undefined, shop: Workshop): Edit | null {
  const own = place && ownPlaceOf(place, shop.room.context.registrableDomain);
  if (!own) return null;
  const text = formatSpf(withoutTerm(toTerms(textAt(own.domain, shop)), own.term.text));
  return own.term === place.term ? { domain: own.domain, text } : { domain: own.domain, text, dropped: own.term.text };
}

/** Rewrites the brand's own record that reads so; drops the way to it where it is somebody else's. */
function rewrite(record: string, shop: Workshop, change: (terms: string[]) => string[]): Edit | null {
  const own = [shop.owner, ...nodesIn(shop).map(({ domain }) => domain)].find(
    (domain) => isOwn(domain, shop) && textAt(domain, shop) === record,
  );
  if (own !== undefined) return { domain: own, text: formatSpf(change(toTerms(record))) };
  return dropAt(
    places(shop).find(({ term }) => term.node?.record === record),
    shop,
  );
}

const placeOfTerm = (text: string, within: string | null, shop: Workshop): SpfPlace | undefined =>
  places(shop).find(({ term, path }) => term.text === text && (within === null || path.at(-1)?.node.domain === within));

function openLoop(chain: readonly string[], shop: Workshop): Edit | null {
  const [from, to = ''] = chain.slice(-2);
  const closing = places(shop).find(
    ({ term, path }) => path.at(-1)?.node.domain === from && term.text.toLowerCase().replace(/\.$/u, '').endsWith(to),
  );
  return dropAt(closing, shop);
}

/** All entries of one's own that lead nowhere go, in the record where the first of them stands; then the way to others' that do. */
function dropVoid(shop: Workshop): Edit | null {
  const voids = places(shop).filter(({ term }) => term.void);
  const own = voids.flatMap((place) => {
    const step = ownPlaceOf(place, shop.room.context.registrableDomain);
    return step?.term === place.term ? [step] : [];
  });
  const [first] = own;
  if (first === undefined) return dropAt(voids[0], shop);
  const gone = own.filter(({ domain }) => domain === first.domain).map(({ term }) => term.text);
  return { domain: first.domain, text: formatSpf(gone.reduce(withoutTerm, toTerms(textAt(first.domain, shop)))) };
}

/** A retired entry goes from one's own list; what stands in others' is theirs. */
function dropPtr(term: string, within: string, shop: Workshop): Edit | null {
  return isOwn(within, shop) ? dropAt(placeOfTerm(term, within, shop), shop) : null;
}

/** Entries behind `all` are moved before it; where the list would then break, they go. */
const moveAllLast = (record: string, shop: Workshop): Edit | null => rewrite(record, shop, withAllLast);

/** The brand's own list, written out in the place of the entry that leads to it. */
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

function shorten(shop: Workshop): Edit | null {
  const { tree, lookups } = shop.trial.report;
  const candidate = nextToShorten(tree, lookups - MOST_LOOKUPS, shop.room);
  if (candidate === null) return null;
  if (candidate.way === 'inline') return inline(candidate.place, shop);
  const edit = dropAt(candidate.place, shop);
  return edit === null || !mayBeMissed(candidate.reason) ? edit : { ...edit, dropped: candidate.term.text };
}

/** Several records below a name of one's own become one; below somebody else's the way to them goes. */
function merge({ subject, params }: Extract<SpfFault, { code: 'spf.multiple-records' }>, shop: Workshop): Edit | null {
  if (isOwn(subject, shop)) return { domain: subject, text: mergeSpf(params.records.map(toSoundRecord)) };
  return dropAt(
    places(shop).find(({ term }) => term.node?.domain === subject),
    shop,
  );
}

type Edits = { [C in SpfFault['code']]?: (fault: Extract<SpfFault, { code: C }>, shop: Workshop) => Edit | null };

const edits: Edits = {
  'spf.multiple-records': merge,
  'spf.syntax': ({ params }, shop) => rewrite(params.record, shop, (terms) => terms),
  'spf.include-loop': ({ params }, shop) => openLoop(params.chain, shop),
  'spf.include-missing': ({ params }, shop) => dropAt(placeOfTerm(params.term, params.within, shop), shop),
  'spf.void-lookups': (_fault, shop) => dropVoid(shop),
  'spf.too-many-mx': ({ params }, shop) => dropAt(placeOfTerm(params.term, null, shop), shop),
  'spf.pass-all': ({ params }, shop) => rewrite(params.record, shop, closeSoftly),
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

/** Edits until nothing is left that an edit can mend; every step is read again by the evaluator. */
async function mendAll(first: Workshop): Promise<{ shop: Workshop; dropped: string[] }> {
  let shop = first;
  const dropped: string[] = [];
  for (let step = 0; step < MOST_EDITS; step += 1) {
    const edit = nextEdit(shop);
    if (edit === null) break;
    if (edit.dropped !== undefined) dropped.push(edit.dropped);
    const texts = { ...shop.texts, [edit.domain]: edit.text };
    // One edit after the other: each rests on what the one before it has brought to light.
    // oxlint-disable-next-line no-await-in-loop
    shop = { ...shop, texts, trial: await shop.room.context.evaluateSpf(shop.owner, texts) };
  }
  return { shop, dropped };
}

/** Includes of the mailbox providers, by the servers that receive for their customers. */
const MAILBOX_INCLUDES: readonly { hosts: RegExp; include: string }[] = [
  { hosts: /\.google(?:mail)?\.com$/u, include: '_spf.google.com' },
  { hosts: /\.protection\.outlook\.com$|\.mx\.microsoft$/u, include: 'spf.protection.outlook.com' },
  { hosts: /\.zoho\.com$/u, include: 'zohomail.com' },
  { hosts: /\.zoho\.eu$/u, include: 'zohomail.eu' },
  { hosts: /\.messagingengine\.com$/u, include: 'spf.messagingengine.com' },
  { hosts: /\.protonmail\.ch$/u, include: '_spf.protonmail.ch' },
  { hosts: /\.icloud\.com$/u, include: 'icloud.com' },
];

/** A first list: the provider of the brand's mailboxes, else the servers that receive for it, else nobody yet. */
async function firstList(owner: string, { context }: FixRoom): Promise<string> {
  const known = MAILBOX_INCLUDES.find(({ hosts }) => context.mxHosts.some((host) => hosts.test(host)));
  const proposals = [
    ...(known ? [['include:'.concat(known.include), '~all']] : []),
    ...(context.mxHosts.length > 0 ? [['mx', '~all']] : []),
  ].map(formatSpf);
  for (const text of proposals) {
    // The second is tried only where the first does not hold.
    // oxlint-disable-next-line no-await-in-loop
    const { report } = await context.evaluateSpf(owner, { [owner]: text });
    if (report.result === 'ok' && report.voidLookups === 0) return text;
  }
  return formatSpf(['~all']);
}

interface Material {
  /** Texts at the owner's name that the new one replaces. */
  replaced: string[];
  /** Records elsewhere that were meant for here. */
  strays: RecordChange[];
  text: string;
}

/** One list out of several texts; a single sound record stays as it is, letter by letter. */
function joinTexts(texts: readonly string[]): string {
  const [only] = texts;
  const isSound = texts.length === 1 && parseSpf(only ?? '')?.terms.every(({ fault }) => fault === null) === true;
  return isSound && only !== undefined ? only : mergeSpf(texts.map(toSoundRecord));
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
  const text = material.length > 0 ? joinTexts(material) : await firstList(view.name, room);
  return { replaced: [...records, ...torn], strays, text };
}

async function toChanges(view: NameView, { replaced, strays }: Material, shop: Workshop): Promise<RecordChange[]> {
  const { ask } = shop.room.context;
  const { [shop.owner]: text = '', ...others } = shop.texts;
  const nested = await Promise.all(
    Object.entries(others).map(async ([name, proposal]) => {
      const own = await viewName(name, ask);
      return toText(own, proposal, own.texts.filter(isSpfRecord));
    }),
  );
  return [...toText(view, text, replaced), ...nested.flat(), ...strays];
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
  const start: Workshop = { room, owner, texts: first, trial: await context.evaluateSpf(owner, first) };
  const { shop, dropped } = await mendAll(start);
  return {
    owner,
    text: shop.texts[owner] ?? '',
    trial: shop.trial,
    dropped,
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
