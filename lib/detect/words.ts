import type { FieldKind } from './field-kind.ts';

/*
 * The words of twelve languages: English, Spanish, French, German, Portuguese, Italian, Dutch, Polish, Swedish,
 * Japanese, Chinese (both scripts), Korean. Sources: the help centres of the three ESPs, and mail programs in the
 * language; the interfaces themselves may say it differently, so stems are preferred to whole labels.
 */

const MAX_LABEL = 64;

/** Whole words of alphabetic scripts. */
const word = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})(?!\\p{L})`, 'gu');
/** Beginnings of words: German, Dutch and Swedish go on without a space. */
const stem = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})`, 'gu');

const SENDER_STEM =
  'senders?|absenders?|exp[ée]diteurs?|exp[ée]ditrice|exp[ée]dition|[ée]metteur|(?<=(?:adresse|courriel|direcci[oó]n|correo|e-?mail|endere[çc]o|indirizzo) d(?:e |i |.))(?:envoi|env[ií]o|invio|spedizione|origen|origem)|verzend(?=adres|-?e-?mail)|a[fv]sender|remitentes?|emisor|remetentes?|mittenti?|mittente|afzenders?|verzenders?|avsändar(?:ens?|en|e)?|nadawc(?:a|y|ę|ą|ów)|(?:sending|outgoing) (?=e-?mail|address)|versand(?=adress)';
const SENDER_CJK =
  '差出人|差出元|送信(?=用|アドレス|メール)|发送(?=邮箱|地址)|發送(?=信箱|地址)|送信元|送信者|発信者|発信元|配信元|发件人|發件人|发件|發件|寄件人|寄件者|寄信人|发信人|发送人|發送人|发送者|發送者|보내는\\s?사람|보낸\\s?사람|보내는|발신자|발신인|발신|발송인|발송자';
const SENDER = new RegExp(`${stem(SENDER_STEM).source}|${SENDER_CJK}`, 'gu');

/** Words that mean the sender only when they are the whole label, or stand before or after "address". */
const PREPOSITION = 'from|von|vom|de|da|dal|van|od|från|fra|du';
const PREPOSITION_ALONE = new RegExp(`^(?:${PREPOSITION})$`, 'u');
const AGENT_ALONE = new RegExp(`^(?:${PREPOSITION}|by|as|als|durch|par|depuis|por|desde|door|przez)$`, 'u');
const PREPOSITION_AT_EDGE = new RegExp(`^(?:${PREPOSITION})(?!\\p{L})|(?<!\\p{L})(?:${PREPOSITION})$`, 'u');
const INNER = word('de|du|di|da|van|von|from');
const SENT = word(
  'sen[dt]s?|sending|gesendet|versendet|versand|envoy[ée]|envoyer|enviado|enviar|inviat[oa]|verzonden|verstuurd|skickas?|skickat|wysłan[ey]|wysyłane',
);

const MAIL = new RegExp(
  `${
    word(
      'e-?mails?|mails?|e-?mail-?ad+res(?:se|sen|s)?|mailadres(?:se)?|address(?:es)?|addr|ad+ress(?:e|en)?|adres(?:u|se)?|direcci[oó]n|correos?|electr[oó]nic[oa]|courriels?|[ée]lectronique|endere[çc]o|eletr[ôo]nico|indirizz[oi]|posta|elettronic[ao]|e-?post|e-?postadress|poczty?|elektroniczn(?:ej|a)',
    ).source
  }|e?メール|アドレス|邮箱|邮件|郵件|电子|電子|信箱|地址|이메일|메일|전자|주소`,
  'gu',
);
const NAME = new RegExp(
  `${word('names?|namens?|nom|nombre|nome|naam|namn|nazw[aęy]|imi[eę]|anzeigename|weergavenaam|label|display').source}|表示名|名前|名称|名稱|氏名|姓名|名|이름|명|표시`,
  'gu',
);
/** Words that a label may carry without changing what it names. */
const GLUE = new RegExp(
  `${
    word(
      'the|it|a|an|b|c|your|our|this|that|of|for|is|in|and|or|s|as|by|der|die|das|des|dem|den|ihre?r?|eine?r?|und|für|als|l|le|la|les|d|un|une|votre|vos|et|pour|par|el|los|las|su|sus|tu|del|y|para|por|o|os|do|dos|das|seu|sua|e|il|lo|i|gli|di|dell|della|tuo|tua|suo|per|het|een|uw|je|jouw|en|voor|door|din|ditt|och|för|twój|dla|przez|w|z|who|which|campaign|kampagne|campagne|campaña|campanha|campagna|kampanj|kampanii|message|required|optional|pflichtfeld|erforderlich|obligatoire|facultatif|obligatorio|opcional|obrigatório|obbligatorio|verplicht|obligatorisk|wymagane|details?|infos?|profile|information(?:en|s)?|settings?|identity|verified|variation|variante|variant|version|v|step|line|field',
    ).source
  }|の|的|を|必須|任意|必填|선택|필수|의|에|\\p{N}+|[^\\p{L}]+`,
  'gu',
);
const EDIT = word(
  'edit|change|set|add|choose|select|enter|bearbeiten|ändern|auswählen|wählen|hinzufügen|modifier|changer|choisir|ajouter|editar|cambiar|elegir|alterar|escolher|modifica|scegli|aggiungi|bewerken|wijzigen|kies|redigera|ändra|välj|edytuj|zmień|wybierz',
);
const EDIT_CJK = /編集|変更|選択|编辑|更改|选择|編輯|選擇|변경|수정|편집/gu;

