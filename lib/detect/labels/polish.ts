import type { LabelWords } from './label-words.ts';

export const polish: LabelWords = {
  spaced: true,
  sender: 'nadawc(?:a|y|ę|ą|ów)',
  from: 'od',
  agent: 'przez',
  sent: 'wysłan[ey]|wysyłane',
  fromAddress: '(?:z|od|ze) adresu',
  mail: 'adres(?:u|y)?|poczty?|elektroniczn(?:ej|a)',
  name: 'nazw[aęy]|imi[eę]',
  glue: 'twój|dla|przez|w|z|i|kampanii|wymagane',
  edit: 'edytuj|zmień|wybierz',
  add: 'dodaj|now[yae]|zweryfikuj',
  reply: 'odpowied',
  test: 'testow',
  preview: 'podgl[ąa]d',
  previewText: 'tekst',
  subject: 'temat',
  to: 'do',
  audience: '(?<!\\p{L})odbiorc|(?<!\\p{L})lista(?!\\p{L})',
  alert: 'powiadom|alert',
  other: 'konto|użytkown|domyśln|poprzedni|pomoc|kontakt|biur|szukaj|właściciel',
};
