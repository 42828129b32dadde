import { flatChildren, flatParent, textNodes } from '../dom.ts';
import { onlyAddress } from '../page-address.ts';
import { findFirst, isElement, matches } from '../safe-dom.ts';

const DOMAIN_PART = /^@?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;
const LOCAL_PART = /^[\p{L}\p{N}._%+-]{1,64}@?$/u;
/** Characters of the parts after the field; a domain has at most 253, a shown one far fewer. */
const MOST_LENGTH = 90;

/** The texts and values of one box next to a field. */
function partTexts(node: Node): string[] {
  if (isElement(node)) {
    const field = matches(node, 'select,input') ? node : findFirst(node, 'select,input');
    if (field instanceof HTMLSelectElement) {
      const symbol = (textNodes(node, 4) ?? []).map(({ data }) => data.trim()).filter((text) => text === '@');
      return [...symbol, field.selectedOptions[0]?.text.trim() ?? ''];
    }
    if (field instanceof HTMLInputElement && field.type !== 'hidden') return [field.value.trim()];
  }
  return (textNodes(node, 4) ?? []).map(({ data }) => data.trim()).filter(Boolean);
}

/** `hello` `@` `brand.com`: the parts of one address that follow a field, each in a box of its own. */
function followingParts(control: Element): string {
  const parts: string[] = [];
  let current: Node = control;
  for (let level = 0; level < 3 && parts.join('').length < MOST_LENGTH; level += 1) {
    const parent = flatParent(current);
    if (!parent) break;
    const siblings = flatChildren(parent);
    const index = siblings.indexOf(current);
    for (const sibling of siblings.slice(index + 1, index + 4)) parts.push(...partTexts(sibling));
    if (parts.length > 0) break;
    current = parent;
  }
  return parts.slice(0, 3).join('');
}

/** The text of a field, with the rest of its address where that is in other fields or texts behind it. */
export function withFollowingParts(control: Element, text: string): string {
  if (!LOCAL_PART.test(text)) return text;
  const rest = followingParts(control);
  if (!DOMAIN_PART.test(rest)) return text;
  const whole = text.replace(/@$/, '') + (rest.startsWith('@') ? rest : `@${rest}`);
  return onlyAddress(whole) ? whole : text;
}
