import { toEvidence } from '../audit/evidence.ts';
import type { DnsAnswer, RecordType } from '../dns/resolver.ts';
import { isFailure } from '../dns/resolver.ts';
import { CATALOGUE } from '../findings/catalogue.ts';
import type { Finding, FindingCode, FindingParams, Severity } from '../findings/finding.ts';
import type { ContentFault } from './content/content.ts';
import { findFormatFaults } from './headers/format.ts';
import { keyAnswersOf, type FinalSignature, type JudgedMessage } from './judge-message.ts';
import type { Difference } from './prediction.ts';

/** What was composed, as far as somebody said. */
export interface ComposedMessage {
  /** Address or domain, normalised. */
  from: { address: string | null; domain: string } | null;
  /** The ESP that was said, by its name; and the one that the message shows. */
  esp: { said: string; found: string | null } | null;
  /** The From that arrived, where it is one that the ESP puts in place of the composed one; null elsewhere. */
  shown: string | null;
}

/** The more of one kind a forger writes, the less each says. */
const MOST_OF_A_KIND = 10;

function toFinding<C extends FindingCode>(
  code: C,
  subject: string,
  params: FindingParams[C],
  more: { severity?: Severity; answers?: readonly DnsAnswer[] } = {},
): Finding {
  const severity = more.severity ?? CATALOGUE[code];
  const evidence = (more.answers ?? []).map(toEvidence);
  // TypeScript cannot tie a generic code to its own parameters through the union.
  return { code, subject, params, severity, evidence } as unknown as Finding;
}

/** Fail where DMARC fails, else warn, also while it is unknown. */
const whereItFails = ({ dmarc }: JudgedMessage): Severity => (dmarc === 'fail' ? 'fail' : 'warn');

const isAligned = (value: boolean | null): boolean => value === true;

/** Whether the outcome would be another, were this signature known to pass. */
const decides = ({ dmarc }: JudgedMessage, { aligned }: FinalSignature): boolean =>
  dmarc === 'unknown' && aligned !== false;

const subjectOf = ({ tags }: FinalSignature): string => `${tags.selector}._domainkey.${tags.domain}`;

function findDmarcFaults(message: JudgedMessage): Finding[] {
  const { from, dmarc, policy } = message;
  if (!from.ok) return [toFinding('from.unusable', 'From', { reason: from.reason, input: from.input })];
  if (dmarc !== 'fail') return [];
  return [
    toFinding('message.dmarc-fail', from.address, { from: from.domain, policy: policy?.effectivePolicy ?? null }),
  ];
}

function findSignatureFaults(message: JudgedMessage): Finding[] {
  const { signatures } = message;
  if (signatures.length === 0)
    return [toFinding('message.no-dkim', 'DKIM-Signature', {}, { severity: whereItFails(message) })];
  const failing = signatures.filter(({ result }) => result === 'fail').slice(0, MOST_OF_A_KIND);
  const findings = failing.map((signature) => {
    const { domain, selector } = signature.tags;
    const params = { domain, selector, reason: signature.reason ?? 'syntax' };
    return toFinding('message.dkim-fail', subjectOf(signature), params, {
      severity: whereItFails(message),
      answers: keyAnswersOf(signature),
    });
  });
  return [...findings, ...findUnaligned(message)];
}

function findUnaligned(message: JudgedMessage): Finding[] {
  const { signatures, spf, from } = message;
  const passing = signatures.filter(({ result }) => result === 'pass');
  if (!from.ok || passing.length === 0 || passing.some(({ aligned }) => aligned !== false)) return [];
  const mayAlign = signatures.some(({ result, aligned }) => result === 'unknown' && aligned !== false);
  const otherLeg = spf.result === 'pass' && isAligned(spf.aligned);
  const domains = [...new Set(passing.map(({ tags }) => tags.domain))];
  const severity = otherLeg || mayAlign ? 'info' : whereItFails(message);
  return [toFinding('message.dkim-unaligned', from.address, { domains, from: from.domain }, { severity })];
}

/** A signature that the receiver passed fails here: said once for each, with why that is so. */
function findAlterations(message: JudgedMessage): Finding[] {
  const { signatures, damage, dmarc } = message;
  const passed = signatures
    .filter(({ receiverSaw }) => receiverSaw === 'pass')
    .flatMap((signature) => (signature.doubt === null ? [] : [{ ...signature, doubt: signature.doubt }]))
    .slice(0, MOST_OF_A_KIND);
  const findings = passed.map((signature) => {
    const { domain, selector } = signature.tags;
    const severity = decides(message, signature) ? 'unknown' : 'info';
    return toFinding(
      'message.altered',
      subjectOf(signature),
      { domain, selector, reason: signature.doubt },
      { severity, answers: keyAnswersOf(signature) },
    );
  });
  const hangs = signatures.some((signature) => signature.doubt === 'source' && decides(message, signature));
  if (damage !== null) {
    const severity = dmarc === 'unknown' && hangs ? 'unknown' : 'info';
    findings.push(toFinding('message.damaged', 'message', { reason: damage }, { severity }));
  }
  return findings;
}

