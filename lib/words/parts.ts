/** What is loaded together: popup and panel say `ui`, report, settings and welcome page also `page`, the worker `core`. */
export const CATALOGUE_PARTS = ['core', 'ui', 'page'] as const;
export type CataloguePart = (typeof CATALOGUE_PARTS)[number];

/** Said by popup and pages themselves, whoever else says it. */
const isShared = (key: string): boolean => key.startsWith('provider.') || key.startsWith('outcome.provider.');

/**
 * Whether a message is in this part; a few are in two.
 * @public Used by the build and tests.
 */
export function isInPart(key: string, part: CataloguePart): boolean {
  if (part === 'core') return !key.startsWith('ui.') && !key.startsWith('page.');
  if (part === 'ui') return key.startsWith('ui.') || isShared(key) || key === 'list.more';
  return key.startsWith('page.') || key.startsWith('requirement.');
}
