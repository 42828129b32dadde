import type { StoredPick } from '../messaging/protocol.ts';
import type { PageEspId } from '../esp/esp-id.ts';
import { byId, flatParent, isElement, textNodes } from './dom.ts';
import type { SenderFinding } from './page-reading.ts';
import { onlyAddress } from './page-address.ts';
import type { Value } from './values.ts';
import { toLabelText } from './words.ts';

/** Attributes that developers write by hand; generated ones carry long numbers or hashes. */
const STABLE =
  /^(?:name|type|data-.*(?:test|selenium|qa|cy|field|name|key|component).*|aria-label|role|formcontrolname|id)$/;
const GENERATED = /\d{2,}|[0-9a-f]{8,}|@/i;
const MOST_LABELS = 6;
const MOST_LENGTH = 60;

function labelsOf(element: Element): string[] {
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const named = ids
    .map((id) => byId(element, id))
    .filter((label): label is Element => !!label && !element.contains(label));
  const native = [...((element as Partial<HTMLInputElement>).labels ?? [])];
  const texts = [...named, ...native].map(textOf);
  return [...texts, element.getAttribute('aria-label') ?? '', ...nearbyTexts(element)]
    .map(toLabelText)
    .filter((text) => text !== '' && text.length <= MOST_LENGTH && !text.includes('@'));
}

const textOf = (node: Node): string => (textNodes(node, 20) ?? []).map(({ data }) => data.trim()).join(' ');

/** What stands before an element in its own box and the boxes around, the nearest first. */
function nearbyTexts(element: Element): string[] {
  const found: string[] = [];
  let node: Node = element;
  for (let level = 0; level < 4 && found.length < 4; level += 1) {
    for (let sibling = node.previousSibling; sibling && found.length < 4; sibling = sibling.previousSibling) {
      const text = textOf(sibling);
      if (text !== '') found.push(text);
    }
    const parent = flatParent(node);
    if (!parent || !isElement(parent) || parent.matches('body')) break;
    node = parent;
  }
  return found;
}

function attributesOf(element: Element): Record<string, string> {
  const stable = [...element.attributes].filter(
    ({ name, value }) => STABLE.test(name) && value !== '' && value.length <= MOST_LENGTH && !GENERATED.test(value),
  );
  return Object.fromEntries(stable.map(({ name, value }) => [name, value]));
}

/** A description of an element that outlives a new build of the dashboard: its labels, tag, role and stable attributes. */
export function describeElement(element: Element, esp: PageEspId): StoredPick {
  const view = element.ownerDocument.defaultView;
  return {
    esp,
    labels: [...new Set(labelsOf(element))].slice(0, MOST_LABELS),
    tag: element.localName,
    role: element.getAttribute('role'),
    attributes: attributesOf(element),
    frame: view && view !== view.top ? framePath(view) : '',
  };
}

const framePath = (view: Window): string =>
  view.location.protocol === 'about:' ? view.location.href : view.location.pathname;

/** The address that an element shows, for the picker; null where there is none or several. */
export function addressOf(element: Element): string | null {
  const value = (element as Partial<HTMLInputElement>).value;
  return onlyAddress(typeof value === 'string' && value !== '' ? value : textOf(element));
}

const ENOUGH = 3;

/** How well an element fits a description: two for the best label, one for each other part. */
function fit(element: Element, pick: StoredPick): number {
  if (framePathOf(element) !== pick.frame) return 0;
  const labels = new Set(labelsOf(element));
  const [first] = pick.labels;
  const shared = pick.labels.filter((label) => labels.has(label)).length;
  const attributes = Object.entries(pick.attributes);
  const same = attributes.filter(([name, value]) => element.getAttribute(name) === value).length;
  const named = (first && labels.has(first) ? 2 : 0) + Math.min(shared, 2);
  const built =
    (element.localName === pick.tag ? 1 : 0) +
    (element.getAttribute('role') === pick.role ? 0.5 : 0) +
    Math.min(same, 3);
  return named + same === 0 ? 0 : named + built;
}

function framePathOf(element: Element): string {
  const view = element.ownerDocument.defaultView;
  return view && view !== view.top ? framePath(view) : '';
}

/** The sender by what the user pointed at before, or null where nothing on the page fits well enough. */
export function findByPick(values: readonly Value[], picks: readonly StoredPick[]): SenderFinding | null {
  const scored = picks.flatMap((pick) => values.map((value) => ({ value, score: fit(value.element, pick) })));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best < ENOUGH) return null;
  const fitting = scored.filter(({ score }) => score === best).map(({ value }) => value);
  const addresses = new Map(
    fitting.flatMap(({ address }) => (address ? [[address.toLowerCase(), address] as const] : [])),
  );
  const candidates = [...addresses.values()].map((address) => ({ address, via: 'your pick', confidence: 0.97 }));
  const [first] = candidates;
  if (first) return candidates.length === 1 ? { kind: 'found', ...first } : { kind: 'ambiguous', candidates };
  const variable = fitting.find((value) => value.variable)?.variable;
  return variable
    ? { kind: 'notFound', reason: 'variable', expression: variable }
    : { kind: 'notFound', reason: 'empty' };
}
