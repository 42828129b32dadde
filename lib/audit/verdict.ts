import { byUrgency } from '../findings/catalogue.ts';
import type { Finding, Severity } from '../findings/finding.ts';
import type { Verdict } from '../report/report.ts';
import type { AuditContext, AuditFinding, DraftFinding } from './context.ts';

/** What the severity of a finding depends on beside its own code. */
export interface LegStanding {
  mode: AuditContext['mode'];
  /** A key works at a domain that aligns; null: not known. */
  dkimAligned: boolean | null;
  /** The return-path aligns and its SPF holds; null: not known. */
  spfAligned: boolean | null;
}

/** A finding and the leg on whose domain it was found to matter. */
export interface Judged {
  draft: DraftFinding;
  /** For `spf.*`: it is about the record that receivers evaluate for this campaign. */
  counts: boolean;
}

function toDkimSeverity({ mode, dkimAligned, spfAligned }: LegStanding): Severity {
  if (mode !== 'campaign') return 'fail';
  // Where another selector or the return-path may still align, it is no red light yet: what is not known is said apart.
  return dkimAligned === false && spfAligned === false ? 'fail' : 'warn';
}

function toSpfSeverity({ draft, counts }: Judged, { mode, dkimAligned }: LegStanding): Severity {
  if (mode !== 'campaign') return 'fail';
  if (!counts) return draft.code === 'spf.missing' ? 'info' : 'warn';
  return dkimAligned === true ? 'warn' : 'fail';
}

function toSeverity(judged: Judged, standing: LegStanding): Severity {
  const { severity, code, leg } = judged.draft;
  if (code === 'dkim.not-set-up' && severity === 'fail') return toDkimSeverity(standing);
  if (severity !== 'leg') return severity;
  const isSpf = leg === undefined ? code.startsWith('spf.') : leg === 'spf';
  return isSpf ? toSpfSeverity(judged, standing) : toDkimSeverity(standing);
}

/** The findings in the order in which to fix them, each with the severity that it has in this audit. */
export function toFindings(judged: readonly Judged[], standing: LegStanding): AuditFinding[] {
  const findings = judged.map((each) => {
    const { leg: _, ...draft } = each.draft;
    return { ...draft, severity: toSeverity(each, standing) };
  });
  const seen = new Set<string>();
  return findings
    .filter(({ code, subject, params }) => {
      const key = `${code} ${subject} ${JSON.stringify(params)}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted(byUrgency);
}

/**
 * Fail if any finding is, even where another question went unanswered; else unknown if one that could make it fail has
 * no trustworthy answer; else the worst severity.
 */
export function toVerdict(findings: readonly Finding[], isOpen: boolean): Verdict {
  const has = (severity: Severity) => findings.some((finding) => finding.severity === severity);
  if (has('fail')) return 'fail';
  if (isOpen || has('unknown')) return 'unknown';
  return has('warn') ? 'warn' : 'pass';
}
