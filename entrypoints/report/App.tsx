import { useEffect, useRef, useState } from 'react';
import { applyTheme } from '../../components/mount.tsx';
import { usePageWords } from '../../components/page-words.tsx';
import { toHash, type Route } from '../../components/route.ts';
import { Top } from '../../components/report/Frame.tsx';
import { Glossary } from '../../components/report/Glossary.tsx';
import { useStored } from '../../components/use-stored.ts';
import { readSettings, watchSettings } from '../../lib/storage/settings.ts';
import { DomainsPage } from './DomainsPage.tsx';
import { DomainPage, HistoryPage } from './DomainPage.tsx';
import { MessagePage } from './MessagePage.tsx';
import { WaitingPage } from './WaitingPage.tsx';
import { useRoute } from './use-route.ts';

const SETTINGS = { read: readSettings, watch: watchSettings };

function Place({ route }: { route: Route }) {
  switch (route.page) {
    case 'domain':
      return <DomainPage key={toHash(route)} route={route} />;
    case 'message':
      return <MessagePage />;
    case 'history':
      return <HistoryPage key={route.domain} domain={route.domain} />;
    case 'glossary':
      return <Glossary term={route.term} />;
    case 'waiting':
      return <WaitingPage />;
    case 'domains':
      return <DomainsPage />;
  }
}

/** A new place begins at its head, for the eye and for whoever goes by keyboard or ear; the first is the browser's. */
function useMoveFocus(place: string, toHead: boolean): void {
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    if (toHead) window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }, [place, toHead]);
}

export function App() {
  const route = useRoute();
  const settings = useStored(SETTINGS);
  // The way back to the domain last looked at stands in the tabs.
  const [last, setLast] = useState<string | null>(null);
  const here = route.page === 'domain' ? toHash(route) : last;
  if (here !== last) setLast(here);
  const words = usePageWords().top;
  useEffect(() => {
    if (settings) applyTheme(settings.theme);
  }, [settings]);
  useEffect(() => {
    const pages = { ...words, history: '' };
    const name = 'domain' in route ? route.domain : pages[route.page];
    document.title = `Presend: ${name}`;
  }, [route, words]);
  useMoveFocus(toHash(route), route.page !== 'glossary' || route.term === null);
  return (
    <>
      <Top route={route} domain={here} optionsHref="/options.html" />
      <Place route={route} />
    </>
  );
}
