import { isOf } from '../remedy.ts';
import { parseDmarc, withDmarcTags } from '../../records/dmarc/read.ts';
import type { Report } from '../../report/report.ts';
import { newDmarc } from './fixes.ts';

export const ROADMAP_STEPS = ['watch', 'read', 'test', 'quarantine', 'reject'] as const;
export type RoadmapStepId = (typeof ROADMAP_STEPS)[number];

/** What must be true before a step. */
export type RoadmapCondition =
  | 'reports-arrive'
  | 'campaigns-align'
  | 'all-services-align'
  | 'not-spf-alone'
  | 'no-complaints'
  | 'no-lists';

export interface RoadmapStep {
  id: RoadmapStepId;
  state: 'done' | 'next' | 'later';
  /** The record that this step publishes; null where it publishes none. */
  record: string | null;
  conditions: readonly { id: RoadmapCondition; met: boolean | null }[];
}

const POSITION = { none: 0, quarantine: 3, reject: 4 } as const;

/** How many steps are behind the domain: a policy in force stands for all before it. */
function doneSteps({ dmarc, findings }: Report): number {
  if (dmarc.record === null || dmarc.policy === null) return 0;
  const hasReports = !findings.some(isOf('dmarc.no-reports'));
  const parsed = parseDmarc(dmarc.record);
  const isTesting = parsed.kind === 'record' && parsed.record.testing;
  if (dmarc.policy === 'none') return hasReports ? 1 : 0;
  return isTesting ? POSITION[dmarc.policy] : POSITION[dmarc.policy] + 1;
}

function conditionsOf(id: RoadmapStepId, report: Report): RoadmapStep['conditions'] {
  const hasReports = report.dmarc.record !== null && !report.findings.some(isOf('dmarc.no-reports'));
  const keys = report.legs.dkim.some((leg) => leg.aligned === true && leg.key === 'ok');
  const aligns =
    report.esp === null || report.dmarc.result === 'unknown' ? null : keys || report.legs.spf.aligned === true;
  const onSeal = report.esp === null ? null : keys;
  const all: Record<RoadmapStepId, RoadmapStep['conditions']> = {
    watch: [],
    read: [{ id: 'reports-arrive', met: hasReports ? null : false }],
    test: [
      { id: 'campaigns-align', met: aligns },
      { id: 'all-services-align', met: null },
    ],
    quarantine: [{ id: 'no-complaints', met: null }],
    reject: [
      { id: 'not-spf-alone', met: onSeal },
      { id: 'no-lists', met: null },
    ],
  };
  return all[id];
}

/** The domain's record with this step's tags, everything else as it stands. */
function recordOf(id: RoadmapStepId, report: Report, reportAddress: string | null): string | null {
  const current = report.dmarc.record ?? newDmarc(reportAddress);
  const rua = reportAddress === null ? {} : { rua: `mailto:${reportAddress}` };
  const hasRua = /(?:^|;)\s*rua\s*=/u.test(current);
  const tags: Record<RoadmapStepId, Record<string, string | null> | null> = {
    watch: { p: 'none', ...(hasRua ? {} : rua) },
    read: null,
    test: { p: 'quarantine', pct: null, t: 'y' },
    quarantine: { p: 'quarantine', pct: null, t: null },
    reject: { p: 'reject', pct: null, t: null },
  };
  const change = tags[id];
  return change === null ? null : withDmarcTags(current, change);
}

/** The way from watching to refusing forgeries: where this domain stands, and what must be true before each step. */
export function toRoadmap(report: Report, reportAddress: string | null): RoadmapStep[] {
  const done = doneSteps(report);
  return ROADMAP_STEPS.map((id, index) => ({
    id,
    state: index < done ? 'done' : index === done ? 'next' : 'later',
    record: recordOf(id, report, reportAddress),
    conditions: conditionsOf(id, report),
  }));
}
