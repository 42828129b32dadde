import { attribute, matches, tagOf } from './safe-dom.ts';

/** What leads a part of a page. */
export const HEADING = 'h1,h2,h3,h4,h5,h6,[role="heading"],legend';
/** The same, and what opens and closes a part. */
export const TITLE = `${HEADING},summary`;

/** 1 to 6 for a heading, 0 for other elements. */
export function headingRank(element: Element | null): number {
  if (!element) return 0;
  // A legend leads a group of fields: below the headings of the page, above those within.
  if (matches(element, 'legend')) return 3;
  const level = /^h([1-6])$/.exec(tagOf(element))?.[1] ?? (attribute(element, 'aria-level') || '2');
  return Number(level) || 2;
}
