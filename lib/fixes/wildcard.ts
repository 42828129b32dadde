import { isAtOrBelow } from '../domain/domain-name.ts';
import { isFailure, recordsOf, type DnsAnswer } from '../dns/resolver.ts';
import { isSpfRecord } from '../records/spf/read.ts';
import { note, type Fix, type RecordChange } from './fix.ts';
import type { FixContext } from './fix-context.ts';

const TYPES = ['A', 'AAAA', 'MX', 'TXT'] as const;
type KeptType = (typeof TYPES)[number];

interface Answers {
  alias: string | null;
  /** Records as a change names them. */
  texts: Record<KeptType, string[]>;
}

const toText = (record: unknown): string =>
  typeof record === 'object' && record !== null && 'exchange' in record && 'preference' in record
    ? `${String(record.preference)} ${String(record.exchange)}`
    : String(record);

const toTexts = (answer: DnsAnswer): string[] => recordsOf(answer).map(toText).toSorted();

/** What a name answers; null where DNS did not say. */
async function readName(name: string, ask: FixContext['ask']): Promise<Answers | null> {
  const [a, aaaa, mx, txt] = await Promise.all([ask(name, 'A'), ask(name, 'AAAA'), ask(name, 'MX'), ask(name, 'TXT')]);
  if ([a, aaaa, mx, txt].some(isFailure)) return null;
  const alias = 'aliases' in a ? (a.aliases[0] ?? null) : null;
  return { alias, texts: { A: toTexts(a), AAAA: toTexts(aaaa), MX: toTexts(mx), TXT: toTexts(txt) } };
}

const isSame = (one: Answers | null, other: Answers | null): boolean => JSON.stringify(one) === JSON.stringify(other);
const isEmpty = ({ alias, texts }: Answers): boolean =>
  alias === null && TYPES.every((type) => texts[type].length === 0);

/** The wildcards that may answer for a name: `*.brand.com` for `news.brand.com`, up to the registrable domain. */
function wildcardsFor(name: string, registrableDomain: string): string[] {
  const parents: string[] = [];
  let parent = name.slice(name.indexOf('.') + 1);
  while (isAtOrBelow(parent, registrableDomain)) {
    parents.push(`*.${parent}`);
    if (parent === registrableDomain) break;
    parent = parent.slice(parent.indexOf('.') + 1);
  }
  return parents;
}

/**
 * What a wildcard answers for the From domain, where it exists only by that; null where it has records of its own, or
 * that cannot be told. A name below one with own records is never answered by a wildcard above it (RFC 4592 § 3.3.1).
 */
async function findByWildcard({ domain, registrableDomain, ask }: FixContext): Promise<Answers | null> {
  if (domain === registrableDomain || !isAtOrBelow(domain, registrableDomain)) return null;
  const [own, below] = await Promise.all([readName(domain, ask), readName(`*.${domain}`, ask)]);
  if (own === null || isEmpty(own) || !isSame(own, below)) return null;
  const wildcards = await Promise.all(wildcardsFor(domain, registrableDomain).map((name) => readName(name, ask)));
  return wildcards.some((wildcard) => isSame(own, wildcard)) ? own : null;
}

/** The wildcard's records as the name's own; those of a kind that the fix publishes there itself are left out. */
function toKept({ alias, texts }: Answers, name: string, records: readonly RecordChange[]): RecordChange[] {
  const own = records.filter((change) => change.name === name && change.action === 'add');
  if (own.length === 0 && alias !== null) return [{ action: 'add', name, type: 'CNAME', value: alias }];
  if (own.some(({ type }) => type === 'CNAME')) return [];
  const hasSpf = own.some(({ type, value }) => type === 'TXT' && isSpfRecord(value));
  return TYPES.flatMap((type) =>
    texts[type]
      // An alias's texts are its target's.
      .filter((text) => type !== 'TXT' || (alias === null && !(hasSpf && isSpfRecord(text))))
      .filter((value) => !own.some((change) => change.type === type && change.value === value))
      .map((value): RecordChange => ({ action: 'add', name, type, value })),
  );
}

/**
 * A From domain that exists only by a wildcard loses what that answers (MX, addresses) once a fix publishes a record at
 * or below it: such a fix then publishes the same at the name itself. Never rejects.
 */
export async function keepWildcard(fixes: readonly (Fix | null)[], context: FixContext): Promise<(Fix | null)[]> {
  const { domain } = context;
  const cuts = (fix: Fix | null): fix is Fix =>
    fix?.records.some(({ action, name }) => action === 'add' && isAtOrBelow(name, domain)) ?? false;
  if (!fixes.some(cuts)) return [...fixes];
  const answers = await findByWildcard(context);
  if (answers === null) return [...fixes];
  return fixes.map((fix) => {
    if (!cuts(fix)) return fix;
    const kept = toKept(answers, domain, fix.records);
    if (kept.length === 0) return fix;
    return { ...fix, records: [...fix.records, ...kept], note: fix.note ?? note('wildcardKept', { name: domain }) };
  });
}
