import { isWholeLabel } from '../labels/classify-label.ts';
import {
  countVerbs,
  endsWithExamplePattern,
  endsWithFromPattern,
  endsWithToPattern,
  isSentence,
  startsWithFromPattern,
} from '../labels/line-words.ts';
import type { Value } from '../values/value.ts';
import { WEIGHT } from '../weights.ts';
import { classifyText, type Naming, type Scene } from './naming.ts';

/** What the words on the same line as an address say. */
export type LineNaming =
  /** "Reply-to: ...", or a whole label: this is what the address is, whatever its box is called. */
  | { says: 'label'; naming: Naming }
  /** "From Alder <...>", "sent from ...": the sender, unless the box is called something else. */
  | { says: 'hint'; naming: Naming }
  /** A sentence about an address. */
  | { says: 'prose' }
  /** A name, or nothing. */
  | null;

const OPENING = /(?<![<(["'“„«])[<(["'“„«]+\s*$/u;
/** What separates a name from the address behind it. */
const SEPARATOR = /[•·|–—,;/-]\s*$/u;
/** Longer texts before an address are sentences, whatever separates the two. */
const MOST_NAME_WORDS = 14;
const MOST_PROSE_WORDS = 9;
/** "We are São Bento": a name may hold as many words that are verbs in some language. */
const MOST_NAME_VERBS = 2;

const toNaming = (kind: Naming['kind'], via: string, weight: number): Naming => ({
  kind,
  via,
  weight,
  isOwn: false,
  isFirm: true,
  label: null,
});

/** How the text before an address is tied to it: a name in front of angle brackets is no sentence, whatever its words. */
function formOf({ before, after, isApart }: Value): 'brackets' | 'separated' | 'open' {
  if (/[\p{L}\p{N}]/u.test(after)) return 'open';
  if (/<\s*$/u.test(before)) return 'brackets';
  return isApart || SEPARATOR.test(before) ? 'separated' : 'open';
}

const countWords = (text: string): number => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;

function isProse(text: string, { before, after }: Value, form: 'brackets' | 'separated' | 'open'): boolean {
  if (form === 'brackets') return countWords(text) > MOST_NAME_WORDS;
  const isToward = !SEPARATOR.test(before) && endsWithToPattern.test(text);
  if (form === 'separated') return isToward || countVerbs(text) > MOST_NAME_VERBS || countWords(text) > MOST_NAME_WORDS;
  if (isToward || isSentence(text)) return true;
  return countWords(`${text} ${after}`) > MOST_PROSE_WORDS || /[.!?。]\s/u.test(text);
}

/** Kinds that a whole label without a colon still says: a name may be "Contact", hardly "Reply-to". */
const SAID_PLAINLY = new Set(['replyTo', 'subject', 'previewText', 'test', 'senderEmail', 'senderName']);

/** What precedes and follows the address on its line. */
export function lineNaming(value: Value, scene: Scene): LineNaming {
  const { before, address } = value;
  if (!address) return null;
  const after = value.after.toLowerCase();
  const text = before.toLowerCase().replace(OPENING, '').trim();
  const form = formOf(value);
  if (form === 'open' && (endsWithExamplePattern.test(text) || endsWithExamplePattern.test(after))) {
    return { says: 'prose' };
  }
  if (isSentence(after) && !endsWithFromPattern.test(text)) return { says: 'prose' };
  const colon = /^(.*?)[:：]/u.exec(text)?.[1];
  const label = colon ?? text;
  const kind = classifyText(label, scene);
  const isWhole = isWholeLabel(label);
  if (kind && kind !== 'email' && kind !== 'name') {
    const naming = toNaming(kind, 'text before it', WEIGHT.line);
    if (colon !== undefined && (isWhole || form !== 'brackets')) return { says: 'label', naming };
    if (isWhole && SAID_PLAINLY.has(kind)) return { says: 'label', naming };
    // "Sender <...>" is a name like any other, unless the box says so.
    if (isWhole && kind === 'sender' && form !== 'brackets') return { says: 'hint', naming };
    if (isWhole && form === 'open') return { says: 'label', naming };
  }
  if (endsWithFromPattern.test(text)) return { says: 'hint', naming: toNaming('sender', 'sentence', WEIGHT.sentence) };
  if (startsWithFromPattern.test(text) && /[<(]\s*$/u.test(before)) {
    return { says: 'hint', naming: toNaming('sender', 'text before it', WEIGHT.lineFrom) };
  }
  return isProse(text, value, form) ? { says: 'prose' } : null;
}
