import { onlyAddress } from '../page-address.ts';
import { attribute, parentElementOf } from '../safe-dom.ts';

/** Attributes that hold the whole of a text that is cut. */
export const WHOLE_TEXT = [
  'title',
  'aria-label',
  'data-tooltip',
  'data-title',
  'data-original-title',
  'data-full-text',
] as const;

export const HOLDS_ADDRESS = WHOLE_TEXT.map((name) => `[${name}*="@"]`).join(',');

/** An ellipsis, and what it leaves of the word that it cuts. */
const CUT = /(?<![^\s<>()"])([^\s<>()"]*)(?:…|\.{3})([^\s<>()"]*)/u;

export const isCut = (text: string): boolean => CUT.test(text);

/** Whether an attribute holds the whole of what is shown: the cut address itself, or all of the shown text. */
function completes(whole: string, address: string, shown: string): boolean {
  const [cut, head = '', tail = ''] = CUT.exec(shown) ?? [];
  if (cut === undefined) return shown !== '' && whole.includes(shown);
  if (head.length + tail.length > 2 && address.startsWith(head) && address.endsWith(tail)) return true;
  const [start = '', end = ''] = shown.split(cut).map((part) => part.trim());
  return (start !== '' || end !== '') && whole.includes(start) && whole.includes(end);
}

/** The whole text of one that is cut, from an attribute of the element or of one close around it; null: nowhere. */
export function findWhole(element: Element, text: string): string | null {
  const shown = text.trim();
  let current: Element | null = element;
  for (let level = 0; current && level < 3; level += 1) {
    for (const name of WHOLE_TEXT) {
      const whole = attribute(current, name);
      const address = whole === '' ? null : onlyAddress(whole);
      if (address && completes(whole, address, shown)) return whole;
    }
    current = parentElementOf(current);
  }
  return null;
}
