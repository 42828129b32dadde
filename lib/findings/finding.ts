import type { Outcome, RecordType } from '../dns/resolver.ts';
import type { DkimKeyFaultReason } from '../records/dkim/fault-reason.ts';
import type { DmarcFaultReason } from '../records/dmarc/fault-reason.ts';
import type { BimiFaultReason, MtaStsFaultReason, TlsRptFaultReason } from '../records/others/fault-reason.ts';
import type { SpfFaultReason } from '../records/spf/fault-reason.ts';

export type Severity = 'fail' | 'unknown' | 'warn' | 'info';

/** One question and what was answered: the ground that a finding stands on. */
export interface Evidence {
  name: string;
  type: RecordType;
  outcome: Outcome;
  /** The records as text: TXT joined, MX as "10 mx.example.com". Bounded in number and length. */
  records: string[];
  aliases: string[];
  resolver: string;
}

/** What the words and the fix of each code need to know. `Record<string, never>` where the subject says it all. */
export interface FindingParams {
  'dns.no-domain': { registrable: boolean };
  'dns.unreachable': { outcomes: string[] };
  'dns.servfail': { reason: 'dnssec' | 'server-failure' | 'refused' | 'timeout' | 'other'; type: RecordType };
  'dns.disagree': { type: RecordType; first: string; second: string };
  'dns.rewritten': { resolver: string };
  'dns.cname-conflict': { target: string; types: string[] };

  /** `lent`: a name that comes with an account (a sandbox, `*.onmicrosoft.com`), where only its owner publishes records. */
  'from.free-mail': { provider: string; reason: 'mailbox' | 'lent' };
  'from.unusable': {
    reason: 'empty' | 'syntax' | 'several-domains' | 'several-fields' | 'ip-literal' | 'missing' | 'variable';
    input: string;
  };
  'from.no-replies': { reason: 'null-mx' | 'no-mx-no-address'; replyTo: string | null };
  /** `shown`: the address that readers will see, with the variable part in angle brackets. */
  'from.rewritten': { shown: string; certain: boolean };
  'from.alias': { target: string };
  'reply-to.no-domain': { address: string };
  'reply-to.no-replies': { address: string; reason: 'null-mx' | 'no-mx-no-address' };
  'reply-to.free-mail': { address: string; provider: string };

  'spf.missing': { domain: string };
  'spf.multiple-records': { records: string[] };
  /** `void`: the term voids the whole record; else the grammar allows it, and it does not do what was meant. */
  'spf.syntax': {
    record: string;
    term: string;
    position: number;
    reason: SpfFaultReason;
    suggestion: string | null;
    void: boolean;
  };
  'spf.unrecognised': { records: string[]; reason: 'text-in-front' | 'quotes' | 'no-version' | 'torn' | 'version' };
  'spf.too-many-lookups': { lookups: number; record: string };
  'spf.void-lookups': { voidLookups: number; record: string; names: string[] };
  'spf.too-many-mx': { term: string; hosts: number };
  'spf.include-missing': {
    term: string;
    target: string;
    reason: 'no-record' | 'no-name' | 'registrable';
    within: string;
  };
  'spf.include-loop': { chain: string[] };
  'spf.pass-all': { record: string; term: string };
  'spf.neutral-all': { record: string; reason: 'neutral' | 'none' };
  'spf.after-all': { record: string; terms: string[] };
  'spf.ptr': { term: string; within: string };
  'spf.too-long': { octets: number };
  'spf.near-limit': { lookups: number };
  'spf.same-source': { terms: string[]; target: string };
  'spf.duplicate-term': { term: string; record: string };
  'spf.not-a-sender': { term: string; vendor: string; instead: string | null };
  'spf.needless-include': { term: string; record: string; esp: string };
  'spf.redirect-ignored': { term: string; record: string };
  'spf.hard-fail': { record: string };
  'spf.obsolete': { record: string; kind: 'sender-id' | 'type-99' };
  'spf.wrong-place': { record: string; foundAt: string };

