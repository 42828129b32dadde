import type { FindingCode } from '../findings/finding.ts';
import { isInZone } from './esp-zone.ts';
import type { FromFacts } from './mail/from.ts';
import type { Judged } from './verdict.ts';

interface Silence {
  from: FromFacts;
  isParked: boolean;
  /** A zone at or above the From that the ESP serves itself. */
  espZone: string | null;
}

const startsWithAny = (code: FindingCode, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => code.startsWith(prefix));

/** What is still worth saying of a From at somebody else's domain: nobody can publish records there. */
const isSaidOfFreeMail = ({ draft: { code, severity } }: Judged): boolean =>
  startsWithAny(code, ['from.', 'dns.', 'reply-to.']) || code === 'align.none' || severity === 'unknown';

/** A domain that nobody owns lacks everything; where only the subdomain is missing, it can still be set up. */
function isSaidOfMissing({ draft: { code } }: Judged, { isUnowned }: FromFacts): boolean {
  if (startsWithAny(code, ['dns.', 'reply-to.', 'from.free-mail'])) return true;
  return !isUnowned && startsWithAny(code, ['dkim.', 'align.', 'dmarc.', 'from.rewritten']);
}

/** Advice about records that the ESP publishes itself: nobody else can follow it. */
const isAdviceToEsp = ({ draft: { code, severity, subject } }: Judged, espZone: string | null): boolean =>
  isInZone(subject, espZone) && (code === 'dkim.flattened' || (code.startsWith('spf.') && severity !== 'leg'));

/** Removes findings that a root cause implies, and those that only the ESP could act on. */
export function suppressConsequences(judged: readonly Judged[], { from, isParked, espZone }: Silence): Judged[] {
  return judged.filter((each) => {
    if (isAdviceToEsp(each, espZone)) return false;
    if (from.freeMail !== null && !isSaidOfFreeMail(each)) return false;
    if (from.existence === 'missing' && !isSaidOfMissing(each, from)) return false;
    return !(isParked && startsWithAny(each.draft.code, ['dkim.', 'from.no-replies', 'from.rewritten']));
  });
}
