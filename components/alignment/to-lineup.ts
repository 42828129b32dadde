import type { FindingCode, FindingParams } from '../../lib/findings/finding.ts';
import type {
  Alignment,
  AlignmentConclusion,
  DkimLeg,
  MessageReport,
  Report,
  ReportFinding,
} from '../../lib/report/report.ts';

/** Why a name stands where it stands. Each has its words. */
export type NameNote =
  | 'your-name'
  | 'not-your-name'
  | 'not-needed'
  | 'not-exactly-your-name'
  | 'no-key'
  | 'no-list'
  | 'broken'
  | 'not-on-list'
  | 'unknown';

export interface LineupName {
  /** `inline` stands on the line, `apart` has stepped out of it. */
  is: 'inline' | 'apart' | 'unknown';
  /** Null where it is not known. */
  domain: string | null;
  note: NameNote;
}

/** The three names and what follows from them: all that the picture shows. */
export interface Lineup {
  holds: 'yes' | 'no' | 'unknown';
  /** The address as composed, or the domain alone. */
  from: string;
  /** What readers will see instead, where the service is certain to replace it. */
  shownAs: string | null;
  organisation: string;
  seal: LineupName;
  returns: LineupName;
  conclusion: AlignmentConclusion;
}

const UNKNOWN: LineupName = { is: 'unknown', domain: null, note: 'unknown' };

export function paramsOf<C extends FindingCode>(report: Report, code: C): FindingParams[C] | null {
  const finding = report.findings.find((candidate) => candidate.code === code);
  // The code picks the params' type; TypeScript cannot follow that through the union.
  return finding ? (finding.params as FindingParams[C]) : null;
}

/** A key that was set up and cannot be used: the service may sign all the same, and nobody can check it. */
const isBroken = (leg: DkimLeg) => leg.key !== 'ok' && leg.key !== 'missing' && leg.key !== 'unknown';

function toSeal(report: Report, serviceDomain: string | null): LineupName {
  const { dkim } = report.alignment;
  const legs = report.legs.dkim;
  if (dkim === null) return UNKNOWN;
  if (dkim) {
    const aligned = legs.find(({ key, aligned }) => key === 'ok' && aligned === true);
    return { is: 'inline', domain: aligned?.domain ?? report.domain, note: 'your-name' };
  }
  const strict = paramsOf(report, 'align.strict');
  if (strict?.leg === 'dkim') return { is: 'apart', domain: strict.domain, note: 'not-exactly-your-name' };
  const unaligned = legs.find(({ key }) => key === 'ok');
  if (unaligned) return { is: 'apart', domain: unaligned.domain, note: 'not-your-name' };
  const broken = legs.find(isBroken);
  if (broken) return { is: 'apart', domain: broken.domain, note: 'no-key' };
  const instead = paramsOf(report, 'align.none')?.dkim ?? serviceDomain;
  if (instead) return { is: 'apart', domain: instead, note: 'not-your-name' };
  return { is: 'apart', domain: legs[0]?.domain ?? null, note: 'no-key' };
}

function toReturns({ legs, alignment }: Report): LineupName {
  const { domain, aligned } = legs.spf;
  if (alignment.spf === null || domain === null) return { is: 'unknown', domain, note: 'unknown' };
  if (alignment.spf) return { is: 'inline', domain, note: 'your-name' };
  if (aligned === null) return { is: 'unknown', domain, note: 'unknown' };
  return { is: 'apart', domain, note: aligned ? 'no-list' : 'not-your-name' };
}

function holdsBy(conclusion: AlignmentConclusion): Lineup['holds'] {
  if (conclusion === 'unknown') return 'unknown';
  return conclusion === 'both' || conclusion === 'dkim' || conclusion === 'spf' ? 'yes' : 'no';
}

function lineUp(
  base: Pick<Lineup, 'from' | 'shownAs' | 'organisation'>,
  { conclusion }: Pick<Alignment, 'conclusion'>,
  seal: LineupName,
  returns: LineupName,
): Lineup {
  const holds = holdsBy(conclusion);
  const spare = holds === 'yes' && returns.is === 'apart' && returns.note === 'not-your-name';
  return { ...base, holds, seal, returns: spare ? { ...returns, note: 'not-needed' } : returns, conclusion };
}

/**
 * The alignment picture of a campaign. `serviceDomain` is what the service signs with while the domain is not set up;
 * null where that is not known.
 */
