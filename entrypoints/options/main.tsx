import { mount } from '../../components/mount.tsx';
import { wordsOf } from '../../lib/browser/load-words.ts';
import { App } from './App.tsx';

await mount(<App />, wordsOf('ui', 'page'));
