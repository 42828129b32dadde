import { compileMessage } from './compile.ts';
import type { Language } from './language.ts';
import { openCatalogue, type CompiledMessage, type Words } from './say.ts';

const CATALOGUES: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('./catalogues/en.json', { with: { type: 'json' } }),
  de: () => import('./catalogues/de.json', { with: { type: 'json' } }),
  fr: () => import('./catalogues/fr.json', { with: { type: 'json' } }),
  es: () => import('./catalogues/es.json', { with: { type: 'json' } }),
  'pt-BR': () => import('./catalogues/pt-BR.json', { with: { type: 'json' } }),
};

/** The catalogue of a language as its file has it: message key to ICU text. For Node; the extension's pages fetch theirs. */
export const readCatalogue = async (language: Language): Promise<Record<string, string>> =>
  (await CATALOGUES[language]()).default;

/** The words of a language, out of its file. A message is parsed when it is first said. */
export async function readWords(language: Language): Promise<Words> {
  const catalogue = await readCatalogue(language);
  const parsed = new Map<string, CompiledMessage>();
  return openCatalogue(language, (key) => {
    const text = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (text === undefined) return undefined;
    const message = parsed.get(key) ?? compileMessage(text);
    parsed.set(key, message);
    return message;
  });
}
