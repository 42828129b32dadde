export type Style = ReadonlyMap<string, string>;

const MOST_TEXT = 200_000;
const MOST_RULES = 3000;
const LONGEST_DECLARATIONS = 5000;
/** `p`, `.note`, `#top` or `td.note`: what needs no tree around it. */
const SIMPLE_SELECTOR = /^(?:[a-z][a-z0-9]{0,20}|(?:[a-z][a-z0-9]{0,20})?([.#][\w-]{1,80}))$/;

/** The declarations of a style attribute or a rule, names and values in lower case. */
export function parseDeclarations(text: string): Map<string, string> {
  const style = new Map<string, string>();
  for (const declaration of text.slice(0, LONGEST_DECLARATIONS).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    if (colon <= 0) continue;
    const value = declaration.slice(colon + 1).replace('!important', '');
    style.set(declaration.slice(0, colon).trim(), value.trim());
  }
  return style;
}

/**
 * What the style elements of a message say of elements by name, class or id. A mailbox program drops most of CSS, so only
 * rules count that need nothing of the tree, and none inside a media query. Time is linear in the text.
 */
export class StyleSheet {
  #rules = new Map<string, Map<string, string>>();
  /** Classes and ids that a media query names: one of two layouts shows what the other hides. */
  #responsive = new Set<string>();
  #left = MOST_RULES;

  add(css: string): void {
    const text = css.slice(0, MOST_TEXT).replaceAll('<!--', '').replaceAll('-->', '');
    let at = 0;
    while (at < text.length && this.#left > 0) {
      const open = text.indexOf('{', at);
      if (open < 0) return;
      const prelude = withoutComments(text.slice(at, open)).trim().toLowerCase();
      const end = prelude.startsWith('@') ? endOfBlock(text, open) : endOf(text, open);
      const block = text.slice(open + 1, end);
      if (/^@media\b/.test(prelude)) this.#addResponsive(block);
      else if (!prelude.startsWith('@')) this.#addRule(prelude, block);
      at = end + 1;
      this.#left -= 1;
    }
  }

  #addResponsive(block: string): void {
    for (const [, name] of block.matchAll(/[.#]([\w-]{1,80})/g)) if (name) this.#responsive.add(name);
  }

  #addRule(prelude: string, block: string): void {
    const declarations = parseDeclarations(withoutComments(block));
    for (const each of prelude.split(',').slice(0, 50)) {
      const selector = each.trim();
      const simple = SIMPLE_SELECTOR.exec(selector);
      if (!simple) continue;
      const key = simple[1] ?? selector;
      const known = this.#rules.get(key) ?? new Map<string, string>();
      for (const [name, value] of declarations) known.set(name, value);
      this.#rules.set(key, known);
    }
  }

  /** By name, then by class and id, then its own attribute. */
  styleOf(name: string, attributes: ReadonlyMap<string, string>): Style {
    const names = [name, ...classesOf(attributes).map((each) => `.${each}`), `#${attributes.get('id') ?? ''}`];
    const found = names.flatMap((key) => this.#rules.get(key.toLowerCase()) ?? []);
    const own = parseDeclarations(attributes.get('style') ?? '');
    return found.length === 0 ? own : new Map([...found, own].flatMap((style) => [...style]));
  }

  isResponsive(attributes: ReadonlyMap<string, string>): boolean {
    return [...classesOf(attributes), attributes.get('id') ?? ''].some((each) => this.#responsive.has(each));
  }
}

const classesOf = (attributes: ReadonlyMap<string, string>): string[] =>
  (attributes.get('class') ?? '').split(/\s+/).filter(Boolean).slice(0, 20);

const withoutComments = (text: string): string => text.replace(/\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g, ' ');

function endOf(text: string, open: number): number {
  const end = text.indexOf('}', open);
  return end < 0 ? text.length : end;
}

/** Where the block of an at-rule ends, which holds rules with blocks of their own. */
function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}
