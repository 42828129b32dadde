import { attribute, matches } from '../safe-dom.ts';
import { findAddresses, findMergeTags, onlyAddress, toPlainText } from '../page-address.ts';

/** Something on the page that may be a field's value: a control, or a text that holds an address or a merge tag. */
export interface Value {
  /** What a label names: the control, or the element around the text. */
  element: Element;
  /** Where it is in the page. */
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
  /** What precedes the address on the same line, and what follows it. */
  before: string;
  after: string;
  /** All that precedes the address on its line are elements of their own, as of a name next to its address. */
  isApart: boolean;
}

/** What shows a choice and opens a list. */
export const CHOSEN = 'select,[role="combobox"],[aria-haspopup]';

const INTERESTING = /[@＠]|\{\{|\*\||\{%|\[\[|%%/;

/** A text that may be, or hold, an address. */
export const isInteresting = (text: string): boolean => INTERESTING.test(text);

export function toValue(element: Element, anchor: Node, text: string, isControl: boolean, isOpen: boolean): Value {
  const plain = toPlainText(text);
  const [first] = findAddresses(plain);
  const address = onlyAddress(text);
  return {
    element,
    anchor,
    isControl,
    isOpen,
    isChosen: matches(element, CHOSEN),
    text: plain,
    address,
    variable: address ? null : (findMergeTags(text).at(-1) ?? null),
    before: first ? plain.slice(0, first.start) : '',
    after: first ? plain.slice(first.end) : '',
    isApart: false,
  };
}

const PLACEHOLDER = /(?:^|[\s_-])(?:is-)?place-?holder(?:$|[\s_-])/i;

/** An element or control that shows what could be there, not what is. */
export const isPlaceholder = (element: Element): boolean =>
  ['class', 'id', 'part'].some((name) => PLACEHOLDER.test(attribute(element, name)));
