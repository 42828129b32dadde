import type { Observation } from '../audit/audit-input.ts';
import type { EspSending } from '../esp/sending.ts';
import type { FindingParams } from '../findings/finding.ts';
import type { Report } from '../report/report.ts';
import type { FinalSignature, JudgedMessage } from './judge-message.ts';

export type Difference = FindingParams['message.prediction-differs'];

type Predicted = Pick<Report, 'legs' | 'dmarc'>;

/** It passes, or passed where the source was still whole. */
const isGood = ({ result, doubt }: FinalSignature): boolean => result === 'pass' || doubt !== null;

const list = (values: readonly string[]): string => [...new Set(values)].join(', ');

/** Hosts of one set-up: the one is the other, or is below it. */
const isWithin = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

function findKeyDifference(predicted: Predicted, signatures: readonly FinalSignature[]): Difference[] {
  const keys = predicted.legs.dkim.filter(({ key }) => key === 'ok');
  const good = signatures.filter(isGood);
  if (keys.length === 0 || good.length === 0) return [];
  const domains = keys.map(({ domain }) => domain);
  const atDomain = good.filter(({ tags }) => domains.includes(tags.domain));
  if (atDomain.length === 0) {
    return [{ what: 'dkim-domain', predicted: list(domains), actual: list(good.map(({ tags }) => tags.domain)) }];
  }
  const isExpected = atDomain.some(({ tags }) =>
    keys.some(({ domain, selector }) => domain === tags.domain && selector === tags.selector),
  );
  if (isExpected) return [];
  const selectors = keys
    .filter(({ domain }) => atDomain.some(({ tags }) => tags.domain === domain))
    .map(({ selector }) => selector);
  return [{ what: 'selector', predicted: list(selectors), actual: list(atDomain.map(({ tags }) => tags.selector)) }];
}

/** Any of the ESP's own return-paths is as predicted where one of them is (an ESP has many). */
function findReturnPathDifference({ legs }: Predicted, { reception }: JudgedMessage, esp: EspSending): Difference[] {
  const { domain, basis } = legs.spf;
  const actual = reception.mailFrom?.domain;
  if (basis === 'unknown' || domain === null || !actual || isWithin(actual, domain)) return [];
  const isOwn = (host: string): boolean => esp.returnPath.own.test(host);
  return isOwn(domain) && isOwn(actual) ? [] : [{ what: 'return-path', predicted: domain, actual }];
}

/** Who is aligned turned out otherwise. A leg that broke is no difference of alignment. */
function findAlignmentDifference(predicted: Predicted, { dmarc, signatures, spf }: JudgedMessage): Difference[] {
  const { result } = predicted.dmarc;
  const holds = signatures.some(isGood) || (predicted.legs.spf.aligned === true && spf.result === 'pass');
  const isOpposite = (result === 'pass' && dmarc === 'fail' && holds) || (result === 'fail' && dmarc === 'pass');
  return isOpposite ? [{ what: 'alignment', predicted: result, actual: dmarc }] : [];
}

/** Where the message is not what was predicted for this From and ESP. What is not known on either side is no difference. */
export const findDifferences = (predicted: Predicted, message: JudgedMessage, esp: EspSending): Difference[] => [
  ...findKeyDifference(predicted, message.signatures),
  ...findReturnPathDifference(predicted, message, esp),
  ...findAlignmentDifference(predicted, message),
];

/** What is remembered of the message for its From domain and ESP; null where it shows nothing of either leg. */
export function toObservation({ signatures, reception, at }: JudgedMessage): Observation | null {
  const dkim = signatures
    .filter((signature) => signature.result !== 'unknown' || signature.doubt !== null)
    .map((signature) => ({
      domain: signature.tags.domain,
      selector: signature.tags.selector,
      passed: isGood(signature),
    }));
  const returnPath = reception.mailFrom?.domain || null;
  return dkim.length === 0 && returnPath === null ? null : { source: 'message', at, returnPath, dkim };
}
