import { ariaNames } from '../accessible-name.ts';
import { flatChildren, flatParent, flatPath, isRendered } from '../dom.ts';
import type { FieldKind } from '../field-kind.ts';
import {
  attribute,
  attributesOf,
  childrenOf,
  closest,
  contains,
  findFirst,
  isElement,
  matches,
  tagOf,
  textOf,
} from '../safe-dom.ts';
import type { Value } from '../values/value.ts';
import { MOST_BOX_TEXT, MOST_LEVELS, MOST_SIBLINGS, WEIGHT } from '../weights.ts';
import { lineNaming } from './line.ts';
import { classifyText, identifiersKind, isSenderKind, type Naming, type Scene } from './naming.ts';
import { belongsElsewhere, closeness, closestPiece, isAddButton, isFirm, type Piece, piecesOf } from './pieces.ts';

interface Climb {
  value: Value;
  scene: Scene;
  /** "Email address" or "Name" was found: only a group can say whose. */
  generic: boolean;
  /** Only headings above this rank can still name the value. */
  rank: number;
  /** Another address is between: it, not this one, is what a label further up names. */
  isBlocked: boolean;
  /** A text right before the address that reads like another field's label, or like the sender's name. */
  name: Piece | null;
}

type Step = Naming | 'stop' | null;

const named = (kind: FieldKind, via: string, weight: number, piece: Piece | null = null): Naming => ({
  kind,
  via,
  weight,
  isOwn: false,
  isFirm: piece === null || isFirm(piece),
  label: piece?.node ?? null,
});

function besideWeight(kind: FieldKind, generic: boolean): number {
  if (kind === 'senderEmail') return WEIGHT.besideAddress;
  if (kind !== 'sender') return WEIGHT.beside;
  return generic ? WEIGHT.besideGroup : WEIGHT.besideSender;
}

/** A text between the sender's label and the address is the sender's name, even where it reads like a label. */
const canBeName = (piece: Piece, { value, name, generic }: Climb): boolean =>
  !name && !generic && !value.isOpen && piece.rank === 0 && !piece.isLabel && !isFirm(piece);

function stepFor(piece: Piece, climb: Climb): Step {
  const { kind } = piece;
  if (kind === 'email' || kind === 'name') {
    climb.generic = climb.generic || kind === 'email';
    return null;
  }
  if (!kind || (kind === 'senderName' && climb.generic)) return null;
  if (!isSenderKind(kind) && canBeName(piece, climb)) {
    climb.name = piece;
    return null;
  }
  return named(kind, 'text beside it', besideWeight(kind, climb.generic), piece);
}

/** Where no sender's label follows, what was held for a name is a label after all. */
function withoutName(step: Step, climb: Climb): Step {
  const { name } = climb;
  if (!name?.kind) return step;
  if (step && step !== 'stop' && isSenderKind(step.kind) && step.isFirm) return step;
  return named(name.kind, 'text beside it', WEIGHT.beside, name);
}

const isBarrier = (piece: Piece, climb: Climb): boolean => piece.isLabel && piece.rank === 0 && !climb.generic;

/** Nothing on its own line says that an address is something else. */
function isUnsaid(value: Value, scene: Scene): boolean {
  const line = lineNaming(value, scene);
  return line === null || (line.says !== 'prose' && isSenderKind(line.naming.kind));
}

/** Whether another field next to the value keeps it from what precedes that field. */
function crosses(sibling: Node, parent: Node, climb: Climb): 'no' | 'skip' | 'block' {
  const others = climb.scene.valuesBelow.get(sibling)?.filter((other) => other !== climb.value) ?? [];
  if (others.length === 0) return 'no';
  if (isElement(parent) && matches(parent, 'tr,[role="row"]')) return 'skip';
  const rival = others.some(
    (other) => other.address !== null && (other.isControl || (!climb.value.isControl && isUnsaid(other, climb.scene))),
  );
  return rival ? 'block' : 'skip';
}

function siblingsBefore(node: Node, parent: Node): Node[] {
  const siblings = flatChildren(parent);
  const index = siblings.indexOf(node);
  return siblings.slice(Math.max(0, index - MOST_SIBLINGS), index).reverse();
}

/** Looks backwards among what is next to the value, the nearest first. */
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
  const known = pieces.filter(({ kind, node }) => kind && isRendered(node));
  const kinds = new Set(known.map(({ kind }) => kind));
  const chosen = kinds.size > 1 ? closestPiece(known, climb.value) : null;
  for (const piece of [...pieces].reverse()) {
    if (isAddButton(piece)) return 'stop';
    if (piece.kind) {
      if (!known.includes(piece) || (kinds.size > 1 && piece !== chosen)) continue;
      if (climb.rank < 7 && (piece.rank === 0 || piece.rank >= climb.rank)) return 'stop';
      const step = stepFor(piece, climb);
      if (step) return step;
    } else if (piece.rank > 0) {
      climb.rank = Math.min(climb.rank, piece.rank);
    } else if (isBarrier(piece, climb) || climb.name) {
      return 'stop';
    }
  }
  return null;
}

