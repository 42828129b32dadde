import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Words } from '../lib/words/say.ts';
import './tokens.css';
import './base.css';
import { Failed } from './popup/States.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { WordsProvider } from './words.tsx';

/** Where a page gets its words, and when it has to get them again. */
export interface WordsSource {
  read: () => Promise<Words>;
  watch: (callback: () => void) => void;
}

/**
 * Puts a page of ours into its document, in the reader's language, and again when another is chosen. Rejects where the
 * words cannot be read.
 */
export async function mount(page: ReactNode, source: WordsSource): Promise<void> {
  const root = document.querySelector('#root');
  if (!root) return;
  const instead = (problem: string) => (
    <Failed esp={null} domain={null} problem={problem} onAgain={() => location.reload()} />
  );
  const shown = createRoot(root);
  const render = async () => {
    const words = await source.read();
    document.documentElement.lang = words.language;
    shown.render(
      <WordsProvider key={words.language} words={words}>
        <ErrorBoundary instead={instead}>{page}</ErrorBoundary>
      </WordsProvider>,
    );
  };
  source.watch(() => void render());
  await render();
}

/** Settings > Theme, for this document. */
export function applyTheme(theme: 'system' | 'light' | 'dark'): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
