import { flatClosest, textNodes } from '../dom.ts';
import { findAddresses, onlyAddress, toPlainText } from '../page-address.ts';
import { attribute, contains, isElement, matches, parentElementOf, previousOf, rootOf, textOf } from '../safe-dom.ts';
import { MOST_IN_TEXT } from '../weights.ts';
import { CONTROLS } from './controls.ts';
import { isUnread } from './find-texts.ts';
import { isPlaceholder, toValue, type Value } from './value.ts';
import { findWhole, isCut, WHOLE_TEXT } from './whole-text.ts';

/** What shows a choice and opens a list. */
const CHOICE =
  'button,[role="button"],[role="combobox"],[role="listbox"][aria-haspopup],[aria-haspopup="listbox"],[aria-haspopup="true"]:not(nav *)';
/** Longer texts are paragraphs, not values. */
const MAX_SHORT = 240;
/** Characters before an address that can be its name or label. */
const MAX_LINE = 160;

const isInline = (node: Node | null): boolean =>
  !!node && (!isElement(node) || /^(?:inline|contents)/.test(getComputedStyle(node).display));

/** Marks within a word: what they hold belongs to it. */
const TIGHT = 'b,strong,em,mark,i,u,font';

const isTight = (text: Text | undefined): boolean => {
  const parent = text && parentElementOf(text);
  return !!parent && matches(parent, TIGHT);
};
const isWhole = (text: string): boolean => findAddresses(toPlainText(text)).length > 0;

/**
 * The text around a text node that belongs to the same address: an address may be split over elements. Only as much
 * is joined as makes it whole, because a name next to it is often not separated by a space either.
 */
function joinedText(node: Text): string {
  let box = parentElementOf(node);
  for (let level = 0; box && level < 3; level += 1) {
    const texts = textNodes(box, 12);
    if (!texts || texts.length > 12) break;
    const joined = texts.length > 1 ? joinAround(texts, texts.indexOf(node)) : null;
    if (joined) return joined;
    if (!isInline(box) && isWhole(node.data)) break;
    box = parentElementOf(box);
  }
  return node.data;
}

/** How many texts to the left and right are joined, the fewest first. */
const REACHES = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
  [0, 2],
  [1, 2],
  [2, 2],
  [2, 3],
  [0, 3],
] as const;

function joinAround(texts: readonly Text[], index: number): string | null {
  const pieces = texts.map(({ data }) => data);
  const joined = (from: number, to: number): string =>
    pieces
      .slice(from, to + 1)
      .map((text) => text.trim())
      .join('');
  let [from, to] = [index, index];
  const reach = (): boolean => isWhole(joined(from, to)) && !/\s/.test(joined(from, to));
  for (const [left, right] of REACHES) {
    [from, to] = [Math.max(0, index - left), Math.min(pieces.length - 1, index + right)];
    if (reach()) break;
  }
  if (!reach()) return null;
  while (from > 0 && continues(texts[from - 1], texts[from])) from -= 1;
  while (to < pieces.length - 1 && continues(texts[to], texts[to + 1])) to += 1;
  return joined(from, to);
}

/** The other text is bare, next to the mark: a name in bold is followed by an element of its own. */
function isBeside(marked: Text, bare: Text): boolean {
  const mark = parentElementOf(marked);
  return !!mark && parentElementOf(mark) === parentElementOf(bare);
}

/** Nothing breaks the line between a text and the other. */
function flows(text: Text, other: Text): boolean {
  const own = parentElementOf(text);
  return !!own && (contains(own, other) || isInline(own));
}

/** Two texts are one word: a mark within it ends or begins here, or a dot or hyphen holds them together. */
function continues(left: Text | undefined, right: Text | undefined): boolean {
  if (!left || !right || !/\S$/.test(left.data) || !/^\S/.test(right.data)) return false;
  if (/\s/.test(left.data.trim()) || !flows(left, right) || !flows(right, left)) return false;
  const isMarked = isTight(left) ? isBeside(left, right) : isTight(right) && isBeside(right, left);
  return isMarked || /^[.-][\p{L}\d]/u.test(right.data) || /[.+_-]$/.test(left.data);
}

