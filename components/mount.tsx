import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { currentWords, onLanguageChange } from '../lib/browser/load-words.ts';
import type { CataloguePart } from '../lib/words/parts.ts';
import './tokens.css';
import './base.css';
import { Failed } from './popup/States.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { WordsProvider } from './words.tsx';

/**
 * Puts a page of ours into its document, in the reader's language, and again when the language is changed. `parts` are
 * those of the catalogue that the page says.
 */
export async function mount(page: ReactNode, parts: readonly CataloguePart[] = ['ui']): Promise<void> {
  const root = document.querySelector('#root');
  if (!root) return;
  const instead = (problem: string) => (
    <Failed esp={null} domain={null} problem={problem} onAgain={() => location.reload()} />
  );
  const shown = createRoot(root);
  const render = async () => {
    const words = await currentWords(parts);
    document.documentElement.lang = words.language;
    shown.render(
      <WordsProvider key={words.language} words={words}>
        <ErrorBoundary instead={instead}>{page}</ErrorBoundary>
      </WordsProvider>,
    );
  };
  onLanguageChange(() => void render());
  await render();
}

/** Settings > Theme, for this document. */
export function applyTheme(theme: 'system' | 'light' | 'dark'): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
