import type { LabelWords } from './label-words.ts';

export const italian: LabelWords = {
  spaced: true,
  sender: "mittenti?|mittente|(?<=indirizzo d(?:i |'))(?:invio|spedizione|origine|provenienza)",
  from: 'da|dal',
  agent: 'da',
  sent: 'inviat[oa]',
  fromAddress: "dall'indirizzo|dal? indirizzo",
  mail: 'indirizz[oi]|posta|elettronic[ao]',
  name: 'nome',
  glue: 'il|lo|i|gli|la|di|del|dell|della|tuo|tua|suo|e|per|campagna|obbligatorio|variante',
  edit: 'modifica|scegli|aggiungi|seleziona',
  add: 'aggiungi|nuov[oa]|verifica',
  reply: 'rispo(?:sta|ndi)',
  test: '(?<!\\p{L})prova',
  preview: 'anteprima',
  previewText: 'testo|riga',
  subject: 'oggetto',
  audience: '(?<!\\p{L})(?:destinat|pubblico)|(?<!\\p{L})lista(?!\\p{L})',
  alert: 'avvis[oi]|notif',
  other: 'utente|predefinit|precedent|aiuto|contatt|esempio|ufficio|cerca(?!\\p{L})|proprietari',
};
