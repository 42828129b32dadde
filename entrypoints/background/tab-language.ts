import { storage } from 'wxt/utils/storage';
import { loadWords, wantedLanguage } from '../../lib/browser/load-words.ts';
import type { Words } from '../../lib/words/say.ts';

const keyOf = (tab: number): `session:${string}` => `session:tab-language:${tab}`;

/** The language tag that the dashboard gives its page; what stands in the page speaks it, unless the user chose another. */
export const rememberLanguage = (tab: number, language: string): Promise<void> => storage.setItem(keyOf(tab), language);

export const forgetLanguage = (tab: number): Promise<void> => storage.removeItem(keyOf(tab));

/** The words of badge, guard, picker and tooltip in this tab. */
export async function wordsOfTab(tab: number): Promise<Words> {
  const page = await storage.getItem<unknown>(keyOf(tab));
  const wanted = typeof page === 'string' ? [page, ...navigator.languages] : navigator.languages;
  return loadWords(await wantedLanguage(wanted));
}
