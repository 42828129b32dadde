import { recordsOf } from '../../dns/resolver.ts';
import type { ExpectedSelector } from '../../esp/sending.ts';
import { parseDkimKey } from '../../records/dkim/read.ts';
import { hasPlaceholder, placeholders } from '../placeholders.ts';
import { espNameOf, type FixRoom } from '../remedy.ts';

/** The selector as this ESP expects it, also one given by hand where the ESP's have a form; null where it has none. */
export function expectedOf(selector: string, { context }: FixRoom): ExpectedSelector | null {
  const { esp, domain, account } = context;
  const generations = esp?.sending.generations({ domain, account }) ?? [];
  const all = generations.flatMap(({ selectors, alternates }) => [...selectors, ...(alternates ?? [])]);
  return all.find((expected) => expected.selector === selector) ?? esp?.sending.toSelector?.(selector) ?? null;
}

/** The other selectors that the ESP hands out together with this one: they lead to the same account. */
function twinsOf(expected: ExpectedSelector, { context }: FixRoom): string[] {
  const { esp, domain, account } = context;
  const generations = esp?.sending.generations({ domain, account }) ?? [];
  const own = generations.find(({ selectors }) => selectors.some(({ selector }) => selector === expected.selector));
  return own?.selectors.map(({ selector }) => selector).filter((selector) => selector !== expected.selector) ?? [];
}

/** What is in one of the brand's own records, with one character changed: the target of the sibling selector. */
function* neighboursOf(target: string): Generator<string> {
  for (let at = 0; at < target.length; at += 1) {
    for (const character of 'ab123') {
      if (target[at] !== character) yield `${target.slice(0, at)}${character}${target.slice(at + 1)}`;
    }
  }
}

const MOST_CANDIDATES = 4;

/** A target that was made for another domain of the brand's: there stands the key of that domain. */
function isOthers(target: string, { context }: FixRoom): boolean {
  const account = context.esp?.sending.accountInTarget?.exec(target)?.[1];
  const own = context.esp?.sending.accountOf?.(context.domain);
  // A hyphen of the domain is written twice by some.
  const plain = (text: string) => text.replace(/-{2,}/gu, '-');
  return account !== undefined && own !== undefined && plain(account) !== plain(own);
}

/** Targets of the same account's other keys, and of its sending subdomain, turned into this selector's. */
async function candidatesFor(expected: ExpectedSelector, room: FixRoom): Promise<string[]> {
  const { esp, legs, registrableDomain, ask } = room.context;
  const fits = (target: string): boolean => expected.target?.test(target) ?? false;
  const twins = twinsOf(expected, room);
  const siblings = legs.dkim.flatMap(({ selector, key, target }) =>
    key === 'ok' && target !== null && twins.includes(selector) ? [target] : [],
  );
  const found = siblings.flatMap((target) => [...neighboursOf(target)].filter(fits));
  const { isSendingTarget, sendingSubdomains = [] } = esp?.sending ?? {};
  if (isSendingTarget) {
    // The audit has asked these names for their name servers; the answers show where an alias leads.
    const answers = await Promise.all(sendingSubdomains.map((label) => ask(`${label}.${registrableDomain}`, 'NS')));
    const aliases = answers.flatMap((answer) => ('aliases' in answer ? answer.aliases : []));
    const accounts = aliases.filter((target) => isSendingTarget.test(target));
    for (const account of accounts) {
      found.push(`${expected.selector}._domainkey.${account}`, `${expected.selector}.domainkey.${account}`);
    }
  }
  return [...new Set(found)].filter((target) => fits(target) && !isOthers(target, room)).slice(0, MOST_CANDIDATES);
}

/** The target that only the ESP knows, read off the account's other records; believed only where a key stands there. */
async function deriveTarget(expected: ExpectedSelector, room: FixRoom): Promise<string | null> {
  const candidates = await candidatesFor(expected, room);
  const answers = await Promise.all(candidates.map((target) => room.context.ask(target, 'TXT')));
  const index = answers.findIndex((answer) => recordsOf(answer).some((text) => parseDkimKey(text).kind === 'key'));
  return candidates[index] ?? null;
}

/**
 * What to publish for a selector: the known target, `found` where that was this ESP's own in a mangled form, the one
 * that another record of the account gives away, else the text that says where it stands.
 */
export async function toKeyValue(selector: string, found: string | null, room: FixRoom): Promise<string> {
  const expected = expectedOf(selector, room);
  if (expected === null) return found ?? placeholders.keyOf(selector, espNameOf(room));
  if (!hasPlaceholder(expected.publish)) return expected.publish;
  if (found !== null && expected.target?.test(found) && !isOthers(found, room)) return found;
  return (await deriveTarget(expected, room)) ?? expected.publish;
}
