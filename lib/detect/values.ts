import { flatChildren, flatClosest, flatParent, flatPath, isElement, isShown, textNodes } from './dom.ts';
import { findAddresses, findMergeTags, onlyAddress, toPlainText } from './page-address.ts';

/** Something on the page that may be a field's value: a control, or a text that holds an address or a merge tag. */
export interface Value {
  /** What a label names: the control, or the element around the text. */
  element: Element;
  /** Where it stands in the page. */
  anchor: Node;
  isControl: boolean;
  /** Can be typed into. */
  isOpen: boolean;
  /** Marked as the one that was chosen among several. */
  isChosen: boolean;
  text: string;
  address: string | null;
  /** The last merge tag in it, where there is no whole address. */
  variable: string | null;
  /** What stands on the same line before the address, and behind it. */
  before: string;
  after: string;
}

const CONTROLS =
  'input,textarea,select,[contenteditable],[role="textbox"],[role="combobox"],button[aria-haspopup],[role="button"][aria-haspopup],[role="listbox"][aria-haspopup]';
const TYPED = /^(?:text|email|search|url|button|)$/;
/** What shows a choice and opens a list. */
const CHOICE =
  'button,[role="button"],[role="combobox"],[role="listbox"][aria-haspopup],[aria-haspopup="listbox"],[aria-haspopup="true"]:not(nav *)';
const MAX_VALUES = 600;
const MAX_SHORT = 240;