interface Line {
  text: string;
  /** Only elements precede, no bare text but marks. */
  isApart: boolean;
}

const BREAKS = 'br,input,select,textarea,button,label';

/** What precedes a node on its own line. */
function lineBefore(node: Node): Line {
  const line: Line = { text: '', isApart: true };
  let current: Node = node;
  for (let level = 0; level < 4; level += 1) {
    for (let sibling = previousOf(current); sibling; sibling = previousOf(sibling)) {
      if (!isInline(sibling) || (isElement(sibling) && matches(sibling, BREAKS))) return line;
      const text = textOf(sibling).slice(-MAX_LINE);
      if (!isElement(sibling) && /[\p{L}\p{N}]/u.test(text)) line.isApart = false;
      line.text = `${text} ${line.text}`;
      if (line.text.length > MAX_LINE) return line;
    }
    const parent = parentElementOf(current);
    if (!parent || !isInline(parent)) return line;
    current = parent;
  }
  return line;
}

/** What precedes an address whose first parts are texts of their own. */
function withoutStart(before: string, joined: string): string {
  for (let length = joined.length; length > 0; length -= 1) {
    if (before.endsWith(joined.slice(0, length))) return before.slice(0, -length);
  }
  return before;
}

/** Several addresses in one text: each with what is between it and the one before. */
function eachAddress(value: Value, line: string): Value[] {
  const found = findAddresses(value.text);
  if (found.length > MOST_IN_TEXT) return [];
  let start = 0;
  return found.map(({ address, start: at, end }) => {
    const before = `${start === 0 ? line : ''} ${value.text.slice(start, at)}`.replace(/^[\s>)\],;·|–—-]+/u, '');
    start = end;
    return { ...value, address, before: toPlainText(before), after: '' };
  });
}

/** The values of a text node: none, one, or one for each address in it. */
export function toTexts(node: Text): Value[] {
  const root = rootOf(node);
  const parent = parentElementOf(node) ?? (root instanceof ShadowRoot ? root.host : null);
  if (!parent || isPlaceholder(parent)) return [];
  const choice = flatClosest(parent, CHOICE);
  const isChoice = choice !== null && textOf(choice).length <= MAX_SHORT;
  const element = isChoice ? choice : parent;
  const own = joinedText(node);
  const text = onlyAddress(own) ? own : (findWhole(parent, own) ?? own);
  const value = toValue(element, node, text, isChoice, false);
  const line = lineBefore(node);
  if (!value.address) {
    return value.variable ? [{ ...value, before: toPlainText(line.text) }] : eachAddress(value, line.text);
  }
  const before = toPlainText(`${line.text} ${value.before}`);
  const isApart = line.isApart && /^[\s(<[]*$/.test(value.before);
  return [{ ...value, before: own === node.data ? before : withoutStart(before, own), isApart }];
}

/** Characters of a text that a tooltip completes. */
const LEAST_SHOWN = 3;

/**
 * The value of an element that shows a name or a cut address and holds the whole in an attribute: in `title` and its
 * like what is shown must be part of it, `aria-label` is what a screen reader says instead. Null: nothing of the sort.
 */
export function toHiddenText(element: Element): Value | null {
  const text = textOf(element);
  if (matches(element, CONTROLS) || isUnread(element)) return null;
  if (text.length > MAX_SHORT || text.includes('@')) return null;
  const label = attribute(element, 'aria-label');
  const whole = onlyAddress(label) ? label : text.trim().length < LEAST_SHOWN ? null : findOwnWhole(element, text);
  if (!whole) return null;
  const choice = flatClosest(element, CHOICE);
  return toValue(choice ?? element, element, whole, choice !== null, false);
}

function findOwnWhole(element: Element, text: string): string | null {
  if (!WHOLE_TEXT.some((name) => attribute(element, name).includes('@'))) return null;
  const whole = findWhole(element, text);
  return whole !== null && (isCut(text) || whole.includes(text.trim())) ? whole : null;
}
