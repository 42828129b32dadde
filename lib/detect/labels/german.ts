import type { LabelWords } from './label-words.ts';

export const german: LabelWords = {
  spaced: true,
  sender: 'absenders?|versand(?=adress)',
  from: 'von|vom',
  agent: 'als|durch',
  sent: 'gesendet|versendet|versand',
  fromAddress: '(?:von|aus|ab) (?:der )?adresse',
  mail: 'e-?mail-?adressen?|mailadressen?|adressen?',
  name: 'namens?|anzeigename',
  glue: 'der|die|das|des|dem|den|ihre?r?|eine?r?|und|für|als|kampagne|pflichtfeld|erforderlich|informationen|variante',
  edit: 'bearbeiten|ändern|auswählen|wählen|hinzufügen',
  add: 'neue[rns]?|hinzufügen|bestätigen|verifizieren',
  reply: 'antwort',
  test: 'probe(?:mail|versand|-|$)',
  preview: 'vorschau',
  previewText: 'zeile|text',
  subject: 'betreff',
  to: 'an',
  audience: '(?<!\\p{L})(?:empfänger|zielgruppe)|(?<!\\p{L})liste(?!\\p{L})',
  alert: 'benachricht|interne benachricht|sms-',
  other:
    'konto|angemeldet|eingeloggt|inhaber|erstellt|benutzer|standard|vorherig|letzte|vorschl|hilfe|kontakt|kommentar|fußzeile|firma|abonn|beispiel|vorlage|such(?:e|en)|geschäftsadresse|büro',
};
