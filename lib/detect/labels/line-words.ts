/** What the words on the same line as an address say about it. Texts are in lower case. */

/** "sent from" and perhaps a name, at the end of what precedes an address. */
export const endsWithFromPattern =
  /(?:^|[^\p{L}])(?:(?:sen[dt](?:ing)? (?:from|as|by)|gesendet von|versendet von|envoyé (?:par|de|depuis)|enviado (?:por|de|desde)|inviat[oa] da|verzonden (?:door|van)|skickas från|sendes fra|wysłan[ey] (?:przez|od))(?: \S+){0,4})$/u;

/** What precedes or follows an address that is only an example. */
export const endsWithExamplePattern =
  /(?<!\p{L})(?:e\.\s?g\.?|for example|for instance|example|z\.\s?b\.?|zum beispiel|beispiel|par ex(?:emple)?\.?|ex\.?|p\.\s?ej\.?|por ejemplo|ejemplo|por exemplo|exemplo|(?:per )?esempio|es\.|bijv\.?|bijvoorbeeld|np\.?|na przykład|t\.\s?ex\.?|f\.\s?eks\.?|for eksempel|like|such as)\s*(?:[:：]\s*)?$|(?:例|例如|예)\s*(?:[:：]\s*)?$/u;

/** "From Alder & Oak", before an address in brackets. */
export const startsWithFromPattern = /^from \S+(?: \S+){0,4}$/u;

const VERBS =
  /(?<!\p{L})(?:will|was|were|is|are|be|been|has|have|with|your|please|must|could|cannot|see|sees|wird|werden|wurde|ist|sind|ihre?|sera|seront|est|sont|votre|vos|será|serán|está|su|sarà|verrà|è|wordt|worden|uw|kommer|är|din|zostanie|będzie|jest|foi|são|bliver|skal|blir)(?!\p{L})/gu;

/** Verbs and "your": words of sentences rather than of names. */
export const countVerbs = (text: string): number => text.match(VERBS)?.length ?? 0;

/** What precedes an address tells something about it: it is no name. */
export const isSentence = (text: string): boolean => {
  const verbs = countVerbs(text);
  return verbs > 1 || (verbs === 1 && text.split(' ').length > 3);
};

/** What precedes an address that mail goes to. */
export const endsWithToPattern = /(?:^|[^\p{L}])(?:to|an|à|a|para|naar|aan|do|till|til|at|by|contact)$/u;

/** The button of a field that is not filled in: "Add sender". */
export const addButtonPattern =
  /^(?:add|create|hinzufügen|ajouter|añadir|agregar|adicionar|aggiungi|toevoegen|dodaj|lägg till|tilføj|legg til|הוסף)(?!\p{L})|(?<!\p{L})(?:hinzufügen|toevoegen)$|追加|添加|新增|추가/u;

/** Nouns for the people a campaign goes to, after their number. */
export const peoplePattern =
  /([\d][\d.,'’\s\u00A0\u202F]{0,14})\s*(?:recipients?|people|persons?|subscribers?|contacts?|profiles?|members?|empfänger|kontakte|profile|personen|abonnent|destinataires?|personnes|abonnés|destinatarios?|personas|suscriptores|contactos|destinatários?|pessoas|contatos|destinatari|persone|iscritti|contatti|ontvangers|personen|contacten|odbiorców|osób|kontaktów|mottagare|personer|kontakter|modtagere|mottakere|נמענים|人|名|件の連絡先|位|명)/iu;
