import type { FieldKind } from '../field-kind.ts';

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
