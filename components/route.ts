import { isEspId, type EspId } from '../lib/esp/esp-id.ts';

/** Where in the report page somebody is: the part of its address behind the `#`. */
export type Route =
  | {
      page: 'domain';
      domain: string;
      /** The domain, or the address that somebody typed on the page before: an address is never put into the link. */
      from: string;
      /** Null: nobody said. */
      esp: EspId | 'none' | null;
      account: string | null;
      /** The tab whose campaign it is about: what it knows of the sender counts. */
      tab: number | null;
    }
  | { page: 'message' }
  | { page: 'domains' }
  | { page: 'waiting' }
  | { page: 'history'; domain: string }
  | { page: 'glossary'; term: string | null };

const LONGEST = 400;

const toEsp = (text: string | null): EspId | 'none' | null =>
  text !== null && (text === 'none' || isEspId(text)) ? text : null;

function decode(text: string): string {
  try {
    return decodeURIComponent(text).slice(0, LONGEST);
  } catch {
    return '';
  }
}

/** `#/domain/brand.com?esp=mailchimp` as a place. What leads nowhere is the list of domains. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/u, '').split('?', 2);
  const [page = '', name = ''] = path.split('/', 2).map(decode);
  const query = new URLSearchParams(search);
  switch (page) {
    case 'domain': {
      if (name === '') return { page: 'domains' };
      const tab = Number.parseInt(query.get('tab') ?? '', 10);
      return {
        page: 'domain',
        domain: name,
        from: name,
        esp: toEsp(query.get('esp')),
        account: query.get('account'),
        tab: Number.isNaN(tab) ? null : tab,
      };
    }
    case 'history':
      return name === '' ? { page: 'domains' } : { page: 'history', domain: name };
    case 'message':
      return { page: 'message' };
    case 'waiting':
      return { page: 'waiting' };
    case 'words':
      return { page: 'glossary', term: name || null };
    default:
      return { page: 'domains' };
  }
}

/** The address of a place, as `parseRoute` reads it. */
export function toHash(route: Route): string {
  switch (route.page) {
    case 'domain': {
      const query = new URLSearchParams();
      if (route.esp) query.set('esp', route.esp);
      if (route.account) query.set('account', route.account);
      if (route.tab !== null) query.set('tab', String(route.tab));
      const search = query.toString();
      return `#/domain/${encodeURIComponent(route.domain)}${search ? `?${search}` : ''}`;
    }
    case 'history':
      return `#/history/${encodeURIComponent(route.domain)}`;
    case 'glossary':
      return route.term ? `#/words/${encodeURIComponent(route.term)}` : '#/words';
    case 'message':
    case 'waiting':
    case 'domains':
      return `#/${route.page}`;
  }
}