  /** `selectors`: those that this ESP would use and that do not exist; `targets` beside them, null where only the ESP knows. */
  'dkim.not-set-up': {
    esp: string | null;
    domain: string;
    selectors: string[];
    targets: (string | null)[];
  };
  'dkim.partly-set-up': {
    esp: string | null;
    domain: string;
    present: string[];
    missing: string[];
    targets: (string | null)[];
  };
  'dkim.dangling': { selector: string; target: string };
  'dkim.wrong-target': {
    selector: string;
    target: string;
    expected: string | null;
    reason: 'own-domain-appended' | 'url' | 'misspelt' | 'other-esp' | 'bad-guide' | 'other';
    otherEsp: string | null;
  };
  'dkim.target-as-text': { selector: string; text: string; expected: string | null };
  'dkim.proxied': { selector: string; addresses: string[]; expected: string | null };
  'dkim.doubled-name': {
    selector: string;
    foundAt: string;
    expectedAt: string;
    type: RecordType;
    value: string;
  };
  'dkim.misnamed': {
    selector: string;
    foundAt: string;
    expectedAt: string;
    type: RecordType;
    value: string;
    /** With `root-instead-of-subdomain` and `subdomain-instead-of-root` the record found may well serve its own domain. */
    reason: 'no-underscore' | 'root-instead-of-subdomain' | 'subdomain-instead-of-root' | 'sibling-selector' | 'other';
  };
  'dkim.revoked': { selector: string };
  'dkim.invalid': { selector: string; record: string; reason: DkimKeyFaultReason; repaired: string | null };
  'dkim.weak-key': { selector: string; bits: number };
  'dkim.short-key': { selector: string; bits: number };
  'dkim.ed25519-only': { selectors: string[] };
  'dkim.testing': { selector: string; record: string };
  'dkim.not-for-email': { selector: string; record: string; reason: 'service' | 'hash' };
  'dkim.multiple-records': { selector: string; records: string[] };
  'dkim.syntax': { selector: string; record: string; reason: string };
  'dkim.wildcard': { name: string };
  'dkim.flattened': { selector: string; expected: string | null };
  /** `found`: a key of which it cannot be seen whether this ESP signs with it. */
  'dkim.no-known-selector': { esp: string | null; found?: string };

  'dmarc.missing': { domain: string; orgDomain: string };
  'dmarc.multiple-records': { records: string[]; applies: boolean };
  'dmarc.syntax': {
    record: string;
    reason: DmarcFaultReason;
    tag: string | null;
    void: boolean;
    repaired: string | null;
  };
  'dmarc.policy-none': { record: string };
  'dmarc.testing': { record: string; policy: string; effective: string };
  'dmarc.subdomain-weaker': { record: string; tag: 'sp' | 'np'; value: string };
  'dmarc.no-reports': { record: string };
  'dmarc.bad-report-address': {
    record: string;
    tag: 'rua' | 'ruf';
    address: string;
    reason: 'empty' | 'not-a-uri' | 'no-local-part' | 'scheme';
  };
  'dmarc.reports-not-authorised': { record: string; address: string; host: string; at: string };
  'dmarc.historic-tag': { record: string; tags: string[] };
  'dmarc.wrong-place': { record: string; foundAt: string };
  'dmarc.doubled-name': { record: string; foundAt: string };
  'dmarc.dangling': { target: string };
  'dmarc.too-deep': { labels: number };
  'dmarc.walk-differs': {
    treeWalk: 'pass' | 'fail' | 'none';
    publicSuffix: 'pass' | 'fail' | 'none';
    treeWalkOrg: string;
    publicSuffixOrg: string;
  };
  'dmarc.rests-on-spf': { policy: string };

