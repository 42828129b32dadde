import * as z from 'zod/mini';
import { LANGUAGES, type Language } from '../words/language.ts';
import { defineStored, listOf } from './items.ts';

/** Cloudflare first, Google as second opinion and cover. */
export const DEFAULT_RESOLVERS = ['https://cloudflare-dns.com/dns-query', 'https://dns.google/dns-query'];

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A DoH address that may be asked: https anywhere, http only on this machine. */
export function isResolverAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

const withDefault = <T>(schema: z.core.$ZodType<T>, value: T) => z.catch(schema, value);

const settingsSchema = z.looseObject({
  resolvers: withDefault(
    z.array(z.string().check(z.refine(isResolverAddress))).check(z.minLength(1), z.maxLength(5)) as z.core.$ZodType<
      string[]
    >,
    DEFAULT_RESOLVERS,
  ),
  guard: withDefault(z.enum(['off', 'fail', 'fail-and-warn']), 'fail'),
  badge: withDefault(z.boolean(), true),
  theme: withDefault(z.enum(['system', 'light', 'dark']), 'system'),
  /** `system`: the browser's, and on a dashboard the dashboard's own. */
  language: withDefault(z.enum(['system', ...LANGUAGES]), 'system'),
  /** Fetches https://mta-sts.<domain>/... : the only request beside DNS, and off until the user turns it on. */
  mtaStsPolicy: withDefault(z.boolean(), false),
  /** Where DMARC reports shall go; put into a new DMARC record. */
  reportAddress: withDefault(z.nullable(z.string().check(z.maxLength(254))), null),
  /** Domains of campaigns are kept in the list of domains and in the history. */
  rememberDomains: withDefault(z.boolean(), true),
  /** Addresses of pages on which the user hid the badge: origin and path. */
  hiddenOn: withDefault(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(200)), []),
});

export interface Settings {
  resolvers: string[];
  guard: 'off' | 'fail' | 'fail-and-warn';
  badge: boolean;
  theme: 'system' | 'light' | 'dark';
  language: 'system' | Language;
  mtaStsPolicy: boolean;
  reportAddress: string | null;
  rememberDomains: boolean;
  hiddenOn: string[];
}

/** Any stored value as settings: what is missing or wrong takes its default. */
export function parseSettings(stored: unknown): Settings {
  const result = z.safeParse(settingsSchema, stored);
  return result.success ? result.data : z.parse(settingsSchema, {});
}

export const settingsItem = defineStored<Settings>('local:settings', {
  schema: z.pipe(z.unknown(), z.transform(parseSettings)),
  fallback: parseSettings({}),
});

/** Pages of private windows on which the badge is hidden: gone with the browser's end. */
const hiddenForSession = defineStored<string[]>('session:hidden-on', {
  schema: listOf(z.string().check(z.maxLength(500)), 200),
  fallback: [],
});

export const readSettings = settingsItem.read;
/** Hides the badge on a page, by origin and path; of a private window for the session only. */
export async function hideBadgeOn(address: string, area: 'local' | 'session'): Promise<void> {
  const page = address.replace(/[?#].*/s, '').slice(0, 500);
  const add = (pages: string[]) => [...pages.filter((one) => one !== page), page].slice(-200);
  if (area === 'session') await hiddenForSession.update(add);
  else await settingsItem.update((settings) => ({ ...settings, hiddenOn: add(settings.hiddenOn) }));
}

export const readHiddenForSession = hiddenForSession.read;

export const watchSettings = settingsItem.watch;
export const writeSettings = (changes: Partial<Settings>): Promise<Settings> =>
  settingsItem.update((settings) => ({ ...settings, ...changes }));
