import { createRoot } from 'react-dom/client';
import '../../components/tokens.css';
import '../../components/base.css';
import { WordsProvider } from '../../components/words.tsx';
import { PageWordsProvider } from '../../components/page-words.tsx';
import { pageWords } from '../../lib/words/page-words.ts';
import { uiWords } from '../../lib/words/words.ts';
import { lengthen } from './lengthen.ts';
import { SCREENS } from './states.tsx';

/** Shows one state, named by the address: `?state=popup-fail&words=long`. Bundled for the screenshots alone. */
const query = new URLSearchParams(location.search);
const screen = SCREENS.find(({ name }) => name === query.get('state'));
const long = query.get('words') === 'long';
const words = long ? lengthen(uiWords('en')) : uiWords('en');
const pages = long ? lengthen(pageWords('en')) : pageWords('en');
const theme = query.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;

const root = document.querySelector('#root');
if (root && screen) {
  document.documentElement.dataset['page'] = screen.page;
  createRoot(root).render(
    <WordsProvider words={words}>
      <PageWordsProvider words={pages}>{screen.show()}</PageWordsProvider>
    </WordsProvider>,
  );
}
Object.assign(window, { screens: SCREENS.map(({ name, page }) => ({ name, page })) });