  /** `spf`, `dkim`: the domains that will stand there, null where not known. */
  'align.none': { from: string; spf: string | null; dkim: string | null };
  'align.strict': { from: string; leg: 'spf' | 'dkim'; domain: string; tag: 'adkim' | 'aspf'; record: string };
  'align.predicted': Record<string, never>;
  'esp.not-confirmed': { esp: string };
  'esp.old-setup': { esp: string; selectors: string[]; add: string[]; targets: (string | null)[] };
  'esp.other-account': { esp: string; target: string; selector: string; reason: 'account' | 'retired' };
  'return-path.no-host': { domain: string };
  'mx.null': Record<string, never>;
  'mx.missing': { implicit: boolean };
  'mx.broken': { host: string; reason: 'ip-address' | 'cname' | 'no-address' };
  'bimi.present': { record: string; foundAt: string };
  'bimi.absent': Record<string, never>;
  'bimi.faulty': { record: string; reason: BimiFaultReason };
  'mta-sts.present': { record: string; policy: 'not-checked' | 'ok' };
  'mta-sts.absent': Record<string, never>;
  'mta-sts.faulty': { record: string; reason: MtaStsFaultReason };
  'tls-rpt.present': { record: string };
  'tls-rpt.absent': Record<string, never>;
  'tls-rpt.faulty': { record: string; reason: TlsRptFaultReason };
  'parked.ok': { esp: string | null };
  'watch.drift': { what: string; before: string; now: string; since: string };

  'message.dmarc-fail': { from: string; policy: string | null };
  'message.no-dkim': Record<string, never>;
  'message.dkim-fail': { domain: string; selector: string; reason: string };
  'message.dkim-unaligned': { domains: string[]; from: string };
  'message.spf-fail': { result: string; domain: string; ip: string | null };
  'message.spf-unaligned': { domain: string; from: string };
  /** `source`: the source was changed since; `key`: the key was; `rules`: the receiver accepts what the RFCs forbid. */
  'message.altered': { domain: string; selector: string; reason: 'source' | 'key' | 'rules' };
  'message.damaged': { reason: 'cut' | 'rewrapped' | 'decoded' | 'blanks-lost' | 'other' };
  'message.body-unsigned': { domain: string; selector: string; unsignedBytes: number };
  'message.no-receiver': Record<string, never>;
  /** A mailbox file, or more than one message pasted: the first was judged. */
  'message.several': Record<string, never>;
  'message.one-click-missing': { header: string };
  'message.one-click-unsigned': { headers: string[] };
  'message.one-click-invalid': { reason: 'no-https' | 'several-https' | 'post-value' | 'duplicated'; value: string };
  'message.from-differs': { composed: string; arrived: string };
  'message.not-via-esp': { said: string; found: string | null };
  'message.prediction-differs': {
    what: 'dkim-domain' | 'selector' | 'return-path' | 'alignment';
    predicted: string;
    actual: string;
  };
  'message.no-tls': { hop: string };
  'message.no-ptr': { ip: string; reason: 'none' | 'mismatch' };
  'message.format': { header: string; reason: 'missing' | 'doubled' | 'malformed' };
  'content.link-text-differs': { text: string; address: string; count: number };
  'content.link-shortener': { address: string; count: number };
  'content.link-http': { address: string; count: number };
  'content.image-only': { images: number; characters: number };
  'content.alt-missing': { count: number; images: number };
  'content.hidden-text': { text: string; how: string };
  'content.no-plain-part': Record<string, never>;
  'content.form': { count: number };
  'content.script': { count: number };
  'content.clipped': { octets: number };
  'content.no-unsubscribe-link': Record<string, never>;
  'content.no-postal-address': Record<string, never>;
  'content.attachment': { kinds: string[] };
}

export type FindingCode = keyof FindingParams;

export interface FindingOf<C extends FindingCode> {
  code: C;
  severity: Severity;
  /** The DNS name, the address or the header that it is about. */
  subject: string;
  params: FindingParams[C];
  evidence: Evidence[];
}

/** A union over all codes: `switch (finding.code)` narrows `params`. */
export type Finding = { [C in FindingCode]: FindingOf<C> }[FindingCode];
