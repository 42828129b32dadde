/**
 * The DOM as the platform defines it. A form's fields are readable as its properties: in a form with fields called
 * `children`, `matches` or `parentNode`, `form.matches(...)` is a field and no method, and an image called `body`
 * hides `document.body`. Everything here goes through the prototypes and never sees a page's names.
 */

type Owner = { readonly prototype: object };

function getter<T>(owner: Owner, name: string): (node: object) => T {
  const read = Object.getOwnPropertyDescriptor(owner.prototype, name)?.get;
  return (node) => read?.call(node) as T;
}

function method<A extends unknown[], T>(owner: Owner, name: string): (node: object, ...args: A) => T {
  const call = Object.getOwnPropertyDescriptor(owner.prototype, name)?.value as (...args: A) => T;
  return (node, ...args) => call.apply(node, args);
}

const nodeType = getter<number>(Node, 'nodeType');
export const parentOf = getter<Node | null>(Node, 'parentNode');
export const parentElementOf = getter<Element | null>(Node, 'parentElement');
export const childNodesOf = getter<NodeListOf<ChildNode>>(Node, 'childNodes');
export const firstChildOf = getter<Node | null>(Node, 'firstChild');
export const nextOf = getter<Node | null>(Node, 'nextSibling');
export const previousOf = getter<Node | null>(Node, 'previousSibling');
export const documentOf = getter<Document>(Node, 'ownerDocument');
export const isInDocument = getter<boolean>(Node, 'isConnected');
export const rootOf = method<[], Node>(Node, 'getRootNode');
export const contains = method<[Node | null], boolean>(Node, 'contains');
const textContent = getter<string | null>(Node, 'textContent');
export const textOf = (node: Node): string => textContent(node) ?? '';

export const tagOf = getter<string>(Element, 'localName');
export const idOf = getter<string>(Element, 'id');
export const shadowOf = getter<ShadowRoot | null>(Element, 'shadowRoot');
export const attributesOf = getter<NamedNodeMap>(Element, 'attributes');
export const childrenOf = getter<HTMLCollection>(Element, 'children');
export const childCount = getter<number>(Element, 'childElementCount');
export const nextElementOf = getter<Element | null>(Element, 'nextElementSibling');
export const previousElementOf = getter<Element | null>(Element, 'previousElementSibling');
export const matches = method<[string], boolean>(Element, 'matches');
export const closest = method<[string], Element | null>(Element, 'closest');
const getAttribute = method<[string], string | null>(Element, 'getAttribute');
/** An attribute's value; '' where there is none. */
export const attribute = (element: Element, name: string): string => getAttribute(element, name) ?? '';
export const boxOf = method<[], DOMRect>(Element, 'getBoundingClientRect');
export const isVisible = method<[CheckVisibilityOptions], boolean>(Element, 'checkVisibility');

const elementSlot = getter<HTMLSlotElement | null>(Element, 'assignedSlot');
const textSlot = getter<HTMLSlotElement | null>(Text, 'assignedSlot');

export const isElement = (node: Node | null | undefined): node is Element =>
  !!node && nodeType(node) === Node.ELEMENT_NODE;
export const isText = (node: Node | null | undefined): node is Text => !!node && nodeType(node) === Node.TEXT_NODE;
export const isDocument = (node: Node): node is Document => nodeType(node) === Node.DOCUMENT_NODE;

/** The open slot into which a node is drawn. */
export const slotOf = (node: Node): HTMLSlotElement | null =>
  isElement(node) ? elementSlot(node) : isText(node) ? textSlot(node) : null;

const inElement = method<[string], NodeListOf<Element>>(Element, 'querySelectorAll');
const inDocument = method<[string], NodeListOf<Element>>(Document, 'querySelectorAll');
const inFragment = method<[string], NodeListOf<Element>>(DocumentFragment, 'querySelectorAll');

/** All elements below a node that a selector matches. */
export const findAll = (node: Node, selector: string): NodeListOf<Element> =>
  (isElement(node) ? inElement : isDocument(node) ? inDocument : inFragment)(node, selector);

const firstInElement = method<[string], Element | null>(Element, 'querySelector');
const firstInDocument = method<[string], Element | null>(Document, 'querySelector');
const firstInFragment = method<[string], Element | null>(DocumentFragment, 'querySelector');

/** The first element below a node that a selector matches. */
export const findFirst = (node: Node, selector: string): Element | null =>
  (isElement(node) ? firstInElement : isDocument(node) ? firstInDocument : firstInFragment)(node, selector);

const idInDocument = method<[string], Element | null>(Document, 'getElementById');
const idInFragment = method<[string], Element | null>(DocumentFragment, 'getElementById');

/** An element by its id, in the tree in which a node is. */
export function byId(node: Node, id: string): Element | null {
  const root = isDocument(node) ? node : rootOf(node);
  if (isElement(root) || id === '') return null;
  return (isDocument(root) ? idInDocument : idInFragment)(root, id);
}

export const bodyOf = getter<HTMLElement | null>(Document, 'body');
export const rootElementOf = getter<HTMLElement | null>(Document, 'documentElement');
export const viewOf = getter<(Window & typeof globalThis) | null>(Document, 'defaultView');
export const readyStateOf = getter<DocumentReadyState>(Document, 'readyState');
const elementsByTag = method<[string], HTMLCollectionOf<Element>>(Document, 'getElementsByTagName');
export const countElements = (document: Document): number => elementsByTag(document, '*').length;

const treeWalker = method<[Node, number], TreeWalker>(Document, 'createTreeWalker');
/** Walks over the text nodes below a node. */
export const textWalker = (node: Node): TreeWalker => treeWalker(documentOf(node), node, NodeFilter.SHOW_TEXT);
