import { flatClosest, flatParent, flatPath } from '../dom.ts';
import { attribute, childCount, contains, findAll, isElement, matches } from '../safe-dom.ts';
import { CONTROLS, isSearchOfList } from './controls.ts';
import type { Value } from './value.ts';

const RADIO = 'input[type="radio"],[role="radio"]';

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
    if (level > 5 || childCount(current) > 12) return null;
    if (matches(current, '[role="radio"],[role="menuitemradio"]')) return current;
    const radios = findAll(current, RADIO);
    if (radios.length > 1) return null;
    if (radios[0]) return radios[0];
  }
  return null;
}

const isChosen = (decider: Element): boolean =>
  decider instanceof HTMLInputElement ? decider.checked : attribute(decider, 'aria-checked') === 'true';

/** The value where nothing decides about it or it was chosen, else null. */
export function keepsChoice(value: Value): Value | null {
  if (value.isControl && matches(value.element, 'input,select,textarea')) return value;
  const decider = deciderOf(value.anchor);
  if (!decider) return value;
  return isChosen(decider) ? { ...value, isControl: true, isChosen: true } : null;
}

const TYPEAHEAD = 'input[role="combobox"],input[aria-autocomplete],input[aria-haspopup="listbox"]';
/** What a library calls the choice that it shows in a box of its own. */
const SHOWN_CHOICE = /(?:^|[\s_-])(?:item|token|chip|tag|pill|selected|single-?value|multi-?value)/i;

function shownChoice(input: Element, values: readonly Value[]): Value | null {
  const isTypeahead = matches(input, TYPEAHEAD);
  let level = 0;
  for (const box of flatPath(flatParent(input))) {
    if (!isElement(box)) continue;
    level += 1;
    if (level > (isTypeahead ? 4 : 1)) return null;
    const inside = values.filter(({ element }) => element !== input && contains(box, element));
    const [shown] = inside;
    if (inside.length > 1 || (shown && matches(shown.element, CONTROLS))) return null;
    if (shown) return isTypeahead || SHOWN_CHOICE.test(attribute(shown.element, 'class')) ? shown : null;
  }
  return null;
}

/** Typeaheads keep their own input empty and show the choice next to it: the two are one value. */
export function adoptShownChoice(values: readonly Value[]): Value[] {
  const adopted = new Set<Value>();
  const result = values.map((value) => {
    const isInput = value.text === '' && matches(value.element, 'input');
    const shown = isInput ? shownChoice(value.element, values) : null;
    if (!shown) return value;
    adopted.add(shown);
    return { ...shown, element: value.element, anchor: shown.anchor, isControl: true, isOpen: false };
  });
  return result.filter((value) => !adopted.has(value) && !(value.text === '' && isSearchOfList(value.element)));
}

/** A combobox that is read as a control is not read again as a text. */
export function dropDoubles(values: readonly Value[]): Value[] {
  const controls = new Map<Element, Value>();
  for (const value of values) {
    const known = controls.get(value.element);
    if (value.isControl && !known?.address) controls.set(value.element, value);
  }
  return [...controls.values(), ...values.filter(({ isControl }) => !isControl)];
}
