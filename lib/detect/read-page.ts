import { findAccount, findEsp, isComposing, isDomainSettings } from '../esp/dashboards.ts';
import type { StoredPick } from '../messaging/protocol.ts';
import { findAudience } from './audience.ts';
import { type Field, decideSender } from './decide.ts';
import { dialogOf, flatPath } from './dom.ts';
import { readDomainSettings } from './domain-settings.ts';
import { explain, type Judged } from './explain.ts';
import type { EspPage } from './field-kind.ts';
import { isMessageFrame } from './frames.ts';
import { findNaming } from './naming/find-naming.ts';
import { isSenderKind, type Naming, type Scene, toScene } from './naming/naming.ts';
import type { PageReading, SenderCandidate, SenderFinding } from './page-reading.ts';
import { findByPick } from './pick.ts';
import type { Root } from './roots.ts';
import {
  attribute,
  bodyOf,
  contains,
  isElement,
  nextElementOf,
  previousElementOf,
  readyStateOf,
  tagOf,
} from './safe-dom.ts';
import { findValues } from './values/find-values.ts';
import type { Value } from './values/value.ts';
import { MOST_ADDRESS, MOST_CHARACTERS, MOST_EXPRESSION, MOST_SENDERS, TEXT_FACTOR } from './weights.ts';
import { findExclusion } from './zones.ts';

/** Where a field of the campaign is, and what it shows: a form is recognised by them. */
export interface FieldNode {
  node: Node;
  text: string;
}

/** Kinds of fields that differ from campaign to campaign. */
const CAMPAIGN_KINDS = new Set(['sender', 'senderEmail', 'senderName', 'replyTo', 'subject', 'previewText']);

const toFieldNodes = (fields: readonly Field[]): FieldNode[] =>
  fields.filter(({ kind }) => CAMPAIGN_KINDS.has(kind)).map(({ value }) => ({ node: value.anchor, text: value.text }));

/** Whether a part of the page that excludes fields excludes this one: a control that its own label names stays. */
function isExcluded({ exclusion, value, naming }: Judged): boolean {
  if (exclusion === null || !naming) return false;
  if (exclusion === 'closed') return true;
  if (!isSenderKind(naming.kind) && naming.kind !== 'senderName') return false;
  return !(value.isControl && (naming.isOwn || naming.kind === 'senderEmail'));
}

function toField(judged: Judged): Field | null {
  const { value, naming, inDialog } = judged;
  if (!naming || judged.isOneOfAList || isExcluded(judged)) return null;
  const confidence = naming.weight * (value.isControl ? 1 : TEXT_FACTOR);
  return { value, kind: naming.kind, via: naming.via, confidence, inDialog };
}

/** Finds out what each value is. A step for each, because a label may be far away. */
function* judge(values: readonly Value[], scene: Scene): Generator<void, Judged[]> {
  const namings = new Map<Value, Naming | null>();
  for (const value of values) {
    namings.set(value, findNaming(value, scene));
    yield;
  }
  const judged: Judged[] = [];
  for (const [value, naming] of namings) {
    const isChoosable = !value.isOpen && !value.isChosen && naming !== null && !naming.isOwn;
    const isListed = isChoosable && isOneOfAList(value, naming, scene, namings);
    const exclusion = naming || value.address ? findExclusion(value.anchor, scene.page) : null;
    judged.push({ value, naming, exclusion, isOneOfAList: isListed, inDialog: dialogOf(value.element) !== null });
    yield;
  }
  return judged;
}

/** A box laid over the page that is no dialog: a list that opened, a bubble. */
const isPopup = (element: Element): boolean =>
  getComputedStyle(element).position === 'absolute' && dialogOf(element) === null;

/** Levels above a value in which items of its kind follow each other. */
const ITEM_LEVELS = 4;

/** An open list without roles: like items follow each other, and no label names the next one. */
function isOneOfAList(
  value: Value,
  naming: Naming,
  { valuesBelow }: Scene,
  namings: ReadonlyMap<Value, Naming | null>,
): boolean {
  let level = 0;
  for (const current of flatPath(value.element)) {
    level += 1;
    if (!isElement(current) || level > ITEM_LEVELS) return false;
    // The label is within the item: each item has one of its own.
    if (naming.label && contains(current, naming.label)) return false;
    if (isPopup(current)) return true;
    const firstClass = attribute(current, 'class').split(' ')[0];
    const isRival = (sibling: Element | null): boolean =>
      sibling !== null &&
      tagOf(sibling) === tagOf(current) &&
      attribute(sibling, 'class').split(' ')[0] === firstClass &&
      (valuesBelow.get(sibling) ?? []).some((other) => other.address && !namings.get(other));
    if (isRival(nextElementOf(current)) || isRival(previousElementOf(current))) return true;
  }
  return false;
}

