import type { FindingCode } from '../../findings/finding.ts';
import type { ProviderId } from '../../report/report.ts';

/** Why a server refused or deferred a message, as far as its reply says so. */
export type BounceRuleId =
  | 'unauthenticated'
  | 'authentication-level'
  | 'dmarc-policy'
  | 'no-dmarc'
  | 'alignment'
  | 'spf'
  | 'dkim'
  | 'ptr'
  | 'tls'
  | 'sender-domain'
  | 'rate'
  | 'reputation'
  | 'blocklist'
  | 'content'
  | 'no-such-mailbox'
  | 'mailbox-full'
  | 'too-large'
  | 'recipient-rules'
  | 'unavailable';

export interface BounceRule {
  id: BounceRuleId;
  /** Whose reply it is; null: anybody's. */
  provider: ProviderId | null;
  /** Enhanced status without its class (RFC 3463): `7.26` for 5.7.26 and 4.7.26; null where any will do. */
  status: readonly string[] | null;
  /** What the text says, where the status alone is ambiguous. */
  text: RegExp | null;
  /** Findings that name the cause at the domain: the first that the audit raises is the one to fix. */
  answeredBy: readonly FindingCode[];
}

const KEYS: readonly FindingCode[] = [
  'dkim.not-set-up',
  'dkim.dangling',
  'dkim.wrong-target',
  'dkim.revoked',
  'dkim.invalid',
  'dkim.weak-key',
  'dkim.doubled-name',
  'dkim.misnamed',
  'dkim.proxied',
  'dkim.target-as-text',
  'dkim.multiple-records',
  'dkim.not-for-email',
  'dkim.partly-set-up',
];
const LISTS: readonly FindingCode[] = [
  'spf.missing',
  'spf.multiple-records',
  'spf.syntax',
  'spf.unrecognised',
  'spf.too-many-lookups',
  'spf.void-lookups',
  'spf.include-missing',
  'spf.include-loop',
];
const ALIGNMENT: readonly FindingCode[] = ['align.none', 'align.strict', 'from.free-mail', ...KEYS];
const POLICY: readonly FindingCode[] = ['dmarc.missing', 'dmarc.multiple-records', 'dmarc.syntax'];
const ALL: readonly FindingCode[] = [...ALIGNMENT, ...POLICY, ...LISTS];

/**
 * The replies of the mailbox providers, the telling ones first. After their published lists (Gmail's SMTP errors,
 * Microsoft's NDR codes, Yahoo's SMTP error codes, Apple's postmaster page, La Poste's), RFC 7372 and the IANA registry
 * of enhanced status codes; checked November 2026. A status means different things at different providers.
 */
