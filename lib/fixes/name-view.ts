import { recordsOf } from '../dns/resolver.ts';
import type { RecordChange } from './fix.ts';
import type { FixContext } from './fix-context.ts';

/** What stands at one name itself; what it is an alias to is somebody else's. */
export interface NameView {
  name: string;
  cname: string | null;
  /** TXT records of the name's own. */
  texts: string[];
}

type Ask = FixContext['ask'];

export async function viewName(name: string, ask: Ask): Promise<NameView> {
  const [alias, text] = await Promise.all([ask(name, 'CNAME'), ask(name, 'TXT')]);
  const followed = 'aliases' in text ? text.aliases : [];
  return {
    name,
    cname: recordsOf(alias)[0] ?? followed[0] ?? null,
    texts: followed.length === 0 ? recordsOf(text) : [],
  };
}

const removal = (name: string, type: RecordChange['type'], value: string): RecordChange => ({
  action: 'remove',
  name,
  type,
  value,
});

/** Makes `target` the one thing at a name: an alias stands alone (RFC 1034 § 3.6.2), so what else is there goes first. */
export async function toAlias(view: NameView, target: string, ask: Ask): Promise<RecordChange[]> {
  const { name, cname } = view;
  const removals = view.texts.map((text) => removal(name, 'TXT', text));
  if (cname === target) return removals;
  if (cname !== null) return [...removals, { action: 'replace', name, type: 'CNAME', value: target, old: cname }];
  const [v4, v6] = await Promise.all([ask(name, 'A'), ask(name, 'AAAA')]);
  removals.push(...recordsOf(v4).map((address) => removal(name, 'A', address)));
  removals.push(...recordsOf(v6).map((address) => removal(name, 'AAAA', address)));
  return [...removals, { action: 'add', name, type: 'CNAME', value: target }];
}

/**
 * Makes `text` stand at a name in the place of the texts in `instead`; other texts there stay. An alias gives way,
 * since what it leads to cannot be edited here.
 */
export function toText({ name, cname, texts }: NameView, text: string, instead: readonly string[]): RecordChange[] {
  const gone = [...new Set(instead)].filter((old) => old !== text && texts.includes(old));
  const alias = cname === null ? [] : [removal(name, 'CNAME', cname)];
  if (texts.includes(text)) return [...alias, ...gone.map((old) => removal(name, 'TXT', old))];
  const [first, ...others] = gone;
  const removals = others.map((old) => removal(name, 'TXT', old));
  if (first === undefined) return [...alias, { action: 'add', name, type: 'TXT', value: text }];
  return [...alias, { action: 'replace', name, type: 'TXT', value: text, old: first }, ...removals];
}

export const toRemoval = removal;
