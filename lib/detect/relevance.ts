import {
  contains,
  documentOf,
  findFirst,
  isElement,
  isText,
  matches,
  parentOf,
  tagOf,
  textWalker,
} from './safe-dom.ts';
import { isInteresting } from './values/value.ts';

const FIELDS = 'input,textarea,select,iframe,[role="combobox"],[contenteditable],[role="dialog"],dialog';
/** Attributes whose change by itself shows, hides or fills a field. */
const TELLING = new Set([
  'hidden',
  'open',
  'inert',
  'aria-hidden',
  'value',
  'checked',
  'aria-checked',
  'title',
  'aria-modal',
]);
const MOST_FIELDS = 60;
const LONG = 4000;

/** Text nodes of one change that are looked at. */
const MOST_TEXTS = 60;

/** A text around a change holds an address. Of a large part only the beginning is looked at. */
function holdsAddress(node: Node): boolean {
  if (isText(node)) return isInteresting(node.data);
  const walker = textWalker(node);
  let length = 0;
  for (let seen = 0, text = walker.nextNode(); text && seen < MOST_TEXTS; seen += 1, text = walker.nextNode()) {
    const { data } = text as Text;
    if (isInteresting(data)) return true;
    length += data.length;
    if (length > LONG) return false;
  }
  return false;
}

const isTellingNode = (node: Node): boolean =>
  holdsAddress(node) ||
  (isElement(node) && (matches(node, FIELDS) || findFirst(node, FIELDS) !== null || tagOf(node).includes('-')));

/** A class or style of an element around a field may show or hide it. */
function holdsField(element: Element): boolean {
  const inputs = documentOf(element).getElementsByTagName('input');
  for (let index = 0; index < Math.min(inputs.length, MOST_FIELDS); index += 1) {
    if (contains(element, inputs[index] ?? null)) return true;
  }
  return holdsAddress(element);
}

function isTellingRecord({ type, target, attributeName, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === 'attributes') return TELLING.has(attributeName ?? '') || (isElement(target) && holdsField(target));
  if (type === 'characterData') return isInteresting((target as Text).data) || holdsAddress(parentOf(target) ?? target);
  return [...addedNodes].some(isTellingNode) || [...removedNodes].some(isTellingNode) || holdsAddress(target);
}

/** Whether changes of a page may have to do with a sender: those are looked at soon, all others when there is time. */
export const isTelling = (records: readonly MutationRecord[]): boolean => records.slice(0, 200).some(isTellingRecord);