export const BOUNCE_RULES: readonly BounceRule[] = [
  { id: 'authentication-level', provider: 'microsoft', status: ['7.515'], text: null, answeredBy: ALL },
  { id: 'dmarc-policy', provider: 'microsoft', status: ['7.509'], text: null, answeredBy: ALIGNMENT },
  { id: 'spf', provider: 'microsoft', status: ['7.23'], text: null, answeredBy: LISTS },
  {
    id: 'blocklist',
    provider: 'microsoft',
    status: ['7.1'],
    text: /\bS\d{4}\b|block list|blocked using/i,
    answeredBy: [],
  },
  {
    id: 'blocklist',
    provider: 'microsoft',
    status: ['7.606', '7.607', '7.608', '7.609', '7.610', '7.511', '7.512', '7.513'],
    text: null,
    answeredBy: [],
  },
  {
    id: 'rate',
    provider: 'microsoft',
    status: ['7.500', '7.501', '7.502', '7.503', '7.508', '7.705', '7.750'],
    text: null,
    answeredBy: [],
  },

  { id: 'dmarc-policy', provider: 'gmail', status: ['7.26', '7.1'], text: /dmarc policy/i, answeredBy: ALIGNMENT },
  {
    id: 'spf',
    provider: 'gmail',
    status: ['7.26'],
    text: /hard fail policy|fails to pass spf checks/i,
    answeredBy: LISTS,
  },
  { id: 'unauthenticated', provider: 'gmail', status: ['7.26'], text: null, answeredBy: ALL },
  { id: 'spf', provider: 'gmail', status: ['7.27'], text: null, answeredBy: LISTS },
  { id: 'dkim', provider: 'gmail', status: ['7.30'], text: null, answeredBy: KEYS },
  { id: 'no-dmarc', provider: 'gmail', status: ['7.31', '7.40'], text: null, answeredBy: POLICY },
  { id: 'alignment', provider: 'gmail', status: ['7.32'], text: null, answeredBy: ALIGNMENT },
  { id: 'ptr', provider: 'gmail', status: ['7.23', '7.25'], text: null, answeredBy: ['message.no-ptr'] },
  { id: 'tls', provider: 'gmail', status: ['7.29'], text: null, answeredBy: ['message.no-tls'] },
  { id: 'rate', provider: 'gmail', status: ['7.28', '2.1'], text: null, answeredBy: [] },
  { id: 'ptr', provider: 'gmail', status: ['7.1'], text: /ptr record/i, answeredBy: ['message.no-ptr'] },
  {
    id: 'reputation',
    provider: 'gmail',
    status: ['7.0', '7.1'],
    text: /unsolicited|suspicious|reputation|rate limited/i,
    answeredBy: ALL,
  },

  { id: 'unauthenticated', provider: 'yahoo', status: ['7.9'], text: null, answeredBy: ALL },
  {
    id: 'rate',
    provider: 'yahoo',
    status: null,
    text: /\bTSS?\d{2}\b|temporarily deferred|user complaints/i,
    answeredBy: [],
  },
  { id: 'blocklist', provider: 'yahoo', status: null, text: /\bBL\d{2}\b|spamhaus/i, answeredBy: [] },

  { id: 'unauthenticated', provider: 'apple', status: null, text: /\bHME1\b/, answeredBy: ALL },
  { id: 'dmarc-policy', provider: 'apple', status: null, text: /dmarc policy/i, answeredBy: ALIGNMENT },
  { id: 'reputation', provider: 'apple', status: null, text: /\[(?:CS|HM|HC)\d{2}\]|local policy/i, answeredBy: ALL },

  { id: 'unauthenticated', provider: 'laposte', status: null, text: /\bLPN\d{3}|authenti|spf|dkim/i, answeredBy: ALL },

  { id: 'dmarc-policy', provider: null, status: null, text: /dmarc/i, answeredBy: ALIGNMENT },
  { id: 'dkim', provider: null, status: ['7.20', '7.21', '7.22'], text: null, answeredBy: KEYS },
  { id: 'spf', provider: null, status: ['7.23', '7.24'], text: null, answeredBy: LISTS },
  { id: 'ptr', provider: null, status: ['7.25'], text: null, answeredBy: ['message.no-ptr'] },
  { id: 'unauthenticated', provider: null, status: ['7.26'], text: null, answeredBy: ALL },
  {
    id: 'sender-domain',
    provider: null,
    status: ['7.27', '1.8', '1.7'],
    text: null,
    answeredBy: ['from.no-replies', 'dns.no-domain', 'return-path.no-host', 'mx.broken'],
  },
  {
    id: 'blocklist',
    provider: null,
    status: null,
    text: /spamhaus|barracuda|spamcop|block ?list|blacklist|\brbl\b|listed at/i,
    answeredBy: [],
  },
  {
    id: 'spf',
    provider: null,
    status: null,
    text: /\bspf\b|not permitted to send|sender policy framework/i,
    answeredBy: LISTS,
  },
  { id: 'dkim', provider: null, status: null, text: /\bdkim\b/i, answeredBy: KEYS },
  {
    id: 'ptr',
    provider: null,
    status: null,
    text: /reverse dns|\bptr\b|hostname lookup/i,
    answeredBy: ['message.no-ptr'],
  },
  { id: 'tls', provider: null, status: ['7.10', '7.30'], text: null, answeredBy: ['message.no-tls'] },
  {
    id: 'no-such-mailbox',
    provider: null,
    status: ['1.1', '1.0', '1.2', '1.3', '1.6', '1.10', '2.1'],
    text: null,
    answeredBy: [],
  },
  {
    id: 'no-such-mailbox',
    provider: null,
    status: null,
    text: /user unknown|no such (?:user|recipient|mailbox)|does not exist|unknown user|invalid recipient/i,
    answeredBy: [],
  },
  { id: 'mailbox-full', provider: null, status: ['2.2'], text: null, answeredBy: [] },
  { id: 'too-large', provider: null, status: ['2.3', '3.4'], text: null, answeredBy: [] },
  { id: 'content', provider: null, status: ['6.0', '6.1', '7.7'], text: null, answeredBy: [] },
  {
    id: 'content',
    provider: null,
    status: null,
    text: /spam|unsolicited|content (?:rejected|policy)|virus/i,
    answeredBy: [],
  },
  { id: 'rate', provider: null, status: ['7.28'], text: null, answeredBy: [] },
  {
    id: 'rate',
    provider: null,
    status: null,
    text: /too many|rate limit|deferred|throttl|try again later|greylist/i,
    answeredBy: [],
  },
  {
    id: 'recipient-rules',
    provider: null,
    status: ['7.1', '7.0', '7.133', '7.134', '7.136', '4.1'],
    text: null,
    answeredBy: [],
  },
  {
    id: 'unavailable',
    provider: null,
    status: ['3.0', '3.1', '3.2', '4.0', '4.2', '4.4', '4.7'],
    text: null,
    answeredBy: [],
  },
];

/** By what a reply shows whose it is: the host that answered, or marks in its text. */
export const BOUNCE_PROVIDERS: readonly { provider: ProviderId; marks: RegExp }[] = [
  {
    provider: 'gmail',
    marks: /\bgsmtp\b|\bgcdp\b|(?:^|[\s;@.])(?:google|gmail|googlemail)\.com\b|support\.google\.com/i,
  },
  {
    provider: 'microsoft',
    marks: /\.(?:outlook|office365|hotmail)\.com\b|\boutlook\.com\b|\bhotmail\.com\b|exchangelabs|5\.7\.5(?:09|15)\b/i,
  },
  { provider: 'yahoo', marks: /yahoo(?:dns|inc)?\.(?:com|net)\b|\baol\.com\b|\b(?:TSS?\d{2})\b/i },
  { provider: 'apple', marks: /\b(?:icloud|me|mac)\.com\b|support\.apple\.com|\bHME1\b/i },
  { provider: 'laposte', marks: /laposte\.net\b|\bLPN\d{3}/i },
];
