import { pages } from './en/pages.ts';
import type { Words } from './say.ts';

/** The words of report, settings and welcome page. */
export type PageWords = typeof pages;

export const pageWords = (_words: Words): PageWords => pages;
