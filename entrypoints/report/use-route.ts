import { useSyncExternalStore } from 'react';
import { parseRoute, type Route } from '../../components/route.ts';

const follow = (callback: () => void) => {
  window.addEventListener('hashchange', callback);
  return () => window.removeEventListener('hashchange', callback);
};

/** Where in the report page we are, as the address says. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return parseRoute(hash);
}
