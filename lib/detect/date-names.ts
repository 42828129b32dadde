import { toLabelText } from './labels/label-text.ts';
import type { SendPatterns } from './send-lexicon.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'sv', 'da', 'nb', 'he'];

/** Names of months and weekdays, long and short, as the browser writes them. */
function namesOfDates(): Set<string> {
  const found = new Set<string>();
  const add = (text: string): void => {
    for (const word of toLabelText(text).match(/\p{L}+/gu) ?? []) found.add(word);
  };
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const month = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' });
      const weekday = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' });
      for (let index = 0; index < 12; index += 1) add(month.format(Date.UTC(2024, index, 1)));
      for (let day = 1; day <= 7; day += 1) add(weekday.format(Date.UTC(2024, 0, day)));
    }
  }
  return found;
}

/** Adds the names of dates to the words that may be beside a verb: "Send on Tuesday, 3 March". */
export const withDateNames = (patterns: SendPatterns): SendPatterns => ({
  ...patterns,
  beside: [...namesOfDates(), ...patterns.beside],
});
