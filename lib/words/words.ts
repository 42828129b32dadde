import { ui } from './en/ui.ts';
import type { Language } from './explain.ts';

/** The words of our own pages: the English object is the shape that every language must fill. */
export type UiWords = typeof ui;

const UI: Record<Language, UiWords> = { en: ui };

export const uiWords = (language: Language): UiWords => UI[language];

/** The first language of the reader's list that we speak; English where we speak none. */
export function toLanguage(wanted: readonly string[]): Language {
  const spoken = Object.keys(UI);
  const known = (tag: string): tag is Language => spoken.includes(tag);
  return wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(known) ?? 'en';
}
