import { createContext, useContext, type ReactNode } from 'react';
import { uiWords, type UiWords } from '../lib/words/words.ts';

const Words = createContext<UiWords>(uiWords('en'));

/** Every sentence of our pages, in the language that stands around. */
export const useWords = (): UiWords => useContext(Words);

export const WordsProvider = ({ words, children }: { words: UiWords; children: ReactNode }) => (
  <Words value={words}>{children}</Words>
);
