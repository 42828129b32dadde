import { BASE } from './styles.ts';

/** Plain DOM in a few words: no markup strings, so that nothing of a page's text is ever parsed. */

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Record<string, string | number | boolean | undefined>;

function apply(element: Element, attributes: Attributes, children: (Node | string)[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
}

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  apply(element, attributes, children);
  return element;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  apply(element, attributes, children);
  return element;
}

/**
 * One host element of ours in the page, with an open shadow root and, after our own, these styles in it. The host takes part in
 * nothing of the page's layout, and lets no event of ours out into the page.
 */
export function createHost(
  name: 'presend-badge' | 'presend-guard' | 'presend-note' | 'presend-picker',
  styles: string,
) {
  const host = document.createElement(name);
  // The page's own rules for unknown elements must not reach the host either.
  host.style.cssText = `all: initial !important; display: contents !important; color-scheme: ${pageScheme()} !important;`;
  const root = host.attachShadow({ mode: 'open' });
  root.append(html('style', {}, BASE + styles));
  for (const type of ['click', 'keydown', 'keyup', 'keypress', 'pointerdown', 'mousedown', 'submit', 'focusin']) {
    host.addEventListener(type, (event) => event.stopPropagation());
  }
  return { host, root };
}

/** Says which language a host's words are in, and that they are written from left to right, whatever the page's are. */
export function setLanguage(host: HTMLElement, language: string): void {
  host.lang = language;
  host.dir = 'ltr';
}

/** `dark` where the page's own ground is: the page decides, not the system. */
export function pageScheme(): 'light' | 'dark' {
  for (const element of [document.body, document.documentElement]) {
    const parts = element && /rgba?\(([^)]+)\)/.exec(getComputedStyle(element).backgroundColor)?.[1];
    const [red = 255, green = 255, blue = 255, alpha = 1] = parts ? parts.split(/[\s,/]+/).map(Number) : [];
    if (parts && alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 110 ? 'dark' : 'light';
  }
  return 'light';
}