const INTERESTING = /[@＠]|\{\{|\*\||\{%|\[\[|%%/;

/** A text that may be, or hold, an address. */
export const isInteresting = (text: string): boolean => INTERESTING.test(text);

function toValue(element: Element, anchor: Node, text: string, isControl: boolean, isOpen: boolean): Value {
  const plain = toPlainText(text);
  const all = findAddresses(plain);
  const [first] = all;
  const address = onlyAddress(text);
  return {
    element,
    anchor,
    isControl,
    isOpen,
    isChosen: element.matches('select,[role="combobox"],[aria-haspopup]'),
    text: plain,
    address,
    variable: address ? null : (findMergeTags(text).at(-1) ?? null),
    before: first ? plain.slice(0, first.start) : '',
    after: first ? plain.slice(first.end) : '',
  };
}

const PLACEHOLDER = /(?:^|[\s_-])(?:is-)?place-?holder(?:$|[\s_-])/i;

const isPlaceholder = (element: Element): boolean =>
  PLACEHOLDER.test(`${element.getAttribute('class') ?? ''} ${element.id} ${element.getAttribute('part') ?? ''}`);

/** The text that a control shows, its placeholder and what is not rendered aside. */
function shownText(control: Element): string {
  const texts = textNodes(control, 30) ?? [];
  const shown = texts.filter(({ parentElement: parent }) => {
    if (!parent) return true;
    return (
      !flatClosest(parent, '[role="listbox"]:not([aria-haspopup]),[role="option"],[hidden]') && !isPlaceholder(parent)
    );
  });
  return shown.map(({ data }) => data).join(' ');
}

/** `hello` `@` `brand.com`: the parts of one address that stand beside a field, each in a box of its own. */
function followingParts(control: Element): string {
  const parts: string[] = [];
  let current: Node = control;
  for (let level = 0; level < 3 && parts.join('').length < 90; level += 1) {
    const parent = flatParent(current);
    if (!parent) break;
    const siblings = flatChildren(parent);
    for (const sibling of siblings.slice(siblings.indexOf(current) + 1, siblings.indexOf(current) + 4)) {
      parts.push(...partTexts(sibling));
    }
    if (parts.length > 0) break;
    current = parent;
  }
  return parts.slice(0, 3).join('');
}

function partTexts(node: Node): string[] {
  if (isElement(node)) {
    const field = node.matches('select,input') ? node : node.querySelector('select,input');
    if (field instanceof HTMLSelectElement) {
      const symbol = (textNodes(node, 4) ?? []).map(({ data }) => data.trim()).filter((text) => text === '@');
      return [...symbol, field.selectedOptions[0]?.text.trim() ?? ''];
    }
    if (field instanceof HTMLInputElement && field.type !== 'hidden') return [field.value.trim()];
  }
  return (textNodes(node, 4) ?? []).map(({ data }) => data.trim()).filter(Boolean);
}

const DOMAIN_PART = /^@?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;
const LOCAL_PART = /^[\p{L}\p{N}._%+-]{1,64}@?$/u;

function withFollowingParts(control: Element, text: string): string {
  if (!LOCAL_PART.test(text)) return text;
  const rest = followingParts(control);
  if (!DOMAIN_PART.test(rest)) return text;
  const whole = text.replace(/@$/, '') + (rest.startsWith('@') ? rest : `@${rest}`);
  return onlyAddress(whole) ? whole : text;
}

function selectText(select: HTMLSelectElement): string {
  const option = select.selectedOptions[0];
  if (!option || option.disabled) return '';
  const text = option.label.trim();
  return onlyAddress(text) || !onlyAddress(option.value) ? text : option.value;
}

function controlText(control: Element): string {
  if (control instanceof HTMLSelectElement) return selectText(control);
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    const text = isPlaceholder(control) && control.value === control.placeholder ? '' : control.value.trim();
    return withFollowingParts(control, text);
  }
  return shownText(control);
}

function isReadControl(control: Element): boolean {
  if (control instanceof HTMLInputElement) return TYPED.test(control.type);
  if (control.matches('select,textarea')) return true;
  // A wrapper of a field: the field itself is read.
  return (
    !control.querySelector('input:not([type="hidden"]),select,textarea') &&
    control.closest('[contenteditable="false"]') !== control
  );
}

const toControl = (control: Element): Value => {
  const isOpen = control.matches('input,textarea,[contenteditable],[role="textbox"]');
  const value = toValue(control, control, controlText(control), true, isOpen);
  return value;
};

/** An ellipsis cut the text; the whole stands in an attribute. */
const CUT = /^(.*?)(?:…|\.\.\.)(.*)$/u;
const WHOLE_TEXT = ['title', 'aria-label', 'data-tooltip', 'data-title', 'data-original-title', 'data-full-text'];

/** The whole address of a text that is cut, from an attribute of the element or of one close around it. */
function uncut(element: Element, text: string): string | null {
  const cut = CUT.exec(text);
  const shown = text.trim();
  for (const current of [element, element.parentElement, element.parentElement?.parentElement]) {
    for (const name of WHOLE_TEXT) {
      const whole = current?.getAttribute(name);
      const address = whole && onlyAddress(whole);
      if (!whole || !address) continue;
      const [start, end] = cut ? [cut[1]?.trim() ?? '', cut[2]?.trim() ?? ''] : [shown, ''];
      if ((start !== '' || end !== '') && whole.includes(start) && whole.includes(end)) return whole;
    }
  }
  return null;
}

const isInline = (node: Node | null): boolean =>
  !!node && (!isElement(node) || /^(?:inline|contents)/.test(getComputedStyle(node).display));

/** Marks within a word: what they hold belongs to it. */
const TIGHT = 'b,strong,em,mark,i,u';

const isTight = (text: Text | undefined): boolean => text?.parentElement?.matches(TIGHT) ?? false;
const isWhole = (text: string): boolean => findAddresses(toPlainText(text)).length > 0;

/**
 * The text around a text node that belongs to the same address: an address may be split over elements. Only as much
 * is joined as makes it whole, because a name beside it is often not separated by a blank either.
 */
function joinedText(node: Text): string {
  let box = node.parentElement;
  for (let level = 0; box && level < 3; level += 1) {
    const texts = textNodes(box, 12);
    if (!texts || texts.length > 12) break;
    const joined = texts.length > 1 ? joinAround(texts, texts.indexOf(node)) : null;
    if (joined) return joined;
    if (!isInline(box) && isWhole(node.data)) break;
    box = box.parentElement;
  }
  return node.data;
}

function joinAround(texts: readonly Text[], index: number): string | null {
  const pieces = texts.map(({ data }) => data);
  const joined = (from: number, to: number): string =>
    pieces
      .slice(from, to + 1)
      .map((text) => text.trim())
      .join('');
  let [from, to] = [index, index];
  const reach = (): boolean => isWhole(joined(from, to)) && !/\s/.test(joined(from, to));
  for (const [left, right] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [0, 2],
    [1, 2],
    [2, 2],
    [2, 3],
    [0, 3],
  ] as const) {
    [from, to] = [Math.max(0, index - left), Math.min(pieces.length - 1, index + right)];
    if (reach()) break;
  }
  if (!reach()) return null;
  while (from > 0 && continues(texts[from - 1], texts[from])) from -= 1;
  while (to < pieces.length - 1 && continues(texts[to], texts[to + 1])) to += 1;
  return joined(from, to);
}

/** The other text is bare, beside the mark: a name in bold is followed by an element of its own. */
const isBeside = (marked: Text, bare: Text): boolean => marked.parentElement?.parentElement === bare.parentElement;

/** Nothing breaks the line between a text and the other. */
const flows = ({ parentElement: own }: Text, other: Text): boolean => !!own && (own.contains(other) || isInline(own));

/** Two texts are one word: a mark within it ends or begins here, or a dot or hyphen holds them together. */
function continues(left: Text | undefined, right: Text | undefined): boolean {
  if (!left || !right || !/\S$/.test(left.data) || !/^\S/.test(right.data)) return false;
  if (/\s/.test(left.data.trim()) || !flows(left, right) || !flows(right, left)) return false;
  const isMarked = isTight(left) ? isBeside(left, right) : isTight(right) && isBeside(right, left);
  return isMarked || /^[.-][\p{L}\d]/u.test(right.data) || /[.+_-]$/.test(left.data);
}

/** What stands before a node on its own line. */
function lineBefore(node: Node): string {
  let text = '';
  let current: Node = node;
  for (let level = 0; level < 4; level += 1) {
    for (let sibling = current.previousSibling; sibling; sibling = sibling.previousSibling) {
      if (!isInline(sibling) || (isElement(sibling) && sibling.matches('br,input,select,textarea,button,label')))
        return text;
      text = `${sibling.textContent ?? ''} ${text}`;
      if (text.length > 160) return text;
    }
    const parent = current.parentElement;
    if (!parent || !isInline(parent)) return text;
    current = parent;
  }
  return text;
}

/** What stands before an address whose first parts are texts of their own. */
function withoutStart(before: string, joined: string): string {
  for (let length = joined.length; length > 0; length -= 1) {
    if (before.endsWith(joined.slice(0, length))) return before.slice(0, -length);
  }
  return before;
}

const UNREAD = 'script,style,noscript,template,textarea,option,title,datalist,[hidden]';

function toTexts(node: Text): Value[] {
  const parent = node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host ?? null;
  if (!parent || parent.closest(UNREAD) || isPlaceholder(parent)) return [];
  const choice = flatClosest(parent, CHOICE);
  const isChoice = choice !== null && (choice.textContent ?? '').length <= MAX_SHORT;
  const element = isChoice ? choice : parent;
  const own = joinedText(node);
  const text = onlyAddress(own) ? own : (uncut(parent, own) ?? own);
  const value = toValue(element, node, text, isChoice, false);
  const line = lineBefore(node);
  if (!value.address) return value.variable ? [{ ...value, before: toPlainText(line) }] : eachAddress(value, line);
  const before = toPlainText(`${line} ${value.before}`);
  return [{ ...value, before: own === node.data ? before : withoutStart(before, own) }];
}

/** Several addresses in one text: each with what stands between it and the one before. */
function eachAddress(value: Value, line: string): Value[] {
  let start = 0;
  return findAddresses(value.text).map((found) => {
    const before = `${start === 0 ? line : ''} ${value.text.slice(start, found.start)}`.replace(
      /^[\s>)\],;·|–—-]+/u,
      '',
    );
    start = found.end;
    return { ...value, address: found.address, before: toPlainText(before), after: '' };
  });
}

/** A text without `@` that was cut before it: the attribute of its element holds the whole. */
function toCutText(element: Element): Value | null {
  const text = element.textContent ?? '';
  if (element.matches(`${CONTROLS},${UNREAD}`) || text.length > MAX_SHORT || text.includes('@')) return null;
  if (text.trim().length < 3) return null;
  const whole = uncut(element, text);
  const isCutShort = whole !== null && (CUT.test(text) || whole.startsWith(text.trim()));
  if (!isCutShort) return null;
  const choice = flatClosest(element, CHOICE);
  return toValue(choice ?? element, element, whole, choice !== null, false);
}

const MANY_ROWS = 30;

/** A row of a long list: subscribers, events, files. */
const isOneOfMany = (node: Node): boolean =>
  (node.parentElement?.closest('tr,li,[role="row"],[role="listitem"]')?.parentElement?.childElementCount ?? 0) >
  MANY_ROWS;

/** Text nodes worth a look. Whole branches are passed over by their text alone, which the browser gives at once. */
function* interestingTexts(node: Node): Generator<Text> {
  if (node.nodeType === Node.TEXT_NODE) {
    if (!isOneOfMany(node)) yield node as Text;
    return;
  }
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const isSilent = isElement(child) && child.matches('script,style,noscript,template');
    if (!isSilent && INTERESTING.test(child.textContent ?? '')) yield* interestingTexts(child);
  }
}

