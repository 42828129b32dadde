import type { ReportFinding } from '../../lib/report/report.ts';
import { readTabState } from '../../lib/storage/tab-state.ts';
import { judgedReport } from './overlay-state.ts';
import { rememberedTabs } from './tab-store.ts';

type Caused = Pick<ReportFinding, 'code'> & { causedBy?: number | null };

/** The index of the finding that this one follows from in the end; its own where it follows from none. */
function rootOf(findings: readonly Caused[], index: number): number {
  const seen = new Set<number>();
  let at = index;
  for (let cause = findings[at]?.causedBy; cause !== null && cause !== undefined && !seen.has(at);) {
    seen.add(at);
    at = cause;
    cause = findings[at]?.causedBy;
  }
  return at;
}

/** The codes of one cause: the finding that `code` follows from in the end, and all that follow from it. */
export function codesOfCause(findings: readonly Caused[], code: string): string[] {
  const index = findings.findIndex((finding) => finding.code === code);
  if (index < 0) return [code];
  const root = rootOf(findings, index);
  return [...new Set(findings.filter((_, at) => rootOf(findings, at) === root).map((finding) => finding.code))];
}

/** The same, of what an open tab's report says about the domain. Without one, the code alone. */
export async function withConsequences(domain: string, code: string): Promise<string[]> {
  for (const tab of await rememberedTabs()) {
    const state = await readTabState(tab);
    const report = state && judgedReport(state);
    if (report?.domain === domain) return codesOfCause(report.findings, code);
  }
  return [code];
}
