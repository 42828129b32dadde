import type { LabelWords } from './label-words.ts';

export const danish: LabelWords = {
  spaced: true,
  sender: 'afsender(?:ens|en|s|e)?',
  from: 'fra',
  agent: 'af|som',
  sent: 'sendes|sendt',
  fromAddress: 'fra (?:e-?mail)?-?adresse[n]?',
  mail: 'e-?mail-?adresse[n]?|mailadresse[n]?|adresse[n]?',
  name: 'navn(?:et)?|afsendernavn',
  glue: 'din|dit|og|til|den|det|en|et|kampagne|påkrævet|valgfri',
  edit: 'rediger|skift|vælg',
  add: 'tilføj|ny[et]?|bekræft',
  reply: '(?<!\\p{L})svar',
  test: 'testmail|testmeddel',
  preview: 'forhåndsvis|eksempeltekst',
  previewText: 'tekst',
  subject: '(?<!\\p{L})emne',
  to: 'til',
  audience: '(?<!\\p{L})(?:modtager|målgruppe)|(?<!\\p{L})liste(?!\\p{L})',
  alert: 'advarsel|underretning|notifikation',
  other: 'konto|bruger|standard|forrige|hjælp|kontakt|kontor|søg|ejer|kommentar',
};