export function toLineup(report: Report, serviceDomain: string | null): Lineup {
  const rewritten = paramsOf(report, 'from.rewritten');
  const base = {
    from: report.from,
    shownAs: rewritten?.certain ? rewritten.shown : null,
    organisation: report.dmarc.orgDomain || report.domain,
  };
  return lineUp(base, report.alignment, toSeal(report, serviceDomain), toReturns(report));
}

/** A domain out of an address; what is no address stands as it is. */
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

function toSeenSeal({ dkim }: MessageReport): LineupName {
  const good = dkim.find(({ result, aligned }) => result === 'pass' && aligned === true);
  if (good) return { is: 'inline', domain: good.domain, note: 'your-name' };
  const open = dkim.find(({ result }) => result === 'unknown');
  if (open) return { is: 'unknown', domain: open.domain, note: 'unknown' };
  const passing = dkim.find(({ result }) => result === 'pass');
  if (passing) return { is: 'apart', domain: passing.domain, note: 'not-your-name' };
  const [broken] = dkim;
  return { is: 'apart', domain: broken?.domain ?? null, note: 'broken' };
}

function toSeenReturns({ spf, returnPath }: MessageReport): LineupName {
  const domain = spf.domain ?? (returnPath && domainOf(returnPath));
  if (spf.aligned === null || domain === null) return { is: 'unknown', domain, note: 'unknown' };
  if (!spf.aligned) return { is: 'apart', domain, note: 'not-your-name' };
  if (spf.result === 'pass') return { is: 'inline', domain, note: 'your-name' };
  const unjudged = spf.result === 'unknown' || spf.result === 'temperror';
  return unjudged ? { is: 'unknown', domain, note: 'unknown' } : { is: 'apart', domain, note: 'not-on-list' };
}

/** The picture of a message that was received: what stood on it, instead of what will. */
export function toSeenLineup(report: Report, message: MessageReport): Lineup {
  const base = { from: message.from ?? '', shownAs: null, organisation: report.dmarc.orgDomain || report.domain };
  return lineUp(base, message.alignment, toSeenSeal(message), toSeenReturns(message));
}

/** The finding whose fix comes first, and the one that carries its records (they differ where one cause shows twice). */
export interface FirstFix {
  finding: ReportFinding;
  carrier: ReportFinding;
}

const isActionable = (finding: ReportFinding) =>
  finding.fix !== null && (finding.severity === 'fail' || finding.severity === 'warn');

export function firstFixOf(report: Report): FirstFix | null {
  const finding = report.findings[0];
  if (!finding || !isActionable(finding)) return null;
  if (finding.fix && finding.fix.records.length > 0) return { finding, carrier: finding };
  const cause = finding.causedBy === null ? undefined : report.findings[finding.causedBy];
  return { finding, carrier: cause?.fix ? cause : finding };
}

/** The domain that a DKIM record would let the campaign be signed with. */
function sealedDomain(carrier: ReportFinding): string | null {
  const record = carrier.fix?.records.find(
    (candidate) => candidate.action !== 'remove' && candidate.name.includes('._domainkey.'),
  );
  return record ? (record.name.split('._domainkey.')[1] ?? null) : null;
}

const isWithin = (domain: string, organisation: string) =>
  domain === organisation || domain.endsWith(`.${organisation}`);

/** The picture as the first fix would make it; null where that fix does not move a name. */
export function toLineupAfter(report: Report, serviceDomain: string | null): Lineup | null {
  const first = firstFixOf(report);
  const now = toLineup(report, serviceDomain);
  if (!first || now.holds === 'yes') return null;
  const strict = first.carrier.code === 'align.strict' ? first.carrier.params : null;
  const domain = strict?.leg === 'dkim' ? strict.domain : sealedDomain(first.carrier);
  if (!domain || !isWithin(domain, now.organisation)) return null;
  const seal: LineupName = { is: 'inline', domain, note: 'your-name' };
  return lineUp({ ...now, shownAs: null }, { conclusion: 'dkim' }, seal, now.returns);
}

/**
 * Whether nothing that providers refuse would be left after the first fix. Only said where the report itself says that
 * what else is red has the same cause.
 */
export function isEnough(report: Report): boolean {
  const first = firstFixOf(report);
  if (!first || first.finding.severity !== 'fail' || first.carrier.fix?.records.length === 0) return false;
  return report.findings.every(
    (finding) =>
      (finding.severity !== 'fail' && finding.severity !== 'unknown') ||
      finding === first.finding ||
      finding === first.carrier ||
      (finding.causedBy !== null && report.findings[finding.causedBy] === first.carrier),
  );
}
