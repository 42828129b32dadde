import type { EspPage, FieldKind } from './field-kind.ts';
import { byId, flatChildren, flatParent, flatPath, isElement, isRendered, rectOf, textNodes } from './dom.ts';
import type { Value } from './values.ts';
import {
  ADD,
  classifyIdentifier,
  classifyLabel,
  ENDS_WITH_EXAMPLE,
  ENDS_WITH_FROM,
  ENDS_WITH_TO,
  isSentence,
  STARTS_WITH_FROM,
  toLabelText,
} from './words.ts';

/** What names a value, and how sure that is. */
export interface Naming {
  kind: FieldKind;
  /** For "detected from ...". */
  via: string;
  /** 0 to 1. */
  weight: number;
  /** It is the value's own: `for`, aria, wrapping, its identifiers. */
  isOwn: boolean;
}

/** What a scan knows while it looks for labels. */
export interface Scene {
  page: EspPage;
  /** The values below each node of the page. */
  valuesBelow: Map<Node, Value[]>;
}

export function toScene(page: EspPage, values: readonly Value[]): Scene {
  const valuesBelow = new Map<Node, Value[]>();
  for (const value of values) {
    for (const node of flatPath(value.anchor)) {
      const below = valuesBelow.get(node);
      if (below) below.push(value);
      else valuesBelow.set(node, [value]);
    }
  }
  return { page, valuesBelow };
}

const isSender = (kind: FieldKind | null): boolean => kind === 'sender' || kind === 'senderEmail';

const LABEL_ATTRIBUTES = ['aria-label', 'label', 'data-label', 'aria-placeholder', 'placeholder', 'title'];
const IDENTIFIER =
  /^(?:name|id|formcontrolname|widgetid|ng-model|data-(?:.*(?:test|selenium|qa|cy|automation|locator|hook|field|name|key|component|attach-point)).*)$/;

function classifyText(text: string, scene: Scene): FieldKind | null {
  const known = classifyLabel(text);
  if (known) return known;
  const label = text.replace(/\s+/g, ' ').trim().toLowerCase();
  return (scene.page.matchers.find(({ labels }) => labels?.includes(label))?.field as FieldKind | undefined) ?? null;
}

const SPECIFIC = new Set<FieldKind | null>(['senderEmail', 'senderName', 'replyTo', 'subject', 'previewText']);
const REFINED = new Set<FieldKind | null>(['senderEmail', 'senderName', 'mixed']);

/** What the texts of one label say together. The first is the label, what follows may be a hint. */
function classifyTexts(texts: readonly string[], scene: Scene): FieldKind | null {
  const first = texts.length > 1 ? classifyText(texts[0] ?? '', scene) : null;
  if (SPECIFIC.has(first)) return first;
  const whole = classifyText(texts.join(' '), scene) ?? classifyText(texts.join(''), scene);
  if (first === 'sender' && !REFINED.has(whole)) return first;
  return whole ?? first;
}

/** Message keys (`data-key`) name a label in every language. */
function classifyKeys(element: Element): FieldKind | null {
  for (const keyed of [element, ...element.querySelectorAll('[data-key]')].slice(0, 4)) {
    const kind = classifyIdentifier(keyed.getAttribute('data-key') ?? '');
    if (kind) return kind;
  }
  return null;
}

function classifyLabelElement(
  label: Element,
  value: Value,
  scene: Scene,
): { kind: FieldKind | null; isEmpty: boolean } {
  const texts = (textNodes(label, 30) ?? [])
    .filter((text) => !value.element.contains(text) && text !== value.anchor && isRendered(text))
    .map(({ data }) => data.trim());
  return { kind: classifyTexts(texts, scene) ?? classifyKeys(label), isEmpty: texts.length === 0 };
}

