import type { Finding } from '../findings/finding.ts';
import type { Fix } from './fix.ts';
import type { FixContext } from './fix-context.ts';

/**
 * The fix of each finding, in the order of `findings` (the report's order: first the one to fix first).
 * Fail and warn always get one; info and unknown may get null. Where one cause shows in several findings the
 * first of them carries the records and the others say so in their note. Never rejects.
 */
export function toFixes(findings: readonly Finding[], _context: FixContext): Promise<(Fix | null)[]> {
  return Promise.resolve(findings.map(() => null));
}
