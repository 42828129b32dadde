import { pages } from './en/pages.ts';
import type { Language } from './explain.ts';

/** The words of report, settings and welcome page: the English object is the shape that every language must fill. */
export type PageWords = typeof pages;

const PAGES: Record<Language, PageWords> = { en: pages };

export const pageWords = (language: Language): PageWords => PAGES[language];
