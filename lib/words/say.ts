import { formatToParts, type MessageFormatElement } from './message-format.ts';
import type { Language } from './language.ts';
import type { MessageKey, Messages } from './messages.ts';

/** A message as the build writes it: its text where it has no parameters, else parsed. */
export type CompiledMessage = string | MessageFormatElement[];
export type CompiledCatalogue = Readonly<Record<string, CompiledMessage>>;

/** What a message may be given. Lists are joined as the language joins them; true, false and null choose a branch. */
export type MessageValue = string | number | boolean | null | readonly string[];

type ParamsOf<K extends MessageKey> = Messages[K] extends null ? [] : [params: Messages[K]];

/** The words of one language: the only door to a catalogue. */
export interface Words {
  language: Language;
  /** For Intl. */
  locale: string;
  /** The text of a message. Text from outside is shortened to 300 characters and put on one line. */
  say: <K extends MessageKey>(key: K, ...params: ParamsOf<K>) => string;
  /** The same for a key that is put together at run time; '' where the catalogue has no such message. */
  sayAny: (key: string, params: Readonly<Record<string, MessageValue>>) => string;
}

/** Named formats of numbers and dates: no message uses one. */
const NO_FORMATS = { number: {}, date: {}, time: {} };
const LONGEST_VALUE = 300;
const MOST_ITEMS = 6;

/** Text from outside, for use inside a sentence: one line, no control or direction characters, at most 300 characters. */
function toValue(text: string): string {
  const line = text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** Opens a catalogue. `find` gives the message of a key; one without a message says '', and nothing is thrown. */
export function openCatalogue(language: Language, find: (key: string) => CompiledMessage | undefined): Words {
  const locale = language === 'en' ? 'en-GB' : language;
  const plurals = {
    cardinal: new Intl.PluralRules(locale),
    ordinal: new Intl.PluralRules(locale, { type: 'ordinal' }),
  };
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const formatters = {
    getNumberFormat: () => numbers,
    getDateTimeFormat: () => dates,
    getPluralRules: (_locales: unknown, options?: Intl.PluralRulesOptions) => plurals[options?.type ?? 'cardinal'],
  };

  const toText = (value: MessageValue): string | number => {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return toValue(value);
    if (!Array.isArray(value)) return String(value);
    const all = (value as readonly unknown[]).filter((item) => typeof item === 'string').map(toValue);
    if (all.length <= MOST_ITEMS) return lists.format(all);
    const shown = all.slice(0, MOST_ITEMS - 1);
    return lists.format([...shown, sayAny('list.more', { count: all.length - shown.length })]);
  };

  function sayAny(key: string, params: Readonly<Record<string, MessageValue>>): string {
    const message = find(key);
    if (message === undefined || typeof message === 'string') return message ?? '';
    const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, toText(value)]));
    return formatToParts(message, locale, formatters, NO_FORMATS, values)
      .map(({ value }) => String(value))
      .join('');
  }

  return { language, locale, sayAny, say: (key, ...[params]) => sayAny(key, params ?? {}) };
}
