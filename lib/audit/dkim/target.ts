import { isAtOrBelow } from '../../domain/domain-name.ts';
import type { EspSending, ExpectedSelector } from '../../esp/sending.ts';
import type { FindingParams } from '../../findings/finding.ts';
import { editDistance } from '../../records/mangled.ts';

export type TargetFault = Pick<FindingParams['dkim.wrong-target'], 'reason' | 'otherEsp'>;

/** What a CNAME's target is held against. */
export interface TargetScale {
  expected: ExpectedSelector;
  /** Null where a selector was given by hand without an ESP: then every target fits. */
  esp: EspSending | null;
  /** All selectors of this ESP. */
  siblings: readonly ExpectedSelector[];
  otherEsps: readonly EspSending[];
  /** The From domain and the domains above it that are the brand's. */
  ownDomains: readonly string[];
}

/** Two slips of the finger; a third makes another name. */
const MOST_SLIPS = 2;
/** Beyond this no DNS host has appended a domain again. */
const MOST_REPEATS = 3;

const isUrl = (target: string): boolean => /^https?:|[/\\]/.test(target);

/** Takes the brand's own domain off the end, as often as the DNS host put it there. Null where it is not there. */
export function withoutOwnDomain(target: string, ownDomains: readonly string[]): string | null {
  let rest = target;
  for (let step = 0; step < MOST_REPEATS; step += 1) {
    const own = ownDomains.find((domain) => rest !== domain && isAtOrBelow(rest, domain));
    if (own === undefined) break;
    rest = rest.slice(0, -own.length - 1);
  }
  return rest === target ? null : rest;
}

const isOwn = (esp: EspSending, target: string): boolean => esp.isOwnTarget.test(target);

/** Whether the end of a target is one of the ESP's zones, or nearly. */
function isNearZone(target: string, zones: readonly string[]): boolean {
  const labels = target.split('.');
  return zones.some((zone) => {
    const end = labels.slice(-zone.split('.').length).join('.');
    return editDistance(end, zone) <= MOST_SLIPS;
  });
}

const isNearTarget = (target: string, { expected }: TargetScale): boolean =>
  !expected.publish.startsWith('<') && editDistance(target, expected.publish) <= MOST_SLIPS;

/** A target in this ESP's zones that is not the one for this selector: only where we know whose it is. */
function judgeOwn(target: string, scale: TargetScale): TargetFault | null {
  if (scale.esp?.isBadGuideTarget?.test(target)) return { reason: 'bad-guide', otherEsp: null };
  const isSiblings = scale.siblings.some(
    (sibling) => sibling.selector !== scale.expected.selector && sibling.target?.test(target),
  );
  if (isSiblings) return { reason: 'other', otherEsp: null };
  return isNearTarget(target, scale) ? { reason: 'misspelt', otherEsp: null } : null;
}

function judgeForeign(target: string, esp: EspSending, scale: TargetScale): TargetFault {
  if (esp.isBadGuideTarget?.test(target)) return { reason: 'bad-guide', otherEsp: null };
  const stripped = withoutOwnDomain(target, scale.ownDomains);
  if (stripped !== null && (isOwn(esp, stripped) || isNearZone(stripped, esp.targetZones)))
    return { reason: 'own-domain-appended', otherEsp: null };
  const other = scale.otherEsps.find((candidate) => isOwn(candidate, target));
  if (other) return { reason: 'other-esp', otherEsp: other.name };
  const isMisspelt = isNearTarget(target, scale) || isNearZone(target, esp.targetZones);
  return { reason: isMisspelt ? 'misspelt' : 'other', otherEsp: null };
}

/**
 * What is wrong with the way that a selector's CNAME takes, or null. The way may lead over names of the brand's own.
 * @param chain CNAME targets, nearest first; lower case, no final dot. Never empty.
 */
export function judgeTarget(chain: readonly string[], scale: TargetScale): TargetFault | null {
  const { expected, esp } = scale;
  if (esp === null || expected.target === null || chain.some((target) => expected.target?.test(target))) return null;
  const [first = ''] = chain;
  if (isUrl(first)) return { reason: 'url', otherEsp: null };
  const own = chain.find((target) => isOwn(esp, target));
  return own === undefined ? judgeForeign(first, esp, scale) : judgeOwn(own, scale);
}

/** What stands in a TXT in the place of a key, where that is a host name: the CNAME's target, pasted into the wrong type. */
export function findPastedTarget(text: string, scale: Pick<TargetScale, 'esp' | 'expected'>): string | null {
  if (text.length > 512 || text.includes('=')) return null;
  const words = text
    .toLowerCase()
    .split(/[\s"',;()]+/)
    .map((word) => word.replace(/^https?:\/\//, '').replace(/(?<![./])[./]+$/, ''))
    .filter((word) => /^(?:[a-z0-9_-]+\.){2,}[a-z][a-z0-9-]+$/.test(word));
  const own = words.find((word) => scale.esp !== null && (scale.expected.target?.test(word) || isOwn(scale.esp, word)));
  return own ?? (words.length === 1 && scale.expected.type === 'CNAME' ? (words[0] ?? null) : null);
}