const REPLY =
  /repl(?:y|ies)|respon[ds]|antwort|r[ée]pon[ds]|r[ée]ponse|respuesta|rispo(?:sta|ndi)|resposta|antwoord|(?<!\p{L})svar|odpowied|返信|回复|回覆|답장|회신|return-?path/u;
/** A test of variants is a campaign; a test message is none. */
const TEST =
  /(?<!\p{L}|a\/b |a\/b-|split |split-|ab-|ab |to )test(?!imon)|probe(?:mail|versand|-|$)|(?<!\p{L})essai|prueba|(?<!\p{L})prova|(?<!\p{L})proef|proof|テスト|测试|測試|테스트|send (?:a )?preview/u;
const PREVIEW =
  /pre-?header|pr[ée]-?en-?t[êe]te|preview|vorschau|aperçu|pr[ée]-?visuali|vista previa|anteprima|pr[ée]via|voorbeeld|förhands|podgl[ąa]d|プレビュー|预览|預覽|미리\s?보기/u;
const PREVIEW_TEXT = /pre-?header|text|texte|texto|testo|tekst|line|zeile|ligne|línea|linha|riga|テキスト|文|텍스트/u;
const SUBJECT = new RegExp(
  `${stem('subject|betreff|objet(?!i)|asunto|assunto|oggetto|onderwerp|ämne|temat').source}|件名|主题|主旨|主題|제목`,
  'u',
);
const AUDIENCE = new RegExp(
  `^(?:to|an|à|para|aan|naar|till|do|cc|bcc)$|${stem('sen[dt] to|recipient|empfänger|destinat|ontvanger|mottagare|odbiorc|audience|zielgruppe|audiencia|público|pubblico|segment|cc|bcc').source}|${word('lists?|liste').source}|宛先|受信者|送信先|配信先|收件|受众|받는|수신|オーディエンス`,
  'u',
);
const OTHER = new RegExp(
  `${
    stem(
      'accounts?|konto|compte|cuenta|conta(?!\\p{L})|log(?:ged|in)|sign(?:ed)? ?in|angemeldet|eingeloggt|(?<!sender )profil|owner|inhaber|propri[ée]|creat(?:ed|or)|erstellt|author|(?:last )?edited by|users?|benutzer|utilisat|usuario|default|standard|predetermin|predefinit|padr|standaard|domyśln|previous|recent|former|last|vorherig|letzte|pr[ée]c[ée]d|anterior|suggest|vorschl|propos|approv|notif|benachricht|alerts?|support|help|hilfe|aide|ayuda|contact|kontakt|billing|comment|kommentar|chat|original|forwarded|quoted|shared?(?!\\p{L})|footer|fußzeile|compan|firma|subscri|unsub|abonn|example|beispiel|exempl|ejempl|invit|feedback|webhook|integrat|template|vorlage|search|such(?:e|en)|filter|verification|domains?|bounce|postal|physical|web',
    ).source
  }|par d[ée]faut|アカウント|帐户|账户|帳戶|계정|既定|デフォルト|默认|預設|기본|コメント|评论|댓글|お問い合わせ`,
  'u',
);

const LEADING_OR_TRAILING = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** A label as it is compared: one case, one kind of blank, no invisible characters, no marks around it. */
export const toLabelText = (text: string): string =>
  text
    .slice(0, 400)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/[‐-―]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(LEADING_OR_TRAILING, '');

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').replace(LEADING_OR_TRAILING, '');

const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;

function nounKind(isSender: boolean, hasMail: boolean, hasName: boolean): FieldKind | null {
  if (isSender) {
    if (hasMail === hasName) return 'sender';
    return hasMail ? 'senderEmail' : 'senderName';
  }
  if (hasMail) return 'email';
  return hasName ? 'name' : null;
}

