import { isDmarcRecord } from '../records/dmarc/read.ts';
import type { AuditDns, Claim, Opinion } from '../dns/audit-dns.ts';
import { isFailure, recordsOf, type DnsAnswer, type RecordType } from '../dns/resolver.ts';
import { byUrgency } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { toAlignment } from './alignment.ts';
import type { AuditContext, AuditFinding, DraftFinding } from './context.ts';
import { toTrouble } from './dns-trouble.ts';
import { toDraft } from './draft.ts';
import { toEvidence } from './evidence.ts';
import { answersOf, judge, type Composed, type Judgement } from './judge.ts';
import { toVerdict } from './verdict.ts';

/** A red light that a second resolver has looked at. */
export interface Confirmed {
  judgement: Judgement;
  /** The resolver that agrees; null where none did, or there is no other. */
  by: string | null;
}

interface Bench {
  dns: AuditDns;
  context: AuditContext;
  composed: Composed;
  /** Names that nobody has registered, as the first resolver answered them. */
  controls: readonly DnsAnswer[];
}

const keyOf = ({ question }: DnsAnswer): string => `${question.type} ${question.name}`;

/** Texts that decide something; a stranger's site token at the same name is no disagreement. */
const isTelling = (text: string): boolean => isDmarcRecord(text) || /spf1|dkim1|p=/i.test(text);

async function toClaims(findings: readonly Finding[], { context, controls }: Bench): Promise<Claim[]> {
  const answers = (await Promise.all(findings.map((finding) => answersOf(finding, context.ask)))).flat();
  const distinct = new Map(answers.filter((answer) => !isFailure(answer)).map((answer) => [keyOf(answer), answer]));
  const claims: Claim[] = [...distinct.values()].map((answer) => ({ answer, relevant: isTelling }));
  return [...claims, ...controls.map((answer) => ({ answer }))];
}

/** A resolver that has an address for a name which the first says does not exist rewrites: its "no" says nothing. */
function findSecondRewriter(opinions: readonly Opinion[], controls: readonly DnsAnswer[]): DnsAnswer | null {
  const lying = opinions.find(
    ({ claim, second }) =>
      controls.includes(claim.answer) && claim.answer.outcome === 'no-such-name' && second?.outcome === 'answer',
  );
  return lying?.second ?? null;
}

/** The answers over which to judge again: the other resolver's where there is one that counts. */
function toSecondAnswers(opinions: readonly Opinion[], rewriter: DnsAnswer | null): Map<string, DnsAnswer> {
  const answers = new Map<string, DnsAnswer>();
  for (const { claim, verdict, second } of opinions) {
    if (verdict === 'not-asked' || second === null) continue;
    const isLie = second.resolver === rewriter?.resolver && second.outcome !== 'answer';
    const { question, resolver, at } = second;
    answers.set(keyOf(claim.answer), isLie ? { question, resolver, at, outcome: 'not-dns' } : second);
  }
  return answers;
}

const isSame = (one: Finding, other: Finding): boolean => one.code === other.code && one.subject === other.subject;
const outcomeOf = (answer: DnsAnswer): string => toEvidence(answer).records.join(' | ') || answer.outcome;

/** Why a red light is not believed: the other resolver says otherwise, or fails for what decides. */
function toDoubt(finding: Finding, opinions: readonly Opinion[], rewriter: DnsAnswer | null): DraftFinding[] {
  if (rewriter !== null) {
    return [toDraft('dns.rewritten', rewriter.resolver, { resolver: rewriter.resolver }, [rewriter])];
  }
  const about = opinions.filter(({ claim }) =>
    finding.evidence.some(({ name, type }) => `${type} ${name}` === keyOf(claim.answer)),
  );
  const differing = about.filter(({ verdict }) => verdict === 'disagree');
  const doubts = differing.flatMap(({ claim, second }) =>
    second === null ? [] : [toDisagreement(claim.answer, second)],
  );
  if (doubts.length > 0) return doubts;
  const failed = about.flatMap(({ verdict, second }) =>
    verdict === 'failed' && second && isFailure(second) ? [second] : [],
  );
  return failed.slice(0, 1).flatMap((answer) => toTrouble(answer.question.name, [answer], true) ?? []);
}

function toDisagreement(first: DnsAnswer, second: DnsAnswer): DraftFinding {
  const { name, type } = first.question;
  return toDraft('dns.disagree', name, { type, first: outcomeOf(first), second: outcomeOf(second) }, [first, second]);
}

