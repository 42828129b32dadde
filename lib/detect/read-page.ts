import { findAccount, findEsp, isComposing, isDomainSettings } from '../esp/dashboards.ts';
import type { StoredPick } from '../messaging/protocol.ts';
import { findAudience } from './audience.ts';
import { type Field, decideSender } from './decide.ts';
import { dialogOf, flatPath, isElement } from './dom.ts';
import { readDomainSettings } from './domain-settings.ts';
import type { EspPage } from './field-kind.ts';
import { isMessageFrame } from './frames.ts';
import { findNaming, type Naming, type Scene, toScene } from './naming.ts';
import type { PageReading, SenderFinding } from './page-reading.ts';
import { findByPick } from './pick.ts';
import { findRoots } from './roots.ts';
import { findValues, type Value } from './values.ts';
import { findExclusion } from './zones.ts';

const TEXT_FACTOR = 0.74;
const MOST_CHARACTERS = 300;

function toField(value: Value, naming: Naming, page: EspPage): Field | null {
  const exclusion = findExclusion(value.element === value.anchor ? value.element : value.anchor, page);
  if (exclusion === 'closed') return null;
  if (exclusion === 'open' && !(value.isControl && (naming.isOwn || naming.kind === 'senderEmail'))) return null;
  const confidence = naming.weight * (value.isControl ? 1 : TEXT_FACTOR);
  return { value, kind: naming.kind, via: naming.via, confidence, inDialog: dialogOf(value.element) !== null };
}

function toFields(values: readonly Value[], scene: Scene): Field[] {
  const namings = new Map(values.map((value) => [value, findNaming(value, scene)] as const));
  const fields: Field[] = [];
  for (const [value, naming] of namings) {
    if (!naming || (!value.isOpen && !value.isChosen && !naming.isOwn && isOneOfAList(value, scene, namings))) continue;
    const field = toField(value, naming, scene.page);
    if (field) fields.push(field);
  }
  return fields;
}

/** A box laid over the page that is no dialog: a list that opened, a bubble. */
const isPopup = (element: Element): boolean =>
  getComputedStyle(element).position === 'absolute' && dialogOf(element) === null;

/** An open list without roles: like items follow each other, and no label names the next one. */
function isOneOfAList(value: Value, { valuesBelow }: Scene, namings: ReadonlyMap<Value, Naming | null>): boolean {
  let level = 0;
  for (const current of flatPath(value.element)) {
    level += 1;
    if (!isElement(current) || level > 4) return false;
    if (isPopup(current)) return true;
    const isRival = (sibling: Element | null): boolean =>
      sibling?.localName === current.localName &&
      sibling.classList[0] === current.classList[0] &&
      (valuesBelow.get(sibling) ?? []).some((other) => other.address && !namings.get(other));
    if (isRival(current.nextElementSibling) || isRival(current.previousElementSibling)) return true;
  }
  return false;
}

const short = (text: string | undefined): string | null => (text ? text.slice(0, MOST_CHARACTERS) : null);

const isKind = (kind: Field['kind'], fields: readonly Field[]): Field[] =>
  fields.filter((field) => field.kind === kind);

function fromNameOf(sender: SenderFinding, fields: readonly Field[]): string | null {
  const typed = isKind('senderName', fields).find(({ value }) => value.text !== '' && !value.address);
  if (typed) return short(typed.value.text);
  if (sender.kind !== 'found') return null;
  const shown = fields.find(({ value }) => value.address === sender.address && value.before !== '');
  const name = shown?.value.before
    .replace(/^[^:：]*[:：]\s*/u, '')
    .replace(/[\s<([|·•–—-]+$/u, '')
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
  audience: null,
  account: null,
  sending: null,
});

/**
 * What a document of an ESP's dashboard shows of the campaign that is being composed. `url` is the address of the
 * tab: a frame may have none of its own. `roots` are the trees to read, null where there are too many. Reads only;
 * null off the dashboards.
 */
export function readPage(
  document: Document,
  url: string,
  picks: readonly StoredPick[],
  roots: readonly (Document | ShadowRoot)[] | null = findRoots(document),
): PageReading | null {
  const page = findEsp(url);
  if (!page || !document.body) return null;
  const empty = { ...nothing(page.id, isComposing(url)), account: findAccount(url) };
  if (isDomainSettings(url)) return { ...empty, sending: readDomainSettings(document) };
  if (!empty.composing || isMessageFrame(document)) return empty;
  const values = roots && findValues(roots);
  if (!values) return { ...empty, sender: { kind: 'notFound', reason: 'gave-up' } };
  return readCampaign(document, page, values, picks, empty);
}

function readCampaign(
  document: Document,
  page: EspPage,
  values: readonly Value[],
  picks: readonly StoredPick[],
  empty: PageReading,
): PageReading {
  const fields = toFields(values, toScene(page, values));
  const known = picks.filter(({ esp }) => esp === page.id);
  const sender = findByPick(values, known) ?? decideSender(fields);
  const isLoading = document.readyState === 'loading' && isNoField(sender);
  return {
    ...empty,
    sender: isLoading ? { kind: 'notFound', reason: 'loading' } : sender,
    replyTo: isKind('replyTo', fields).find(({ value }) => value.address)?.value.address ?? null,
    fromName: fromNameOf(sender, fields),
    subject: short(isKind('subject', fields).find(({ value }) => value.text !== '')?.value.text),
    audience: findAudience(document),
  };
}

const isNoField = (sender: SenderFinding): boolean => sender.kind === 'notFound' && sender.reason === 'no-field';
