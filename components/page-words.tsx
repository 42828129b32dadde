import { pageWords, type PageWords } from '../lib/words/page-words.ts';
import { useCatalogue } from './words.tsx';

/** The sentences of report, settings and welcome page; the popup does without their weight. */
export const usePageWords = (): PageWords => pageWords(useCatalogue());
