import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { CompiledCatalogue, CompiledMessage } from './say.ts';

/** MessageFormat allows no hyphen in the name of a branch; our codes have some, and no underscores. */
const toCodes = (parts: MessageFormatElement[]): MessageFormatElement[] =>
  parts.map((part) => {
    if (part.type !== TYPE.select && part.type !== TYPE.plural) return part;
    const options = Object.entries(part.options).map(([name, option]) => [
      part.type === TYPE.select ? name.replaceAll('_', '-') : name,
      { value: toCodes(option.value) },
    ]);
    return { ...part, options: Object.fromEntries(options) };
  });

/**
 * One message of ICU MessageFormat, parsed; throws a SyntaxError where it is none. Angle brackets are text, and the
 * branch `null_mx` is for the value `null-mx`.
 */
export const parseMessage = (text: string): MessageFormatElement[] => toCodes(parse(text, { ignoreTag: true }));

const isText = (parts: MessageFormatElement[]): boolean => parts.every(({ type }) => type === TYPE.literal);

/** A message as translators write it, in the form that `openCatalogue` takes. */
export function compileMessage(text: string): CompiledMessage {
  const parts = parseMessage(text);
  return isText(parts) ? parts.map((part) => ('value' in part ? part.value : '')).join('') : parts;
}

/**
 * The same for a whole catalogue.
 * @public Used by the build and tests.
 */
export const compileCatalogue = (catalogue: Readonly<Record<string, string>>): CompiledCatalogue =>
  Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, compileMessage(text)]));
