import { bestPerAddress } from './best-per-address.ts';
import type { FieldKind } from './field-kind.ts';
import { isSenderKind } from './naming/naming.ts';
import type { NotFoundReason, SenderCandidate, SenderFinding } from './page-reading.ts';
import type { Value } from './values/value.ts';
import { CLEARLY_SURER, MOST_SENDERS, MOST_VARIANTS } from './weights.ts';

/** A value together with what it was found to be. */
export interface Field {
  value: Value;
  kind: FieldKind;
  via: string;
  /** 0 to 1. */
  confidence: number;
  /** Inside an open dialog. */
  inDialog: boolean;
}

const toCandidate = ({ value, via, confidence }: Field): SenderCandidate => ({
  address: value.address ?? '',
  via,
  confidence: Math.round(confidence * 100) / 100,
});

const byAddress = (fields: readonly Field[]): SenderCandidate[] => bestPerAddress(fields.map(toCandidate));

function settle(fields: readonly Field[]): SenderFinding {
  const candidates = byAddress(fields);
  const [first, second] = candidates;
  if (!first) return missing('no-field');
  if (!second || first.confidence - second.confidence >= CLEARLY_SURER) return { kind: 'found', ...first };
  const close = candidates.filter(({ confidence }) => first.confidence - confidence < CLEARLY_SURER);
  return { kind: 'ambiguous', candidates: close.slice(0, MOST_SENDERS) };
}

const missing = (reason: NotFoundReason): SenderFinding => ({ kind: 'notFound', reason });

/** Fields of the topmost dialog, where it has any: it lies over the page and is what is edited now. */
function inFront(fields: readonly Field[]): readonly Field[] {
  const inDialog = fields.filter((field) => field.inDialog);
  return inDialog.length > 0 ? inDialog : fields;
}

/**
 * The sender out of all fields. A control outranks text, because text shows what was last saved; an empty control
 * means that there is no sender now. Different addresses of one rank are left to the user.
 */
export function decideSender(fields: readonly Field[]): SenderFinding {
  const senders = fields.filter(({ kind }) => isSenderKind(kind));
  const controls = inFront(senders.filter(({ value }) => value.isControl));
  const texts = senders.filter(({ value }) => !value.isControl && value.address);
  const filled = controls.filter(({ value }) => value.address);
  if (filled.length > 0) return settle(withVariants(filled, texts));
  const variable =
    controls.find(({ value }) => value.variable) ??
    (texts.length > 0 ? null : senders.find(({ value }) => value.variable));
  if (variable) return { kind: 'notFound', reason: 'variable', ...expression(variable.value) };
  if (controls.some(isEmptyAddress)) return missing('empty');
  const isList = byAddress(texts).length > MOST_VARIANTS;
  return texts.length > 0 && !isList ? settle(texts) : missing('no-field');
}

const expression = ({ variable }: Value): { expression?: string } => (variable ? { expression: variable } : {});

/** Empty, or half typed. A "From" that holds words without an address may be the name. */
const isEmptyAddress = ({ kind, value }: Field): boolean =>
  kind === 'senderEmail' || value.text === '' || value.text.includes('@');

/** The other variants of a test are shown as text while one is edited: the control does not outrank those. */
function withVariants(filled: readonly Field[], texts: readonly Field[]): readonly Field[] {
  const shown = byAddress(texts);
  const edited = new Set(filled.map(({ value }) => value.address?.toLowerCase()));
  const isTest = shown.length > 1 && shown.some(({ address }) => edited.has(address.toLowerCase()));
  if (!isTest) return filled;
  const sure = Math.min(...filled.map(({ confidence }) => confidence));
  return [...filled, ...texts.map((field) => ({ ...field, confidence: Math.max(field.confidence, sure) }))];
}
