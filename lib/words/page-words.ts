import { pages } from './en/pages.ts';
import type { Language } from './language.ts';

/** The words of report, settings and welcome page: the English object is the shape that every language must fill. */
export type PageWords = typeof pages;

/** English, until the other languages have them. */
export const pageWords = (_language: Language): PageWords => pages;
