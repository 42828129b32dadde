import type { Value } from '../values/value.ts';
import { structuralNaming } from './beside.ts';
import { type LineNaming, lineNaming } from './line.ts';
import { isSenderKind, type Naming, type Scene } from './naming.ts';
import { ownNaming } from './own-label.ts';

const SENTENCE: Naming = { kind: 'other', via: 'sentence', weight: 0, isOwn: false, isFirm: true, label: null };
/** In rows of free text, "From: ..." is part of what somebody wrote. */
const FREE_TEXT = new Set(['subject', 'previewText']);

/** Whether the words on the line count for more than the label of the box. */
function lineWins(line: LineNaming, box: Naming | null): boolean {
  if (line?.says === 'label') return !(box?.isFirm && FREE_TEXT.has(box.kind) && isSenderKind(line.naming.kind));
  if (line?.says !== 'hint') return false;
  return !box || isSenderKind(box.kind) || !box.isFirm;
}

/**
 * What a value is, or null where nothing says it. Its own label first; then a label on its line; then the label of
 * its box; an address inside a sentence is nobody's field.
 */
export function findNaming(value: Value, scene: Scene): Naming | null {
  const own = ownNaming(value, scene);
  if (own === 'unknown') return null;
  if (own && own.kind !== 'email' && own.kind !== 'name') return own;
  const line = own || value.isOpen ? null : lineNaming(value, scene);
  if (line?.says === 'prose') return SENTENCE;
  const box = structuralNaming(value, scene, own?.kind === 'email');
  if (line && lineWins(line, box)) return line.naming;
  return box ?? own;
}
