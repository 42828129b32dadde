import type { LabelWords } from './label-words.ts';

export const dutch: LabelWords = {
  spaced: true,
  sender: 'afzenders?|verzenders?|verzend(?=adres|-?e-?mail)',
  from: 'van|vanaf',
  agent: 'door|als',
  sent: 'verzonden|verstuurd',
  fromAddress: '(?:van|vanaf|vanuit) (?:het )?(?:e-?mail)?adres',
  mail: 'e-?mail-?adres(?:sen)?|mailadres(?:sen)?|adres(?:sen)?',
  name: 'naam|weergavenaam',
  glue: 'het|een|uw|je|jouw|en|voor|door|campagne|verplicht|variant',
  edit: 'bewerken|wijzigen|kies|selecteer',
  add: 'toevoegen|nieuwe?|verifi[eë]ren',
  reply: 'antwoord',
  test: '(?<!\\p{L})proef',
  preview: 'voorbeeld',
  previewText: 'tekst|regel',
  subject: 'onderwerp',
  to: 'aan|naar',
  audience: '(?<!\\p{L})(?:ontvanger|doelgroep)|(?<!\\p{L})lijst(?!\\p{L})',
  alert: 'melding|waarschuwing',
  other: 'account|gebruiker|standaard|vorige|kantoor|zoek|eigenaar|opmerking',
};
