import { textLine } from './dom.ts';
import { attribute, byId, closest, contains, findAll, idOf, rootOf } from './safe-dom.ts';

/** The elements to which an attribute refers by id (`aria-labelledby`, `headers`). */
export const referencesOf = (element: Element, name: string): Element[] =>
  attribute(element, name)
    .split(/\s+/)
    .map((id) => byId(element, id))
    .filter((found) => found !== null);

/** The elements that name another one: by reference, by `for`, by wrapping it. */
export function labelElements(element: Element): Element[] {
  const native = (element as Partial<HTMLInputElement>).labels;
  const id = idOf(element);
  const byFor = id ? findAll(rootOf(element), `label[for="${CSS.escape(id)}"]`) : [];
  const all = [
    ...referencesOf(element, 'aria-labelledby'),
    ...referencesOf(element, 'headers'),
    ...(native instanceof NodeList ? native : []),
    ...byFor,
    closest(element, 'label'),
  ];
  return [...new Set(all)].filter(
    (label): label is Element => !!label && label !== element && !contains(element, label),
  );
}

/** A control inside a web component is named by the component as well: the control, its host, and the host's host. */
export function selfAndHosts(element: Element): Element[] {
  const found = [element];
  for (let root = rootOf(element); root instanceof ShadowRoot && found.length < 3; root = rootOf(root.host)) {
    found.push(root.host);
  }
  return found;
}

/** What a box is called by ARIA: its label, the texts that name it. Empty where it has no such name. */
export function ariaNames(box: Element, inside: Node | null = null): string[] {
  const references = referencesOf(box, 'aria-labelledby').filter((label) => !inside || !contains(label, inside));
  return [attribute(box, 'aria-label'), ...references.map((label) => textLine(label))].filter((text) => text !== '');
}
