import { mount } from '../../components/mount.tsx';
import { App } from './App.tsx';
import './popup.css';

const asked = Number.parseInt(new URLSearchParams(location.search).get('tab') ?? '', 10);
const tab = Number.isNaN(asked) ? null : asked;
if (tab !== null) document.documentElement.dataset['place'] = 'tab';

mount(<App tab={tab} />);
