import { flatClosest, flatPath, textNodes } from '../dom.ts';
import { onlyAddress } from '../page-address.ts';
import { attribute, closest, contains, findAll, findFirst, isElement, matches, parentElementOf } from '../safe-dom.ts';
import { withFollowingParts } from './address-parts.ts';
import { isPlaceholder, toValue, type Value } from './value.ts';

/** Everything that holds a value by itself. */
export const CONTROLS =
  'input,textarea,select,[contenteditable],[role="textbox"],[role="combobox"],button[aria-haspopup],[role="button"][aria-haspopup],[role="listbox"][aria-haspopup]';
const TYPED = /^(?:text|email|search|url|button|)$/;

/** The text that a control shows, without its placeholder and without the list that it opens. */
function shownText(control: Element): string {
  const shown = (textNodes(control, 30) ?? []).filter((text) => {
    const parent = parentElementOf(text);
    if (!parent) return true;
    return (
      !flatClosest(parent, '[role="listbox"]:not([aria-haspopup]),[role="option"],[hidden]') && !isPlaceholder(parent)
    );
  });
  return shown.map(({ data }) => data).join(' ');
}

function selectText(select: HTMLSelectElement): string {
  const option = select.selectedOptions[0];
  if (!option || option.disabled) return '';
  const text = option.label.trim();
  return onlyAddress(text) || !onlyAddress(option.value) ? text : option.value;
}

/** What a button shows; where that is a name only, the address that its accessible name holds. */
function buttonText(control: Element): string {
  const shown = shownText(control);
  if (shown.includes('@')) return shown;
  const named = ['aria-label', 'aria-valuetext', 'title'].map((name) => attribute(control, name));
  return named.find((text) => onlyAddress(text)) ?? shown;
}

const LAYERS = 4;

/** The field of a list that lies over the page: what is typed there looks for a choice and is none. */
export function isSearchOfList(control: Element): boolean {
  if (!(control instanceof HTMLInputElement)) return false;
  if (control.type === 'search' || attribute(control, 'role') === 'searchbox') return true;
  let level = 0;
  for (const box of flatPath(control)) {
    if (!isElement(box)) continue;
    level += 1;
    if (level > LAYERS) return false;
    const { position } = getComputedStyle(box);
    if (position !== 'absolute' && position !== 'fixed') continue;
    const list = findFirst(box, '[role="listbox"],[role="menu"],[role="tree"]');
    const fields = findAll(box, 'input:not([type="hidden"]),select,textarea');
    return list !== null && fields.length === 1 && contains(box, control);
  }
  return false;
}

function controlText(control: Element): string {
  if (control instanceof HTMLSelectElement) return selectText(control);
  if (isSearchOfList(control)) return '';
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    const text = isPlaceholder(control) && control.value === control.placeholder ? '' : control.value.trim();
    return withFollowingParts(control, text);
  }
  return buttonText(control);
}

/** A control that is read itself: no wrapper of a field, no hidden or ticked one. */
export function isReadControl(control: Element): boolean {
  if (control instanceof HTMLInputElement) return TYPED.test(control.type);
  if (matches(control, 'select,textarea')) return true;
  return (
    !findFirst(control, 'input:not([type="hidden"]),select,textarea') &&
    closest(control, '[contenteditable="false"]') !== control
  );
}

export function toControl(control: Element): Value {
  const isOpen = matches(control, 'input,textarea,[contenteditable],[role="textbox"]');
  return toValue(control, control, controlText(control), true, isOpen);
}
