import { parseAddress } from '../../domain/address.ts';
import { parseDomainName, type DomainName } from '../../domain/domain-name.ts';
import type { FindingCode } from '../../findings/finding.ts';
import type { ProviderId } from '../../report/report.ts';
import { BOUNCE_PROVIDERS, BOUNCE_RULES, type BounceRuleId } from './bounce-codes.ts';
import { decodeOctets, fieldsNamed, firstValue, type HeaderField } from '../headers/header-fields.ts';
import { toLatin1 } from '../source/octets.ts';
import { readSource, type MessageSource, type ReadSource } from '../source/source.ts';

/** What a server answered instead of taking the message. */
export interface Bounce {
  /** `550`; null where only the enhanced status is given. */
  reply: string | null;
  /** `5.7.26` (RFC 3463); null where the server gave none. */
  status: string | null;
  /** It may be accepted later (4xx). */
  isTemporary: boolean;
  /** Whose rule it is; null where the text does not show. */
  provider: ProviderId | null;
  /** Null: a reply that none of the known rules explains. */
  rule: BounceRuleId | null;
  /** Findings of an audit that name the cause. */
  answeredBy: readonly FindingCode[];
  /** The reply itself, on one line. */
  text: string;
  /** The domain that was sent from, where the text or the returned message names it. */
  domain: DomainName | null;
  recipient: string | null;
}

const MOST_TEXT = 200_000;
const LONGEST_REPLY = 600;

/** `550-5.7.26`, `550 5.7.515`, `smtp;550 5.7.1`, `421-4.7.28`. */
const REPLY = /(?:^|[^\d.])([245]\d\d)[ -]#?\s?([245]\.\d{1,3}\.\d{1,3})\b/;
const REPLY_ALONE = /(?:^|\n)\s*(?:smtp;\s*)?([45]\d\d)[ -][^\n]{8,}/i;
const STATUS_FIELD = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im;
const DIAGNOSTIC_FIELD = /^diagnostic-code:\s*(?:[a-z-]{1,20};)?\s*([^\n]+(?:\n[ \t]+[^\n]+)*)/im;
const REMOTE_HOST = /^(?:remote-mta|reporting-mta):\s*(?:dns;)?\s*(\S+)|\bhost ([a-z0-9.-]{4,253})/gim;
const RECIPIENT_FIELD = /^(?:final|original)-recipient:\s*(?:[a-z0-9-]{1,20};)?\s*(\S+)/im;
const RETURNED_PART = /content-type:\s*(?:message\/(?:rfc822|global)|text\/rfc822-headers)[^]*?\n\s*\n/i;
const FAILED_SUBJECT =
  /undeliver|delivery (?:status|failure|has failed|incomplete)|returned mail|mail delivery|failure notice|unzustellbar|non remis|no se pudo entregar/i;
const DAEMON = /^(?:[^<]*<)?(?:mailer-daemon|postmaster|mail-daemon|bounce)/i;

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

/** The author of the message that came back with the report (RFC 3462). */
function returnedFrom(text: string): DomainName | null {
  const part = RETURNED_PART.exec(text);
  const behind = part ? text.slice(part.index + part[0].length) : '';
  const from = /^from:[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)*)/im.exec(behind)?.[1];
  const parsed = from ? parseAddress(from.replace(/\n[ \t]+/g, ' ')) : null;
  return parsed?.ok ? parsed.value.domain : null;
}

function findDomain(reply: string, whole: string): DomainName | null {
  const named = NAMED_DOMAINS.map((pattern) => toDomain(pattern.exec(reply)?.[1])).find((domain) => domain !== null);
  return returnedFrom(whole) ?? named ?? null;
}

/** One reply of several lines repeats its code on each (RFC 5321 § 4.2.1). */
const withoutRepeats = (text: string): string =>
  text
    .replace(/(?:^|\s)[245]\d\d[ -](?:[245]\.\d{1,3}\.\d{1,3}\s)?/g, (code, at: number) => (at === 0 ? code : ' '))
    .replace(/\s+/g, ' ')
    .trim();