/** The elements that name another one by reference or by standing around it. */
function labelElements(element: Element): Element[] {
  const ids = `${element.getAttribute('aria-labelledby') ?? ''} ${element.getAttribute('headers') ?? ''}`.split(/\s+/);
  const named = ids.map((id) => (id ? byId(element, id) : null));
  const native = (element as Partial<HTMLInputElement>).labels ?? [];
  const root = element.getRootNode() as ParentNode & Node;
  const forId = element.id ? root.querySelectorAll(`label[for="${CSS.escape(element.id)}"]`) : [];
  const wrapping = element.closest('label');
  const all = [...named, ...native, ...forId, wrapping];
  return [...new Set(all)].filter(
    (label): label is Element => !!label && label !== element && !element.contains(label),
  );
}

/** An element's own words. `unknown` where a label says something that no list knows. */
function ownLabel(value: Value, scene: Scene): { kind: FieldKind | null; isUnknown: boolean } {
  let isUnknown = false;
  for (const element of selfAndHosts(value.element)) {
    for (const label of labelElements(element)) {
      const { kind, isEmpty } = classifyLabelElement(label, value, scene);
      if (kind) return { kind, isUnknown: false };
      if (!isEmpty) isUnknown = true;
    }
    for (const name of LABEL_ATTRIBUTES) {
      const text = element.getAttribute(name) ?? '';
      const beforeAddress = /^([^@]*?)[:：]/.exec(text)?.[1];
      const kind = classifyText(beforeAddress ?? text, scene);
      if (kind) return { kind, isUnknown: false };
      if (name === 'aria-label' && text.length > 2 && !text.includes('@') && value.isOpen) isUnknown = true;
    }
    if (isUnknown) break;
  }
  return { kind: null, isUnknown };
}

/** A control inside a web component is named by the component. */
function selfAndHosts(element: Element): Element[] {
  const found = [element];
  for (
    let root = element.getRootNode();
    root instanceof ShadowRoot && found.length < 3;
    root = root.host.getRootNode()
  ) {
    found.push(root.host);
  }
  return found;
}

function identifiersKind(element: Element): FieldKind | null {
  let weak: FieldKind | null = null;
  for (const { name, value } of element.attributes) {
    if (!IDENTIFIER.test(name)) continue;
    const kind = classifyIdentifier(value);
    if (kind && kind !== 'sender') return kind;
    weak ??= kind;
  }
  return weak;
}

function matcherNaming(value: Value, scene: Scene): Naming | null {
  for (const { id, field, selector } of scene.page.matchers) {
    if (selector && field !== 'nothing' && value.element.matches(selector)) {
      return { kind: field, via: id, weight: 0.95, isOwn: true };
    }
  }
  return null;
}

const OWN_WEIGHT: Partial<Record<FieldKind, number>> = { senderEmail: 0.95, sender: 0.9 };

/** A visible label counts more than an identifier, except where only the identifier says what is excluded. */
function ownNaming(value: Value, scene: Scene): Naming | 'unknown' | null {
  const matched = matcherNaming(value, scene);
  const { kind: label, isUnknown } = ownLabel(value, scene);
  if (matched && (!label || isSender(label) || label === 'email' || label === matched.kind)) return matched;
  const identifier =
    selfAndHosts(value.element)
      .map(identifiersKind)
      .find((kind) => kind !== null) ?? null;
  const kind = combine(label, identifier);
  if (kind) return { kind, via: label ? 'label' : 'identifier', weight: OWN_WEIGHT[kind] ?? 0.9, isOwn: true };
  return isUnknown ? 'unknown' : null;
}

function combine(label: FieldKind | null, identifier: FieldKind | null): FieldKind | null {
  if (!label || !identifier) return label ?? identifier;
  if (label === 'senderEmail') return label;
  if (label === 'sender' || label === 'email' || label === 'name') {
    if (identifier === 'sender') return label === 'name' ? 'senderName' : label === 'email' ? 'senderEmail' : 'sender';
    return identifier === 'other' && label === 'sender' ? label : identifier;
  }
  return label;
}