/** A label that floats or follows its field: only where nothing else is in the same box. */
function scanAfter(node: Node, parent: Node, climb: Climb): Step {
  if ((climb.scene.valuesBelow.get(parent)?.length ?? 0) > 1 || !climb.value.isControl) return null;
  const siblings = flatChildren(parent);
  const index = siblings.indexOf(node);
  for (const sibling of siblings.slice(index + 1, index + 4)) {
    const [piece] = piecesOf(sibling, climb.scene);
    if (piece?.kind && isRendered(piece.node) && !belongsElsewhere(piece, climb.value)) {
      const step = stepFor(piece, climb);
      if (step) return step;
    }
  }
  return null;
}

const ROW = 'tr,[role="row"]';
const HEAD = 'thead tr,tr:has(th),[role="row"]:has([role="columnheader"])';

/** The header of the column in which a cell is. */
function columnNaming(cell: Node, row: Node, climb: Climb): Step {
  if (!isElement(row) || !matches(row, ROW) || !isElement(cell)) return null;
  const table = closest(row, 'table,[role="table"],[role="grid"]');
  const head = table && findFirst(table, HEAD);
  const header = head && head !== row ? childrenOf(head)[[...childrenOf(row)].indexOf(cell)] : null;
  const [piece] = header ? piecesOf(header, climb.scene) : [];
  return piece ? stepFor({ ...piece, isLabel: true }, climb) : null;
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
const GROUP_ATTRIBUTES = ['label', 'heading', 'data-label', 'data-title'];

/** What the box itself says: its ARIA name, its identifiers. */
function groupNaming(group: Element, climb: Climb): Step {
  const { scene, value } = climb;
  const texts = [
    ...ariaNames(group, value.element),
    ...GROUP_ATTRIBUTES.map((name) => attribute(group, name)).filter((text) => text !== ''),
  ];
  const kinds = texts.map((text) => classifyText(text, scene));
  const kind = kinds.find((kind) => kind && kind !== 'email' && kind !== 'name');
  if (kind === 'senderName' && climb.generic) return null;
  if (kind) return { ...named(kind, 'group', WEIGHT.group), label: group };
  const identifier = identifiersKind(attributesOf(group));
  if (!identifier || !GROUP_IDENTIFIERS.has(identifier) || (identifier === 'senderName' && climb.generic)) return null;
  return { ...named(identifier, 'identifier around it', WEIGHT.groupIdentifier), label: group };
}

/** The label that is found by climbing from a value and looking back at each level, as the page is written. */
export function structuralNaming(value: Value, scene: Scene, generic: boolean): Naming | null {
  const climb: Climb = { value, scene, generic, rank: 7, isBlocked: false, name: null };
  let node: Node = value.element === value.anchor || value.isControl ? value.element : value.anchor;
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const parent = flatParent(node);
    if (!isElement(parent) || tagOf(parent) === 'html') break;
    const step =
      scanBefore(node, parent, climb) ??
      columnNaming(node, parent, climb) ??
      (level < 3 ? scanAfter(node, parent, climb) : null);
    const found = step ?? groupNaming(parent, climb);
    if (found) {
      const settled = withoutName(found, climb);
      return settled === 'stop' ? columnOrPlace(node, parent, climb) : settled;
    }
    if (matches(parent, '[role="dialog"],dialog,[role="alertdialog"]')) return toNaming(withoutName(null, climb));
    if (textOf(parent).length > MOST_BOX_TEXT) break;
    node = parent;
  }
  return toNaming(withoutName(value.isOpen ? placeNaming(climb) : null, climb));
}

const toNaming = (step: Step): Naming | null => (step === 'stop' ? null : step);

function columnOrPlace(node: Node, parent: Node, climb: Climb): Naming | null {
  const column = columnNaming(node, parent, climb);
  if (column && column !== 'stop') return column;
  return climb.isBlocked ? placeNaming(climb) : null;
}

/** Levels around a value in which a label that is close on the screen still belongs to it. */
const PLACE_LEVELS = 6;

/** Last: a label in the same row or right above by its place on the screen, wherever it is in the page. */
function placeNaming({ value, scene }: Climb): Naming | null {
  let level = 0;
  for (const box of flatPath(value.element)) {
    level += 1;
    if (level > PLACE_LEVELS || !isElement(box)) break;
    const pieces = piecesOf(box, scene).filter(
      ({ node, kind }) => kind && !contains(value.element, node) && isRendered(node),
    );
    const nearest = closestPiece(
      pieces.filter((piece) => closeness(piece, value) > 500),
      value,
    );
    if (nearest?.kind) return named(nearest.kind, 'place on the screen', WEIGHT.place, nearest);
  }
  return null;
}
