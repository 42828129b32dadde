import { createContext, useContext, type ReactNode } from 'react';
import type { Words } from '../lib/words/say.ts';
import { toUi, type UiWords } from '../lib/words/ui.ts';

const Catalogue = createContext<Words | null>(null);

/** The catalogue of the language that this page is in. */
export function useCatalogue(): Words {
  const words = useContext(Catalogue);
  if (words === null) throw new Error('no words around this component');
  return words;
}

/** Every sentence of popup, panel and pages beside the findings, in the language of the page. */
export const useWords = (): UiWords => toUi(useCatalogue());

export const WordsProvider = ({ words, children }: { words: Words; children: ReactNode }) => (
  <Catalogue value={words}>{children}</Catalogue>
);