interface Piece {
  node: Node;
  text: string;
  kind: FieldKind | null;
  /** 1 to 6 for headings, 0 for other text. */
  rank: number;
  /** It is marked up as the name of something. */
  isLabel: boolean;
}

const NOT_LABELS =
  'nav,[role="navigation"],[role="tablist"],[role="listbox"],[role="menu"],[role="tooltip"],[role="alert"],[role="status"],script,style,datalist,select,textarea,input,iframe';
const NAMING_TAGS =
  'dt,th,label,legend,[role="rowheader"],[role="columnheader"],[role="term"],[part~="label"],[slot="label"]';
const HEADING = 'h1,h2,h3,h4,h5,h6,[role="heading"],legend';

function headingRank(element: Element | null): number {
  if (!element) return 0;
  if (element.matches('legend')) return 3;
  const level = /^h([1-6])$/i.exec(element.tagName)?.[1] ?? element.getAttribute('aria-level') ?? '2';
  return Number(level) || 2;
}

function toPiece(node: Node, text: string, kind: FieldKind | null, within: Node): Piece {
  const element = isElement(node) ? node : node.parentElement;
  const inside = (selector: string): Element | null => {
    const match = element?.closest(selector) ?? null;
    return match && (match === within || within.contains(match)) ? match : null;
  };
  // One heading or label inside a wrapper of its own names as well as the wrapper.
  const heading = inside(HEADING) ?? (isElement(node) ? onlyChild(node, HEADING) : null);
  const label = inside(NAMING_TAGS) ?? (isElement(node) ? onlyChild(node, NAMING_TAGS) : null);
  return { node, text, kind, rank: headingRank(heading), isLabel: label !== null || /[:：]\s*$/.test(text) };
}

const onlyChild = (element: Element, selector: string): Element | null => {
  const all = element.querySelectorAll(selector);
  return all.length === 1 ? (all[0] ?? null) : null;
};

const ICON = 'img[alt],svg,[role="img"]';
const MOST_TEXTS = 40;

/** A picture instead of a word. */
function iconPieces(node: Node, scene: Scene): Piece[] {
  if (!isElement(node)) return [];
  const icon = node.matches(ICON) ? node : onlyChild(node, ICON);
  const text = icon?.getAttribute('alt') ?? icon?.getAttribute('aria-label') ?? icon?.textContent ?? '';
  const kind = classifyText(text, scene);
  return icon && kind ? [toPiece(icon, text, kind, node)] : [];
}

/** The texts of a node that stands beside a value, as what they would name. */
function piecesOf(node: Node, scene: Scene): Piece[] {
  if (isElement(node) && node.matches(NOT_LABELS)) return [];
  const texts = textNodes(node, MOST_TEXTS);
  if (!texts) return [];
  if (texts.length === 0) return iconPieces(node, scene);
  const words = texts.map(({ data }) => data.trim());
  const whole = words.join(' ');
  const separate = new Set(
    words.map((text) => classifyText(text, scene)).filter((kind) => kind && kind !== 'email' && kind !== 'name'),
  );
  const hasAction = texts.length > 1 && texts.some((text) => ADD.test(toLabelText(text.data)));
  if (whole.length <= 80 && separate.size < 2 && !hasAction) {
    const kind = classifyTexts(words, scene) ?? (isElement(node) ? classifyKeys(node) : null);
    if (kind || texts.length === 1) return [toPiece(node, whole, kind, node)];
  }
  return texts.map((text) => toPiece(text, text.data.trim(), classifyText(text.data, scene), node));
}

/** A label that a `for` ties to another field that can be seen. */
function belongsElsewhere(piece: Piece, value: Value): boolean {
  const element = isElement(piece.node) ? piece.node : piece.node.parentElement;
  const label = element?.closest('label') ?? (isElement(piece.node) ? onlyChild(piece.node, 'label') : null);
  if (!(label instanceof HTMLLabelElement)) return false;
  const control = label.control ?? (label.htmlFor ? byId(label, label.htmlFor) : null);
  return (
    !!control &&
    control !== value.element &&
    !value.element.contains(control) &&
    isRendered(control) &&
    rectOf(control).width > 3
  );
}

