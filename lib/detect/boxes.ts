import { toTokens } from './labels/identifiers.ts';
import { attribute, findFirst, matches, tagOf } from './safe-dom.ts';

/** What the boxes of a page are: by their roles, and by the names that developers give them. */

export const DIALOG = 'dialog,[role="dialog"],[role="alertdialog"]';
/** Markup of messages: tables of a fixed width that no dashboard builds. */
export const MESSAGE_TABLE = 'table[width="600"],table[width="640"],table[width="650"],table[bgcolor]';

/** State flags such as `has-chat` or `no-comments` say nothing about what is inside. */
const FLAG = /(?:^|-)(?:has|with|is|no|not|show|hide|hides|enable|supports|can|without)-/;

/** Identifiers that developers write by hand. */
export const IDENTIFIERS = [
  'id',
  'data-testid',
  'data-test-id',
  'data-test',
  'data-selenium-test',
  'data-qa',
  'data-cy',
] as const;

/** A word in an identifier, in a class or in the tag of a web component. Generated class names say nothing. */
export const hasToken = (element: Element, pattern: RegExp): boolean =>
  [
    ...IDENTIFIERS.map((name) => attribute(element, name)),
    ...attribute(element, 'class').slice(0, 400).split(/\s+/),
    tagOf(element).includes('-') ? tagOf(element) : '',
  ].some((identifier) => {
    if (identifier === '') return false;
    const tokens = toTokens(identifier);
    return pattern.test(tokens) && !FLAG.test(tokens);
  });

/** Holds so much of the page that a word in its name cannot be about what is inside. */
export const isWholePage = (element: Element): boolean =>
  matches(element, 'html,body,main,[role="main"],[role="application"]') ||
  findFirst(element, 'main,[role="main"]') !== null;
