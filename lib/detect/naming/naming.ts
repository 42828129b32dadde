import type { EspPage, FieldKind } from '../field-kind.ts';
import { flatPath } from '../dom.ts';
import { classifyIdentifier } from '../labels/identifiers.ts';
import { classifyLabel } from '../labels/classify-label.ts';
import type { Value } from '../values/value.ts';

/** What names a value, and how sure that is. */
export interface Naming {
  kind: FieldKind;
  /** For "detected from ...". */
  via: string;
  /** 0 to 1. */
  weight: number;
  /** It is the value's own: `for`, aria, wrapping, its identifiers. */
  isOwn: boolean;
  /** A heading, a label by markup, or words that only labels have: not a text that happens to hold such a word. */
  isFirm: boolean;
  /** The label itself, where it is a part of the page next to the value. */
  label: Node | null;
}

/** What a scan knows while it looks for labels. */
export interface Scene {
  page: EspPage;
  /** The values below each node of the page. */
  valuesBelow: ReadonlyMap<Node, readonly Value[]>;
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

export const isSenderKind = (kind: FieldKind | null): boolean => kind === 'sender' || kind === 'senderEmail';

/** What a text names, by the words of all languages and by the whole labels that this ESP is known to use. */
export function classifyText(text: string, { page }: Scene): FieldKind | null {
  const known = classifyLabel(text);
  if (known) return known;
  const label = text.replace(/\s+/g, ' ').trim().toLowerCase();
  const rule = page.rules.find(({ labels }) => labels?.includes(label));
  return rule && rule.field !== 'nothing' ? rule.field : null;
}

const SPECIFIC = new Set<FieldKind | null>(['senderEmail', 'senderName', 'replyTo', 'subject', 'previewText']);
const REFINED = new Set<FieldKind | null>(['senderEmail', 'senderName', 'mixed']);

/** What the texts of one label say together. The first is the label, what follows may be a hint. */
export function classifyTexts(texts: readonly string[], scene: Scene): FieldKind | null {
  const first = texts.length > 1 ? classifyText(texts[0] ?? '', scene) : null;
  if (SPECIFIC.has(first)) return first;
  const whole = classifyText(texts.join(' '), scene) ?? classifyText(texts.join(''), scene);
  if (first === 'sender' && !REFINED.has(whole)) return first;
  return whole ?? first;
}

const IDENTIFIER =
  /^(?:name|id|formcontrolname|widgetid|ng-model|data-(?:.*(?:test|selenium|qa|cy|automation|locator|hook|field|name|key|component|attach-point)).*)$/;

/** What an element's identifiers say; one that says more than "sender" counts more. */
export function identifiersKind(attributes: NamedNodeMap): FieldKind | null {
  let weak: FieldKind | null = null;
  for (const { name, value } of attributes) {
    if (!IDENTIFIER.test(name)) continue;
    const kind = classifyIdentifier(value);
    if (kind && kind !== 'sender') return kind;
    weak ??= kind;
  }
  return weak;
}
