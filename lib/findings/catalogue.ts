import type { FindingCode, Severity } from './finding.ts';

/** The order of diagnosis: what stands further up explains what stands below it. */
export const AREAS = ['dns', 'from', 'dkim', 'align', 'dmarc', 'spf', 'mx', 'message', 'content', 'rest'] as const;
export type Area = (typeof AREAS)[number];

/**
 * The severity that a code has unless its "when" names another. `leg`: fail where the campaign rests on that leg
 * (or a domain is audited without an ESP), else warn.
 */
export type CataloguedSeverity = Severity | 'leg';

/** The closed catalogue, within each area in the order in which to fix. */
export const CATALOGUE = {
  'dns.unreachable': 'unknown',
  'dns.no-domain': 'fail',
  'dns.servfail': 'unknown',
  'dns.disagree': 'unknown',
  'dns.rewritten': 'unknown',
  'dns.cname-conflict': 'warn',

  'from.unusable': 'fail',
  'from.free-mail': 'fail',
  // Of the From domain as a whole, and the cause of whatever else is missing there.
  'parked.ok': 'info',
  'from.rewritten': 'warn',
  'from.no-replies': 'warn',
  'from.alias': 'info',

  'dkim.not-set-up': 'fail',
  'dkim.doubled-name': 'leg',
  'dkim.misnamed': 'leg',
  'dkim.target-as-text': 'leg',
  'dkim.proxied': 'leg',
  'dkim.wrong-target': 'leg',
  'dkim.dangling': 'leg',
  'dkim.multiple-records': 'leg',
  'dkim.revoked': 'leg',
  'dkim.invalid': 'leg',
  'dkim.weak-key': 'leg',
  'dkim.not-for-email': 'leg',
  'dkim.wildcard': 'warn',
  'dkim.partly-set-up': 'warn',
  'dkim.ed25519-only': 'warn',
  'dkim.testing': 'warn',
  'dkim.no-known-selector': 'info',
  'dkim.short-key': 'info',
  'dkim.flattened': 'info',
  'dkim.syntax': 'info',

  'align.strict': 'fail',
  'align.none': 'fail',
  'align.predicted': 'info',

  'dmarc.missing': 'fail',
  'dmarc.syntax': 'warn',
  'dmarc.multiple-records': 'fail',
  'dmarc.doubled-name': 'warn',
  'dmarc.wrong-place': 'warn',
  'dmarc.dangling': 'warn',
  'dmarc.too-deep': 'warn',
  'dmarc.walk-differs': 'warn',
  'dmarc.rests-on-spf': 'warn',
  'dmarc.bad-report-address': 'warn',
  'dmarc.reports-not-authorised': 'warn',
  'dmarc.policy-none': 'info',
  'dmarc.testing': 'info',
  'dmarc.subdomain-weaker': 'info',
  'dmarc.no-reports': 'info',
  'dmarc.historic-tag': 'info',

  'spf.multiple-records': 'leg',
  'spf.missing': 'leg',
  'spf.unrecognised': 'leg',
  'spf.syntax': 'leg',
  'spf.include-loop': 'leg',
  'spf.include-missing': 'leg',
  'spf.too-many-lookups': 'leg',
  'spf.void-lookups': 'leg',
  'spf.too-many-mx': 'leg',
  'spf.pass-all': 'leg',
  'spf.wrong-place': 'warn',
  'spf.neutral-all': 'warn',
  'spf.after-all': 'warn',
  'spf.ptr': 'warn',
  'spf.needless-include': 'info',
  'spf.not-a-sender': 'info',
  'spf.same-source': 'info',
  'spf.duplicate-term': 'info',
  'spf.near-limit': 'info',
  'spf.too-long': 'info',
  'spf.redirect-ignored': 'info',
  'spf.hard-fail': 'info',
  'spf.obsolete': 'info',

  'mx.broken': 'warn',
  'mx.null': 'info',
  'mx.missing': 'info',

  'message.dmarc-fail': 'fail',
  'message.no-dkim': 'fail',
  'message.dkim-fail': 'fail',
  'message.dkim-unaligned': 'fail',
  'message.altered': 'info',
  'message.damaged': 'info',
  'message.spf-fail': 'warn',
  'message.from-differs': 'warn',
  'message.not-via-esp': 'warn',
  'message.prediction-differs': 'warn',
  'message.one-click-missing': 'warn',
  'message.one-click-unsigned': 'warn',
  'message.one-click-invalid': 'warn',
  'message.body-unsigned': 'warn',
  'message.format': 'warn',
  'message.no-tls': 'warn',
  'message.no-ptr': 'warn',
  'message.spf-unaligned': 'info',
  'message.no-receiver': 'info',
  'message.several': 'info',

  'content.link-text-differs': 'warn',
  'content.link-shortener': 'warn',
  'content.image-only': 'warn',
  'content.hidden-text': 'warn',
  'content.script': 'warn',
  'content.link-http': 'info',
  'content.alt-missing': 'info',
  'content.no-plain-part': 'info',
  'content.form': 'info',
  'content.clipped': 'info',
  'content.no-unsubscribe-link': 'info',
  'content.no-postal-address': 'info',
  'content.attachment': 'info',

  'return-path.no-host': 'fail',
  'esp.other-account': 'warn',
  'reply-to.no-domain': 'warn',
  'reply-to.no-replies': 'warn',
  'watch.drift': 'warn',
  'esp.not-confirmed': 'info',
  'esp.old-setup': 'info',
  'reply-to.free-mail': 'info',
  'bimi.faulty': 'info',
  'bimi.present': 'info',
  'bimi.absent': 'info',
  'mta-sts.faulty': 'info',
  'mta-sts.present': 'info',
  'mta-sts.absent': 'info',
  'tls-rpt.faulty': 'info',
  'tls-rpt.present': 'info',
  'tls-rpt.absent': 'info',
} as const satisfies Record<FindingCode, CataloguedSeverity>;

const PLACE = new Map(Object.keys(CATALOGUE).map((code, index) => [code, index]));

const isArea = (text: string): text is Area => (AREAS as readonly string[]).includes(text);

/** The area of a code; a parked domain is a matter of the From as a whole. */
export function areaOf(code: FindingCode): Area {
  if (code === 'parked.ok') return 'from';
  const prefix = code.slice(0, code.indexOf('.'));
  return isArea(prefix) ? prefix : 'rest';
}

/** Every code of the catalogue, in its order. */
export const FINDING_CODES = Object.keys(CATALOGUE) as FindingCode[];

const SEVERITIES: readonly Severity[] = ['fail', 'unknown', 'warn', 'info'];

/** Orders findings as they are to be fixed: by severity, then by area, then as the catalogue has them. */
export function byUrgency(
  one: { code: FindingCode; severity: Severity },
  other: { code: FindingCode; severity: Severity },
): number {
  return (
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    AREAS.indexOf(areaOf(one.code)) - AREAS.indexOf(areaOf(other.code)) ||
    (PLACE.get(one.code) ?? 0) - (PLACE.get(other.code) ?? 0)
  );
}
