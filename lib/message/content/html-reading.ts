import { isUnseen, toColour } from './colour.ts';
import { tokenizeHtml } from './html-tokens.ts';
import { parseDeclarations, StyleSheet, type Style } from './style-sheet.ts';

/** What there is to say of a message's HTML: gathered in one pass, nothing kept of the rest. */
export interface HtmlReading {
  links: HtmlLink[];
  images: HtmlImage[];
  /** Runs of text that readers do not see, and by what they are hidden. */
  hidden: HiddenText[];
  /** What readers see, one line for each block. */
  text: string;
  forms: number;
  scripts: number;
}

export interface HiddenText {
  text: string;
  how: string;
  /** Characters that readers see in front of it. */
  behind: number;
}

export interface HtmlLink {
  href: string;
  text: string;
}

export interface HtmlImage {
  alt: string | null;
  /** One by one, or hidden: counts openings, shows nothing. */
  isPixel: boolean;
}

interface Element {
  name: string;
  hiddenBy: string | null;
  /** The colour behind its text; null where a picture lies there, or nobody can tell. */
  ground: string | null;
  colour: string | null;
}

/** What every mailbox program shows a message on. */
const PAPER = 'ffffff';
const MOST_DEPTH = 500;
const MOST_ITEMS = 5000;
const MOST_TEXT = 400_000;
const VOID_ELEMENTS = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);
const BLOCKS = new Set([
  'p',
  'div',
  'td',
  'th',
  'tr',
  'table',
  'li',
  'ul',
  'ol',
  'br',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'address',
  'blockquote',
  'center',
  'section',
  'footer',
  'header',
]);
const SILENT = new Set(['style', 'title', 'head']);
const FORM_PARTS = new Set(['form']);

const isZero = (value: string | undefined): boolean =>
  value !== undefined && /^0(?:\.0+)?(?:px|pt|em|rem|%)?$/.test(value);

function hiddenByStyle(style: Style, attributes: ReadonlyMap<string, string>): string | null {
  if (attributes.has('hidden')) return 'hidden';
  if (style.get('display') === 'none') return 'display';
  if (style.get('visibility') === 'hidden') return 'visibility';
  if (isZero(style.get('opacity'))) return 'opacity';
  const size = style.get('font-size');
  if (isZero(size) || size === '1px' || size === '1pt') return 'font-size';
  const isFlat = isZero(style.get('max-height')) || isZero(style.get('height')) || isZero(style.get('width'));
  if (isFlat && style.get('overflow') === 'hidden') return 'size';
  return /^-\d{4,}px$/.test(style.get('text-indent') ?? style.get('left') ?? '') ? 'position' : null;
}

