import { parseAddress } from '../../domain/address.ts';
import { parseDomainName, type DomainName } from '../../domain/domain-name.ts';
import type { FindingCode } from '../../findings/finding.ts';
import type { ProviderId } from '../../report/report.ts';
import { decodeWords } from '../headers/encoded-words.ts';
import { decodeOctets, fieldsNamed, firstValue, type HeaderField } from '../headers/header-fields.ts';
import { toLatin1 } from '../source/octets.ts';
import { readSource, type MessageSource, type ReadSource } from '../source/source.ts';
import {
  BOUNCE_PROVIDERS,
  BOUNCE_RULES,
  FINDINGS_OF_CAUSE,
  type BounceCause,
  type BounceRule,
} from './bounce-codes.ts';
import { readDeliveryStatus, type RecipientStatus } from './delivery-status.ts';
import { readReportParts, type ReportParts } from './report-parts.ts';

/** What a server answered instead of taking the message. */
export interface Bounce {
  /** `550`; null where the report gives no SMTP code. */
  reply: string | null;
  /** `5.7.26` (RFC 3463); null where the server gave none. */
  status: string | null;
  /** It may be accepted later (4xx). */
  isTemporary: boolean;
  /** Who answered; null where the report does not show it. */
  provider: ProviderId | null;
  /** Null: a reply that none of the known rules explains. */
  rule: BounceCause | null;
  /** Findings of an audit that name the cause. */
  answeredBy: readonly FindingCode[];
  /** The reply itself, on one line; '' where the report quotes none. */
  text: string;
  /** The domain that was sent from, where the text or the returned message names it. */
  domain: DomainName | null;
  recipient: string | null;
}

/** A report about a message, instead of the message. */
export type DeliveryReport =
  | { kind: 'bounce'; bounce: Bounce }
  /** It arrived, was handed on, or is still being tried (RFC 3464 § 2.3.3). */
  | { kind: 'delivered' | 'delayed' }
  /** A complaint of a recipient (RFC 5965). */
  | { kind: 'complaint' };

const MOST_TEXT = 200_000;
const LONGEST_REPLY = 600;
const LONGEST_READ = 2000;
/** Signs of a report that must agree where no part of it is one by its type. */
const FEWEST_MARKS = 2;

