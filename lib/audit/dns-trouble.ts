import { isFailure, recordsOf, type DnsAnswer, type FailedAnswer, type RecordType } from '../dns/resolver.ts';
import type { FindingParams } from '../findings/finding.ts';
import { isAtOrBelow } from '../domain/domain-name.ts';
import type { AuditContext, DraftFinding, OpenQuestion } from './context.ts';
import { toDraft } from './draft.ts';

/** A question without a trustworthy answer, and whether the verdict hangs on it. */
export interface Unanswered extends OpenQuestion {
  decides: boolean;
}

type Reason = FindingParams['dns.servfail']['reason'];

function toReason(answer: FailedAnswer): Reason {
  if (answer.outcome === 'server-failure') return answer.reason ?? 'server-failure';
  if (answer.outcome === 'refused' || answer.outcome === 'timeout') return answer.outcome;
  return 'other';
}

/** Timeout, HTTP error or a page: nobody answered at all. A failure or a refusal is an answer of the name servers. */
const isUnreached = ({ outcome }: DnsAnswer): boolean =>
  outcome === 'timeout' || outcome === 'http-error' || outcome === 'not-dns';

/** One name for which DNS fails; null where it does not. */
export function toTrouble(subject: string, answers: readonly FailedAnswer[], decides: boolean): DraftFinding | null {
  const [first] = answers.toSorted((one, other) => Number(isUnreached(one)) - Number(isUnreached(other)));
  if (first === undefined) return null;
  const outcomes = [...new Set(answers.map(({ outcome }) => outcome))];
  // An HTTP error or a page is the resolver's trouble, and none of the domain's.
  if (!decides && (first.outcome === 'http-error' || first.outcome === 'not-dns')) return null;
  if (decides && isUnreached(first)) return toDraft('dns.unreachable', subject, { outcomes }, answers);
  const params = { reason: toReason(first), type: first.question.type };
  return toDraft('dns.servfail', subject, params, answers, decides ? 'unknown' : 'warn');
}

/** One finding for each name that fails; where the From domain itself fails, what stands below it is one trouble with it. */
export async function checkTrouble(context: AuditContext, unanswered: readonly Unanswered[]): Promise<DraftFinding[]> {
  const { domain, ask } = context;
  const answers = await Promise.all(unanswered.map(({ name, type }) => ask<RecordType>(name, type)));
  const failing = unanswered.flatMap((question, index) => {
    const answer = answers[index];
    return answer && isFailure(answer) ? [{ ...question, answer }] : [];
  });
  const isDomainDown = failing.some(({ name }) => name === domain);
  const groups = Map.groupBy(failing, ({ name }) => (isDomainDown && isAtOrBelow(name, domain) ? domain : name));
  return [...groups].flatMap(([subject, group]) => {
    const decides = group.some((each) => each.decides);
    const deciding = group.filter((each) => each.decides === decides).map(({ answer }) => answer);
    return toTrouble(subject, deciding, decides) ?? [];
  });
}

/** The one finding of an audit in which no resolver answered anything. */
export function toSilence(domain: string, answers: readonly DnsAnswer[]): DraftFinding | null {
  const failed = answers.filter((answer) => isFailure(answer));
  const [first] = failed;
  if (first === undefined || failed.length < answers.length) return null;
  if (failed.every((answer) => isUnreached(answer))) {
    return toDraft('dns.unreachable', domain, { outcomes: [...new Set(failed.map(({ outcome }) => outcome))] }, failed);
  }
  return toTrouble(domain, failed, true);
}

/** RFC 1034 § 3.6.2: beside a CNAME nothing else may stand; resolvers pick the one or the other. */
export async function findConflicts({ domain, full, ask }: AuditContext): Promise<DraftFinding[]> {
  const found = await Promise.all([
    findConflict(domain, ['TXT', 'MX', 'A'], ask),
    full ? findConflict(`_dmarc.${domain}`, ['TXT'], ask) : null,
  ]);
  return found.filter((finding) => finding !== null);
}

async function findConflict(name: string, types: RecordType[], ask: AuditContext['ask']): Promise<DraftFinding | null> {
  const alias = await ask(name, 'CNAME');
  const [target] = recordsOf(alias);
  if (target === undefined) return null;
  const answers = await Promise.all(types.map((type) => ask(name, type)));
  const beside = answers.filter((answer) => answer.outcome === 'answer' && answer.aliases.length === 0);
  if (beside.length === 0) return null;
  const params = { target, types: beside.map(({ question }) => question.type) };
  return toDraft('dns.cname-conflict', name, params, [alias, ...beside]);
}
