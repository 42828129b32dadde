import type { FindingCode, FindingParams } from '../findings/finding.ts';
import { findEspById } from '../esp/registry.ts';
import { firstFixOf } from './fix-plan.ts';
import type { AlignmentConclusion, DkimLeg, MessageReport, Report } from './report.ts';

/** Why a domain matches the From domain or not; each has its words. */
export type MatchNote =
  | 'matches'
  | 'differs'
  | 'not-needed'
  | 'not-exact'
  | 'no-key'
  | 'no-spf'
  | 'broken'
  | 'not-permitted'
  | 'unknown';

export interface PictureRow {
  /** Passes and matches the From domain, as the audit decided; null: not known. */
  match: boolean | null;
  /** Null where it is not known, or where nobody signs. */
  domain: string | null;
  note: MatchNote;
}

/** The three rows that every surface shows: the From, who signs (DKIM), where bounces go (return-path). */
export interface Picture {
  /** The address as composed, or the domain alone. */
  from: string;
  /** What readers will see instead, where the ESP is certain to replace it. */
  shownAs: string | null;
  /** Organisational domain of the From (RFC 9989 § 4.10). */
  organisation: string;
  signedBy: PictureRow;
  mailedBy: PictureRow;
  conclusion: AlignmentConclusion;
}

const UNKNOWN: PictureRow = { match: null, domain: null, note: 'unknown' };

function paramsOf<C extends FindingCode>(report: Report, code: C): FindingParams[C] | null {
  const finding = report.findings.find((candidate) => candidate.code === code);
  // The code picks the params' type; TypeScript cannot follow that through the union.
  return finding ? (finding.params as FindingParams[C]) : null;
}

const isUsable = ({ key }: DkimLeg) => key === 'ok' || key === 'weak';
const isBroken = ({ key }: DkimLeg) => key !== 'ok' && key !== 'weak' && key !== 'missing' && key !== 'unknown';

/** What the ESP signs with while the domain is not set up there; null where that is not known. */
const signsInstead = (report: Report): string | null =>
  (report.esp && findEspById(report.esp)?.sending.unauthenticated.dkimDomain) || null;

function toSignedBy(report: Report): PictureRow {
  const { dkim: legs } = report.legs;
  const usable = legs.filter(isUsable);
  const match = report.alignment.dkim;
  if (match === null) return UNKNOWN;
  if (match) {
    const aligned = usable.find(({ aligned, key }) => aligned === true && key === 'ok');
    return { match, domain: aligned?.domain ?? report.domain, note: 'matches' };
  }
  const strict = paramsOf(report, 'align.strict');
  if (strict?.leg === 'dkim') return { match, domain: strict.domain, note: 'not-exact' };
  const other = usable.find(({ aligned, key }) => aligned === false && key === 'ok');
  if (other) return { match, domain: other.domain, note: 'differs' };
  const broken = legs.find(isBroken);
  if (broken) return { match, domain: broken.domain, note: 'no-key' };
  const instead = paramsOf(report, 'align.none')?.dkim ?? signsInstead(report);
  if (instead) return { match, domain: instead, note: 'differs' };
  return { match, domain: legs[0]?.domain ?? null, note: 'no-key' };
}

function toMailedBy(report: Report): PictureRow {
  const { domain, aligned } = report.legs.spf;
  const match = report.alignment.spf;
  if (match === null || domain === null) return { match: null, domain, note: 'unknown' };
  if (match) return { match, domain, note: 'matches' };
  return { match, domain, note: aligned === true ? 'no-spf' : 'differs' };
}

/** A domain out of an address; what is no address stays as it is. */
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

function toSeenSignature({ dkim, alignment }: MessageReport): PictureRow {
  const good = dkim.find(({ result, aligned }) => result === 'pass' && aligned === true);
  if (alignment.dkim === true) return { match: true, domain: good?.domain ?? null, note: 'matches' };
  const open = dkim.find(({ result }) => result === 'unknown');
  if (alignment.dkim === null) return { match: null, domain: open?.domain ?? null, note: 'unknown' };
  const passing = dkim.find(({ result }) => result === 'pass');
  if (passing) return { match: false, domain: passing.domain, note: 'differs' };
  const [broken] = dkim;
  return { match: false, domain: broken?.domain ?? null, note: 'broken' };
}

function toSeenReturnPath({ spf, returnPath, alignment }: MessageReport): PictureRow {
  const domain = spf.domain ?? (returnPath && domainOf(returnPath));
  if (alignment.spf === null || domain === null) return { match: null, domain, note: 'unknown' };
  if (alignment.spf) return { match: true, domain, note: 'matches' };
  return { match: false, domain, note: spf.aligned === true ? 'not-permitted' : 'differs' };
}

/** One match is enough: the other row is then no fault. */
const excuse = (row: PictureRow, other: PictureRow): PictureRow =>
  other.match === true && row.match === false && row.note === 'differs' ? { ...row, note: 'not-needed' } : row;

/**
 * The alignment picture of a report: as predicted for the campaign, or as a test message showed it. Which rows match is
 * the audit's decision; this only says of which domain.
 */
export function toPicture(report: Report): Picture {
  const { message, dmarc, domain } = report;
  const rewritten = message ? null : paramsOf(report, 'from.rewritten');
  const signedBy = message ? toSeenSignature(message) : toSignedBy(report);
  const mailedBy = message ? toSeenReturnPath(message) : toMailedBy(report);
  return {
    from: message ? (message.from ?? '') : report.from,
    shownAs: rewritten?.certain ? rewritten.shown : null,
    organisation: dmarc.orgDomain || domain,
    signedBy: excuse(signedBy, mailedBy),
    mailedBy: excuse(mailedBy, signedBy),
    conclusion: (message ?? report).alignment.conclusion,
  };
}

const isWithin = (domain: string, organisation: string) =>
  domain === organisation || domain.endsWith(`.${organisation}`);

/** The domain that the first fix lets the campaign be signed with; null where it publishes no key. */
function signedAfterFix(report: Report): string | null {
  const finding = firstFixOf(report);
  if (finding?.code === 'align.strict') return finding.params.leg === 'dkim' ? finding.params.domain : null;
  const key = finding?.fix?.records.find(({ action, name }) => action !== 'remove' && name.includes('._domainkey.'));
  return key?.name.split('._domainkey.')[1] ?? null;
}

/** The picture as the first fix makes it; null where that fix moves no row. */
export function toPictureAfter(report: Report): Picture | null {
  const today = toPicture(report);
  if (report.message || today.signedBy.match === true || today.mailedBy.match === true) return null;
  const domain = signedAfterFix(report);
  if (!domain || !isWithin(domain, today.organisation)) return null;
  const signedBy: PictureRow = { match: true, domain, note: 'matches' };
  return { ...today, shownAs: null, signedBy, mailedBy: excuse(today.mailedBy, signedBy), conclusion: 'dkim' };
}
