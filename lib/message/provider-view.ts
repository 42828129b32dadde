import { judgeProviders, type Visible } from '../audit/providers.ts';
import type { ProviderRequirement, Report } from '../report/report.ts';
import type { ContentFault } from './content/content.ts';
import { findFormatFaults } from './headers/format.ts';
import type { FinalSignature, JudgedMessage } from './judge-message.ts';

type Pair = Pick<Report, 'providers' | 'requirements'>;
type State = ProviderRequirement['state'];

const LEAST_BITS = 1024;

function toVisibleSpf({ result }: JudgedMessage['spf']): Visible {
  if (result === 'unknown') return 'hidden';
  return result === 'temperror' ? null : result === 'pass';
}

function toVisibleDkim(signatures: readonly FinalSignature[]): Visible {
  if (signatures.some(({ result }) => result === 'pass')) return true;
  return signatures.some(({ result }) => result === 'unknown') ? null : false;
}

function toKeyLength(signatures: readonly FinalSignature[]): Visible {
  const bits = signatures.filter(({ result }) => result === 'pass').map((signature) => signature.bits);
  if (bits.length === 0) return 'hidden';
  return bits.every((size) => size === null || size >= LEAST_BITS || size === 256);
}

/** How the audit saw a requirement that no message shows. */
function asAudited(report: Pair, requirement: string): Visible {
  const state = report.requirements.find((each) => each.requirement === requirement)?.state;
  if (state === 'met') return true;
  return state === 'not-met' ? false : state === 'unknown' ? null : 'hidden';
}

const met = (holds: boolean | null): State => (holds === null ? 'unknown' : holds ? 'met' : 'not-met');

/** What only a message shows; a requirement that is not here stays as the audit saw it. */
function toMessageStates(message: JudgedMessage, content: readonly ContentFault[] | null): Record<string, State> {
  const { oneClick, reception, reverseDns } = message;
  const states: Record<string, State> = {
    'one-click': met(oneClick.result === 'ok'),
    format: met(findFormatFaults(message.source.fields).length === 0),
  };
  if (reception.boundary?.protocol) states['tls'] = met(reception.boundary.tls !== null);
  if (reverseDns !== null) states['ptr'] = met(reverseDns.state === 'unknown' ? null : reverseDns.state === 'ok');
  if (content !== null) {
    states['unsubscribe-link'] = met(!content.some(({ code }) => code === 'content.no-unsubscribe-link'));
  }
  return states;
}

/** What each provider's published rules make of this message, in place of what they would make of the prediction. */
export function viewProviders(
  report: Report,
  message: JudgedMessage,
  content: readonly ContentFault[] | null,
  audience: number | null,
): Pair {
  const { signatures, spf, dmarc } = message;
  const legs = [...signatures.map(({ result, aligned }) => ({ result, aligned })), spf];
  const isAligned = legs.some(({ result, aligned }) => result === 'pass' && aligned === true);
  const judged = judgeProviders({
    dmarc,
    effectivePolicy: message.policy?.effectivePolicy ?? null,
    hasRecord: dmarc === 'unknown' && message.policy?.record === null ? null : message.policy?.record !== null,
    aligned: isAligned ? true : dmarc === 'unknown' ? null : false,
    spf: toVisibleSpf(spf),
    dkim: toVisibleDkim(signatures),
    keyLength: toKeyLength(signatures),
    ownDomain: !report.findings.some(({ code }) => code === 'from.free-mail'),
    replies: asAudited(report, 'replies'),
    audience,
    mode: 'campaign',
  });
  const states = toMessageStates(message, content);
  const requirements = judged.requirements.map((each) =>
    each.state === 'not-visible' && each.requirement in states
      ? { ...each, state: states[each.requirement] ?? each.state }
      : each,
  );
  return { providers: judged.providers, requirements };
}
