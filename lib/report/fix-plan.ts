import type { Report, ReportFinding } from './report.ts';

/** Which finding is fixed first, what that fixes as well, and what is left: indexes into the report's findings. */
export interface FixPlan {
  /** The finding that carries the first fix; null where there is nothing to fix, or something unknown comes first. */
  first: number | null;
  /** Findings that follow from the first. */
  alsoFixed: number[];
  /** Causes of their own that are left: fail, unknown and warn, in order. */
  later: number[];
  /** Findings of severity info: optional. */
  extras: number[];
  /** Nothing that a provider rejects or puts in spam for is left after the first fix. */
  enough: boolean;
}

const isFault = ({ severity }: ReportFinding) => severity === 'fail' || severity === 'warn';

/** Works out the plan of a report from the causes that the audit decided. */
export function toFixPlan({ findings }: Pick<Report, 'findings'>): FixPlan {
  const [top] = findings;
  const root = top?.causedBy ?? 0;
  const isOfRoot = (index: number) => index === root || findings[index]?.causedBy === root;
  const withRecords = findings.findIndex(({ fix }, index) => isOfRoot(index) && (fix?.records.length ?? 0) > 0);
  // One finding of a cause carries the records, not always the cause itself: a name entered twice is fixed where the key is missing.
  const carrier = withRecords !== -1 ? withRecords : findings[root]?.fix ? root : top?.fix ? 0 : null;
  const first = top && isFault(top) ? carrier : null;
  const isCarried = (index: number) => {
    const { code, params } = findings[index]?.fix?.note ?? {};
    const by = first === null ? undefined : findings[first];
    return code === 'sameAs' && by !== undefined && params?.code === by.code && params.subject === by.subject;
  };
  const isFirst = (index: number) => first !== null && (index === first || isOfRoot(index) || isCarried(index));
  const indexes = findings.map((_, index) => index);
  const left = indexes.filter((index) => !isFirst(index));
  const isInfo = (index: number) => findings[index]?.severity === 'info';
  const isOpen = (index: number) => findings[index]?.severity === 'fail' || findings[index]?.severity === 'unknown';
  const carriesRecords = first !== null && (findings[first]?.fix?.records.length ?? 0) > 0;
  return {
    first,
    alsoFixed: indexes.filter((index) => index !== first && isFirst(index)),
    // A consequence of another cause is listed with that cause.
    later: left.filter((index) => !isInfo(index) && findings[index]?.causedBy === null),
    extras: left.filter(isInfo),
    enough: carriesRecords && top?.severity === 'fail' && !left.some(isOpen),
  };
}

/** The finding that carries the first fix; null where there is none. */
export function firstFixOf(report: Pick<Report, 'findings'>): ReportFinding | null {
  const { first } = toFixPlan(report);
  return first === null ? null : (report.findings[first] ?? null);
}
