import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { toLanguage } from '../lib/words/language.ts';
import { uiWords } from '../lib/words/words.ts';
import './tokens.css';
import './base.css';
import { Failed } from './popup/States.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { WordsProvider } from './words.tsx';

/** Puts a page of ours into its document, in the reader's language. */
export function mount(page: ReactNode): void {
  const root = document.querySelector('#root');
  if (!root) return;
  const language = toLanguage(navigator.languages);
  document.documentElement.lang = language;
  const instead = (problem: string) => (
    <Failed esp={null} domain={null} problem={problem} onAgain={() => location.reload()} />
  );
  createRoot(root).render(
    <WordsProvider words={uiWords(language)}>
      <ErrorBoundary instead={instead}>{page}</ErrorBoundary>
    </WordsProvider>,
  );
}

/** Settings > Theme, for this document. */
export function applyTheme(theme: 'system' | 'light' | 'dark'): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
