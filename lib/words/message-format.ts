/** The part of FormatJS that fills parsed messages; parsing is left to the build, and to Node. */
export { formatToParts } from 'intl-messageformat';
export type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