/** The row in which a value stands, or what stands right above it: how a person finds the label. */
function closeness(piece: Piece, value: Value): number {
  const label = rectOf(piece.node);
  const box = rectOf(value.anchor);
  const middle = (label.top + label.bottom) / 2;
  const isBeside = middle >= box.top - 6 && middle <= box.bottom + 6;
  const isLeft = label.right <= box.left + 4 || (document.dir === 'rtl' && label.left >= box.right - 4);
  if (isBeside && isLeft && box.left - label.right < 420) return 1000 - (box.left - label.right);
  const gap = box.top - label.bottom;
  if (gap >= -4 && gap <= 12 && Math.abs(label.left - box.left) <= 12) return 540 - gap;
  const isAbove = gap >= -4 && gap <= 36 && label.left < box.right && label.right > box.left;
  return isAbove ? 500 - gap : 0;
}

function closest(pieces: readonly Piece[], value: Value): Piece | null {
  let best: Piece | null = null;
  let most = 0;
  for (const piece of pieces) {
    const score = closeness(piece, value);
    if (score > most) [best, most] = [piece, score];
  }
  return best;
}

interface Climb {
  value: Value;
  scene: Scene;
  /** "Email address" or "Name" was found: only a group can say whose. */
  generic: boolean;
  /** Only headings above this rank can still name the value. */
  rank: number;
  /** Another address stands between: it, not this one, is what a label further up names. */
  isBlocked: boolean;
}

type Step = Naming | 'stop' | null;

const found = (kind: FieldKind, via: string, weight: number): Naming => ({ kind, via, weight, isOwn: false });

const SIBLING_WEIGHT: Partial<Record<FieldKind, number>> = { senderEmail: 0.88, sender: 0.82 };

function stepFor(piece: Piece, climb: Climb): Step {
  const { kind } = piece;
  if (kind === 'email' || kind === 'name') {
    climb.generic = climb.generic || kind === 'email';
    return null;
  }
  if (kind === 'senderName' && climb.generic) return null;
  if (kind)
    return found(kind, 'text beside it', climb.generic && kind === 'sender' ? 0.86 : (SIBLING_WEIGHT[kind] ?? 0.85));
  return null;
}

/** "Add sender" beside a heading: the field is not filled in, and what follows is something else. */
function isAddButton({ node, text }: Piece): boolean {
  const button = (isElement(node) ? node : node.parentElement)?.closest('button,a,[role="button"]');
  return !!button && ADD.test(toLabelText(text));
}

function isBarrier(piece: Piece, climb: Climb): boolean {
  return piece.isLabel && piece.rank === 0 && !climb.generic;
}

/** Nothing on its own line says that an address is something else. */
function isUnsaid(value: Value, scene: Scene): boolean {
  const inline = inlineNaming(value, scene);
  return inline === null || (inline !== 'nothing' && isSender(inline.kind));
}

/** Whether another field beside the value keeps it from what stands before that field. */
function crosses(sibling: Node, parent: Node, climb: Climb): 'no' | 'skip' | 'block' {
  const others = climb.scene.valuesBelow.get(sibling)?.filter((other) => other !== climb.value) ?? [];
  if (others.length === 0) return 'no';
  if (isElement(parent) && parent.matches('tr,[role="row"]')) return 'skip';
  const rival = others.some(
    (other) => other.address !== null && (other.isControl || (!climb.value.isControl && isUnsaid(other, climb.scene))),
  );
  return rival ? 'block' : 'skip';
}

function siblingsBefore(node: Node, parent: Node): Node[] {
  const siblings = flatChildren(parent);
  const index = siblings.indexOf(node);
  return siblings.slice(Math.max(0, index - 14), index).reverse();
}

