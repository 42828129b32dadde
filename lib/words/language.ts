/** The languages that have a catalogue; each by its own name. */
export const LANGUAGE_NAMES = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
} as const;

export type Language = keyof typeof LANGUAGE_NAMES;

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as [Language, ...Language[]];

export const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGE_NAMES, text);

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';

/** The first of these language tags (BCP 47, best first) that has a catalogue; English where none has. */
export function toLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => primary(language) === primary(tag));
    if (found) return found;
  }
  return 'en';
}
