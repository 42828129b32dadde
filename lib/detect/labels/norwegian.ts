import type { LabelWords } from './label-words.ts';

export const norwegian: LabelWords = {
  spaced: true,
  sender: 'avsender(?:ens|en|s|e)?',
  from: 'fra',
  agent: 'av|som',
  sent: 'sendes|sendt',
  fromAddress: 'fra (?:e-?post)?-?adresse[n]?',
  mail: 'e-?post|e-?postadresse[n]?|adresse[n]?',
  name: 'navn(?:et)?',
  glue: 'din|ditt|og|for|den|det|en|et|kampanje|obligatorisk|valgfri',
  edit: 'rediger|endre|velg',
  add: 'legg til|ny[et]?|bekreft',
  reply: '(?<!\\p{L})svar',
  test: 'test-?e-?post',
  preview: 'forhåndsvis',
  previewText: 'tekst',
  subject: '(?<!\\p{L})emne',
  to: 'til',
  audience: '(?<!\\p{L})(?:mottaker|målgruppe)|(?<!\\p{L})liste(?!\\p{L})',
  alert: 'varsel|varsling',
  other: 'konto(?!\\p{L})|kontor|bruker|standard|forrige|hjelp|kontakt|søk|eier|kommentar',
};
