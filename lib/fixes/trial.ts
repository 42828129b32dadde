import { isFailure, recordsOf, type DnsAnswer, type Question, type RecordType } from '../dns/resolver.ts';
import type { FindingCode } from '../findings/finding.ts';
import type { DmarcReport, ProviderId, ProviderVerdict, Verdict } from '../report/report.ts';
import type { RecordChange } from './fix.ts';
import type { FixContext } from './fix-context.ts';

/** What the audit concludes of a campaign, with or without some changes of the zone. */
export interface Outlook {
  verdict: Verdict;
  dmarc: DmarcReport['result'];
  providers: Readonly<Record<ProviderId, ProviderVerdict>>;
  /** Codes of the findings with severity fail. */
  failures: readonly FindingCode[];
}

type Ask = FixContext['ask'];

const LONGEST_CHAIN = 8;

/** A record as a change names it: MX as `10 mx.brand.com`. */
const toText = (record: unknown): string =>
  typeof record === 'object' && record !== null && 'exchange' in record && 'preference' in record
    ? `${String(record.preference)} ${String(record.exchange)}`
    : String(record);

function toRecord(type: RecordType, text: string): unknown {
  if (type !== 'MX') return text;
  const [preference = '', exchange = ''] = text.split(' ');
  return { preference: Number(preference), exchange };
}

/** The records of one type at a name after the changes of it. */
function applyTo(records: readonly unknown[], type: RecordType, changes: readonly RecordChange[]): unknown[] {
  const left = [...records];
  for (const change of changes.filter((each) => each.type === type)) {
    const gone = change.action === 'add' ? null : change.action === 'replace' ? change.old : change.value;
    const index = gone === null ? -1 : left.findIndex((record) => toText(record) === gone);
    if (index !== -1) left.splice(index, 1);
    if (change.action !== 'remove') left.push(toRecord(type, change.value));
  }
  return left;
}

const isComplete = (change: RecordChange): boolean => change.action === 'remove' || !/<[^<>]+>/u.test(change.value);

/**
 * Whether the outcome of all changes of one name is known: every value is complete, and no alias only goes, since what is
 * behind it at the name itself cannot be asked.
 */
function isForeseeable(changes: readonly RecordChange[]): boolean {
  const uncovers = changes.some(({ action, type }) => action === 'remove' && type === 'CNAME');
  return changes.every(isComplete) && (!uncovers || changes.some(({ action }) => action !== 'remove'));
}

/** Aliases and records in a form that two answers of one content share. */
const toContent = (answer: DnsAnswer): string =>
  JSON.stringify(['aliases' in answer ? answer.aliases : [], recordsOf(answer).map(toText).toSorted()]);

const isSomething = (answer: DnsAnswer): boolean =>
  answer.outcome === 'answer' || (!isFailure(answer) && answer.aliases.length > 0);

/**
 * DNS as it would answer with `changes` published: `ask` serves everything else. Changes of a name with a value
 * that is not known yet (angle brackets) are left out. A change of a wildcard changes each name that answers as it does
 * (RFC 4592 § 2.2.1). Never rejects where `ask` does not.
 */
export function withChanges(ask: Ask, changes: readonly RecordChange[]): Ask {
  const groups = Map.groupBy(changes, ({ name }) => name);
  const byName = new Map([...groups].filter(([, group]) => isForeseeable(group)));

  async function follow<T extends RecordType>(
    alias: string,
    question: Question<T>,
    depth: number,
  ): Promise<DnsAnswer<T>> {
    const target = await answerFor(alias, question.type, depth + 1);
    return isFailure(target) ? { ...target, question } : { ...target, question, aliases: [alias, ...target.aliases] };
  }

  const wildcards = [...byName.keys()].filter((name) => name.startsWith('*.'));

  /** The answer of a name that a changed wildcard answers today; null where none does. */
  async function underWildcard<T extends RecordType>(
    answer: DnsAnswer<T>,
    depth: number,
  ): Promise<DnsAnswer<T> | null> {
    const { question } = answer;
    const wildcard = wildcards.find((each) => question.name !== each && question.name.endsWith(each.slice(1)));
    if (wildcard === undefined || !isSomething(answer)) return null;
    if (toContent(await ask(wildcard, question.type)) !== toContent(answer)) return null;
    const after = await answerFor(wildcard, question.type, depth);
    const isGone = after.outcome === 'no-such-type' && after.aliases.length === 0;
    return isGone ? { ...after, question, outcome: 'no-such-name' } : { ...after, question };
  }

  async function answerFor<T extends RecordType>(name: string, type: T, depth: number): Promise<DnsAnswer<T>> {
    const mine = byName.get(name);
    const answer = await ask(name, type);
    if (mine === undefined) return groups.has(name) ? answer : ((await underWildcard(answer, depth)) ?? answer);
    if (isFailure(answer) || depth > LONGEST_CHAIN) return answer;
    const aliases = applyTo(answer.aliases.slice(0, 1), 'CNAME', type === 'CNAME' ? [] : mine).map(String);
    const [alias] = aliases;
    if (alias !== undefined) return follow(alias, answer.question, depth);
    const own = answer.aliases.length > 0 && type !== 'CNAME' ? [] : recordsOf(answer);
    const records = applyTo(own, type, mine);
    const { question, resolver, at } = answer;
    const common = { question, resolver, at, aliases: [], ttl: 0, authenticated: false };
    if (records.length === 0) {
      // An alias beside the records that go is hidden by them today.
      const [hidden] = type === 'CNAME' ? [] : applyTo(recordsOf(await ask(name, 'CNAME')), 'CNAME', mine).map(String);
      return hidden === undefined ? { ...common, outcome: 'no-such-type' } : follow(hidden, question, depth);
    }
    const octets = records.reduce<number>((sum, record) => sum + toText(record).length, 0);
    // `toRecord` made each of the type that was asked for.
    return { ...common, outcome: 'answer', records, octets } as unknown as DnsAnswer<T>;
  }

  return (name, type) => answerFor(name, type, 0);
}

const VERDICTS: readonly Verdict[] = ['pass', 'warn', 'unknown', 'fail'];
const TREATMENTS: readonly ProviderVerdict[] = ['accept', 'unknown', 'spam', 'reject'];

/** Whether a campaign would fare worse anywhere than it does today. */
export function isWorse(after: Outlook, today: Outlook): boolean {
  if (VERDICTS.indexOf(after.verdict) > VERDICTS.indexOf(today.verdict)) return true;
  if (today.dmarc === 'pass' && after.dmarc !== 'pass') return true;
  return Object.entries(after.providers).some(
    ([provider, treatment]) =>
      TREATMENTS.indexOf(treatment) > TREATMENTS.indexOf(today.providers[provider as ProviderId]),
  );
}
