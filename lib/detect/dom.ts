/** Helpers over the flat tree: what the page shows, with slots filled in and open shadow roots in their place. */
import {
  boxOf,
  childNodesOf,
  contains,
  documentOf,
  findAll,
  isElement,
  isText,
  isVisible,
  matches,
  parentOf,
  bodyOf,
  rootElementOf,
  shadowOf,
  slotOf,
} from './safe-dom.ts';
import { LEAST_SIDE, MOST_DEPTH } from './weights.ts';

/** Parent in the flat tree; a slotted node's parent is its slot, a shadow root's is its host. */
export function flatParent(node: Node): Node | null {
  const slot = slotOf(node);
  if (slot) return slot;
  const parent = parentOf(node);
  return parent instanceof ShadowRoot ? parent.host : parent;
}

/** Children in the flat tree. */
export function flatChildren(node: Node): readonly Node[] {
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return [...childNodesOf((isElement(node) && shadowOf(node)) || node)];
}

/** The node itself and what encloses it, innermost first. */
export function* flatPath(node: Node | null): Generator<Node> {
  let current = node;
  for (let depth = 0; current && depth < MOST_DEPTH; depth += 1) {
    yield current;
    current = flatParent(current);
  }
}

/** The element itself or the nearest around it, across shadow roots. */
export function flatClosest(node: Node, selector: string): Element | null {
  for (const current of flatPath(node)) if (isElement(current) && matches(current, selector)) return current;
  return null;
}

const SILENT = 'script,style,noscript,template,svg,select,textarea,input,iframe,object,canvas,video,audio';

/** Text nodes below a node in the order of the page, at most so many; null where there are more. */
export function textNodes(node: Node, most: number): Text[] | null {
  const found: Text[] = [];
  const visit = (current: Node, depth: number): boolean => {
    if (isText(current)) {
      if (current.data.trim() !== '') found.push(current);
    } else if (isElement(current) && matches(current, SILENT)) {
      return true;
    } else if (depth < MOST_DEPTH) {
      for (const child of flatChildren(current)) if (!visit(child, depth + 1)) return false;
    }
    return found.length <= most;
  };
  return visit(node, 0) ? found : null;
}

/** The texts of a node as one line, '' where there are more than so many. */
export const textLine = (node: Node, most = 30): string =>
  (textNodes(node, most) ?? []).map(({ data }) => data.trim()).join(' ');

/** The place of a text or an element on the screen. */
export function rectOf(node: Node): DOMRect {
  if (isElement(node)) return boxOf(node);
  const range = new Range();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
}

/** The element whose box shows a node: slots and `display: contents` have none of their own. */
function boxElement(node: Node): Element | null {
  for (const current of flatPath(node)) {
    if (isElement(current) && getComputedStyle(current).display !== 'contents') return current;
  }
  return null;
}

/** Rendered at all: not `display: none`, not `visibility: hidden`. What is only for screen readers counts. */
export function isRendered(node: Node): boolean {
  const element = boxElement(node);
  return element !== null && isVisible(element, { visibilityProperty: true });
}

const OPEN_DIALOG = 'dialog[open],[role="dialog"],[role="alertdialog"],[aria-modal="true"]';

/** `aria-hidden` hides, unless a modal dialog put it on the page behind itself. */
function isAriaHidden(node: Node): boolean {
  const hidden = flatClosest(node, '[aria-hidden="true"]');
  if (!hidden) return false;
  const dialogs = [...findAll(documentOf(hidden), OPEN_DIALOG)];
  return !dialogs.some((dialog) => !contains(hidden, dialog) && isVisible(dialog, { visibilityProperty: true }));
}

/** Nothing of a place can ever be seen, because of the boxes around it. */
function isClippedAway(node: Node, rect: DOMRect): boolean {
  const document = documentOf(node);
  let { left, right, top, bottom } = rect;
  for (const current of flatPath(isElement(node) ? flatParent(node) : node)) {
    if (!isElement(current)) continue;
    const { overflowX, overflowY, position } = getComputedStyle(current);
    const isRoot = current === bodyOf(document) || current === rootElementOf(document);
    if (overflowX !== 'visible' || overflowY !== 'visible') {
      const box = boxOf(current);
      // A page behind a dialog is often locked with overflow on the body: that hides nothing for good.
      if (isRoot) {
        if (overflowX !== 'visible' && (left >= innerWidth || right <= 0) && scrollX === 0) return true;
        continue;
      }
      const scrollsX = overflowX === 'auto' || overflowX === 'scroll';
      const scrollsY = overflowY === 'auto' || overflowY === 'scroll';
      if (box.width < LEAST_SIDE || box.height < LEAST_SIDE) return true;
      if (scrollsX) [left, right] = [box.left, box.right];
      if (scrollsY) [top, bottom] = [box.top, box.bottom];
      left = Math.max(left, box.left);
      right = Math.min(right, box.right);
      top = Math.max(top, box.top);
      bottom = Math.min(bottom, box.bottom);
      if (right - left < LEAST_SIDE || bottom - top < LEAST_SIDE) return true;
    }
    // What is fixed outside of the window cannot be scrolled to.
    if (position === 'fixed') return right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
  }
  return false;
}

/** A person can see it, perhaps after scrolling. */
export function isShown(node: Node): boolean {
  const element = boxElement(node);
  if (!element || !isVisible(element, { visibilityProperty: true, opacityProperty: true })) return false;
  const rect = rectOf(node);
  if (rect.width < LEAST_SIDE || rect.height < LEAST_SIDE) return false;
  if (rect.right + scrollX <= 0 || rect.bottom + scrollY <= 0) return false;
  const pageWidth = rootElementOf(documentOf(element))?.scrollWidth ?? 0;
  if (rect.left + scrollX >= Math.max(pageWidth, innerWidth)) return false;
  return !isClippedAway(node, rect) && !isAriaHidden(node);
}

/** The open dialog around a node, or null. */
export const dialogOf = (node: Node): Element | null => flatClosest(node, OPEN_DIALOG);
