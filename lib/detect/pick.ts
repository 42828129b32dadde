import type { StoredPick } from '../messaging/protocol.ts';
import type { PageEspId } from '../esp/esp-id.ts';
import { labelElements } from './accessible-name.ts';
import { flatParent, textLine } from './dom.ts';
import { toLabelText } from './labels/label-text.ts';
import type { SenderFinding } from './page-reading.ts';
import { onlyAddress } from './page-address.ts';
import { attribute, attributesOf, documentOf, isElement, matches, previousOf, tagOf, viewOf } from './safe-dom.ts';
import type { Value } from './values/value.ts';
import { WEIGHT } from './weights.ts';

/** Attributes that developers write by hand; generated ones carry long numbers or hashes. */
const STABLE =
  /^(?:name|type|data-.*(?:test|selenium|qa|cy|field|name|key|component).*|aria-label|role|formcontrolname|id)$/;
const GENERATED = /\d{2,}|[0-9a-f]{8,}|@/i;
const MOST_LABELS = 6;
const MOST_LENGTH = 60;

function labelsOf(element: Element): string[] {
  const texts = labelElements(element).map((label) => textLine(label, 20));
  return [...texts, attribute(element, 'aria-label'), ...nearbyTexts(element)]
    .map(toLabelText)
    .filter((text) => text !== '' && text.length <= MOST_LENGTH && !text.includes('@'));
}

/** What precedes an element in its own box and the boxes around, the nearest first. */
function nearbyTexts(element: Element): string[] {
  const found: string[] = [];
  let node: Node = element;
  for (let level = 0; level < 4 && found.length < 4; level += 1) {
    for (let sibling = previousOf(node); sibling && found.length < 4; sibling = previousOf(sibling)) {
      const text = textLine(sibling, 20);
      if (text !== '') found.push(text);
    }
    const parent = flatParent(node);
    if (!parent || !isElement(parent) || matches(parent, 'body')) break;
    node = parent;
  }
  return found;
}

function stableAttributesOf(element: Element): Record<string, string> {
  const stable = [...attributesOf(element)].filter(
    ({ name, value }) => STABLE.test(name) && value !== '' && value.length <= MOST_LENGTH && !GENERATED.test(value),
  );
  return Object.fromEntries(stable.map(({ name, value }) => [name, value]));
}

/** A description of an element that outlives a new build of the dashboard: its labels, tag, role and stable attributes. */
export function describeElement(element: Element, esp: PageEspId): StoredPick {
  const view = viewOf(documentOf(element));
  return {
    esp,
    labels: [...new Set(labelsOf(element))].slice(0, MOST_LABELS),
    tag: tagOf(element),
    role: attribute(element, 'role') || null,
    attributes: stableAttributesOf(element),
    frame: view && view !== view.top ? framePath(view) : '',
  };
}

const framePath = (view: Window): string =>
  view.location.protocol === 'about:' ? view.location.href : view.location.pathname;

/** The address that an element shows, for the picker; null where there is none or several. */
export function addressOf(element: Element): string | null {
  const value = (element as Partial<HTMLInputElement>).value;
  return onlyAddress(typeof value === 'string' && value !== '' ? value : textLine(element, 20));
}

const ENOUGH = 3;

/** How well an element fits a description: two for the best label, one for each other part. */
function fit(element: Element, pick: StoredPick): number {
  if (framePathOf(element) !== pick.frame) return 0;
  const labels = new Set(labelsOf(element));
  const [first] = pick.labels;
  const shared = pick.labels.filter((label) => labels.has(label)).length;
  const attributes = Object.entries(pick.attributes);
  const same = attributes.filter(([name, value]) => attribute(element, name) === value).length;
  const named = (first && labels.has(first) ? 2 : 0) + Math.min(shared, 2);
  const built =
    (tagOf(element) === pick.tag ? 1 : 0) +
    ((attribute(element, 'role') || null) === pick.role ? 0.5 : 0) +
    Math.min(same, 3);
  return named + same === 0 ? 0 : named + built;
}

function framePathOf(element: Element): string {
  const view = viewOf(documentOf(element));
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
  const candidates = [...addresses.values()].map((address) => ({ address, via: 'your pick', confidence: WEIGHT.pick }));
  const [first] = candidates;
  if (first) return candidates.length === 1 ? { kind: 'found', ...first } : { kind: 'ambiguous', candidates };
  const variable = fitting.find((value) => value.variable)?.variable;
  return variable
    ? { kind: 'notFound', reason: 'variable', expression: variable }
    : { kind: 'notFound', reason: 'empty' };
}
