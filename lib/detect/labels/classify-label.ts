import type { FieldKind } from '../field-kind.ts';
import { squeeze, toLabelText } from './label-text.ts';
import {
  addPattern,
  addressNounPattern,
  agentAlonePattern,
  alertPattern,
  audiencePattern,
  editPattern,
  fromAddressPattern,
  fromAlonePattern,
  fromAtEdgePattern,
  fromPattern,
  gluePattern,
  labelWordPattern,
  mailPattern,
  namePattern,
  otherPattern,
  previewPattern,
  previewTextPattern,
  replyPattern,
  senderPattern,
  sentPattern,
  subjectPattern,
  testPattern,
  verifyPattern,
} from './lexicon.ts';

/** Longer texts are no labels. */
const MAX_LABEL = 64;

const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;

function nounKind(isSender: boolean, hasMail: boolean, hasName: boolean): FieldKind | null {
  if (isSender) {
    if (hasMail === hasName) return 'sender';
    return hasMail ? 'senderEmail' : 'senderName';
  }
  if (hasMail) return 'email';
  return hasName ? 'name' : null;
}

/** What the nouns of a label say, once it is known that no word of it excludes the sender. */
function classifyNouns(label: string): FieldKind | null {
  const hasSender = has(senderPattern, label);
  const rest = label.replace(senderPattern, ' ');
  const hasMail = has(mailPattern, rest);
  const withoutMail = rest.replace(mailPattern, ' ');
  const hasName = has(namePattern, withoutMail);
  const nouns = withoutMail.replace(namePattern, ' ');
  if (hasSender) {
    // "Brand sender e-mail": a strong word and its noun bear two strangers, a strong word alone bears none.
    return countStrangers(nouns) <= (hasMail && !hasName ? 2 : 0) ? nounKind(true, hasMail, hasName) : null;
  }
  if (namesFromAddress(label)) return 'senderEmail';
  if (namesBySender(label, nouns, hasMail || hasName)) return nounKind(true, hasMail, hasName);
  const isBare = countStrangers(hasMail ? nouns : nouns.replace(editPattern, 'x')) === 0;
  return isBare ? nounKind(false, hasMail, hasName) : null;
}

/** "Do endereço", "Dall'indirizzo email": how a translation says "From address". */
function namesFromAddress(label: string): boolean {
  if (!fromAddressPattern.test(label)) return false;
  return countStrangers(label.replace(fromAddressPattern, ' ').replace(mailPattern, ' ')) === 0;
}

/** "From", "From address", "Adresse Du", "Sent by", but not "Dirección de correo" or "Choose from". */
function namesBySender(label: string, nouns: string, hasNoun: boolean): boolean {
  const rest = squeeze(nouns.replace(sentPattern, ' '));
  if (has(sentPattern, nouns) && agentAlonePattern.test(rest)) return true;
  const bare = squeeze(rest.replace(gluePattern, ' '));
  const edited = squeeze(bare.replace(editPattern, ' '));
  if (!fromAlonePattern.test(edited)) return false;
  if (!hasNoun && bare !== edited && !/^(?:edit|change|add|set)/u.test(bare)) return false;
  return edited === 'from' || fromAtEdgePattern.test(squeeze(label.replace(gluePattern, ' ')));
}

/** Words of a label that are neither its nouns nor without meaning. */
function countStrangers(nouns: string): number {
  const left = nouns.replace(gluePattern, ' ').replace(editPattern, ' ').replace(fromPattern, ' ');
  return squeeze(left).split(' ').filter(Boolean).length;
}

function excludedKind(label: string): FieldKind | null {
  if (has(replyPattern, label)) return 'replyTo';
  if (has(testPattern, label)) return 'test';
  if (has(previewPattern, label)) return has(previewTextPattern, label) ? 'previewText' : 'preview';
  if (has(subjectPattern, label)) return 'subject';
  if (has(alertPattern, label)) return 'alert';
  if (has(otherPattern, label)) return 'other';
  return has(audiencePattern, label) ? 'audience' : null;
}

const CONJUNCTION = /\s(?:and|und|et|y|e|en|och|og|i|o)\s|[&/,+・、]|と|和|및/u;

/** "From and Reply-to" names both; "Sender's reply address" only the second. */
const namesSender = (label: string): boolean =>
  label.split(CONJUNCTION).some((piece) => {
    const text = squeeze(piece);
    if (text === '' || excludedKind(text)) return false;
    const kind = classifyNouns(text);
    return kind === 'sender' || kind === 'senderEmail' || kind === 'senderName';
  });

function classify(label: string): FieldKind | null {
  const excluded = excludedKind(label);
  if (!excluded) return classifyNouns(label);
  if ((excluded !== 'replyTo' && excluded !== 'subject') || !namesSender(label)) return excluded;
  // A subject is no address: under "Subject and sender" an address is the sender's.
  return excluded === 'subject' ? 'sender' : 'mixed';
}

/** A memo of so many labels, emptied when full: the same few stand on a page at every scan. */
const MOST_KNOWN = 500;

function remembered<T>(find: (label: string) => T): (label: string) => T {
  const cache = new Map<string, T>();
  return (label) => {
    const known = cache.get(label);
    if (known !== undefined) return known;
    const result = find(label);
    if (cache.size >= MOST_KNOWN) cache.clear();
    cache.set(label, result);
    return result;
  };
}

const classifyOnce = remembered(classify);
const isWholeOnce = remembered((label: string) => squeeze(label.replace(labelWordPattern, ' ')) === '');

/**
 * What a label names, in any of the languages, or null where its words are not known. The text is the label alone: a
 * sentence that mentions the sender names nothing.
 */
export function classifyLabel(text: string): FieldKind | null {
  const label = toLabelText(text);
  if (label === '' || label.length > MAX_LABEL || text.includes('@')) return null;
  return classifyOnce(label);
}

/** Every word is one that labels are made of: "Reply-to" and "Support contact", not the name "Elm Support". */
export function isWholeLabel(text: string): boolean {
  const label = toLabelText(text);
  return label !== '' && label.length <= MAX_LABEL && isWholeOnce(label);
}

/** Names the act of making a new sender known: "Add a new From address", "Verify your e-mail". */
export function namesAdding(text: string): boolean {
  const label = toLabelText(text);
  if (label === '' || label.length > MAX_LABEL || text.includes('@')) return false;
  if (verifyPattern.test(label) && has(mailPattern, label)) return true;
  return addPattern.test(label) && (has(senderPattern, label) || addressNounPattern.test(label));
}
