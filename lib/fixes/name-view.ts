import { isFailure, recordsOf } from '../dns/resolver.ts';
import type { RecordChange } from './fix.ts';
import type { FixContext } from './fix-context.ts';

/** What stands at one name itself; what it is an alias to is somebody else's. */
export interface NameView {
  name: string;
  cname: string | null;
  /** TXT records of the name's own. */
  texts: string[];
  /** DNS has said what stands there: else nothing may be proposed for it. */
  known: boolean;
}

type Ask = FixContext['ask'];

/** A TXT question follows an alias and shows it; only one that stands beside texts has to be asked for. */
async function look(name: string, ask: Ask): Promise<NameView> {
  const answer = await ask(name, 'TXT');
  const [followed = null] = 'aliases' in answer ? answer.aliases : [];
  if (followed !== null) return { name, cname: followed, texts: [], known: true };
  const texts = recordsOf(answer);
  const isFailed = isFailure(answer);
  // Where the alias's target fails, the alias itself may still be told.
  const [beside = null] = texts.length > 0 || isFailed ? recordsOf(await ask(name, 'CNAME')) : [];
  return { name, cname: beside, texts, known: !isFailed || beside !== null };
}

/** The texts alone, out of an answer that the audit has already: for offers that are not worth another question. */
export async function peekTexts(name: string, ask: Ask): Promise<string[]> {
  const answer = await ask(name, 'TXT');
  return 'aliases' in answer && answer.aliases.length === 0 ? recordsOf(answer) : [];
}

const isAlike = (one: NameView, other: NameView): boolean =>
  one.cname === other.cname &&
  one.texts.length === other.texts.length &&
  one.texts.every((text) => other.texts.includes(text));

/** Who answers here answers for every name beside it. */
const wildcardOf = (name: string): string =>
  `*.${name
    .split('.')
    .slice(name.startsWith('*.') ? 2 : 1)
    .join('.')}`;

/** What a wildcard answers stands at no name of its own: it can be neither replaced nor removed there (RFC 4592 § 2.1.1). */
export async function viewName(name: string, ask: Ask): Promise<NameView> {
  const view = await look(name, ask);
  if (view.cname === null && view.texts.length === 0) return view;
  return isAlike(view, await look(wildcardOf(name), ask)) ? { name, cname: null, texts: [], known: true } : view;
}

const removal = (name: string, type: RecordChange['type'], value: string): RecordChange => ({
  action: 'remove',
  name,
  type,
  value,
});

/** The addresses that stand at a name itself, neither behind an alias nor by a wildcard. */
async function ownAddresses(name: string, type: 'A' | 'AAAA', ask: Ask): Promise<string[]> {
  const answer = await ask(name, type);
  if (answer.outcome !== 'answer' || answer.aliases.length > 0) return [];
  const others = recordsOf(await ask(wildcardOf(name), type));
  const isByWildcard = others.length === answer.records.length && answer.records.every((each) => others.includes(each));
  return isByWildcard ? [] : answer.records;
}

/** Nothing stands at a name that does not exist. */
async function removeAddresses(name: string, ask: Ask): Promise<RecordChange[]> {
  if ((await ask(name, 'TXT')).outcome === 'no-such-name') return [];
  const [v4, v6] = await Promise.all([ownAddresses(name, 'A', ask), ownAddresses(name, 'AAAA', ask)]);
  return [...v4.map((address) => removal(name, 'A', address)), ...v6.map((address) => removal(name, 'AAAA', address))];
}

/** Makes `target` the one thing at a name: an alias stands alone (RFC 1034 § 3.6.2), so what else is there goes first. */
export async function toAlias(view: NameView, target: string, ask: Ask): Promise<RecordChange[]> {
  const { name, cname, known } = view;
  if (!known) return [];
  const removals = view.texts.map((text) => removal(name, 'TXT', text));
  if (cname === target) return removals;
  if (cname !== null) return [...removals, { action: 'replace', name, type: 'CNAME', value: target, old: cname }];
  removals.push(...(await removeAddresses(name, ask)));
  return [...removals, { action: 'add', name, type: 'CNAME', value: target }];
}

/**
 * Makes `text` stand at a name in the place of the texts in `instead`; other texts there stay. An alias gives way,
 * since what it leads to cannot be edited here.
 */
export function toText(
  { name, cname, texts, known }: NameView,
  text: string,
  instead: readonly string[],
): RecordChange[] {
  if (!known) return [];
  const copies = texts.filter((each) => each === text && instead.includes(text)).slice(1);
  const gone = [...texts.filter((old) => old !== text && instead.includes(old)), ...copies];
  const alias = cname === null ? [] : [removal(name, 'CNAME', cname)];
  if (texts.includes(text)) return [...alias, ...gone.map((old) => removal(name, 'TXT', old))];
  const [first, ...others] = gone;
  const removals = others.map((old) => removal(name, 'TXT', old));
  if (first === undefined) return [...alias, { action: 'add', name, type: 'TXT', value: text }];
  return [...alias, { action: 'replace', name, type: 'TXT', value: text, old: first }, ...removals];
}

export const toRemoval = removal;
