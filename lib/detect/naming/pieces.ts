import { isRendered, rectOf, textNodes } from '../dom.ts';
import type { FieldKind } from '../field-kind.ts';
import { HEADING, headingRank } from '../heading.ts';
import { isWholeLabel } from '../labels/classify-label.ts';
import { toLabelText } from '../labels/label-text.ts';
import { addButtonPattern } from '../labels/line-words.ts';
import {
  attribute,
  byId,
  closest,
  contains,
  findAll,
  isElement,
  matches,
  parentElementOf,
  textOf,
} from '../safe-dom.ts';
import type { Value } from '../values/value.ts';
import { MOST_LABEL, MOST_PIECES } from '../weights.ts';
import { classifyText, classifyTexts, type Scene } from './naming.ts';
import { keysKind } from './own-label.ts';

/** A text next to a value, as what it would name. */
export interface Piece {
  node: Node;
  text: string;
  kind: FieldKind | null;
  /** 1 to 6 for headings, 0 for other text. */
  rank: number;
  /** It is marked up as the name of something, or ends in a colon. */
  isLabel: boolean;
}

const NOT_LABELS =
  'nav,[role="navigation"],[role="tablist"],[role="listbox"],[role="menu"],[role="tooltip"],[role="alert"],[role="status"],script,style,datalist,select,textarea,input,iframe';
const NAMING_TAGS =
  'dt,th,label,legend,[role="rowheader"],[role="columnheader"],[role="term"],[part~="label"],[slot="label"]';
const ICON = 'img[alt],svg,[role="img"]';

const elementOf = (node: Node): Element | null => (isElement(node) ? node : parentElementOf(node));

const onlyChild = (element: Element, selector: string): Element | null => {
  const all = findAll(element, selector);
  return all.length === 1 ? (all[0] ?? null) : null;
};

function toPiece(node: Node, text: string, kind: FieldKind | null, within: Node): Piece {
  const element = elementOf(node);
  const inside = (selector: string): Element | null => {
    const match = element ? closest(element, selector) : null;
    return match && (match === within || contains(within, match)) ? match : null;
  };
  // One heading or label inside a wrapper of its own names as well as the wrapper.
  const heading = inside(HEADING) ?? (isElement(node) ? onlyChild(node, HEADING) : null);
  const label = inside(NAMING_TAGS) ?? (isElement(node) ? onlyChild(node, NAMING_TAGS) : null);
  return { node, text, kind, rank: headingRank(heading), isLabel: label !== null || /[:：]\s*$/.test(text) };
}

/** A picture instead of a word. */
function iconPieces(node: Node, scene: Scene): Piece[] {
  if (!isElement(node)) return [];
  const icon = matches(node, ICON) ? node : onlyChild(node, ICON);
  if (!icon) return [];
  const text = attribute(icon, 'alt') || attribute(icon, 'aria-label') || textOf(icon);
  const kind = classifyText(text, scene);
  return kind ? [toPiece(icon, text, kind, node)] : [];
}

/** The texts of a node next to a value. */
export function piecesOf(node: Node, scene: Scene): Piece[] {
  if (isElement(node) && matches(node, NOT_LABELS)) return [];
  const texts = textNodes(node, MOST_PIECES);
  if (!texts) return [];
  if (texts.length === 0) return iconPieces(node, scene);
  const words = texts.map(({ data }) => data.trim());
  const whole = words.join(' ');
  const separate = new Set(
    words.map((text) => classifyText(text, scene)).filter((kind) => kind && kind !== 'email' && kind !== 'name'),
  );
  const hasAction = texts.length > 1 && texts.some((text) => addButtonPattern.test(toLabelText(text.data)));
  if (whole.length <= MOST_LABEL && separate.size < 2 && !hasAction) {
    const kind = classifyTexts(words, scene) ?? (isElement(node) ? keysKind(node) : null);
    if (kind || texts.length === 1) return [toPiece(node, whole, kind, node)];
  }
  return texts.map((text) => toPiece(text, text.data.trim(), classifyText(text.data, scene), node));
}

/** A heading, a label by markup, or words that only labels have. */
export const isFirm = (piece: Piece): boolean => piece.rank > 0 || piece.isLabel || isWholeLabel(piece.text);

/** The label of another field that can be seen: a `for` ties it there. */
export function belongsElsewhere(piece: Piece, value: Value): boolean {
  const element = elementOf(piece.node);
  const label =
    (element && closest(element, 'label')) ?? (isElement(piece.node) ? onlyChild(piece.node, 'label') : null);
  if (!(label instanceof HTMLLabelElement)) return false;
  const control = label.control ?? (label.htmlFor ? byId(label, label.htmlFor) : null);
  return (
    !!control &&
    control !== value.element &&
    !contains(value.element, control) &&
    isRendered(control) &&
    rectOf(control).width > 3
  );
}

/** "Add sender" next to a heading: the field is not filled in, and what follows is something else. */
export function isAddButton({ node, text }: Piece): boolean {
  const element = elementOf(node);
  return !!element && closest(element, 'button,a,[role="button"]') !== null && addButtonPattern.test(toLabelText(text));
}

/** Pixels: a label on the same line may be a little higher or lower, and a column away. */
const LINE_SLACK = 6;
const MOST_DISTANCE = 420;
/** Above the value, aligned with it, and above it at all. */
const ALIGNED_GAP = 12;
const LOOSE_GAP = 36;

/** How close a label is on the screen: above 500 in the value's row or right above it, 0 where it is elsewhere. */
export function closeness(piece: Piece, value: Value): number {
  const label = rectOf(piece.node);
  const box = rectOf(value.anchor);
  const middle = (label.top + label.bottom) / 2;
  const isBeside = middle >= box.top - LINE_SLACK && middle <= box.bottom + LINE_SLACK;
  const isRightToLeft = getComputedStyle(value.element).direction === 'rtl';
  const distance = isRightToLeft ? label.left - box.right : box.left - label.right;
  if (isBeside && distance >= -4 && distance < MOST_DISTANCE) return 1000 - distance;
  const gap = box.top - label.bottom;
  if (gap >= -4 && gap <= ALIGNED_GAP && Math.abs(label.left - box.left) <= ALIGNED_GAP) return 540 - gap;
  const isAbove = gap >= -4 && gap <= LOOSE_GAP && label.left < box.right && label.right > box.left;
  return isAbove ? 500 - gap : 0;
}

/** The closest of some labels on the screen, or null where none is close. */
export function closestPiece(pieces: readonly Piece[], value: Value): Piece | null {
  let best: Piece | null = null;
  let most = 0;
  for (const piece of pieces) {
    const score = closeness(piece, value);
    if (score > most) [best, most] = [piece, score];
  }
  return best;
}
