import { browser } from 'wxt/browser';
import { readSettings } from '../storage/settings.ts';
import { toLanguage, type Language } from '../words/language.ts';
import { openCatalogue, type CompiledCatalogue, type Words } from '../words/say.ts';

async function fetchWords(language: Language): Promise<Words> {
  // The path is not among those that WXT knows: the build puts the catalogues there.
  const path: Parameters<typeof browser.runtime.getURL>[0] = `/words/${language}.json` as never;
  const response = await fetch(browser.runtime.getURL(path));
  const catalogue = (await response.json()) as CompiledCatalogue;
  return openCatalogue(language, (key) => (Object.hasOwn(catalogue, key) ? catalogue[key] : undefined));
}

let current: { language: Language; words: Promise<Words> } | null = null;

/** The words of a language; only the last one asked for is kept. Rejects where the extension's own file cannot be read. */
export function loadWords(language: Language): Promise<Words> {
  if (current?.language !== language) current = { language, words: fetchWords(language) };
  return current.words;
}

/** The language that the user chose; else the first of `wanted` (language tags, best first) that has a catalogue. */
export async function wantedLanguage(wanted: readonly string[] = navigator.languages): Promise<Language> {
  const { language } = await readSettings();
  return language === 'system' ? toLanguage(wanted) : language;
}

/** The words that this user reads. */
export const currentWords = async (): Promise<Words> => loadWords(await wantedLanguage());
