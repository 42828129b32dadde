import type { Report, Verdict } from '../report/report.ts';
import type { DomainRow, Snapshot } from './domain-row.ts';

/** One thing that changed between two audits of a domain: a record, a DKIM key or the verdict. */
export interface DomainChange {
  domain: string;
  /** When it was seen, ms since 1970. */
  at: number;
  /** When the audit that it is compared with was made: the change is younger. */
  since: number;
  kind: 'record' | 'key' | 'verdict';
  /** DNS name; of a verdict the domain. */
  name: string;
  /** SPF or DMARC records, state and target of a key, or the verdict. Empty: nothing there. */
  before: string[];
  after: string[];
  /** Of a verdict: findings that were not there before, more than info. */
  codes: string[];
  /** It is what made the verdict worse, or the verdict that got worse. */
  isWorse: boolean;
}

const RANK: Readonly<Record<Verdict, number>> = { pass: 0, unknown: 0, warn: 1, fail: 2 };

const isKeyName = (name: string): boolean => name.includes('._domainkey.');
/** White space, and the order in which a resolver gives several records, are no change. */
const squeeze = (texts: readonly string[]): string[] => texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(squeeze(a).toSorted()) === JSON.stringify(squeeze(b).toSorted());

type Answers = Record<string, string[]>;

/** Keys whose look-up failed, and records that could not be asked for, keep the answer that was last trusted. */
function keysOf(report: Report, known: Answers): Answers {
  return Object.fromEntries(
    report.legs.dkim.flatMap(({ domain, selector, key, target }) => {
      const name = `${selector}._domainkey.${domain}`;
      if (key !== 'unknown') return [[name, [key, target ?? '']] as const];
      return known[name] === undefined ? [] : [[name, known[name]] as const];
    }),
  );
}

function dmarcOf({ dmarc, domain }: Report, known: Answers): Answers {
  if (dmarc.foundAt !== null && dmarc.record !== null) return { [`_dmarc.${dmarc.foundAt}`]: [dmarc.record] };
  const before = Object.entries(known).filter(([name]) => name.startsWith('_dmarc.'));
  if (dmarc.result === 'unknown') return Object.fromEntries(before);
  // The name where it was found before shows that it is gone.
  return Object.fromEntries((before.length > 0 ? before : [[`_dmarc.${domain}`]]).map(([name]) => [name, []]));
}

function spfOf({ spf, domain }: Report, known: Answers): Answers {
  if (spf.result === 'temperror') return known[domain] === undefined ? {} : { [domain]: known[domain] };
  return { [domain]: spf.record === null ? [] : [spf.record] };
}

/** Whether any resolver answered at all: without one an audit says nothing of the domain. */
export const hasAnswers = ({ resolvers }: Report): boolean => resolvers.asked.length > 0;

/** What this report rests on, for the next to be compared with. What could not be asked is as it was in `before`. */
export function toSnapshot(report: Report, before: Snapshot | null): Snapshot {
  const known = before?.answers ?? {};
  return {
    at: report.at,
    verdict: report.verdict === 'unknown' && before !== null ? before.verdict : report.verdict,
    codes:
      report.verdict === 'unknown' && before !== null
        ? before.codes
        : report.findings.filter(({ severity }) => severity === 'fail' || severity === 'warn').map(({ code }) => code),
    answers: { ...keysOf(report, known), ...dmarcOf(report, known), ...spfOf(report, known) },
  };
}

function toChange(domain: string, name: string, before: Snapshot, after: Snapshot): DomainChange | null {
  const [old, current] = [before.answers[name], after.answers[name]];
  if (old === undefined || current === undefined || isSame(old, current)) return null;
  const kind = isKeyName(name) ? 'key' : 'record';
  const base = { domain, at: after.at, since: before.at, name, before: old, after: current, codes: [] };
  return { ...base, kind, isWorse: RANK[after.verdict] > RANK[before.verdict] };
}

/**
 * What changed between two audits of a domain with the same service: records and keys first, then the verdict. A name
 * that only one of them asked about is no change; neither is a verdict that could not be reached.
 */
export function toChanges(domain: string, before: Snapshot, after: Snapshot): DomainChange[] {
  const names = Object.keys(before.answers).filter((name) => after.answers[name] !== undefined);
  const changes = names.flatMap((name) => toChange(domain, name, before, after) ?? []);
  const codes = after.codes.filter((code) => !before.codes.includes(code));
  const isWorse = RANK[after.verdict] > RANK[before.verdict];
  if (before.verdict === after.verdict || before.verdict === 'unknown' || after.verdict === 'unknown') return changes;
  const verdicts = { before: [before.verdict], after: [after.verdict] };
  const base = { domain, at: after.at, since: before.at, name: domain, codes, ...verdicts };
  return [...changes, { ...base, kind: 'verdict', isWorse }];
}

const LONGEST_PARAM = 300;
const MOST_PARAMS = 4000;

/** Parameters as far as a title needs them: long texts are cut. */
function shorten(params: object): Record<string, unknown> {
  const short = Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? value.slice(0, LONGEST_PARAM) : value,
    ]),
  );
  return JSON.stringify(short).length > MOST_PARAMS ? {} : short;
}

function firstOf({ findings }: Report): DomainRow['first'] {
  const found = findings.find(({ severity, causedBy }) => severity !== 'info' && causedBy === null);
  if (!found) return null;
  const { code, severity, subject, params } = found;
  return { code, severity, subject, params: shorten(params) } as unknown as DomainRow['first'];
}

/**
 * The row after an audit, and what changed since the one before. Where no resolver answered, only the verdict becomes
 * unknown: nothing is forgotten, and nothing counts as changed.
 */
export function withAudit(row: DomainRow, report: Report): { row: DomainRow; changes: DomainChange[] } {
  const first = firstOf(report);
  if (!hasAnswers(report)) {
    return { row: { ...row, verdict: 'unknown', first, failures: row.failures + 1 }, changes: [] };
  }
  const isSameService = (row.esp === 'none' ? null : row.esp) === report.esp;
  const before = isSameService ? row.snapshot : null;
  const snapshot = toSnapshot(report, before);
  const audited: DomainRow = {
    ...row,
    // What was said of a domain is not unsaid by a look without a service.
    esp: report.esp ?? row.esp,
    account: report.account ?? row.account,
    verdict: report.verdict,
    first,
    problems: report.findings.filter(({ severity, causedBy }) => severity !== 'info' && causedBy === null).length,
    checkedAt: report.at,
    failures: 0,
    snapshot,
  };
  return { row: audited, changes: before === null ? [] : toChanges(row.domain, before, snapshot) };
}