const PICTURE = /url\(|gradient\(/;

/** What lies behind the text of an element; a picture may have any colour. */
function toGround(style: Style, attributes: ReadonlyMap<string, string>, above: string | null): string | null {
  const background = style.get('background') ?? '';
  const hasPicture = PICTURE.test(background) || PICTURE.test(style.get('background-image') ?? '');
  if (hasPicture || attributes.has('background')) return null;
  const own = toColour(style.get('background-color') ?? (background || attributes.get('bgcolor')));
  return own === null || own === 'transparent' ? above : own;
}

class Reader {
  readonly reading: HtmlReading = { links: [], images: [], hidden: [], text: '', forms: 0, scripts: 0 };
  #stack: Element[] = [];
  #link: { href: string; text: string } | null = null;
  #sheet = new StyleSheet();

  get #top(): Element | undefined {
    return this.#stack.at(-1);
  }

  text(text: string): void {
    const top = this.#top;
    if (top?.name === 'style') this.#sheet.add(text);
    if (top && SILENT.has(top.name)) return;
    if (this.#link) this.#link.text += text.slice(0, 500);
    const plain = text.replace(/\s+/g, ' ');
    if (top?.hiddenBy) this.#hide(plain, top.hiddenBy);
    else if (top?.colour && top.ground && isUnseen(top.colour, top.ground)) this.#hide(plain, 'colour');
    else if (this.reading.text.length < MOST_TEXT) this.reading.text += plain;
  }

  #hide(text: string, how: string): void {
    if (text.trim() === '') return;
    const last = this.reading.hidden.at(-1);
    const behind = this.reading.text.length;
    if (last?.how === how && last.behind === behind && last.text.length < 1000) last.text += text;
    else if (this.reading.hidden.length < MOST_ITEMS) this.reading.hidden.push({ text, how, behind });
  }

  start(name: string, attributes: ReadonlyMap<string, string>): void {
    const { reading } = this;
    if (BLOCKS.has(name)) this.#break();
    if (name === 'script' && !/json/i.test(attributes.get('type') ?? '')) reading.scripts++;
    if ([...attributes.keys()].some((key) => /^on[a-z]{3,}$/.test(key))) reading.scripts++;
    if (FORM_PARTS.has(name)) reading.forms++;
    const element = this.#toElement(name, attributes);
    if (name === 'img') this.#image(attributes, element);
    if (name === 'a' || name === 'area') this.#openLink(attributes.get('href'));
    if (!VOID_ELEMENTS.has(name) && name !== 'script' && this.#stack.length < MOST_DEPTH) this.#stack.push(element);
  }

  #toElement(name: string, attributes: ReadonlyMap<string, string>): Element {
    const style = this.#sheet.styleOf(name, attributes);
    const above = this.#top;
    const own = hiddenByStyle(style, attributes);
    const isResponsive = own !== null && this.#sheet.isResponsive(attributes);
    // A size of nothing on a table cell is undone by its content; anything else hides what it holds.
    const isReset = above?.hiddenBy === 'font-size' && style.has('font-size') && own === null;
    const given = style.get('color') ?? (name === 'font' ? attributes.get('color') : undefined);
    return {
      name,
      hiddenBy: isReset ? null : (above?.hiddenBy ?? (isResponsive ? null : own)),
      ground: toGround(style, attributes, above ? above.ground : PAPER),
      colour: toColour(given) ?? above?.colour ?? null,
    };
  }

  #image(attributes: ReadonlyMap<string, string>, element: Element): void {
    const sizes = ['width', 'height'].map((key) => Number.parseInt(attributes.get(key) ?? '', 10));
    const style = parseDeclarations(attributes.get('style') ?? '');
    const isTiny = sizes.some((size) => size <= 2) || /^[012]px$/.test(style.get('width') ?? style.get('height') ?? '');
    const image = { alt: attributes.get('alt') ?? null, isPixel: isTiny || element.hiddenBy !== null };
    if (this.reading.images.length < MOST_ITEMS) this.reading.images.push(image);
    if (this.#link && image.alt) this.#link.text += ` ${image.alt.slice(0, 200)} `;
  }

  #openLink(href: string | undefined): void {
    this.#closeLink();
    if (href !== undefined) this.#link = { href: href.trim(), text: '' };
  }

  #closeLink(): void {
    const link = this.#link;
    this.#link = null;
    if (!link || this.reading.links.length >= MOST_ITEMS) return;
    if (/^\s*javascript:/i.test(link.href)) this.reading.scripts++;
    this.reading.links.push({ href: link.href, text: link.text.replace(/\s+/g, ' ').trim() });
  }

  #break(): void {
    if (this.reading.text && !this.reading.text.endsWith('\n')) this.reading.text += '\n';
  }

  end(name: string): void {
    if (name === 'a') this.#closeLink();
    if (BLOCKS.has(name)) this.#break();
    const index = this.#stack.findLastIndex((element) => element.name === name);
    if (index >= 0) this.#stack.length = index;
  }

  finish(): HtmlReading {
    this.#closeLink();
    return this.reading;
  }
}

/** Never throws; time is linear in the length of the HTML. */
export function readHtml(html: string): HtmlReading {
  const reader = new Reader();
  tokenizeHtml(html, (token) => {
    if (token.kind === 'text') reader.text(token.text);
    else if (token.kind === 'start') reader.start(token.name, token.attributes);
    else reader.end(token.name);
  });
  return reader.finish();
}