/** `550 5.7.26`, `550-5.7.26`, `550 #5.7.1`, `550-'5.2.2`, `421-4.7.28`. */
const REPLY = /(?:^|[^\d.])([45]\d\d)[ -]{1,2}[#'"(]{0,2}([45]\.\d{1,3}\.\d{1,3})\b/;
/** A code at the start of a reply, or behind the words with which programs quote one. */
const REPLY_ALONE =
  /(?:^|(?:said|error|response|reply|code|smtp|server|was|returned|reports?)[ :;"'(]{1,4})([45]\d\d)(?=[ -])/i;
const STATUS = /(?:^|[^\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/;
/** A line that quotes a server. */
const QUOTING_LINE =
  /(?:^|\W)[45]\d\d[ -]{1,2}[#'"(]{0,2}[45]\.\d{1,3}\.\d{1,3}\b|(?:said|error|response|reply|returned)[ :;"'(]{1,4}[45]\d\d[ -]|^[ \t>]{0,9}[45]\d\d[ -]\S/i;
const ANSWERING_HOST =
  /\b(?:host|server|mx|while talking to|connected to|from)[ :]{1,3}\[?([a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,10})/i;

const DAEMON =
  /mailer-?daemon|mail-?daemon|\bpost_?master|mail delivery|delivery (?:sub)?system|mdaemon|complaints@email-abuse|bounce|postm[aä]ster|courrier|system administrator|mailer@|mail system|mail-?server|antispam|mail-?gateway|no-?reply@.{0,40}google/i;
const FAILED_SUBJECT =
  /undeliver|not delivered|delivery[ -]?(?:status|failure|failed|has failed|incomplete|error|problem|notification|report|reply)|return(?:ed|ing) (?:mail|e?mail|message|to (?:the )?sender)|mail failed|mail (?:delivery|failure|error|system error)|failure notice|failed (?:mail|message|delivery)|could ?n[o']t (?:be )?(?:deliver|send)|unable to deliver|message (?:delivery|rejected|refused|not)|bounced?\b|rejected[: ]|user unknown|unknown user|dsn\b|non.?delivery|unzustellbar|zustell|nicht zugestellt|non remis|non distribu|remise|[ée]chec|no se (?:ha )?(?:pudo|podido) entregar|no entregad|devuelto|devolvid|n[ãa]o (?:foi )?entreg|falha|mancata consegna|mancato recapito|non (?:è stato )?recapitat|onbestelbaar|niet (?:be|af)ge?leverd|ol[äa]mplig|niedost|не (?:доставлен|удалось)|недоставлен|配信|送信|届きません|エラー|戻り|退信|投递|传送|배달|반송/iu;
const FAILED_LETTER =
  /(?:not|could ?n[o']t|cannot|can't|unable to|failed to) (?:be )?(?:deliver|relay|process|send|accept)|delivery (?:to the following|failed|has failed|failure)|was ?n[o']t (?:able to be )?delivered|undeliverable|permanent(?:ly)? (?:fatal )?(?:error|fail)|address(?:es)? (?:failed|had)|message (?:was )?(?:rejected|bounced|refused|returned)|returned to (?:the )?sender|no such user|user unknown|unknown (?:user|recipient)|mailbox (?:is )?(?:full|unavailable)|nicht zugestellt|n'a (?:pas )?pu|no se (?:ha )?(?:pudo|podido)|n[ãa]o (?:foi|p[ôo]de)|配信できません/i;

/** How replies name the domain that they refused. */
const NAMED_DOMAINS: readonly RegExp[] = [
  /sending domain \[?([a-z0-9.-]{3,253})\]?/i,
  /unauthenticated email from ([a-z0-9.-]{3,253}) is/i,
  /due to (?:domain's |domain )?\[?([a-z0-9.-]{3,253}\.[a-z]{2,24})\]?(?:'s)? dmarc policy/i,
  /dmarc polic(?:y|ies) (?:of|for) (?:domain )?\[?([a-z0-9.-]{3,253}\.[a-z]{2,24})/i,
  /\bdomain (?:of )?\[?(?:[^\s@\]]{1,64}@)?([a-z0-9.-]{3,253}\.[a-z]{2,24})\]?/i,
];

const toDomain = (text: string | undefined): DomainName | null => {
  const parsed = parseDomainName((text ?? '').replace(/\.$/, ''));
  return parsed.ok ? parsed.value : null;
};

/** The author of the message that came back with the report (RFC 3462 § 2). */
function returnedFrom(header: string): DomainName | null {
  const from = /^from:[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)*)/im.exec(header)?.[1];
  const parsed = from ? parseAddress(from.replace(/\n[ \t]+/g, ' ')) : null;
  return parsed?.ok ? parsed.value.domain : null;
}

const findDomain = (reply: string, returned: string): DomainName | null =>
  returnedFrom(returned) ??
  NAMED_DOMAINS.map((pattern) => toDomain(pattern.exec(reply)?.[1])).find((domain) => domain !== null) ??
  null;

/** One reply of several lines repeats its code on each (RFC 5321 § 4.2.1). */
const withoutRepeats = (text: string): string =>
  text
    .replace(/(^|\s)[245]\d\d(?:-| (?=[245]\.\d))(?:[245]\.\d{1,3}\.\d{1,3}\s)?/g, (code, _space: string, at: number) =>
      at === 0 ? code : ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();

/** The last reply of an SMTP transcript (`<<< 550-5.7.1 ...`), its lines joined; null where there is none. */
function findTranscript(lines: readonly string[]): string | null {
  let reply: string[] = [];
  let last: string[] | null = null;
  for (const line of lines) {
    const quoted = /^[ \t]{0,4}<<<[ \t]?(.{0,600})/.exec(line)?.[1];
    if (quoted !== undefined && /^[45]\d\d[ -]/.test(quoted)) reply.push(quoted);
    else if (reply.length > 0) {
      last = reply;
      reply = [];
    }
  }
  if (reply.length > 0) last = reply;
  return last?.slice(0, 40).join(' ') ?? null;
}

/** The lines from the first that quotes a server up to an empty one: what follows is the program's own talk. */
function findQuoted(lines: readonly string[]): string | null {
  const at = lines.findIndex((line) => QUOTING_LINE.test(line.slice(0, LONGEST_READ)));
  if (at < 0) return null;
  const end = lines.findIndex((line, index) => index >= at + 1 && line.trim() === '');
  const said = lines
    .slice(Math.max(0, at), end < 0 ? at + 30 : Math.min(end, at + 30))
    .join(' ')
    .slice(0, 2 * LONGEST_READ);
  const start = REPLY.exec(said) ?? REPLY_ALONE.exec(said) ?? /[45]\d\d[ -]/.exec(said);
  return start ? said.slice(start.index + Math.max(0, start[0].search(/[45]\d\d/))) : said;
}

/** `smtp; 550-5.7.1 first line only`: programs cut the field where a reply has several lines. */
function isCut(diagnostic: string, transcript: string): boolean {
  const [one, other] = [diagnostic, transcript].map((text) => text.replace(/\s+/g, ' ').trim());
  const isSame = one !== undefined && other !== undefined && other.startsWith(one.slice(0, 40));
  return isSame && transcript.length > diagnostic.length;
}

interface Said {
  /** The reply on one line, as the server gave it; '' where the report quotes none. */
  text: string;
  code: string | null;
  status: string | null;
}

const isSmtp = ({ diagnosticType }: RecipientStatus): boolean => !/^x-(?:unix|local)/.test(diagnosticType);

/** The reply of a report: the Diagnostic-Code of the failed recipient, the transcript where that is longer, else the letter. */
function findSaid(recipient: RecipientStatus | null, lines: readonly string[]): Said {
  const diagnostic = recipient?.diagnostic ?? null;
  const transcript = findTranscript(lines);
  const isUsable = diagnostic !== null && (transcript === null || !isCut(diagnostic, transcript));
  const quoted = isUsable ? diagnostic : (transcript ?? findQuoted(lines));
  const isCoded = recipient === null || !isUsable || isSmtp(recipient);
  const text = (quoted ?? '').slice(0, 2 * LONGEST_READ);
  const coded = REPLY.exec(text);
  const bare = /^\s*([45]\d\d)\b/.exec(text) ?? REPLY_ALONE.exec(text);
  const status = coded?.[2] ?? STATUS.exec(text)?.[1] ?? null;
  return {
    text: withoutRepeats(text).slice(0, LONGEST_READ),
    code: isCoded ? (coded?.[1] ?? bare?.[1] ?? null) : null,
    // A status of the report that is less vague than none.
    status: status !== null && !isVague(status) ? status : (recipient?.status ?? status),
  };
}

const isVague = (status: string): boolean => status.endsWith('.0.0');

/** Sentences of advice, addresses and links name what the sender might do, not why the server refused. */
const withoutAdvice = (text: string): string =>
  text
    .replace(/https?:\/\/\S{1,300}/gi, ' ')
    .replace(
      /(?:\bset(?:ting)? up|\bplease (?:check|visit|see|ensure|make|contact|refer|use|consider|read|configure|verify|add)|\bmake sure|\bconsider|\bfor (?:more|further) (?:information|details)|\bto (?:learn|find out) more|\brecommend\w*)[^.]{0,400}\.?/gi,
      ' ',
    );

const markedProvider = (reply: string): ProviderId | null =>
  BOUNCE_PROVIDERS.find(({ marks }) => marks.test(reply))?.provider ?? null;
const hostedProvider = (host: string | null): ProviderId | null =>
  host === null ? null : (BOUNCE_PROVIDERS.find(({ hosts }) => hosts.test(host))?.provider ?? null);

/** Who answered: by what only that provider writes, else by the remote host, else by the recipient's address. Never the Reporting-MTA. */
function findProvider(reply: string, host: string | null, recipient: string | null): ProviderId | null {
  const marked = markedProvider(reply);
  return marked ?? (host === null ? hostedProvider(recipient) : hostedProvider(host));
}

/** What a letter without a quoted reply may be believed about: the daemon's own words, not those of a policy. */
const LETTER_CAUSES: ReadonlySet<BounceCause> = new Set([
  'no-such-mailbox',
  'mailbox-disabled',
  'mailbox-full',
  'no-such-domain',
  'too-large',
  'mail-loop',
  'unavailable',
]);

function findLetterRule(said: Said, lines: readonly string[], provider: ProviderId | null): BounceRule | null {
  if (said.code !== null) return null;
  const rule = findRule(said, withoutAddresses(withoutAdvice(toLetter(lines))), provider);
  return rule && LETTER_CAUSES.has(rule.cause) ? rule : null;
}

function findRule(said: Said, text: string, provider: ProviderId | null): BounceRule | null {
  const kind = said.status?.slice(2) ?? null;
  return (
    BOUNCE_RULES.find(
      (rule) =>
        (rule.provider === null || rule.provider === provider) &&
        (rule.status === null || (kind !== null && rule.status.includes(kind))) &&
        (rule.text === null || rule.text.test(text)),
    ) ?? null
  );
}

/**
 * Without quoted addresses, whose words are no reason (`<full-mailbox@x.test>: ...`), and with the dots of names as commas:
 * a rule reads up to the end of a sentence.
 */
const withoutAddresses = (text: string): string =>
  text.replace(/<?[^\s<>@]{1,64}@[^\s<>@:;,]{1,255}>?/g, ' address ').replace(/(?<=[a-z0-9])\.(?=[a-z])/gi, ',');

function findAnsweringHost(recipient: RecipientStatus | null, lines: readonly string[]): string | null {
  if (recipient?.remoteHost) return recipient.remoteHost;
  for (const line of lines.slice(0, 2000)) {
    const host = ANSWERING_HOST.exec(line.slice(0, LONGEST_READ))?.[1];
    if (host && /\b(?:said|refused|talking|rejected|error|response|\[\d|\(\d)/i.test(line)) return host.toLowerCase();
  }
  return null;
}

/** The letter's own words where it quotes no server: its first lines, for the words that name a cause. */
const toLetter = (lines: readonly string[]): string =>
  lines
    .filter((line) => line.trim() !== '')
    .slice(0, 40)
    .join(' ')
    .slice(0, LONGEST_READ);

interface Reported {
  /** Subject and decoded parts, lines with LF. */
  text: string;
  returned: string;
  recipients: readonly RecipientStatus[];
  /** From X-Failed-Recipients or the letter. */
  failedRecipient: string | null;
}

function toBounce({ text, returned, recipients, failedRecipient }: Reported): Bounce {
  const lines = text.split('\n');
  const failed = recipients.find(({ action }) => action === null || action === 'failed') ?? null;
  const said = findSaid(failed, lines);
  const recipient = failed?.recipient ?? failedRecipient;
  const host = findAnsweringHost(failed, lines);
  const provider = findProvider(said.text, host, recipient);
  const readable = withoutAddresses(withoutAdvice(said.text));
  const rule = findRule(said, readable, provider) ?? findLetterRule(said, lines, provider);
  return {
    reply: said.code,
    status: said.status,
    isTemporary: (said.code ?? said.status ?? '').startsWith('4'),
    provider,
    rule: rule?.cause ?? null,
    answeredBy: (rule && FINDINGS_OF_CAUSE[rule.cause]) ?? [],
    text: said.text.slice(0, LONGEST_REPLY),
    domain: findDomain(said.text, returned),
    recipient: recipient?.slice(0, 320) ?? null,
  };
}

const NO_FAILURE = new Map<string, 'delivered' | 'delayed'>([
  ['delivered', 'delivered'],
  ['relayed', 'delivered'],
  ['expanded', 'delivered'],
  ['delayed', 'delayed'],
]);

/** What a report says of its recipients: a failure where there is one. */
function toReport(reported: Reported): DeliveryReport {
  const actions = reported.recipients.flatMap(({ action }) => action ?? []);
  const other = actions.map((action) => NO_FAILURE.get(action));
  const isHarmless = actions.length > 0 && actions.length === reported.recipients.length && !other.includes(undefined);
  if (isHarmless) return { kind: other.includes('delayed') ? 'delayed' : 'delivered' };
  return { kind: 'bounce', bounce: toBounce(reported) };
}

const subjectOf = (fields: readonly HeaderField[]): string => decodeWords(firstValue(fields, 'subject') ?? '');

/** Whether a message is a report of a mail system: by its type, its parts, its null reverse-path and who wrote it. */
function isReport({ fields }: MessageSource, parts: ReportParts): boolean {
  const type = firstValue(fields, 'content-type') ?? '';
  if (parts.hasStatus || fieldsNamed(fields, 'x-failed-recipients').length > 0) return true;
  if (/^multipart\/report\b/i.test(type)) return !/disposition-notification/i.test(type);
  const from = decodeWords(firstValue(fields, 'from') ?? '');
  // No campaign comes from there.
  if (/\bmailer-daemon@|<mailer-daemon>|\bmailer-daemon\s*$/i.test(from)) return true;
  const isDaemon = DAEMON.test(from);
  const isNull = firstValue(fields, 'return-path')?.replace(/\s/g, '') === '<>';
  const isAutomatic = /^\s*auto-(?:replied|generated)/i.test(firstValue(fields, 'auto-submitted') ?? '');
  const marks = Number(isDaemon) + Number(isNull) + Number(isAutomatic);
  const hasSubject = FAILED_SUBJECT.test(subjectOf(fields));
  const hasLetter = FAILED_LETTER.test(parts.text.slice(0, 4 * LONGEST_READ));
  if (parts.returned !== '' && hasLetter && (hasSubject || isDaemon)) return true;
  return marks > 0 && Number(hasSubject) + Number(hasLetter) + marks >= FEWEST_MARKS + Number(!isDaemon && !isNull);
}

/** Amazon SES, by way of SNS: the report is a JSON text in the letter. */
const NOTIFICATION = /"notificationType"\s{0,9}:\s{0,9}"(Bounce|Complaint|Delivery)"/i;

function readMessageReport(source: MessageSource): DeliveryReport | null {
  const { fields } = source;
  const header = ['content-type', 'content-transfer-encoding'].flatMap((name) => {
    const value = firstValue(fields, name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  const parts = readReportParts(source.body, header);
  if (parts.isFeedback || /^multipart\/report\b[^]*feedback-report/i.test(firstValue(fields, 'content-type') ?? ''))
    return { kind: 'complaint' };
  if (/^\s*complaint about message from/i.test(subjectOf(fields))) return { kind: 'complaint' };
  const notified = NOTIFICATION.exec(parts.text)?.[1]?.toLowerCase();
  if (notified === 'complaint') return { kind: 'complaint' };
  if (notified === 'delivery') return { kind: 'delivered' };
  if (notified === undefined && !isReport(source, parts)) return null;
  const failedRecipient = firstValue(fields, 'x-failed-recipients')?.split(',')[0]?.trim() ?? null;
  const text = `${subjectOf(fields)}\n\n${parts.text}`;
  return toReport({ text, returned: parts.returned, recipients: readDeliveryStatus(parts.text), failedRecipient });
}

/** `> ` of a reply and the indentation of a quotation, taken off where every line has them. */
function withoutQuoting(text: string): string {
  const lines = text.split('\n');
  const written = lines.filter((line) => line.trim() !== '');
  const isQuoted = written.length > 0 && written.every((line) => /^[ \t]{0,3}>/.test(line));
  return isQuoted ? lines.map((line) => line.replace(/^[ \t]{0,3}(?:>[ ]?){1,5}/, '')).join('\n') : text;
}

/** A reply or the body of a report, pasted as text. */
function readTextReport(octets: Uint8Array): DeliveryReport | null {
  const text = withoutQuoting(decodeOctets(toLatin1(octets.subarray(0, MOST_TEXT))).replace(/\r\n?/g, '\n'));
  const bare = text.replace(/^[ \t]{1,16}(?=[A-Za-z-]{4,40}:)/gm, '');
  const recipients = readDeliveryStatus(bare);
  const isStatus = recipients.some(
    ({ action, status, diagnostic }) => [action, status, diagnostic].filter(Boolean).length > 1 || status !== null,
  );
  const lines = text.split('\n');
  const isReply = lines.some((line) => QUOTING_LINE.test(line.slice(0, LONGEST_READ))) && isServerTalk(text);
  const success = /^\s*(?:smtp;\s*)?2\d\d[ -]2\.\d\.\d/i.test(text);
  if (success) return { kind: 'delivered' };
  if (!isStatus && !isReply) return null;
  return toReport({ text, returned: '', recipients, failedRecipient: null });
}

/** An enhanced status beside its code, a code at the very start, or the words of a program that quotes one. */
const isServerTalk = (text: string): boolean => {
  const start = text.slice(0, MOST_TEXT);
  return (
    /(?:^|\W)[45]\d\d[ -]{1,2}[#'"(]{0,2}[45]\.\d{1,3}\.\d{1,3}\b/.test(start) ||
    /^\s*[>"'<]{0,3}\s{0,3}[45]\d\d[ -]/.test(start) ||
    /\bsaid: [45]\d\d[ -]/.test(start)
  );
};

/** Reads a delivery report, a complaint or the text of a server's reply. Null where the source is none. Linear; never throws. */
export function readReport(source: Uint8Array, read: ReadSource = readSource(source)): DeliveryReport | null {
  if (read.ok) return readMessageReport(read.source);
  return read.fault === 'no-message' ? readTextReport(source) : null;
}

/** The bounce in a source; null where it holds none. */
export function parseBounce(source: Uint8Array, read?: ReadSource): Bounce | null {
  const report = readReport(source, read);
  return report?.kind === 'bounce' ? report.bounce : null;
}
