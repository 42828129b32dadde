import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import { isLanguage, toLanguage, type Language } from '../words/language.ts';
import { openCatalogue, type CompiledCatalogue, type Words } from '../words/say.ts';
import type { CataloguePart } from '../words/parts.ts';

async function fetchPart(language: Language, part: CataloguePart): Promise<CompiledCatalogue> {
  // The path is not among those that WXT knows: the build puts the catalogues there.
  const path: Parameters<typeof browser.runtime.getURL>[0] = `/words/${language}/${part}.json` as never;
  const response = await fetch(browser.runtime.getURL(path));
  return (await response.json()) as CompiledCatalogue;
}

async function fetchWords(language: Language, parts: readonly CataloguePart[]): Promise<Words> {
  const catalogue: CompiledCatalogue = Object.assign(
    {},
    ...(await Promise.all(parts.map((part) => fetchPart(language, part)))),
  );
  return openCatalogue(language, (key) => (Object.hasOwn(catalogue, key) ? catalogue[key] : undefined));
}

const loaded = new Map<string, { language: Language; words: Promise<Words> }>();

/**
 * The words of a language, as far as these parts say them; only one language is kept. Rejects where a file of the
 * extension itself cannot be read.
 */
export function loadWords(language: Language, parts: readonly CataloguePart[] = ['core']): Promise<Words> {
  const name = parts.join();
  const known = loaded.get(name);
  if (known?.language === language) return known.words;
  const words = fetchWords(language, parts);
  loaded.set(name, { language, words });
  return words;
}

const SETTINGS = 'local:settings';

/** What the user chose; null for the system's. Read without the schema, which would weigh more than the popup's words. */
function chosenIn(settings: unknown): Language | null {
  const chosen = typeof settings === 'object' && settings !== null && 'language' in settings ? settings.language : null;
  return typeof chosen === 'string' && isLanguage(chosen) ? chosen : null;
}

/** The language that the user chose; else the first of `wanted` (language tags, best first) that has a catalogue. */
export const wantedLanguage = async (wanted: readonly string[] = navigator.languages): Promise<Language> =>
  chosenIn(await storage.getItem<unknown>(SETTINGS)) ?? toLanguage(wanted);

/** Calls back when the user has chosen another language. */
export const onLanguageChange = (callback: () => void): (() => void) =>
  storage.watch<unknown>(SETTINGS, (now, before) => {
    if (chosenIn(now) !== chosenIn(before)) callback();
  });

/** The words that this user reads. */
export const currentWords = async (parts?: readonly CataloguePart[]): Promise<Words> =>
  loadWords(await wantedLanguage(), parts);

/** What a page of ours says: its parts of the catalogue, and when to read them again. */
export const wordsOf = (...parts: CataloguePart[]) => ({ read: () => currentWords(parts), watch: onLanguageChange });
