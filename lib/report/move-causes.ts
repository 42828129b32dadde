import type { ReportFinding } from './report.ts';

/** A finding in its new place. `was`: its index in the list that its `causedBy` counts in; null where it is new. */
export interface MovedFinding {
  finding: ReportFinding;
  was: number | null;
}

/** The findings of a list that was filtered, sorted or added to, each `causedBy` counted in the new list. */
export function moveCauses(moved: readonly MovedFinding[]): ReportFinding[] {
  const placeOf = new Map(moved.map(({ was }, index) => [was, index]));
  return moved.map(({ finding, was }) => {
    const cause = was === null || finding.causedBy === null ? null : (placeOf.get(finding.causedBy) ?? null);
    return { ...finding, causedBy: cause };
  });
}
