import { chinese } from './chinese.ts';
import { danish } from './danish.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { hebrew } from './hebrew.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';
import { korean } from './korean.ts';
import type { LabelWords } from './label-words.ts';
import { norwegian } from './norwegian.ts';
import { polish } from './polish.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import { swedish } from './swedish.ts';

/** Every language at once: a page does not say reliably in which it is, and dashboards mix two. */
const LANGUAGES: readonly LabelWords[] = [
  english,
  spanish,
  french,
  german,
  portuguese,
  italian,
  dutch,
  polish,
  swedish,
  danish,
  norwegian,
  hebrew,
  japanese,
  chinese,
  korean,
];

type Part = Exclude<keyof LabelWords, 'spaced'>;

/** The alternatives of all languages for some parts, those with or those without spaces between words. */
const listed = (spaced: boolean, parts: readonly Part[]): string =>
  LANGUAGES.filter((language) => language.spaced === spaced)
    .flatMap((language) => parts.map((part) => language[part]).filter((list) => list !== undefined))
    .join('|');

const either = (spaced: string, unspaced: string): string =>
  [spaced, unspaced].filter((source) => source !== '').join('|');

const wholeWords = (...parts: Part[]): string =>
  either(`(?<!\\p{L})(?:${listed(true, parts)})(?!\\p{L})`, listed(false, parts));

const stems = (...parts: Part[]): string => either(`(?<!\\p{L})(?:${listed(true, parts)})`, listed(false, parts));

const anywhere = (...parts: Part[]): string => either(listed(true, parts), listed(false, parts));

const toAll = (source: string): RegExp => new RegExp(source, 'gu');
const toOne = (source: string): RegExp => new RegExp(source, 'u');

export const senderPattern = toAll(stems('sender'));
export const fromPattern = toAll(wholeWords('from'));
export const fromAlonePattern = toOne(`^(?:${listed(true, ['from'])})$`);
export const fromAtEdgePattern = toOne(
  `^(?:${listed(true, ['from'])})(?!\\p{L})|(?<!\\p{L})(?:${listed(true, ['from'])})$`,
);
export const agentAlonePattern = toOne(`^(?:${listed(true, ['from', 'agent'])})$`);
export const fromAddressPattern = toOne(`^(?:${listed(true, ['fromAddress'])})(?!\\p{L})`);
export const sentPattern = toAll(wholeWords('sent'));
export const mailPattern = toAll(wholeWords('mail'));
export const namePattern = toAll(wholeWords('name'));
/** Digits and marks say as little as the words of `glue`. */
export const gluePattern = toAll(`${wholeWords('glue')}|\\p{N}+|[^\\p{L}]+`);
export const editPattern = toAll(wholeWords('edit'));
export const addPattern = toOne(wholeWords('add'));
/** "Address" alone, not "e-mail": "Create e-mail" is about a message. */
export const addressNounPattern =
  /(?<!\p{L})(?:\S{0,12}address(?:es)?|\S{0,12}adressen?|\S{0,12}adres(?:u|sen)?|direcci[oó]n|endere[çc]o|indirizz[oi]|\S{0,12}adress|ה?כתובת)(?!\p{L})|アドレス|地址|邮箱|信箱|주소/u;
export const verifyPattern =
  /(?<!\p{L})(?:verify(?:ing)?|verification|verifizieren|v[ée]rifier|verificar?|bestätigen|bekræft|bekreft|zweryfikuj)(?!\p{L})|認証|验证|驗證|인증|אמת/u;
export const replyPattern = toOne(anywhere('reply'));
export const testPattern = toOne(anywhere('test'));
export const previewPattern = toOne(anywhere('preview'));
export const previewTextPattern = toOne(anywhere('previewText'));
export const subjectPattern = toOne(stems('subject'));
export const audiencePattern = toOne(`^(?:${listed(true, ['to'])})$|${anywhere('audience')}`);
export const alertPattern = toOne(stems('alert'));
export const otherPattern = toOne(stems('other'));

/** Nouns of labels that no other list has: a label of such words alone is no name of a brand. */
const LABEL_NOUNS =
  'box|person|people|manager|desk|center|centre|inbox|mailbox|address|team|staff|to|at|on|with|from|and|reply|no|not|set|none|empty|me|you|copy|send|sending|senden|envoyer|enviar|invia|inviare|verzenden|versturen|wyślij|skicka|en|een|un|une|id|number|phone|date|time|type|status|list|tag|tags|group|groups|page|link|url|text|title|content|design|version|day|hours?';

/** All words that labels are made of, each with the rest of its word. */
export const labelWordPattern = toAll(
  [
    `(?<!\\p{L})(?:${listed(true, ['sender', 'add', 'reply', 'preview', 'previewText', 'subject', 'alert', 'other', 'test', 'audience'])})\\p{L}*`,
    `(?<!\\p{L})(?:${listed(true, ['from', 'agent', 'sent', 'mail', 'name', 'glue', 'edit', 'to'])}|${LABEL_NOUNS})(?!\\p{L})`,
    listed(false, [
      'sender',
      'mail',
      'name',
      'glue',
      'edit',
      'add',
      'reply',
      'test',
      'preview',
      'previewText',
      'subject',
      'audience',
      'alert',
      'other',
    ]),
    '\\p{N}+|[^\\p{L}]+',
  ].join('|'),
);