function findReply(text: string): string | null {
  const diagnostic = DIAGNOSTIC_FIELD.exec(text)?.[1];
  if (diagnostic !== undefined) return diagnostic;
  const match = REPLY.exec(text) ?? REPLY_ALONE.exec(text);
  if (!match) return null;
  const start = match.index + match[0].search(/[245]/);
  // Up to an empty line: what follows is the program's own talk.
  return text.slice(start, start + LONGEST_REPLY * 2).split(/\n\s*\n/)[0] ?? null;
}

function findProvider(reply: string, text: string): ProviderId | null {
  const hosts = [...text.matchAll(REMOTE_HOST)].map((match) => match[1] ?? match[2] ?? '').join(' ');
  const find = (where: string): ProviderId | null =>
    BOUNCE_PROVIDERS.find(({ marks }) => marks.test(where))?.provider ?? null;
  return find(reply) ?? find(hosts) ?? find(RECIPIENT_FIELD.exec(text)?.[1] ?? '');
}

function readReply(text: string): Bounce | null {
  const reply = findReply(text);
  const status = (reply && REPLY.exec(reply)?.[2]) ?? STATUS_FIELD.exec(text)?.[1] ?? null;
  if (reply === null && status === null) return null;
  const said = withoutRepeats(reply ?? '').slice(0, LONGEST_REPLY);
  const code = REPLY.exec(reply ?? '')?.[1] ?? /^\s*([245]\d\d)\b/.exec(reply ?? '')?.[1] ?? null;
  const provider = findProvider(reply ?? '', text);
  const kind = status?.slice(2) ?? null;
  const rule = BOUNCE_RULES.find(
    (one) =>
      (one.provider === null || one.provider === provider) &&
      (one.status === null || (kind !== null && one.status.includes(kind))) &&
      (one.text === null || one.text.test(said)),
  );
  return {
    reply: code,
    status,
    isTemporary: (status ?? code ?? '').startsWith('4'),
    provider,
    rule: rule?.id ?? null,
    answeredBy: rule?.answeredBy ?? [],
    text: said,
    domain: findDomain(said, text),
    recipient: RECIPIENT_FIELD.exec(text)?.[1]?.replace(/^<|>$/g, '').slice(0, 320) ?? null,
  };
}

/** A delivery report by its structure (RFC 3462), or a daemon's letter. */
function isReport({ fields }: MessageSource): boolean {
  const type = firstValue(fields, 'content-type') ?? '';
  if (/^multipart\/report\b/i.test(type) && /delivery-status/i.test(type)) return true;
  const isDaemon =
    DAEMON.test(firstValue(fields, 'from') ?? '') || fieldsNamed(fields, 'x-failed-recipients').length > 0;
  return isDaemon && FAILED_SUBJECT.test(firstValue(fields, 'subject') ?? '');
}

const toBodyText = (body: Uint8Array): string =>
  decodeOctets(toLatin1(body.subarray(0, MOST_TEXT)))
    .replace(/=\r\n/g, '')
    .replace(/\r\n/g, '\n');

const subjectOf = (fields: readonly HeaderField[]): string => firstValue(fields, 'subject') ?? '';

/**
 * Reads a bounce: the text of a server's reply, or a whole delivery report. Null where the source is neither. Bounded,
 * never throws.
 */
export function parseBounce(source: Uint8Array, read: ReadSource = readSource(source)): Bounce | null {
  if (read.ok) {
    if (!isReport(read.source)) return null;
    return readReply(`${subjectOf(read.source.fields)}\n${toBodyText(read.source.body)}`);
  }
  if (read.fault !== 'no-message') return null;
  const text = decodeOctets(toLatin1(source.subarray(0, MOST_TEXT))).replace(/\r\n?/g, '\n');
  return REPLY.test(text) || STATUS_FIELD.test(text) || /^\s*[45]\d\d[ -]/.test(text) ? readReply(text) : null;
}
