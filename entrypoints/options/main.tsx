import { mount } from '../../components/mount.tsx';
import { App } from './App.tsx';

await mount(<App />, ['ui', 'page']);