const short = (text: string | null | undefined): string | null => (text ? text.slice(0, MOST_CHARACTERS) : null);
const shortAddress = (address: string | null | undefined): string | null => address?.slice(0, MOST_ADDRESS) ?? null;

const toShort = <T extends SenderCandidate>(candidate: T): T => ({
  ...candidate,
  address: candidate.address.slice(0, MOST_ADDRESS),
});

/** The finding within the bounds of a message: a page cannot make a reading that the worker refuses. */
function toBounded(sender: SenderFinding): SenderFinding {
  if (sender.kind === 'found') return toShort(sender);
  if (sender.kind === 'ambiguous') {
    return { ...sender, candidates: sender.candidates.slice(0, MOST_SENDERS).map(toShort) };
  }
  return sender.expression ? { ...sender, expression: sender.expression.slice(0, MOST_EXPRESSION) } : sender;
}

const ofKind = (kind: Field['kind'], fields: readonly Field[]): Field[] =>
  fields.filter((field) => field.kind === kind);

function fromNameOf(sender: SenderFinding, fields: readonly Field[]): string | null {
  const typed = ofKind('senderName', fields).find(({ value }) => value.text !== '' && !value.address);
  if (typed) return short(typed.value.text);
  if (sender.kind !== 'found') return null;
  const shown = fields.find(({ value }) => value.address === sender.address && value.before !== '');
  const name = shown?.value.before
    .replace(/^[^:：]*[:：]\s*/u, '')
    .replace(/(?<![\s<([|·•–—-])[\s<([|·•–—-]+$/u, '')
    .trim();
  return short(name);
}

const nothing = (esp: EspPage['id'], composing: boolean): PageReading => ({
  esp,
  composing,
  sender: { kind: 'notFound', reason: 'no-field' },
  replyTo: null,
  fromName: null,
  subject: null,
  candidates: [],
  audience: null,
  account: null,
  sending: null,
});

/** What is told where reading failed: this ESP, and that it was given up. Null off the dashboards. */
export function toGaveUp(url: string): PageReading | null {
  const page = findEsp(url);
  return page && { ...nothing(page.id, isComposing(url)), sender: { kind: 'notFound', reason: 'gave-up' } };
}

/**
 * What a document of an ESP's dashboard shows of the campaign that is being composed, as steps: each `yield` is a
 * moment at which the page may go on. `url` is the address of the tab: a frame may have none of its own. `roots` are
 * the trees to read, null where there are too many; `note` is told the fields. Reads only; returns null off the
 * dashboards.
 */
export function* readPageSteps(
  document: Document,
  url: string,
  picks: readonly StoredPick[],
  roots: readonly Root[] | null,
  note: (fields: FieldNode[]) => void = () => undefined,
): Generator<void, PageReading | null> {
  const page = findEsp(url);
  if (!page || !bodyOf(document)) return null;
  const empty = { ...nothing(page.id, isComposing(url)), account: findAccount(url) };
  if (isDomainSettings(url)) return { ...empty, sending: readDomainSettings(document, page) };
  if (!empty.composing || isMessageFrame(document)) return empty;
  yield;
  const values = roots && (yield* findValues(roots));
  if (!values) return { ...empty, sender: { kind: 'notFound', reason: 'gave-up' } };
  return yield* readCampaign(document, page, values, picks, empty, note);
}

function* readCampaign(
  document: Document,
  page: EspPage,
  values: readonly Value[],
  picks: readonly StoredPick[],
  empty: PageReading,
  note: (fields: FieldNode[]) => void,
): Generator<void, PageReading> {
  const judged = yield* judge(values, toScene(page, values));
  const fields = judged.map(toField).filter((field) => field !== null);
  note(toFieldNodes(fields));
  const known = picks.filter(({ esp }) => esp === page.id);
  const sender = toBounded(findByPick(values, known) ?? decideSender(fields));
  const isLoading = readyStateOf(document) === 'loading' && isNoField(sender);
  yield;
  return {
    ...empty,
    sender: isLoading ? { kind: 'notFound', reason: 'loading' } : sender,
    replyTo: shortAddress(ofKind('replyTo', fields).find(({ value }) => value.address)?.value.address),
    fromName: fromNameOf(sender, fields),
    subject: short(ofKind('subject', fields).find(({ value }) => value.text !== '')?.value.text),
    candidates: explain(judged, sender),
    audience: findAudience(document),
  };
}

const isNoField = (sender: SenderFinding): boolean => sender.kind === 'notFound' && sender.reason === 'no-field';
