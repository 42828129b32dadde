/** What a release does with the changelog. */

const toParts = (version: string): number[] | null =>
  /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(version) ? version.split('.').map(Number) : null;

/** Whether `version` is one (three numbers), and stands above the one there is. */
export function isNewer(version: string, current: string): boolean {
  const [next, now] = [toParts(version), toParts(current)];
  if (!next || !now) return false;
  const at = next.findIndex((part, index) => part !== now[index]);
  return at !== -1 && (next[at] ?? 0) > (now[at] ?? 0);
}

/**
 * Moves what stands under "Unreleased" under the version and its day (`2026-12-01`); null where nothing stands there.
 * `notes`: the entries that were moved.
 */
export function cutRelease(
  changelog: string,
  version: string,
  day: string,
): { changelog: string; notes: string } | null {
  const head = '## Unreleased\n';
  const start = changelog.indexOf(head);
  if (start === -1) return null;
  const from = start + head.length;
  const next = changelog.indexOf('\n## ', from);
  const notes = changelog.slice(from, next === -1 ? undefined : next).trim();
  if (notes === '') return null;
  const rest = next === -1 ? '' : changelog.slice(next);
  return { changelog: `${changelog.slice(0, from)}\n## ${version} (${day})\n\n${notes}\n${rest}`, notes };
}