/** The radio or checkbox that decides whether a text counts: its label's, or the only one in its row. */
function deciderOf(node: Node): Element | null {
  const label = flatClosest(node, 'label');
  if (label instanceof HTMLLabelElement && label.control?.matches('input[type="radio"],input[type="checkbox"]')) {
    return label.control;
  }
  let level = 0;
  for (const current of flatPath(node)) {
    if (!isElement(current)) continue;
    level += 1;
    if (level > 5 || current.childElementCount > 12) return null;
    if (current.matches('[role="radio"],[role="menuitemradio"]')) return current;
    const radios = current.querySelectorAll('input[type="radio"],[role="radio"]');
    if (radios.length > 1) return null;
    if (radios[0]) return radios[0];
  }
  return null;
}

const isChosen = (decider: Element): boolean =>
  decider instanceof HTMLInputElement ? decider.checked : decider.getAttribute('aria-checked') === 'true';

function keepsChoice(value: Value): Value | null {
  if (value.isControl && value.element.matches('input,select,textarea')) return value;
  const decider = deciderOf(value.anchor);
  if (!decider) return value;
  return isChosen(decider) ? { ...value, isControl: true, isChosen: true } : null;
}

const TYPEAHEAD = 'input[role="combobox"],input[aria-autocomplete],input[aria-haspopup="listbox"]';
/** What a library calls the choice that it shows in a box of its own. */
const SHOWN_CHOICE = /(?:^|[\s_-])(?:item|token|chip|tag|pill|selected|single-?value|multi-?value)/i;

