import { mount } from '../../components/mount.tsx';
import { wordsOf } from '../../lib/browser/load-words.ts';
import { App } from './App.tsx';
import './popup.css';

/** One page, two places: the popup of the toolbar button, and the side panel. */
const isPanel = location.pathname.startsWith('/sidepanel');
const asked = Number.parseInt(new URLSearchParams(location.search).get('tab') ?? '', 10);
const tab = Number.isNaN(asked) ? null : asked;
document.documentElement.dataset['place'] = isPanel ? 'panel' : tab === null ? 'popup' : 'tab';

await mount(<App tab={tab} place={isPanel ? 'panel' : 'popup'} />, wordsOf('ui'));
