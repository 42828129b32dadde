import { flatParent } from '../dom.ts';
import { bodyOf, childCount, closest, isDocument, isElement, parentElementOf, textWalker } from '../safe-dom.ts';
import type { Root } from '../roots.ts';
import { ITEM_LEVELS, MOST_ITEMS, MOST_TEXTS, TEXTS_IN_STEP } from '../weights.ts';
import { isInteresting } from './value.ts';

const UNREAD = 'script,style,noscript,template,textarea,option,title,datalist,[hidden]';

/** Rows of a table or list above which none of them is a field: subscribers, events, files. */
const MANY_ROWS = 30;

const isInLongTable = (node: Node): boolean => {
  const parent = parentElementOf(node);
  const row = parent && closest(parent, 'tr,li,[role="row"],[role="listitem"]');
  const list = row && parentElementOf(row);
  return list ? childCount(list) > MANY_ROWS : false;
};

/** One of a list of choices: which one is ticked decides, not how many there are. */
const isTickable = (text: Text): boolean => {
  const parent = parentElementOf(text);
  return !!parent && closest(parent, 'label,[role="radio"],[role="menuitemradio"]') !== null;
};

/**
 * Leaves out what is one of many alike: where more than `MOST_ITEMS` children of one box hold an address, they are
 * rows of a list. One climb of a few levels for each text.
 */
function withoutLists(texts: readonly Text[]): Text[] {
  const holders = new Map<Node, Set<Node>>();
  for (const text of texts) {
    let child: Node = text;
    for (let level = 0; level < ITEM_LEVELS; level += 1) {
      const parent = flatParent(child);
      if (!parent) break;
      const children = holders.get(parent);
      if (!children) holders.set(parent, new Set([child]));
      else if (children.size <= MOST_ITEMS) children.add(child);
      child = parent;
    }
  }
  const isItem = (text: Text): boolean => {
    let parent = flatParent(text);
    for (let level = 0; parent && level < ITEM_LEVELS; level += 1) {
      if ((holders.get(parent)?.size ?? 0) > MOST_ITEMS) return true;
      parent = flatParent(parent);
    }
    return false;
  };
  return texts.filter((text) => !isItem(text) || isTickable(text));
}

/** Text nodes that hold an address or a merge tag; null for each step without one. */
function* textsOf(root: Root): Generator<Text | null> {
  const top = isDocument(root) ? bodyOf(root) : root;
  if (!top) return;
  const walker = textWalker(top);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    seen += 1;
    if (isInteresting((node as Text).data)) yield node as Text;
    else if (seen % TEXTS_IN_STEP === 0) yield null;
  }
}

/** The texts of a page that may be a value, in steps; null where there are more than are read. */
export function* findTexts(roots: readonly Root[]): Generator<void, Text[] | null> {
  const texts: Text[] = [];
  for (const root of roots) {
    for (const text of textsOf(root)) {
      if (!text) {
        yield;
        continue;
      }
      const parent = flatParent(text);
      if (!isElement(parent) || closest(parent, UNREAD) || isInLongTable(text)) continue;
      texts.push(text);
      if (texts.length > MOST_TEXTS) return null;
      if (texts.length % TEXTS_IN_STEP === 0) yield;
    }
  }
  return withoutLists(texts);
}

/** Whether an element is read at all. */
export const isUnread = (element: Element): boolean => closest(element, UNREAD) !== null;