/** What the nouns of a label say, the words that exclude it aside. */
function classifyNouns(label: string): FieldKind | null {
  const hasSender = has(SENDER, label);
  const rest = label.replace(SENDER, ' ');
  const hasMail = has(MAIL, rest);
  const withoutMail = rest.replace(MAIL, ' ');
  const hasName = has(NAME, withoutMail);
  const nouns = withoutMail.replace(NAME, ' ');
  if (hasSender) {
    // "Brand sender e-mail": a strong word and its noun bear two strangers, a strong word alone bears none.
    return countStrangers(nouns) <= (hasMail && !hasName ? 2 : 0) ? nounKind(true, hasMail, hasName) : null;
  }
  if (namesBySender(label, nouns, hasMail || hasName)) return nounKind(true, hasMail, hasName);
  const isBare = countStrangers(hasMail ? nouns : nouns.replace(EDIT, 'x')) === 0;
  return isBare ? nounKind(false, hasMail, hasName) : null;
}

/** "From", "From address", "Adresse Du", "Sent by", but not "Dirección de correo" or "Choose from". */
function namesBySender(label: string, nouns: string, hasNoun: boolean): boolean {
  const rest = squeeze(nouns.replace(SENT, ' '));
  if (has(SENT, nouns) && AGENT_ALONE.test(rest)) return true;
  const bare = squeeze(rest.replace(GLUE, ' '));
  const edited = squeeze(bare.replace(EDIT, ' '));
  if (!PREPOSITION_ALONE.test(edited)) return false;
  if (!hasNoun && bare !== edited && !/^(?:edit|change|add|set)/u.test(bare)) return false;
  return edited === 'from' || PREPOSITION_AT_EDGE.test(squeeze(label.replace(GLUE, ' ')));
}

/** Words of a label that are neither its nouns nor without meaning. */
function countStrangers(nouns: string): number {
  const left = nouns.replace(GLUE, ' ').replace(EDIT, ' ').replace(EDIT_CJK, ' ').replace(INNER, ' ');
  return squeeze(left).split(' ').filter(Boolean).length;
}

function excludedKind(label: string): FieldKind | null {
  if (has(REPLY, label)) return 'replyTo';
  if (has(TEST, label)) return 'test';
  if (has(PREVIEW, label)) return has(PREVIEW_TEXT, label) ? 'previewText' : 'preview';
  if (has(SUBJECT, label)) return 'subject';
  if (has(OTHER, label)) return 'other';
  return has(AUDIENCE, label) ? 'audience' : null;
}

const cache = new Map<string, FieldKind | null>();

/**
 * What a label names, in any of the twelve languages, or null where its words are not known. The text is the label
 * alone: a sentence that mentions the sender names nothing.
 */
export function classifyLabel(text: string): FieldKind | null {
  const label = toLabelText(text);
  if (label === '' || label.length > MAX_LABEL || text.includes('@')) return null;
  const known = cache.get(label);
  if (known !== undefined) return known;
  const kind = classify(label);
  if (cache.size > 500) cache.clear();
  cache.set(label, kind);
  return kind;
}

function classify(label: string): FieldKind | null {
  const excluded = excludedKind(label);
  if (!excluded) return classifyNouns(label);
  if ((excluded !== 'replyTo' && excluded !== 'subject') || !namesSender(label)) return excluded;
  // A subject is no address: under "Subject and sender" an address is the sender's.
  return excluded === 'subject' ? 'sender' : 'mixed';
}

const CONJUNCTION = /\s(?:and|und|et|y|e|en|och|i|o)\s|[&/,+・、]|と|和|및/u;

/** "From and Reply-to" names both; "Sender's reply address" only the second. */
const namesSender = (label: string): boolean =>
  label.split(CONJUNCTION).some((piece) => {
    const text = squeeze(piece);
    if (text === '' || excludedKind(text)) return false;
    const kind = classifyNouns(text);
    return kind === 'sender' || kind === 'senderEmail' || kind === 'senderName';
  });