const withSeverity = (draft: DraftFinding, severity: Finding['severity']): AuditFinding => ({ ...draft, severity });

function distinct(findings: readonly AuditFinding[]): AuditFinding[] {
  return findings.filter((finding, index) => findings.findIndex((other) => isSame(finding, other)) === index);
}

function withoutDisputedKeys({ legs }: Judgement, second: Judgement): Judgement['legs'] {
  const dkim = legs.dkim.map((leg) => {
    const other = second.legs.dkim.find(({ domain, selector }) => domain === leg.domain && selector === leg.selector);
    return other === undefined || other.key === leg.key ? leg : { ...leg, key: 'unknown' as const };
  });
  return { ...legs, dkim };
}

/** What differs between two judgements is not known; of a domain of which it is not known whether it exists, nothing is. */
function withoutDisputed(first: Judgement, second: Judgement, findings: AuditFinding[]): Judgement {
  const isDomainDisputed = first.findings.some(
    (finding) => finding.code === 'dns.no-domain' && !second.findings.some((other) => isSame(finding, other)),
  );
  const providers = Object.fromEntries(
    Object.entries(first.providers).map(([provider, verdict]) => {
      const agrees = second.providers[provider as keyof typeof second.providers] === verdict;
      return [provider, agrees && !isDomainDisputed ? verdict : 'unknown'];
    }),
  ) as Judgement['providers'];
  const agreed = <L extends 'spf' | 'dkim'>(leg: L) =>
    first.alignment[leg] === second.alignment[leg] && !isDomainDisputed ? first.alignment[leg] : null;
  const isAgreed = first.dmarc.result === second.dmarc.result && !isDomainDisputed;
  return {
    ...first,
    findings,
    isOpen: true,
    verdict: toVerdict(findings, true),
    dmarc: { ...first.dmarc, result: isAgreed ? first.dmarc.result : 'unknown' },
    legs: withoutDisputedKeys(first, second),
    alignment: isAgreed ? toAlignment(agreed('spf'), agreed('dkim'), 'neither') : toAlignment(null, null, 'neither'),
    providers,
  };
}

/**
 * Asks another resolver for everything that the red findings rest on, all at once, and judges again over its answers.
 * What it does not confirm is not red; a resolver that answers nothing in this audit does not count as asked.
 */
export async function confirmFailure(first: Judgement, bench: Bench): Promise<Confirmed> {
  const { dns, context, composed, controls } = bench;
  const failing = first.findings.filter(({ severity }) => severity === 'fail');
  const resting = failing.filter(({ evidence }) => evidence.length > 0);
  const opinions = await dns.confirm(await toClaims(resting, bench));
  const rewriter = findSecondRewriter(opinions, controls);
  const answers = toSecondAnswers(opinions, rewriter);
  if (answers.size === 0) return { judgement: first, by: null };

  const ask = async <T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> =>
    (answers.get(`${type} ${name}`) as DnsAnswer<T> | undefined) ?? context.ask(name, type);
  const second = await judge({ ...context, ask }, composed);
  const by = opinions.find(({ second: answer }) => answer && !isFailure(answer))?.second?.resolver ?? null;
  const isConfirmed = (finding: Finding) =>
    (finding.severity === 'fail' && finding.evidence.length === 0) ||
    second.findings.some((other) => isSame(finding, other) && other.severity === finding.severity);
  const doubtful = failing.filter((finding) => !isConfirmed(finding));
  if (doubtful.length === 0) return { judgement: withAsides(first, opinions), by };

  const doubts = doubtful.flatMap((finding) => toDoubt(finding, opinions, rewriter));
  const findings = distinct([
    // What only follows from what is disputed goes with it.
    ...first.findings.filter(isConfirmed),
    ...doubts.map((draft) => withSeverity(draft, 'unknown')),
  ]).toSorted(byUrgency);
  const judgement = withoutDisputed(first, second, findings);
  return { judgement, by: judgement.verdict === 'fail' ? by : null };
}

/** Two resolvers that differ in something, and agree on what makes it red. */
function withAsides(judgement: Judgement, opinions: readonly Opinion[]): Judgement {
  const differing = opinions.filter(
    ({ claim, verdict, second }) => verdict === 'disagree' && second !== null && recordsOf(claim.answer).length > 0,
  );
  const asides = differing.flatMap(({ claim, second }) =>
    second === null ? [] : [withSeverity(toDisagreement(claim.answer, second), 'warn')],
  );
  return { ...judgement, findings: [...judgement.findings, ...asides].toSorted(byUrgency) };
}
