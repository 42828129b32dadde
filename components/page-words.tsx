import { createContext, useContext, type ReactNode } from 'react';
import { pageWords, type PageWords } from '../lib/words/page-words.ts';

const Words = createContext<PageWords>(pageWords('en'));

/** The sentences of report, settings and welcome page; the popup does without their weight. */
export const usePageWords = (): PageWords => useContext(Words);

export const PageWordsProvider = ({ words, children }: { words: PageWords; children: ReactNode }) => (
  <Words value={words}>{children}</Words>
);
