import type { AuditFinding } from './context.ts';

/** The finding that `finding` names as its cause; of several with that code the one about the same name first. */
function findCause(finding: AuditFinding, findings: readonly AuditFinding[]): AuditFinding | null {
  const named = findings.filter(({ code }) => code === finding.cause);
  return named.find(({ subject }) => subject === finding.subject) ?? named[0] ?? null;
}

/**
 * For each finding the index of its root cause in `findings`, null where it follows from none of them. A cause that is
 * itself a consequence leads on to its own; a circle has no root.
 */
export function toCauses(findings: readonly AuditFinding[]): (number | null)[] {
  return findings.map((finding) => {
    const passed = new Set([finding]);
    let root = finding;
    for (let cause = findCause(root, findings); cause !== null; cause = findCause(root, findings)) {
      if (passed.has(cause)) return null;
      passed.add(cause);
      root = cause;
    }
    return root === finding ? null : findings.indexOf(root);
  });
}