/** Looks backwards among what stands beside, the nearest first. */
function scanBefore(node: Node, parent: Node, climb: Climb): Step {
  for (const sibling of siblingsBefore(node, parent)) {
    const crossing = crosses(sibling, parent, climb);
    if (crossing === 'block') {
      climb.isBlocked = true;
      return 'stop';
    }
    if (crossing === 'skip') continue;
    const step = scanPieces(piecesOf(sibling, climb.scene), climb);
    if (step) return step;
  }
  return null;
}

function scanPieces(all: readonly Piece[], climb: Climb): Step {
  const pieces = all.filter((piece) => !belongsElsewhere(piece, climb.value));
  const named = pieces.filter(({ kind, node }) => kind && isRendered(node));
  const kinds = new Set(named.map(({ kind }) => kind));
  const chosen = kinds.size > 1 ? closest(named, climb.value) : null;
  for (const piece of [...pieces].reverse()) {
    if (isAddButton(piece)) return 'stop';
    if (piece.kind) {
      if (!named.includes(piece) || (kinds.size > 1 && piece !== chosen)) continue;
      if (climb.rank < 7 && (piece.rank === 0 || piece.rank >= climb.rank)) return 'stop';
      const step = stepFor(piece, climb);
      if (step) return step;
    } else if (piece.rank > 0) {
      climb.rank = Math.min(climb.rank, piece.rank);
    } else if (isBarrier(piece, climb)) {
      return 'stop';
    }
  }
  return null;
}

/** A label that floats or stands after its field: only where nothing else is in the same box. */
function scanAfter(node: Node, parent: Node, climb: Climb): Step {
  if ((climb.scene.valuesBelow.get(parent)?.length ?? 0) > 1 || !climb.value.isControl) return null;
  const siblings = flatChildren(parent);
  for (const sibling of siblings.slice(siblings.indexOf(node) + 1).slice(0, 3)) {
    const [piece] = piecesOf(sibling, climb.scene);
    if (piece?.kind && isRendered(piece.node) && !belongsElsewhere(piece, climb.value)) {
      const step = stepFor(piece, climb);
      if (step) return step;
    }
  }
  return null;
}

/** The header of the column in which a cell stands. */
function columnNaming(cell: Node, row: Node, climb: Climb): Step {
  if (!isElement(row) || !row.matches('tr,[role="row"]') || !isElement(cell)) return null;
  const table = row.closest('table,[role="table"],[role="grid"]');
  const head = table?.querySelector('thead tr,tr:has(th),[role="row"]:has([role="columnheader"])');
  const header = head && head !== row ? head.children[[...row.children].indexOf(cell)] : null;
  const piece = header ? piecesOf(header, climb.scene)[0] : null;
  return piece ? stepFor(piece, climb) : null;
}

const GROUP_IDENTIFIERS = new Set<FieldKind | null>([
  'sender',
  'senderEmail',
  'senderName',
  'replyTo',
  'test',
  'previewText',
  'subject',
]);

/** What the box itself says: its aria name, its legend, its identifiers. */
function groupNaming(group: Element, climb: Climb): Step {
  const { scene, value } = climb;
  const own = ['aria-label', 'label', 'heading', 'data-label', 'data-title'].map(
    (name) => group.getAttribute(name) ?? '',
  );
  const labelled = (group.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => id && byId(group, id));
  for (const label of labelled) {
    if (label && !label.contains(value.element))
      own.push((textNodes(label, 10) ?? []).map(({ data }) => data.trim()).join(' '));
  }
  const kinds = own.map((text) => (text ? classifyText(text, scene) : null));
  const kind = kinds.find((kind) => kind && kind !== 'email' && kind !== 'name');
  if (kind === 'senderName' && climb.generic) return null;
  if (kind) return found(kind, 'group', 0.84);
  const identifier = identifiersKind(group);
  if (identifier === 'senderName' && climb.generic) return null;
  if (GROUP_IDENTIFIERS.has(identifier) && identifier) return found(identifier, 'identifier around it', 0.8);
  return null;
}