/** Typeaheads keep their own input empty and show the choice beside it: the two are one value. */
function adoptShownChoice(values: Value[]): Value[] {
  const adopted = new Set<Value>();
  const result = values.map((value) => {
    const shown = value.text === '' && value.element.matches('input') ? shownChoice(value.element, values) : null;
    if (!shown) return value;
    adopted.add(shown);
    return { ...shown, element: value.element, anchor: shown.anchor, isControl: true, isOpen: false };
  });
  return result.filter((value) => !adopted.has(value));
}

function shownChoice(input: Element, values: readonly Value[]): Value | null {
  const isTypeahead = input.matches(TYPEAHEAD);
  let level = 0;
  for (const box of flatPath(flatParent(input))) {
    if (!isElement(box)) continue;
    level += 1;
    if (level > (isTypeahead ? 4 : 1)) return null;
    const inside = values.filter(({ element }) => element !== input && box.contains(element));
    const [shown] = inside;
    if (inside.length > 1 || (shown && shown.element.matches(CONTROLS))) return null;
    if (shown) return isTypeahead || SHOWN_CHOICE.test(shown.element.className) ? shown : null;
  }
  return null;
}

/** The field of a typeahead is as narrow as the cursor while nothing is typed: its box counts. */
function isValueShown({ anchor }: Value): boolean {
  const isTypeahead = isElement(anchor) && anchor.matches('input[role="combobox"],input[aria-autocomplete]');
  return isShown((isTypeahead && flatParent(anchor)) || anchor);
}

/**
 * Every value that a person can see. `seen` counts what was looked at; null where there is more than is read.
 */
export function findValues(roots: readonly (Document | ShadowRoot)[]): Value[] | null {
  const values: Value[] = [];
  for (const root of roots) {
    for (const control of root.querySelectorAll(CONTROLS)) if (isReadControl(control)) values.push(toControl(control));
    for (const node of interestingTexts(root instanceof Document ? root.body : root)) {
      values.push(...toTexts(node));
      if (values.length > MAX_VALUES * 4) return null;
    }
    for (const element of root.querySelectorAll(
      '[title*="@"],[aria-label*="@"],[data-tooltip*="@"],[data-title*="@"],[data-full-text*="@"]',
    )) {
      const value = toCutText(element);
      if (value) values.push(value);
    }
  }
  const shown = values.filter(isValueShown);
  return adoptShownChoice(dropDoubles(shown.map(keepsChoice).filter((value) => value !== null)));
}

/** A combobox that is read as a control is not read again as a text. */
function dropDoubles(values: Value[]): Value[] {
  const controls = new Map<Element, Value>();
  for (const value of values) {
    const known = controls.get(value.element);
    if (value.isControl && !known?.address) controls.set(value.element, value);
  }
  return [...controls.values(), ...values.filter(({ isControl }) => !isControl)];
}
