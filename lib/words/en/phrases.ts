import type { FindingCode } from '../../findings/finding.ts';
import type { FindingWords, WordsContext } from '../explain.ts';

/** The words of all codes of one area, such as `spf`. */
export type AreaWords<Area extends string> = {
  [C in Extract<FindingCode, `${Area}.${string}`>]: FindingWords<C>;
};

const LONGEST_QUOTE = 300;

/** Text of a stranger's for use inside a sentence: on one line, at most 300 characters. */
export function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return `“${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}”`;
}

/** `a`, `a and b`, `a, b and c`; beyond five: `a, b, c, d, e and 3 more`. */
export function listOf(items: readonly string[], joint = 'and'): string {
  const shown = items.length > 6 ? [...items.slice(0, 5), `${items.length - 5} more`] : items;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `one key`, `two keys`, `14 keys`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${NUMBERS[number] ?? number} ${number === 1 ? one : many}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const espOf = (context: WordsContext): string => context.espName ?? 'the sending service';

/** `Mailchimp’s`; names that end in s as well, as its maker writes them. */
export const espsOf = (context: WordsContext): string => `${espOf(context)}’s`;
