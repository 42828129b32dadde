import { textNodes } from './dom.ts';
import type { EspPage } from './field-kind.ts';
import type { PageReading } from './page-reading.ts';
import { bodyOf, findAll } from './safe-dom.ts';

const MOST_TEXTS = 6000;
const MOST = 20;
const KEY_NAME = /(?<![\w-])([a-z0-9][a-z0-9-]{0,62})\._domainkey(?:\.((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}))?/gi;
/** A name below one of these domains. */
const targetPattern = (domains: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\w.-])(?:[\\w-]{1,63}\\.){1,6}(?:${domains.map((domain) => domain.replaceAll('.', '\\.')).join('|')})(?![\\w-])`,
    'gi',
  );

/** All that a settings page shows, the values of its copy fields included. */
function textOf(document: Document): string {
  const body = bodyOf(document);
  const texts = ((body && textNodes(body, MOST_TEXTS)) ?? []).map(({ data }) => data);
  const fields = [...findAll(document, 'input[type="text"],input:not([type]),textarea')];
  return [...texts, ...fields.map((field) => (field as HTMLInputElement).value)].join('\n');
}

const unique = (items: readonly string[]): string[] =>
  [...new Set(items.map((item) => item.toLowerCase()))].slice(0, MOST);

/** The sending domain, selectors and targets that an ESP's own page about a domain shows; null where it shows none. */
export function readDomainSettings(document: Document, page: EspPage): PageReading['sending'] {
  const text = textOf(document);
  const keys = [...text.matchAll(KEY_NAME)];
  const targets = unique([...text.matchAll(targetPattern(page.recordTargets))].map(([target]) => target)).filter(
    (target) => /\d|domainkey|dkim|^ns/.test(target),
  );
  const isOwn = (domain: string): boolean =>
    targets.some((target) => target.endsWith(`.${domain}`) || target.endsWith(domain));
  const selectors = unique(
    keys.filter(([, , domain]) => !domain || !isOwn(domain)).map(([, selector]) => selector ?? ''),
  );
  const domains = unique(keys.flatMap(([, , domain]) => (domain && !isOwn(domain) ? [domain] : [])));
  if (selectors.length === 0 && targets.length === 0) return null;
  return { domain: domains.length === 1 ? (domains[0] ?? null) : null, selectors, targets };
}