const SENDER_TOKEN = /(?:^|-)(?:from|sender|sendfrom|mailfrom)(?:-|$)/;
const GLUED_TOKEN = /(?:^|-)(?:from|sender)(e?mail(?:addr(?:ess)?)?|addr(?:ess)?|name|label)(?:-|$)/;
const MAIL_TOKEN = /(?:^|-)(?:e?mails?|address|addr|emailaddress)(?:-|$)/;
const NAME_TOKEN = /(?:^|-)(?:name|label)(?:-|$)/;
const EXCLUDED_TOKENS: readonly [RegExp, FieldKind][] = [
  [/reply|replies|respond(?!s)|return-?path/, 'replyTo'],
  [/(?:^|-)(?:tests?|proof|testemail|sendtest)(?:-|$)/, 'test'],
  [/pre-?header|preview-?(?:text|line)/, 'previewText'],
  [/preview/, 'preview'],
  [/(?:^|-)subject/, 'subject'],
  [/recipients?|audience|segment|(?:^|-)(?:to|cc|bcc)(?:-|$)|sendto/, 'audience'],
  [
    /(?:^|-)(?:log-?in|user(?:name)?|account|profile|search|filter|comments?|chat|contact|subscribers?|footer|notif\w*|approver|url|href|link|default|date|import|template)(?:-|$)/,
    'other',
  ],
];

/** The parts of an identifier in lower case, joined by hyphens: `fromEmail_1` gives `from-email-1`. */
export const toTokens = (identifier: string): string =>
  identifier
    .slice(0, 120)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '-');

/** What an identifier (`name`, `id`, `data-testid`, a message key) says in English, whatever the page's language. */
export function classifyIdentifier(identifier: string): FieldKind | null {
  const tokens = toTokens(identifier);
  for (const [pattern, kind] of EXCLUDED_TOKENS) if (pattern.test(tokens)) return kind;
  const glued = GLUED_TOKEN.exec(tokens)?.[1];
  if (glued) return /name|label/.test(glued) ? 'senderName' : 'senderEmail';
  if (!SENDER_TOKEN.test(tokens)) return null;
  if (MAIL_TOKEN.test(tokens)) return 'senderEmail';
  return NAME_TOKEN.test(tokens) ? 'senderName' : 'sender';
}

/** "sent from" and perhaps a name, at the end of what stands before an address on the same line. */
export const ENDS_WITH_FROM =
  /(?:^|[^\p{L}])(?:(?:sen[dt](?:ing)? (?:from|as|by)|gesendet von|versendet von|envoyé (?:par|de|depuis)|enviado (?:por|de|desde)|inviat[oa] da|verzonden (?:door|van)|skickas från|wysłan[ey] (?:przez|od))(?: \S+){0,4})$/u;

/** What stands before an address that is only an example. */
export const ENDS_WITH_EXAMPLE =
  /(?:e\.?g\.?|for example|example|z\.\s?b\.?|beispiel|par ex(?:emple)?\.?|ex\.?|p\.\s?ej\.?|por ejemplo|ejemplo|por exemplo|exemplo|(?:per )?esempio|es\.|bijv\.?|bijvoorbeeld|np\.?|na przykład|t\.ex\.?|例|例如|예|like|such as)\s*[:：]?\s*$/u;

/** "From Alder & Oak", before an address in brackets. */
export const STARTS_WITH_FROM = /^from \S+(?: \S+){0,4}$/u;

const VERBS = word(
  'will|was|were|is|are|be|been|has|have|with|your|please|must|could|cannot|see|sees|wird|werden|wurde|ist|sind|ihre?|sera|seront|est|sont|votre|vos|será|serán|está|su|sarà|verrà|è|wordt|worden|uw|kommer|är|din|zostanie|będzie|jest|foi|são',
);

/** What stands before an address tells something about it: it is no name. */
export const isSentence = (text: string): boolean => {
  const verbs = text.match(VERBS)?.length ?? 0;
  return verbs > 1 || (verbs === 1 && text.split(' ').length > 3);
};

/** What stands before an address that mail goes to. */
export const ENDS_WITH_TO = /(?:^|[^\p{L}])(?:to|an|à|a|para|naar|aan|do|till|at|by|contact)$/u;

/** The button of a field that is not filled in: "Add sender". */
export const ADD =
  /^(?:add|create|hinzufügen|ajouter|añadir|agregar|adicionar|aggiungi|toevoegen|dodaj|lägg till)(?!\p{L})|(?<!\p{L})(?:hinzufügen|toevoegen)$|追加|添加|新增|추가/u;

/** Nouns for the people a campaign goes to, after their number. */
export const PEOPLE =
  /([\d][\d.,'’\s\u00A0\u202F]{0,14})\s*(?:recipients?|people|persons?|subscribers?|contacts?|profiles?|members?|empfänger|kontakte|profile|personen|abonnent|destinataires?|personnes|abonnés|destinatarios?|personas|suscriptores|contactos|destinatários?|pessoas|contatos|destinatari|persone|iscritti|contatti|ontvangers|personen|contacten|odbiorców|osób|kontaktów|mottagare|personer|kontakter|人|名|件の連絡先|位|명)/iu;
