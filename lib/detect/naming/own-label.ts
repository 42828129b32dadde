import { labelElements, referencesOf, selfAndHosts } from '../accessible-name.ts';
import { isRendered, textLine, textNodes } from '../dom.ts';
import type { FieldKind } from '../field-kind.ts';
import { classifyIdentifier } from '../labels/identifiers.ts';
import { attribute, attributesOf, contains, findAll, matches } from '../safe-dom.ts';
import type { Value } from '../values/value.ts';
import { WEIGHT } from '../weights.ts';
import { classifyText, classifyTexts, identifiersKind, isSenderKind, type Naming, type Scene } from './naming.ts';

const LABEL_ATTRIBUTES = ['aria-label', 'label', 'data-label', 'aria-placeholder', 'placeholder', 'title'];

/** Message keys (`data-key`) name a label in every language. */
export function keysKind(element: Element): FieldKind | null {
  for (const keyed of [element, ...findAll(element, '[data-key]')].slice(0, 4)) {
    const kind = classifyIdentifier(attribute(keyed, 'data-key'));
    if (kind) return kind;
  }
  return null;
}

function labelElementKind(label: Element, value: Value, scene: Scene): { kind: FieldKind | null; isEmpty: boolean } {
  const texts = (textNodes(label, 30) ?? [])
    .filter((text) => !contains(value.element, text) && text !== value.anchor && isRendered(text))
    .map(({ data }) => data.trim());
  return { kind: classifyTexts(texts, scene) ?? keysKind(label), isEmpty: texts.length === 0 };
}

/** The label of an attribute that holds label and value: "From: hello@brand.com", "From address, Brand, hello@...". */
function labelInAttribute(name: string, text: string): string {
  const colon = /^([^@]*?)[:：]/u.exec(text)?.[1];
  if (colon !== undefined) return colon;
  const list =
    name === 'aria-label' && text.includes('@') ? /^([^@,，;|–—]*)[,，;|–—]/u.exec(text)?.[1]?.trimEnd() : undefined;
  return list ?? text;
}

/** An element's own words. `isUnknown` where a label says something that no list knows. */
function ownLabel(value: Value, scene: Scene): { kind: FieldKind | null; isUnknown: boolean } {
  let isUnknown = false;
  for (const element of selfAndHosts(value.element)) {
    for (const label of labelElements(element)) {
      const { kind, isEmpty } = labelElementKind(label, value, scene);
      if (kind) return { kind, isUnknown: false };
      if (!isEmpty) isUnknown = true;
    }
    for (const name of LABEL_ATTRIBUTES) {
      const text = attribute(element, name);
      const kind = classifyText(labelInAttribute(name, text), scene);
      if (kind) return { kind, isUnknown: false };
      if (name === 'aria-label' && text.length > 2 && !text.includes('@') && value.isOpen) isUnknown = true;
    }
    if (isUnknown) break;
  }
  const described = isUnknown ? null : describedKind(value, scene);
  return { kind: described, isUnknown };
}

/** A button whose label is only referred to as its description. */
function describedKind(value: Value, scene: Scene): FieldKind | null {
  if (value.isOpen) return null;
  const kinds = referencesOf(value.element, 'aria-describedby').map((text) => classifyText(textLine(text), scene));
  return kinds.find((kind) => isSenderKind(kind)) ?? null;
}

function ruleNaming(value: Value, scene: Scene): Naming | null {
  for (const { id, field, selector } of scene.page.rules) {
    if (selector && field !== 'nothing' && matches(value.element, selector)) {
      return { kind: field, via: id, weight: WEIGHT.rule, isOwn: true, isFirm: true, label: null };
    }
  }
  return null;
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

/**
 * What a value's own label or identifiers say. A visible label counts more than an identifier, except where only the
 * identifier says what is excluded. `unknown` where it has a label of words that no list knows; null without one.
 */
export function ownNaming(value: Value, scene: Scene): Naming | 'unknown' | null {
  const rule = ruleNaming(value, scene);
  const { kind: label, isUnknown } = ownLabel(value, scene);
  if (rule && (!label || isSenderKind(label) || label === 'email' || label === rule.kind)) return rule;
  const identifier =
    selfAndHosts(value.element)
      .map((element) => identifiersKind(attributesOf(element)))
      .find((kind) => kind !== null) ?? null;
  const kind = combine(label, identifier);
  if (!kind) return isUnknown ? 'unknown' : null;
  const weight = kind === 'senderEmail' ? WEIGHT.ownAddress : WEIGHT.own;
  return { kind, via: label ? 'label' : 'identifier', weight, isOwn: true, isFirm: true, label: null };
}
