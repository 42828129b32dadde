/**
 * Writes lib/words/messages.ts: the key of every message with the parameters that its English text uses.
 * Run it after a change of lib/words/catalogues/en.json; a test holds the file against the catalogue.
 */
import { writeFileSync } from 'node:fs';
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parseMessage } from '../lib/words/compile.ts';
import { readCatalogue } from '../lib/words/files.ts';

/** How a message uses a parameter: printed, counted (plural, number) or choosing a branch. */
export type Use = 'print' | 'count' | 'choose';

/** Every parameter of a parsed message, with all its uses. */
export function usesOf(parts: readonly MessageFormatElement[], uses = new Map<string, Set<Use>>()) {
  const add = (name: string, use: Use) => uses.set(name, (uses.get(name) ?? new Set()).add(use));
  for (const part of parts) {
    if (part.type === TYPE.argument) add(part.value, 'print');
    if (part.type === TYPE.number) add(part.value, 'count');
    if (part.type === TYPE.plural || part.type === TYPE.select) {
      add(part.value, part.type === TYPE.plural ? 'count' : 'choose');
      for (const option of Object.values(part.options)) usesOf(option.value, uses);
    }
  }
  return uses;
}

function typeOf(uses: ReadonlySet<Use>): string {
  if (uses.has('count')) return 'number';
  if (!uses.has('print')) return 'Choice';
  return uses.has('choose') ? 'Choice' : 'Printed';
}

function toParams(text: string): string {
  const uses = [...usesOf(parseMessage(text))];
  if (uses.length === 0) return 'null';
  return `{ ${uses.map(([name, use]) => `${name}: ${typeOf(use)}`).join('; ')} }`;
}

const HEAD = `/** Written by \`node scripts/words-types.ts\` from catalogues/en.json. */

/** Printed as it is; a list as the language joins one. */
type Printed = string | number | readonly string[];
/** Chooses a branch of the message, and may be printed in it. */
type Choice = string | number | boolean | null;

/** The parameters of every message; null where it has none. */
export interface Messages {
`;

/** The module as it is in lib/words/. */
export async function toMessagesModule(): Promise<string> {
  const catalogue = await readCatalogue('en');
  const lines = Object.entries(catalogue).map(([key, text]) => `  '${key}': ${toParams(text)};\n`);
  return `${HEAD}${lines.join('')}}\n\nexport type MessageKey = keyof Messages;\n`;
}

if (import.meta.main) writeFileSync(new URL('../lib/words/messages.ts', import.meta.url), await toMessagesModule());