const MOST_LEVELS = 16;
const MOST_TEXT = 2500;

function structuralNaming(value: Value, scene: Scene, generic: boolean): Naming | null {
  const climb: Climb = { value, scene, generic, rank: 7, isBlocked: false };
  let node: Node = value.element === value.anchor || value.isControl ? value.element : value.anchor;
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const parent = flatParent(node);
    if (!isElement(parent) || parent.localName === 'html') break;
    const step =
      scanBefore(node, parent, climb) ??
      columnNaming(node, parent, climb) ??
      (level < 3 ? scanAfter(node, parent, climb) : null);
    const named = step ?? groupNaming(parent, climb);
    if (named === 'stop') return columnOr(node, parent, climb);
    if (named) return named;
    if (parent.matches('[role="dialog"],dialog,[role="alertdialog"]')) return null;
    if ((parent.textContent ?? '').length > MOST_TEXT) break;
    node = parent;
  }
  return value.isOpen ? layoutNaming(climb) : null;
}

function columnOr(node: Node, parent: Node, climb: Climb): Naming | null {
  const column = columnNaming(node, parent, climb);
  if (column && column !== 'stop') return column;
  return climb.isBlocked ? layoutNaming(climb) : null;
}

/** Last: a label in the same row or right above by its place on the screen, wherever it stands in the page. */
function layoutNaming({ value, scene }: Climb): Naming | null {
  let level = 0;
  for (const box of flatPath(value.element)) {
    level += 1;
    if (level > 6 || !isElement(box)) break;
    const pieces = piecesOf(box, scene).filter(
      ({ node, kind }) => kind && !value.element.contains(node) && isRendered(node),
    );
    const beside = pieces.filter((piece) => closeness(piece, value) > 500);
    const nearest = closest(beside, value);
    if (nearest?.kind) return found(nearest.kind, 'place on the screen', 0.72);
  }
  return null;
}

/** What the words before the address on its own line say. */
function inlineNaming({ before, after, address }: Value, scene: Scene): Naming | 'nothing' | null {
  if (!address) return null;
  const text = before
    .toLowerCase()
    .replace(/[<(["'“„«]+\s*$/u, '')
    .trim();
  if (ENDS_WITH_EXAMPLE.test(text) || ENDS_WITH_EXAMPLE.test(after.toLowerCase())) return 'nothing';
  if (isSentence(after.toLowerCase()) && !ENDS_WITH_FROM.test(text)) return 'nothing';
  const colon = /^(.*?)[:：]/u.exec(text)?.[1];
  const kind = colon === undefined ? classifyText(text, scene) : classifyText(colon, scene);
  if (kind && kind !== 'email' && kind !== 'name') return found(kind, 'text before it', 0.84);
  if (ENDS_WITH_FROM.test(text)) return found('sender', 'sentence', 0.68);
  if (STARTS_WITH_FROM.test(text) && /[<(]\s*$/u.test(before)) return found('sender', 'text before it', 0.74);
  if (ENDS_WITH_TO.test(text) || isSentence(text)) return 'nothing';
  const words = `${text} ${after}`.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words.length > 9 || /[.!?。]\s/u.test(text) ? 'nothing' : null;
}

/** What a value is, or null where nothing says it. */
export function findNaming(value: Value, scene: Scene): Naming | null {
  const own = ownNaming(value, scene);
  if (own === 'unknown') return null;
  if (own && own.kind !== 'email' && own.kind !== 'name') return own;
  const inline = own || value.isOpen ? null : inlineNaming(value, scene);
  if (inline === 'nothing') return found('other', 'sentence', 0.5);
  if (inline) return inline;
  const structural = structuralNaming(value, scene, own?.kind === 'email');
  return structural ?? own;
}