function findBodyFaults({ signatures }: JudgedMessage): Finding[] {
  return signatures
    .filter(({ tags, result }) => tags.limitsBody && result !== 'fail')
    .slice(0, MOST_OF_A_KIND)
    .map((signature) => {
      const { domain, selector } = signature.tags;
      return toFinding('message.body-unsigned', subjectOf(signature), {
        domain,
        selector,
        unsignedBytes: signature.unsignedBytes,
      });
    });
}

const SPF_PASSES_OR_OPEN = new Set(['pass', 'temperror', 'unknown']);

function findSpfFaults({ spf, reception, from }: JudgedMessage): Finding[] {
  const findings: Finding[] = [];
  if (spf.domain === null) return findings;
  if (!SPF_PASSES_OR_OPEN.has(spf.result)) {
    findings.push(
      toFinding('message.spf-fail', spf.domain, { result: spf.result, domain: spf.domain, ip: reception.ip }),
    );
  }
  if (from.ok && spf.aligned === false) {
    findings.push(toFinding('message.spf-unaligned', spf.domain, { domain: spf.domain, from: from.domain }));
  }
  return findings;
}

function toReason(answer: DnsAnswer): FindingParams['dns.servfail']['reason'] {
  if (answer.outcome === 'server-failure') return answer.reason ?? 'server-failure';
  return answer.outcome === 'refused' || answer.outcome === 'timeout' ? answer.outcome : 'other';
}

function findOthers({ source }: JudgedMessage): Finding[] {
  return source.repairs.includes('several') ? [toFinding('message.several', 'message', {})] : [];
}

/** Keys that DNS did not answer for. */
function findTrouble(message: JudgedMessage): Finding[] {
  const seen = new Set<string>();
  return message.signatures.flatMap((signature) => {
    const [answer] = keyAnswersOf(signature);
    const name = answer?.question.name ?? '';
    if (!answer || !isFailure(answer) || seen.has(name)) return [];
    seen.add(name);
    const type: RecordType = answer.question.type;
    const severity = decides(message, signature) ? 'unknown' : 'warn';
    return [toFinding('dns.servfail', name, { reason: toReason(answer), type }, { severity, answers: [answer] })];
  });
}

function findOneClickFaults({ oneClick }: JudgedMessage): Finding[] {
  const subject = 'List-Unsubscribe';
  if (oneClick.missing !== null)
    return [toFinding('message.one-click-missing', oneClick.missing, { header: oneClick.missing })];
  if (oneClick.fault !== null) return [toFinding('message.one-click-invalid', subject, oneClick.fault)];
  return oneClick.unsigned.length > 0
    ? [toFinding('message.one-click-unsigned', subject, { headers: oneClick.unsigned })]
    : [];
}

function findTransportFaults({ reception, reverseDns }: JudgedMessage): Finding[] {
  const { boundary, ip } = reception;
  if (boundary === null) return reception.via === 'unknown' ? [toFinding('message.no-receiver', 'Received', {})] : [];
  const findings: Finding[] = [];
  if (boundary.protocol !== null && boundary.tls === null) {
    const hop = `${boundary.helo ?? ip ?? ''} > ${boundary.by ?? ''}`;
    findings.push(toFinding('message.no-tls', 'Received', { hop }));
  }
  if (ip !== null && (reverseDns?.state === 'none' || reverseDns?.state === 'mismatch')) {
    findings.push(toFinding('message.no-ptr', ip, { ip, reason: reverseDns.state }, { answers: reverseDns.answers }));
  }
  return findings;
}

function findComposedFaults({ from }: JudgedMessage, composed: ComposedMessage): Finding[] {
  const findings: Finding[] = [];
  const { from: wanted, esp, shown } = composed;
  if (shown !== null) findings.push(toFinding('from.rewritten', shown, { shown, certain: true }));
  if (from.ok && wanted !== null) {
    const arrived = from.address.toLowerCase();
    const isSame = wanted.address === null ? wanted.domain === from.domain : wanted.address.toLowerCase() === arrived;
    if (!isSame) {
      findings.push(
        toFinding('message.from-differs', from.address, {
          composed: wanted.address ?? wanted.domain,
          arrived: from.address,
        }),
      );
    }
  }
  if (esp !== null && esp.found !== esp.said) findings.push(toFinding('message.not-via-esp', 'message', esp));
  return findings;
}

/** Everything to be said of a message, unordered. Fixes are worked out apart. */
export function toMessageFindings(
  message: JudgedMessage,
  composed: ComposedMessage,
  differences: readonly Difference[],
  content: readonly ContentFault[],
): Finding[] {
  return [
    ...findDmarcFaults(message),
    ...findSignatureFaults(message),
    ...findAlterations(message),
    ...findOthers(message),
    ...findBodyFaults(message),
    ...findSpfFaults(message),
    ...findTrouble(message),
    ...findOneClickFaults(message),
    ...findTransportFaults(message),
    ...findComposedFaults(message, composed),
    ...differences.map((difference) => toFinding('message.prediction-differs', difference.what, difference)),
    ...findFormatFaults(message.source.fields).map((fault) => toFinding('message.format', fault.header, fault)),
    ...content.map(({ code, subject, params }) => toFinding(code, subject, params as never)),
  ];
}
