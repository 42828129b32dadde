import type { Finding, FindingCode } from '../findings/finding.ts';
import type { Fix, FixNote } from './fix.ts';
import type { FixContext } from './fix-context.ts';

/** What mends a finding, before it is held against the other findings' remedies. */
export type Remedy = Fix;

/** What a remedy is worked out from: the audit's facts, and all that it found. */
export interface FixRoom {
  context: FixContext;
  /** In the report's order. */
  findings: readonly Finding[];
}

export const onlyNote = (note: FixNote): Remedy => ({ records: [], note });

export const isOf =
  <C extends FindingCode>(...codes: readonly C[]) =>
  (finding: Finding): finding is Extract<Finding, { code: C }> =>
    (codes as readonly FindingCode[]).includes(finding.code);

export const espNameOf = ({ context }: FixRoom): string | null => context.esp?.sending.name ?? null;

/** Whether a finding asks for something to be done. */
export const isActionable = ({ severity }: Finding): boolean => severity === 'fail' || severity === 'warn';
