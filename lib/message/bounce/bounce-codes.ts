import type { FindingCode } from '../../findings/finding.ts';
import type { ProviderId } from '../../report/report.ts';

/** Why a server refused or deferred a message, as far as its reply says so. */
export type BounceCause =
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
  | 'format'
  | 'no-such-mailbox'
  | 'mailbox-disabled'
  | 'mailbox-full'
  | 'no-such-domain'
  | 'too-large'
  | 'mail-loop'
  | 'recipient-rules'
  | 'unavailable';

/** One kind of reply. A reply has the cause of the first rule of the table that fits it. */
export interface BounceRule {
  /** Whose reply it is; null: anybody's. */
  provider: ProviderId | null;
  /** Enhanced status without its class (RFC 3463): `7.26` for 5.7.26 and 4.7.26; null where any will do. */
  status: readonly string[] | null;
  /** What the text says, advice and addresses left out; null where the status tells enough. */
  text: RegExp | null;
  cause: BounceCause;
  /** Where this is published. */
  source: string;
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

/** Findings that name a cause at the domain: the first that the audit raises is the one to fix. None for other causes. */
export const FINDINGS_OF_CAUSE: Partial<Record<BounceCause, readonly FindingCode[]>> = {
  unauthenticated: ALL,
  'authentication-level': ALL,
  'dmarc-policy': ALIGNMENT,
  'no-dmarc': POLICY,
  alignment: ALIGNMENT,
  spf: LISTS,
  dkim: KEYS,
  ptr: ['message.no-ptr'],
  tls: ['message.no-tls'],
  'sender-domain': ['from.no-replies', 'dns.no-domain', 'return-path.no-host', 'mx.broken'],
  reputation: ALL,
};

const GMAIL = 'Gmail: SMTP errors and codes (support.google.com/a/answer/3726730)';
const MICROSOFT = 'Microsoft: NDR error codes in Exchange Online';
const YAHOO = 'Yahoo: SMTP error codes (senders.yahooinc.com)';
const APPLE = 'Apple: postmaster information for iCloud Mail';
const LAPOSTE = 'La Poste and Orange: error codes of their postmaster pages';
const RFC_7372 = 'RFC 7372 § 3';
const RFC_3463 = 'RFC 3463 § 3';
const WORDING = 'Wording of Postfix, Exim, Sendmail, qmail and Exchange';

type Row = readonly [
  provider: ProviderId | null,
  status: readonly string[] | null,
  text: RegExp | null,
  cause: BounceCause,
];

const rules = (source: string, rows: readonly Row[]): BounceRule[] =>
  rows.map(([provider, status, text, cause]) => ({ provider, status, text, cause, source }));

/** `LPN007_416`, `OFR_104`, `OUK105-513`: the last three digits say what it is. */
const frenchCode = (digits: string): RegExp =>
  new RegExp(`\\b(?:LPN|LPNAAA|OFR|OUK)(?:\\d{3})?[-_]?(?:${digits})\\b`, 'i');

/**
 * The replies of mailbox providers and mail servers, the telling ones first: what only one provider means, then what the
 * text says, then what the status says, then words that say little. The text tells more than the status where they differ.
 */
export const BOUNCE_RULES: readonly BounceRule[] = [
  ...rules(MICROSOFT, [
    ['microsoft', ['7.515'], null, 'authentication-level'],
    ['microsoft', ['7.509'], null, 'dmarc-policy'],
    ['microsoft', ['7.23'], null, 'spf'],
    ['microsoft', ['7.1'], /\bS\d{4}\b|block list|blocked using/i, 'blocklist'],
    ['microsoft', ['7.606', '7.607', '7.608', '7.609', '7.610', '7.511', '7.512', '7.513'], null, 'blocklist'],
    ['microsoft', ['7.500', '7.501', '7.502', '7.503', '7.508', '7.705', '7.750'], null, 'rate'],
    ['microsoft', ['4.1'], /access denied|recipient address rejected/i, 'no-such-mailbox'],
    ['microsoft', ['4.14', '4.6'], null, 'mail-loop'],
    ['microsoft', ['1.10'], null, 'no-such-mailbox'],
    ['microsoft', ['4.310', '4.312'], null, 'no-such-domain'],
    ['microsoft', ['4.300', '4.316', '4.317', '4.318'], null, 'unavailable'],
    ['microsoft', ['7.650', '7.651', '7.652', '7.653', '7.654'], null, 'reputation'],
    ['microsoft', null, /\b(?:SC|DY|OU)-00\d\b/, 'reputation'],
    ['microsoft', ['7.133', '7.134', '7.135', '7.136', '7.124', '7.129'], null, 'recipient-rules'],
  ]),
  ...rules(GMAIL, [
    ['gmail', ['7.26', '7.1'], /dmarc policy|is not accepted due to domain/i, 'dmarc-policy'],
    ['gmail', ['7.26'], /hard fail policy|fails to pass spf checks/i, 'spf'],
    ['gmail', ['7.1'], /authentication information|unauthenticated email/i, 'unauthenticated'],
    ['gmail', ['7.26'], null, 'unauthenticated'],
    ['gmail', ['7.27'], null, 'spf'],
    ['gmail', ['7.30'], null, 'dkim'],
    ['gmail', ['7.31', '7.40'], null, 'no-dmarc'],
    ['gmail', ['7.32'], null, 'alignment'],
    ['gmail', ['7.23', '7.25'], null, 'ptr'],
    ['gmail', ['7.29'], null, 'tls'],
    ['gmail', ['7.28'], null, 'rate'],
    ['gmail', ['2.1'], /\brate\b|too quickly/i, 'rate'],
    ['gmail', ['7.1'], /ptr record/i, 'ptr'],
    ['gmail', ['7.1'], /RFC 5322|duplicate header|multiple addresses in from|missing a valid/i, 'format'],
    ['gmail', ['7.0', '7.1'], /unsolicited|suspicious|reputation|rate limited/i, 'reputation'],
  ]),
  ...rules(YAHOO, [
    ['yahoo', ['7.9'], null, 'unauthenticated'],
    ['yahoo', null, /\bTSS?\d{2}\b|temporarily deferred|user complaints/i, 'rate'],
    ['yahoo', null, /\bBL\d{2}\b|spamhaus/i, 'blocklist'],
    ['yahoo', null, /delivery error: dd /i, 'no-such-mailbox'],
  ]),
  ...rules(APPLE, [
    ['apple', null, /\bHME1\b/, 'unauthenticated'],
    ['apple', null, /dmarc policy/i, 'dmarc-policy'],
    ['apple', null, /\[(?:CS|HM|HC)\d{2}\]|local policy/i, 'reputation'],
  ]),
  ...rules(LAPOSTE, [
    [null, null, frenchCode('101|103'), 'blocklist'],
    [null, null, frenchCode('102|510|999'), 'reputation'],
    [null, null, frenchCode('104|105|107|108|109|201|423|424'), 'rate'],
    [null, null, frenchCode('305|402|517'), 'unauthenticated'],
    [null, null, frenchCode('401'), 'spf'],
    [null, null, frenchCode('403|405|415|421'), 'sender-domain'],
    [null, null, frenchCode('416'), 'no-such-mailbox'],
    [null, null, frenchCode('417'), 'mailbox-full'],
    [null, null, frenchCode('420|426'), 'mailbox-disabled'],
    [null, null, frenchCode('505'), 'unavailable'],
    [null, null, frenchCode('506|513'), 'content'],
    [null, null, frenchCode('514'), 'too-large'],
    [null, null, frenchCode('630'), 'recipient-rules'],
  ]),
  ...rules(RFC_7372, [
    [null, ['7.20', '7.21', '7.22'], null, 'dkim'],
    [null, ['7.23', '7.24'], null, 'spf'],
    [null, ['7.25'], null, 'ptr'],
    // The one status means "neither passes"; who names the policy says what decided.
    [null, ['7.26'], /dmarc policy|policy of the domain/i, 'dmarc-policy'],
    [null, ['7.26'], null, 'unauthenticated'],
  ]),
  ...rules(RFC_3463, [
    [null, ['1.7', '1.8', '7.27'], null, 'sender-domain'],
    // Of the mail system, not of one mailbox.
    [null, ['3.1', '4.5'], /(?:disk|system) (?:space|storage)/i, 'unavailable'],
  ]),
  ...rules(WORDING, [
    [
      null,
      null,
      /duplicate header|RFC ?5322|RFC ?2822|malformed header|bare (?:lf|line feed)|8-?bit data in message header|header[^.]{0,20}(?:missing|violat)/i,
      'format',
    ],
    [
      null,
      null,
      /(?:blacklisted|blocklisted) (?:url|link|domain in)|contains? (?:an? )?(?:blacklisted|blocklisted)|(?:url|link)s? [^.]{0,30}(?:blacklist|blocklist|listed)/i,
      'content',
    ],
    [
      null,
      null,
      /temporar\w* (?:locked|disabled|unavailable|suspended)|(?:locked|disabled|unavailable|suspended) temporar/i,
      'unavailable',
    ],
    [null, null, /(?:daily|hourly|sending|relay)[^.]{0,20} quota|frequency limited|per (?:hour|day|minute)\b/i, 'rate'],
    [null, null, /out of storage space|mailbox is full/i, 'mailbox-full'],
    [
      null,
      null,
      /\bdmarc\b.{0,60}(?:fail|reject|polic|not pass|unauth|quarantin|violat|check|verif|eval|echec)|(?:fail|reject|refus|den[iy]|violat|unauth|due to|because|per|verification)[^.]{0,60}\bdmarc\b/i,
      'dmarc-policy',
    ],
    [
      null,
      null,
      /\bspf\b.{0,60}(?:fail|reject|not (?:pass|match|permit|allow|authori)|den(?:y|ied)|mismatch|violat|check|block|invalid|incorrect|is not)|(?:fail\w*|violat\w*|reject\w*|denied|blocked|refused|due to|because|not pass)[^.]{0,40}\bspf\b|not (?:permitted|allowed|authori[sz]ed) to send (?:mail|e-?mail|from|on behalf)|does not designate|sender policy framework|bad spf|invalid ip for sending|mismatches client ip/i,
      'spf',
    ],
    [
      null,
      null,
      /\bdkim\b.{0,60}(?:fail|invalid|not pass|missing|not (?:valid|verif|found|signed)|unverified|required|check|bad)|(?:fail\w*|invalid|missing|bad|no valid|not)[^.]{0,30}\bdkim\b/i,
      'dkim',
    ],
    [
      null,
      null,
      /user.{0,20}suspended|(?:account|mailbox|mail ?box|user|recipient|adres?se?|address)\b[^.]{0,80}\b(?:disabled|suspended|inactive|deactivated|discontinued|not active|closed|no longer (?:available|active|valid|in use|on server|accept\w+)|archived|blocked due to inactivity|locked out|frozen)\b|(?:account|mailbox) (?:has )?expired|(?:disabled|inactive|suspended|closed|archived) (?:e-?mail )?(?:account|mailbox|user|recipient|address)|not active on|mailbox (?:is )?unavailable or access denied/i,
      'mailbox-disabled',
    ],
    [
      null,
      null,
      /too many hops|mail ?loop|loops? back|hop count|looping|routing loop|loop detected|mail forwarding loop|too many received/i,
      'mail-loop',
    ],
    [
      null,
      null,
      /(?:message|mail|e-?mail|attachment|data) (?:size|(?:is )?too (?:large|big))|exceeds?[^.]{0,40}(?:message size|maximum size|size limit|max(?:imum)? message)|max(?:imum)? (?:message )?size|message length exceeds|message (?:file )?too big/i,
      'too-large',
    ],
    [
      null,
      null,
      /mail ?box (?:is )?(?:currently )?(?:over )?(?:full|exceed\w*|quota)|mailbox.{0,20}(?:is full|over quota|exceed|size limit)|(?:over|exceed\w*|out of|above|reached|beyond)[^.]{0,30}(?:disk |storage |mail )?quota|quota[^.]{0,20}(?:exceed|full|violat|reached|over)|over ?quota|(?:insufficient|not enough|out of|no) (?:disk|storage|mailbox|mail) ?(?:space|storage|quota)|user has (?:exhausted|exceeded)|mailfolder is over|account is full|inbox is full|too much mail data|message limit exceeded|has too many messages on the server|boite.{0,20}pleine/i,
      'mailbox-full',
    ],
    [
      null,
      null,
      /too many (?:messages|recipients|connections|sessions|concurrent|e?mails|errors|invalid)|sent to too many|too many[^.]{0,40}(?:this hour|per hour|connection)|rate ?limit|receiving mail (?:at a rate|too)|throttl|gr[ae]y ?list|too frequently|connection (?:rate|limit)|unusual rate|sending too (?:fast|many)|exceed\w* (?:the )?(?:daily|hourly|sending|maximum number)|per (?:hour|minute|day) (?:limit|exceed)|limit exceeded for/i,
      'rate',
    ],
    [
      null,
      null,
      /blocked using|dnsbl|\brbl\b|spamhaus|barracuda(?:central| reputation)|spamcop|abuseat|\bsorbs\b|abusix|\bblock ?list|\bblack ?list|listed (?:at|in|on|by)\b|your ip.{0,30}blocked|ip (?:address )?.{0,40}(?:is |has been )?blocked/i,
      'blocklist',
    ],
    [
      null,
      null,
      /reverse dns|\brdns\b|\bptr\b|(?:host|client|ip)? ?name lookup|hostname lookup|cannot find your|reverse (?:mapping|lookup|host)|fix reverse|no reverse|forward.confirmed|helo[^.]{0,40}(?:does not|invalid|reject|match)|cannot resolve your|unverifyable sending ip/i,
      'ptr',
    ],
    [
      null,
      null,
      /starttls|(?:tls|encryption|encrypted)[^.]{0,20} (?:is )?(?:required|needed)|must be (?:sent over tls|encrypted)/i,
      'tls',
    ],
    [
      null,
      null,
      /sender[^.]{0,60}(?:reject|invalid|denied|not found|verif\w* fail|does not exist|unresolvable|refused|blocked)|(?:invalid|unresolvable|unverifiable|bad|forged|blocked) (?:sender|return.path|mail from)|domain of sender|sender domain|emetteur invalide|mail from[^.]{0,30}(?:reject|invalid|not owned)|envelope sender|from: domain is invalid|unroutable sender/i,
      'sender-domain',
    ],
    [null, null, /reputation|bad sender|low score|poor sender|untrusted/i, 'reputation'],
    [
      null,
      null,
      /spam\b|spam (?:content|detect|message|score)|unsolicited|virus|malware|phish|content (?:reject|polic|filter|block)|junk|bulk (?:e?mail|message)|infected|prohibited (?:attachment|file|content)|message content|classified as|undesirable/i,
      'content',
    ],
    [
      null,
      null,
      /host (?:or domain name )?not found|(?:unknown|no such|bad|illegal|invalid|cannot find|can't find) (?:any )?(?:destination )?(?:host|domain)|host (?:is )?unknown|no mx|domain[^.]{0,60}(?:not found|does ?n[o']t exist|not exist|has no mx|unknown|not receive|invalid|not accept|no longer)|name (?:service|server)? ?error|unrouteable (?:mail )?domain|couldn't find any host|null mx|dns error|nxdomain|mail server (?:is )?not found|domain name system/i,
      'no-such-domain',
    ],
    [
      null,
      null,
      /(?:user|recipient|mailbox|account|address|addressee|person|inbox|login|name|member)\b[^.]{0,80}(?:unknown|not found|does ?n[o']t (?:exist|have)|not exist|isn't|not known|no longer|is not (?:a |in )?(?:valid|known|our|a)|not listed|not a valid|invalid|unavailable|undeliverable|non.?existent|not local|not recogni[sz]ed|could not be found|rejected: (?:user|undeliver|unknown))|(?:unknown|no such|invalid|unrouteable|bad|nonexistent|not a valid|not a known|illegal|unknown or illegal) (?:local |destination |virtual |e?mail |e-mail |final )?(?:user|recipient|mailbox|address|alias|account|part|person|uid)|no (?:valid )?(?:mailbox|mail-?box|account|user|recipient|such) ?(?:here|by|with|found|name)?|(?:doesn't|does not) have an? .{0,40}account|not our customer|user unknown|unknown to|not in directory|email address could not be found|couldn't be found|can't verify recipient|address (?:not|does)/i,
      'no-such-mailbox',
    ],
    [
      null,
      null,
      /connection (?:timed out|refused|reset|lost|dropped|closed|was|failed)|timed? ?out|(?:temporar\w*|currently|momentarily)[^.]{0,60}(?:fail|unavailable|problem|error|reject|defer|not)|try(?: it)? (?:again )?later|insufficient system|system storage|message expired|service (?:is )?(?:currently )?(?:un|not )available|out of memory|deferred|could not connect|couldn't (?:connect|establish)|no route to|unreachable|not reachable|server (?:busy|error)|system (?:busy|error|problem|not)|delivery time|retry time|not responding|no answer|i'm not going to try again|network (?:error|problem)|local (?:error|configuration)|closing transmission|unable to (?:connect|contact|reach)|write error|configuration error|i\/o error|can't (?:create|open|connect)|internal (?:error|server)|software (?:error|caused)|too long in (?:the )?queue|retry timeout/i,
      'unavailable',
    ],
  ]),
  ...rules(RFC_3463, [
    [null, ['1.1', '1.3', '1.6'], null, 'no-such-mailbox'],
    [null, ['1.2', '1.10'], null, 'no-such-domain'],
    [null, ['2.1'], null, 'mailbox-disabled'],
    [null, ['2.2'], null, 'mailbox-full'],
    [null, ['2.3', '3.4'], null, 'too-large'],
    [null, ['3.1', '3.2', '4.1', '4.2', '4.3', '4.4', '4.5', '4.7'], null, 'unavailable'],
    [null, ['4.6'], null, 'mail-loop'],
    [null, ['6.0', '6.1'], null, 'content'],
    [null, ['7.10', '7.30'], null, 'tls'],
    [null, ['7.28'], null, 'rate'],
    [null, ['6.9'], null, 'format'],
    [null, ['7.0', '7.1', '7.2'], null, 'recipient-rules'],
  ]),
  ...rules(WORDING, [
    [
      null,
      null,
      /access denied|\bpolic|not allowed|refused|denied|\brelay|prohibited|restricted|not permitted|not authori[sz]ed|do(?:es)? not accept|not accept|blocked|rejected|authenticat|administrat|unacceptable|filtered/i,
      'recipient-rules',
    ],
  ]),
];

/** By what a reply shows whose it is: marks that only that provider writes, and the hosts that take its mail in. */
export const BOUNCE_PROVIDERS: readonly { provider: ProviderId; marks: RegExp; hosts: RegExp }[] = [
  {
    provider: 'gmail',
    marks: /\bgsmtp\b|\bgcdp\b|support\.google\.com/i,
    hosts: /(?:^|[.@])(?:google|gmail|googlemail)\.com$/i,
  },
  {
    provider: 'microsoft',
    marks: /\.(?:prod|protection)\.outlook\.com\b|exchangelabs|\b5\.7\.5(?:09|15)\b|mail\.live\.com/i,
    hosts: /(?:^|[.@])(?:outlook|office365|hotmail|live|msn)\.com$/i,
  },
  {
    provider: 'yahoo',
    marks: /postmaster\.(?:yahoo|yahooinc|aol)\.com|senders\.yahooinc|\[?\bTSS?\d{2}\b|a yahoo\.com account/i,
    hosts: /(?:^|[.@])(?:yahoo|aol|yahoodns|yahooinc|ymail|rocketmail)\.(?:com|net|co\.\w{2}|\w{2})$/i,
  },
  {
    provider: 'apple',
    marks: /support\.apple\.com|\bHME1\b|postmaster\.info\.apple|\[(?:CS|HM|HC)\d{2}\]/i,
    hosts: /(?:^|[.@])(?:icloud|me|mac)\.com$/i,
  },
  { provider: 'laposte', marks: /\bLPN(?:AAA)?[_\d]\d{2}/i, hosts: /(?:^|[.@])laposte\.net$/i },
];
