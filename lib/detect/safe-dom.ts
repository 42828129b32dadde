/**
 * The DOM as the platform defines it. A form's fields are readable as its properties: in a form with fields called
 * `children`, `matches` or `parentNode`, `form.matches(...)` is a field and no method, and an image called `body`
 * hides `document.body`. Everything here goes through the prototypes and never sees a page's names.
 */

type Owner = { readonly prototype: object };

/** One part of a property of the platform; what it returns is said where it is named below. */
const partOf = (owner: Owner, name: string, part: 'get' | 'value'): ((...args: unknown[]) => never) =>
  Reflect.get(Object.getOwnPropertyDescriptor(owner.prototype, name) ?? {}, part) as (...args: unknown[]) => never;

function getter(owner: Owner, name: string): (node: object) => never {
  const read = partOf(owner, name, 'get');
  return (node) => Reflect.apply(read, node, []);
}

function method(owner: Owner, name: string): (node: object, ...args: unknown[]) => never {
  const call = partOf(owner, name, 'value');
  return (node, ...args) => Reflect.apply(call, node, args);
}

const nodeType: (node: object) => number = getter(Node, 'nodeType');
export const parentOf: (node: object) => Node | null = getter(Node, 'parentNode');
export const parentElementOf: (node: object) => Element | null = getter(Node, 'parentElement');
export const childNodesOf: (node: object) => NodeListOf<ChildNode> = getter(Node, 'childNodes');
export const previousOf: (node: object) => Node | null = getter(Node, 'previousSibling');
export const documentOf: (node: object) => Document = getter(Node, 'ownerDocument');
export const isInDocument: (node: object) => boolean = getter(Node, 'isConnected');
export const rootOf: (node: object) => Node = method(Node, 'getRootNode');
export const contains: (node: object, first: Node | null) => boolean = method(Node, 'contains');
const textContent: (node: object) => string | null = getter(Node, 'textContent');
export const textOf = (node: Node): string => textContent(node) ?? '';

export const tagOf: (node: object) => string = getter(Element, 'localName');
export const idOf: (node: object) => string = getter(Element, 'id');
export const shadowOf: (node: object) => ShadowRoot | null = getter(Element, 'shadowRoot');
export const attributesOf: (node: object) => NamedNodeMap = getter(Element, 'attributes');
export const childrenOf: (node: object) => HTMLCollection = getter(Element, 'children');
export const childCount: (node: object) => number = getter(Element, 'childElementCount');
export const nextElementOf: (node: object) => Element | null = getter(Element, 'nextElementSibling');
export const previousElementOf: (node: object) => Element | null = getter(Element, 'previousElementSibling');
export const matches: (node: object, first: string) => boolean = method(Element, 'matches');
export const closest: (node: object, first: string) => Element | null = method(Element, 'closest');
const getAttribute: (node: object, first: string) => string | null = method(Element, 'getAttribute');
/** An attribute's value; '' where there is none. */
export const attribute = (element: Element, name: string): string => getAttribute(element, name) ?? '';
export const boxOf: (node: object) => DOMRect = method(Element, 'getBoundingClientRect');
export const isVisible: (node: object, first: CheckVisibilityOptions) => boolean = method(Element, 'checkVisibility');

const elementSlot: (node: object) => HTMLSlotElement | null = getter(Element, 'assignedSlot');
const textSlot: (node: object) => HTMLSlotElement | null = getter(Text, 'assignedSlot');

export const isElement = (node: Node | null | undefined): node is Element =>
  !!node && nodeType(node) === Node.ELEMENT_NODE;
export const isText = (node: Node | null | undefined): node is Text => !!node && nodeType(node) === Node.TEXT_NODE;
export const isDocument = (node: Node): node is Document => nodeType(node) === Node.DOCUMENT_NODE;

/** The open slot into which a node is drawn. */
export const slotOf = (node: Node): HTMLSlotElement | null =>
  isElement(node) ? elementSlot(node) : isText(node) ? textSlot(node) : null;

const inElement: (node: object, first: string) => NodeListOf<Element> = method(Element, 'querySelectorAll');
const inDocument: (node: object, first: string) => NodeListOf<Element> = method(Document, 'querySelectorAll');
const inFragment: (node: object, first: string) => NodeListOf<Element> = method(DocumentFragment, 'querySelectorAll');

/** All elements below a node that a selector matches. */
export const findAll = (node: Node, selector: string): NodeListOf<Element> =>
  (isElement(node) ? inElement : isDocument(node) ? inDocument : inFragment)(node, selector);

const firstInElement: (node: object, first: string) => Element | null = method(Element, 'querySelector');
const firstInDocument: (node: object, first: string) => Element | null = method(Document, 'querySelector');
const firstInFragment: (node: object, first: string) => Element | null = method(DocumentFragment, 'querySelector');

/** The first element below a node that a selector matches. */
export const findFirst = (node: Node, selector: string): Element | null =>
  (isElement(node) ? firstInElement : isDocument(node) ? firstInDocument : firstInFragment)(node, selector);

const idInDocument: (node: object, first: string) => Element | null = method(Document, 'getElementById');
const idInFragment: (node: object, first: string) => Element | null = method(DocumentFragment, 'getElementById');

/** An element by its id, in the tree in which a node is. */
export function byId(node: Node, id: string): Element | null {
  const root = isDocument(node) ? node : rootOf(node);
  if (isElement(root) || id === '') return null;
  return (isDocument(root) ? idInDocument : idInFragment)(root, id);
}

export const bodyOf: (node: object) => HTMLElement | null = getter(Document, 'body');
export const rootElementOf: (node: object) => HTMLElement | null = getter(Document, 'documentElement');
export const viewOf: (node: object) => (Window & typeof globalThis) | null = getter(Document, 'defaultView');
export const readyStateOf: (node: object) => DocumentReadyState = getter(Document, 'readyState');
const elementsByTag: (node: object, first: string) => HTMLCollectionOf<Element> = method(
  Document,
  'getElementsByTagName',
);
export const countElements = (document: Document): number => elementsByTag(document, '*').length;

const treeWalker: (node: object, first: Node, second: number) => TreeWalker = method(Document, 'createTreeWalker');
/** Walks over the text nodes below a node. */
export const textWalker = (node: Node): TreeWalker => treeWalker(documentOf(node), node, NodeFilter.SHOW_TEXT);
