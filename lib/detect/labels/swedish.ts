import type { LabelWords } from './label-words.ts';

export const swedish: LabelWords = {
  spaced: true,
  sender: 'avsändar(?:ens?|en|e)?',
  from: 'från',
  agent: 'av',
  sent: 'skickas?|skickat',
  fromAddress: 'från (?:e-?post)?adress(?:en)?',
  mail: 'e-?post|e-?postadress|adress(?:en)?',
  name: 'namn',
  glue: 'din|ditt|och|för|kampanj|obligatorisk',
  edit: 'redigera|ändra|välj',
  add: 'lägg till|ny[at]?|verifiera',
  reply: '(?<!\\p{L})svar',
  test: 'testmejl|testutskick',
  preview: 'förhands',
  previewText: 'text',
  subject: 'ämne',
  to: 'till',
  audience: '(?<!\\p{L})(?:mottagare|målgrupp)|(?<!\\p{L})lista(?!\\p{L})',
  alert: 'avisering|notis',
  other: 'konto|användar|standard|föregående|hjälp|kontakt|kontor|sök|ägare',
};
