import type { DomainName } from '../domain/domain-name.ts';
import { attributeMessage } from '../esp/attribute.ts';
import type { EspId } from '../esp/esp-id.ts';
import { alignsByPublicSuffix, organisationalDomain } from '../public-suffix/organisational-domain.ts';
import type { AggregateReport, AggregateRow, Disposition } from './aggregate-report.ts';

/**
 * Who sent in the domain's name, as receivers saw it.
 * - `aligned`: DMARC passes. Yours.
 * - `unaligned`: a service that sends for others passes as itself: yours without authentication, or a stranger's account there.
 * - `forwarder`: it was yours and was passed on; nothing in DNS helps, and its address belongs into no SPF record.
 * - `stranger`: nothing ties it to you.
 */
export type SourceKind = 'aligned' | 'unaligned' | 'forwarder' | 'stranger';

export interface ReportedSource {
  kind: SourceKind;
  /** The service where it is known by its marks. */
  esp: EspId | null;
  /** What it is called: the domain that signed or took the bounces; null where receivers saw none. */
  name: string | null;
  messages: number;
  dispositions: Record<Disposition, number>;
  /** Messages that p=quarantine or p=reject would have hit: DMARC fails. */
  failing: number;
  /** Names of the receivers that reported it, most messages first. */
  receivers: string[];
  /** A few of its addresses, most messages first. */
  addresses: string[];
  /** ms since 1970: begin of the first and end of the last report with it. */
  firstSeen: number;
  lastSeen: number;
}

export interface DomainSummary {
  domain: DomainName;
  /** ms since 1970: all reports together. */
  begin: number;
  end: number;
  reports: number;
  /** As the newest report saw it published. */
  policy: AggregateReport['policy'];
  messages: number;
  passing: number;
  /** Failing ones first, then by number of messages. */
  sources: ReportedSource[];
}

const MOST_SHOWN = 10;

const forwardedReasons = new Set(['forwarded', 'trusted_forwarder', 'mailing_list']);

const isPass = ({ result }: { result: string }): boolean => result === 'pass';

/** The row's marks of a service that are proven: passing signatures, and a return-path that SPF vouches for. */
function toMarks(row: AggregateRow, isProven: boolean) {
  const dkim = row.dkim.filter((signature) => !isProven || isPass(signature));
  const spf = row.spf.find((each) => !isProven || isPass(each));
  return {
    dkim: dkim.map(({ domain, selector }) => ({ domain, selector: selector ?? '' })),
    returnPath: spf?.domain ?? null,
    receivedHosts: [],
    headers: [],
  };
}

/** The brand's own signature is there and broke on the way: something behind its sender changed the message. */
const hasBrokenSignature = (row: AggregateRow, domain: string): boolean =>
  row.dkim.some((signature) => !isPass(signature) && alignsByPublicSuffix(signature.domain, domain));

function toKind(row: AggregateRow, domain: string, esp: EspId | null): SourceKind {
  if (row.dkimAligned || row.spfAligned) return 'aligned';
  if (row.overrides.some((reason) => forwardedReasons.has(reason))) return 'forwarder';
  if (esp !== null) return 'unaligned';
  return hasBrokenSignature(row, domain) ? 'forwarder' : 'stranger';
}

/** The domain that best says who it is: of an aligned signature, of the return-path, of any signature. */
function toName(row: AggregateRow, kind: SourceKind): string | null {
  const passing = row.dkim.filter(isPass);
  const returnPath = row.spf.find(isPass)?.domain;
  const signed = passing[0]?.domain;
  const name = kind === 'aligned' ? (signed ?? returnPath) : (returnPath ?? signed ?? row.spf[0]?.domain);
  return name === undefined || name === '' ? null : organisationalDomain(name);
}

interface Tally extends ReportedSource {
  byReceiver: Map<string, number>;
  byAddress: Map<string, number>;
}

const add = (counts: Map<string, number>, key: string, count: number): void => {
  // Beyond this many different ones only those already counted go on.
  if (counts.has(key) || counts.size < 5000) counts.set(key, (counts.get(key) ?? 0) + count);
};

const most = (counts: Map<string, number>): string[] =>
  [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_SHOWN)
    .map(([key]) => key);

function openTally(kind: SourceKind, esp: EspId | null, name: string | null, report: AggregateReport): Tally {
  return {
    kind,
    esp,
    name,
    messages: 0,
    dispositions: { none: 0, quarantine: 0, reject: 0 },
    failing: 0,
    receivers: [],
    addresses: [],
    firstSeen: report.begin,
    lastSeen: report.end,
    byReceiver: new Map(),
    byAddress: new Map(),
  };
}

function countRow(tallies: Map<string, Tally>, report: AggregateReport, row: AggregateRow): void {
  const proven = attributeMessage(toMarks(row, true))?.esp ?? null;
  const kind = toKind(row, report.domain, proven);
  // What is not proven still names a service to its own customer, never a stranger.
  const esp = proven ?? (kind === 'aligned' ? (attributeMessage(toMarks(row, false))?.esp ?? null) : null);
  const name = toName(row, kind);
  const key = JSON.stringify([kind, esp, esp === null ? name : null]);
  const tally = tallies.get(key) ?? openTally(kind, esp, name, report);
  tallies.set(key, tally);
  tally.messages += row.count;
  tally.dispositions[row.disposition] += row.count;
  if (kind !== 'aligned') tally.failing += row.count;
  tally.firstSeen = Math.min(tally.firstSeen, report.begin);
  tally.lastSeen = Math.max(tally.lastSeen, report.end);
  add(tally.byReceiver, report.receiver, row.count);
  add(tally.byAddress, row.ip, row.count);
}

const urgency: Record<SourceKind, number> = { unaligned: 0, stranger: 1, forwarder: 2, aligned: 3 };

function toSource({ byReceiver, byAddress, ...source }: Tally): ReportedSource {
  return { ...source, receivers: most(byReceiver), addresses: most(byAddress) };
}

function summariseDomain(domain: DomainName, reports: readonly AggregateReport[]): DomainSummary {
  const tallies = new Map<string, Tally>();
  for (const report of reports) for (const row of report.rows) countRow(tallies, report, row);
  const sources = [...tallies.values()]
    .map(toSource)
    .sort((one, other) => urgency[one.kind] - urgency[other.kind] || other.messages - one.messages);
  const newest = reports.reduce((latest, report) => (report.end > latest.end ? report : latest));
  const messages = sources.reduce((sum, source) => sum + source.messages, 0);
  return {
    domain,
    begin: Math.min(...reports.map(({ begin }) => begin)),
    end: newest.end,
    reports: reports.length,
    policy: newest.policy,
    messages,
    passing: messages - sources.reduce((sum, source) => sum + source.failing, 0),
    sources,
  };
}

/** The same report sent twice (by mail and by hand) has the same receiver, id, domain and period. */
export function withoutDuplicates(reports: readonly AggregateReport[]): AggregateReport[] {
  const seen = new Set<string>();
  return reports.filter(({ receiver, id, domain, begin }) => {
    const key = JSON.stringify([receiver, id, domain, begin]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * What receivers saw of each domain: who sent in its name, what passes, what a stricter policy would hit. Sorted by number
 * of messages. Give each report once (`withoutDuplicates`).
 */
export function summarise(reports: readonly AggregateReport[]): DomainSummary[] {
  return [...Map.groupBy(reports, ({ domain }) => domain)]
    .map(([domain, own]) => summariseDomain(domain, own))
    .sort((one, other) => other.messages - one.messages);
}
