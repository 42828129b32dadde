import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import { isAtOrBelow } from '../../domain/domain-name.ts';
import { effectivePolicy, parseDmarc, policyFor, type DmarcFault, type DmarcRecord } from '../../records/dmarc/read.ts';
import type { DmarcReport, Policy } from '../../report/report.ts';
import type { AuditContext, DraftFinding } from '../context.ts';
import { findMisplacedDmarc } from './misplaced.ts';
import { toDraft, withCause, type CheckFacts } from '../draft.ts';
import { askAhead } from '../plan.ts';
import { toExistence } from '../mail/existence.ts';
import { checkReportAddresses } from './report-addresses.ts';
import { discoverPolicy, walkTree, type Discovery, type Step, type Walk } from './tree-walk.ts';

export interface DmarcFacts extends CheckFacts {
  walk: Walk;
  discovery: Discovery;
  /** The record that applies to this From; null where none does, or it is void. */
  record: DmarcRecord | null;
  /** The same by RFC 7489: at the From domain, else at its organisational domain by the public suffix list. */
  listRecord: DmarcRecord | null;
  report: Omit<DmarcReport, 'result'>;
}

const MOST_LABELS = 8;
const STRENGTH: Record<Policy, number> = { none: 0, quarantine: 1, reject: 2 };

const usable = (step: Step | null | undefined): DmarcRecord | null =>
  step?.record && step.record.state !== 'void' ? step.record : null;

/** Faults of the tags that decide whether a record counts come first. */
const mostTelling = (faults: readonly DmarcFault[]): DmarcFault | undefined =>
  faults.find(({ tag }) => tag !== null && ['v', 'p', 'sp', 'np'].includes(tag)) ?? faults[0];

function findSyntaxFaults(step: Step, applies: boolean): DraftFinding[] {
  const subject = `_dmarc.${step.name}`;
  return recordsOf(step.answer).flatMap((text) => {
    const parsed = parseDmarc(text);
    if (parsed.kind === 'other') return [];
    const faults = parsed.kind === 'record' ? parsed.record.faults : parsed.faults;
    const fault = mostTelling(faults);
    if (fault === undefined) return [];
    const isVoid = parsed.kind === 'meant' || parsed.record.state === 'void';
    const repaired = parsed.kind === 'record' ? parsed.record.repaired : parsed.repaired;
    const params = { record: text, reason: fault.reason, tag: fault.tag, void: isVoid, repaired };
    return [toDraft('dmarc.syntax', subject, params, [step.answer], isVoid && !applies ? 'fail' : 'warn')];
  });
}

function findDoubles(step: Step, applies: boolean): DraftFinding[] {
  if (step.records.length < 2) return [];
  const params = { records: step.records.map(({ text }) => text), applies };
  return [toDraft('dmarc.multiple-records', `_dmarc.${step.name}`, params, [step.answer], applies ? 'warn' : 'fail')];
}

/** An alias without anything behind it; one that leads to a name with other records leads somewhere, a wildcard nowhere in particular. */
async function findDangling({ name, answer }: Step, { ask, randomLabel }: AuditContext): Promise<DraftFinding[]> {
  if (isFailure(answer) || answer.outcome === 'answer') return [];
  const [target] = answer.aliases;
  if (target === undefined) return [];
  const control = await ask(`${randomLabel}.${name}`, 'TXT');
  if ('aliases' in control && control.aliases[0] === target) return [];
  return [toDraft('dmarc.dangling', `_dmarc.${name}`, { target: answer.aliases.at(-1) ?? target }, [answer])];
}

interface Applied {
  step: Step;
  record: DmarcRecord;
  /** That applies to this From, before and after `t=y`. */
  policy: Policy | null;
  effective: Policy | null;
}

/** What the record that applies says, beside its faults. */
function findRemarks({ step, record, policy, effective }: Applied, orgDomain: string | null): DraftFinding[] {
  const subject = `_dmarc.${step.name}`;
  const answers = [step.answer];
  const { text } = record;
  const findings: DraftFinding[] = [];
  if (policy === 'none' && record.state === 'valid') {
    findings.push(toDraft('dmarc.policy-none', subject, { record: text }, answers));
  }
  if (record.testing && policy !== null && effective !== null && policy !== 'none') {
    findings.push(toDraft('dmarc.testing', subject, { record: text, policy, effective }, answers));
  }
  // `sp` and `np` of a record that is not the organisational domain's have no effect (RFC 9989 § 4.7).
  if (step.name === orgDomain && record.p !== null) {
    for (const tag of ['sp', 'np'] as const) {
      const value = record[tag];
      if (value === null || STRENGTH[value] >= STRENGTH[record.p]) continue;
      findings.push(toDraft('dmarc.subdomain-weaker', subject, { record: text, tag, value }, answers));
    }
  }
  if (record.rua.length === 0) findings.push(toDraft('dmarc.no-reports', subject, { record: text }, answers));
  if (record.historic.length > 0) {
    findings.push(toDraft('dmarc.historic-tag', subject, { record: text, tags: record.historic }, answers));
  }
  return findings;
}

