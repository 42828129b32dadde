/** Helpers over the flat tree: what the page shows, with slots filled in and open shadow roots in their place. */

const MAX_DEPTH = 200;

/** Parent in the flat tree; a slotted node's parent is its slot, a shadow root's is its host. */
export function flatParent(node: Node): Node | null {
  const slot = (node as Partial<Element>).assignedSlot;
  if (slot) return slot;
  const parent = node.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent;
}

/** Children in the flat tree. */
export function flatChildren(node: Node): readonly Node[] {
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return [...((node as Partial<Element>).shadowRoot ?? node).childNodes];
}

/** The node itself and what encloses it, innermost first. */
export function* flatPath(node: Node | null): Generator<Node> {
  let current = node;
  for (let depth = 0; current && depth < MAX_DEPTH; depth += 1) {
    yield current;
    current = flatParent(current);
  }
}

export const isElement = (node: Node | null | undefined): node is Element => node?.nodeType === Node.ELEMENT_NODE;

const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE;

/** The element itself or the nearest around it, across shadow roots. */
export function flatClosest(node: Node, selector: string): Element | null {
  for (const current of flatPath(node)) if (isElement(current) && current.matches(selector)) return current;
  return null;
}

/** An element by its id, in the tree in which the node stands. */
export function byId(node: Node, id: string): Element | null {
  const root = node.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null;
}

const SILENT = 'script,style,noscript,template,svg,select,textarea,input,iframe,object,canvas,video,audio';

/** Text nodes below a node in the order of the page, at most so many; null where there are more. */
export function textNodes(node: Node, most: number): Text[] | null {
  const found: Text[] = [];
  const visit = (current: Node): boolean => {
    if (isText(current)) {
      if (current.data.trim() !== '') found.push(current);
    } else if (isElement(current) && current.matches(SILENT)) {
      return true;
    } else {
      for (const child of flatChildren(current)) if (!visit(child)) return false;
    }
    return found.length <= most;
  };
  return visit(node) ? found : null;
}

/** The place of a text or an element on the screen. */
export function rectOf(node: Node): DOMRect {
  if (isElement(node)) return node.getBoundingClientRect();
  const range = (node.ownerDocument as Document).createRange();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
}

/** The element whose box shows a node: slots and `display: contents` have none of their own. */
function boxOf(node: Node): Element | null {
  for (const current of flatPath(node)) {
    if (isElement(current) && getComputedStyle(current).display !== 'contents') return current;
  }
  return null;
}

/** Rendered at all: not `display: none`, not `visibility: hidden`. What is only for screen readers counts. */
export const isRendered = (node: Node): boolean => boxOf(node)?.checkVisibility({ visibilityProperty: true }) ?? false;

const OPEN_DIALOG = 'dialog[open],[role="dialog"],[role="alertdialog"],[aria-modal="true"]';

/** `aria-hidden` hides, unless a modal dialog put it on the page behind itself. */
function isAriaHidden(node: Node): boolean {
  const hidden = flatClosest(node, '[aria-hidden="true"]');
  if (!hidden) return false;
  const dialogs = [...hidden.ownerDocument.querySelectorAll(OPEN_DIALOG)];
  return !dialogs.some((dialog) => !hidden.contains(dialog) && dialog.checkVisibility({ visibilityProperty: true }));
}

const SMALLEST = 4;

/** The part of a place that the boxes around it let through; null where nothing of it can ever be seen. */
function isClippedAway(node: Node, rect: DOMRect): boolean {
  let { left, right, top, bottom } = rect;
  for (const current of flatPath(isElement(node) ? flatParent(node) : node)) {
    if (!isElement(current)) continue;
    const { overflowX, overflowY, position } = getComputedStyle(current);
    const isRoot = current === current.ownerDocument.body || current === current.ownerDocument.documentElement;
    if (overflowX !== 'visible' || overflowY !== 'visible') {
      const box = current.getBoundingClientRect();
      // A page behind a dialog is often locked with overflow on the body: that hides nothing for good.
      if (isRoot) {
        if (overflowX !== 'visible' && (left >= innerWidth || right <= 0) && scrollX === 0) return true;
        continue;
      }
      const scrollsX = overflowX === 'auto' || overflowX === 'scroll';
      const scrollsY = overflowY === 'auto' || overflowY === 'scroll';
      if (box.width < SMALLEST || box.height < SMALLEST) return true;
      if (scrollsX) [left, right] = [box.left, box.right];
      if (scrollsY) [top, bottom] = [box.top, box.bottom];
      left = Math.max(left, box.left);
      right = Math.min(right, box.right);
      top = Math.max(top, box.top);
      bottom = Math.min(bottom, box.bottom);
      if (right - left < SMALLEST || bottom - top < SMALLEST) return true;
    }
    // What is fixed outside of the window cannot be scrolled to.
    if (position === 'fixed') return right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
  }
  return false;
}

/** A person can see it, perhaps after scrolling. */
export function isShown(node: Node): boolean {
  const element = boxOf(node);
  if (!element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const rect = rectOf(node);
  if (rect.width < SMALLEST || rect.height < SMALLEST) return false;
  if (rect.right + scrollX <= 0 || rect.bottom + scrollY <= 0) return false;
  const page = element.ownerDocument.documentElement;
  if (rect.left + scrollX >= Math.max(page.scrollWidth, innerWidth)) return false;
  return !isClippedAway(node, rect) && !isAriaHidden(node);
}

/** The open dialog around a node, or null. */
export const dialogOf = (node: Node): Element | null => flatClosest(node, OPEN_DIALOG);
