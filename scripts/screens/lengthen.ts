import type { Words } from '../../lib/words/say.ts';

const PADDING = ' Verlängerungswörter der Probeübersetzung zur Breitenprüfung';

const longer = (text: string): string =>
  text.length === 0 ? text : `${text}${PADDING.slice(0, Math.max(4, Math.ceil(text.length * 0.4)))}`;

/** Words 40 % longer, as a translation into German would be, to see what then breaks. */
export function lengthen(words: Words): Words {
  const sayAny: Words['sayAny'] = (key, params) => longer(words.sayAny(key, params));
  return { ...words, sayAny, say: (key, ...[params]) => sayAny(key, params ?? {}) };
}