/** The policy for this From (RFC 9989 § 4.10.1): an inherited record asks whether the From domain exists only for `np`. */
async function toPolicy(context: AuditContext, step: Step, record: DmarcRecord): Promise<Policy | null> {
  if (step.name === context.domain) return policyFor(record, 'itself');
  const existing = policyFor(record, 'subdomain');
  const missing = policyFor(record, 'missing-subdomain');
  if (existing === missing) return existing;
  const existence = toExistence([await context.ask(context.domain, 'A')]);
  if (existence === 'unknown') return null;
  return existence === 'exists' ? existing : missing;
}

async function checkMissing(context: AuditContext, facts: DmarcFacts): Promise<DraftFinding[]> {
  askAhead(context);
  const { walk, discovery } = facts;
  const { domain } = context;
  const telling = [...facts.findings, ...(await findMisplacedDmarc(context))];
  const cause = telling.find(({ code }) =>
    ['dmarc.syntax', 'dmarc.multiple-records', 'dmarc.doubled-name', 'dmarc.wrong-place', 'dmarc.dangling'].includes(
      code,
    ),
  );
  const params = { domain, orgDomain: discovery.orgDomain ?? domain };
  const answers = walk.steps.map(({ answer }) => answer);
  const missing = toDraft('dmarc.missing', `_dmarc.${domain}`, params, answers);
  return [...telling, withCause(missing, cause?.code ?? null)];
}

function toOpen(walk: Walk): CheckFacts['open'] {
  if (walk.failed === null) return [];
  return [{ name: walk.failed.question.name, type: 'TXT', leg: 'dmarc' }];
}

/** The DMARC record that applies to this From, and what is to be said of it: `dmarc.*`. */
export async function checkDmarc(context: AuditContext): Promise<DmarcFacts> {
  const { domain, registrableDomain, ask } = context;
  const walk = await walkTree(domain, ask);
  const discovery = discoverPolicy(walk);
  const record = usable(discovery.step);
  const step = discovery.step;
  const applies = record !== null || discovery.unknown;
  const own = walk.steps.filter(({ name }) => isAtOrBelow(name, registrableDomain));
  const findings = own.flatMap((each) => [...findDoubles(each, applies), ...findSyntaxFaults(each, applies)]);
  findings.push(...(await Promise.all(own.map((each) => findDangling(each, context)))).flat());
  const listRecord =
    usable(walk.steps.find(({ name }) => name === domain)) ??
    usable(walk.steps.find(({ name }) => name === registrableDomain));
  const facts: DmarcFacts = {
    findings,
    open: toOpen(walk),
    walk,
    discovery,
    record,
    listRecord,
    report: {
      record: record?.text ?? null,
      foundAt: record && step ? step.name : null,
      orgDomain: discovery.orgDomain ?? domain,
      policy: null,
      effectivePolicy: null,
    },
  };
  if (record !== null && step !== null) {
    const policy = await toPolicy(context, step, record);
    const effective = policy === null ? null : effectivePolicy(policy, record.testing);
    facts.report.policy = policy;
    facts.report.effectivePolicy = effective;
    // A registry's record is nothing that the brand could change.
    if (isAtOrBelow(step.name, registrableDomain)) {
      findings.push(...findRemarks({ step, record, policy, effective }, discovery.orgDomain));
      findings.push(...(await checkReportAddresses({ step, record, ask })));
    }
  } else if (!discovery.unknown) {
    facts.findings = await checkMissing(context, facts);
  }
  if (domain.split('.').length > MOST_LABELS && step?.name !== domain && !discovery.unknown) {
    const answers: DnsAnswer[] = walk.steps.slice(0, 1).map(({ answer }) => answer);
    facts.findings.push(toDraft('dmarc.too-deep', domain, { labels: domain.split('.').length }, answers));
  }
  return facts;
}
