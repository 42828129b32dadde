import { createRoot } from 'react-dom/client';
import '../../components/tokens.css';
import '../../components/base.css';
import { WordsProvider } from '../../components/words.tsx';
import { readWords } from '../../lib/words/files.ts';
import { isLanguage } from '../../lib/words/language.ts';
import { lengthen } from './lengthen.ts';
import { SCREENS } from './states.tsx';

/** Shows one state, named by the address: `?state=popup-fail&words=long`, or `&words=de`. Bundled for the screenshots alone. */
const query = new URLSearchParams(location.search);
const screen = SCREENS.find(({ name }) => name === query.get('state'));
const wanted = query.get('words') ?? 'en';
const plain = await readWords(isLanguage(wanted) ? wanted : 'en');
const words = wanted === 'long' ? lengthen(plain) : plain;
document.documentElement.lang = words.language;
const theme = query.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;

const root = document.querySelector('#root');
if (root && screen) {
  document.documentElement.dataset['page'] = screen.page;
  createRoot(root).render(<WordsProvider words={words}>{screen.show()}</WordsProvider>);
}
Object.assign(window, { screens: SCREENS.map(({ name, page }) => ({ name, page })) });
