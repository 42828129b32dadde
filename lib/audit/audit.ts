import { findEspById } from '../esp/registry.ts';
import { createAuditDns, type AuditDns } from '../dns/audit-dns.ts';
import type { DnsAnswer } from '../dns/resolver.ts';
import type { DomainName } from '../domain/domain-name.ts';
import { byUrgency } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { organisationalDomain } from '../public-suffix/organisational-domain.ts';
import type { Report } from '../report/report.ts';
import type { AuditInput, AuditTools } from './audit-input.ts';
import type { AuditContext, AuditFinding, DraftFinding } from './context.ts';
import { toSilence } from './dns-trouble.ts';
import { toDraft } from './draft.ts';
import { parseFrom, toUnusable } from './mail/from.ts';
import { judge, type Composed, type Judgement } from './judge.ts';
import { askControls, askKnownNames, planFirstRound, publicSuffixOf } from './plan.ts';
import { judgeProviders } from './providers.ts';
import { toReplyTo } from './mail/reply-to.ts';
import { confirmFailure } from './second-opinion.ts';
import { toVerdict } from './verdict.ts';
import { findZone, type Zone } from './zone.ts';

/** A report before its fixes are worked out. */
export interface Audit extends Omit<Report, 'findings' | 'dnsHost' | 'message'> {
  findings: AuditFinding[];
  /** The zone that holds the records. */
  zone: Zone;
}

/** An audit, and what it stood on: for the fixes, which ask on. */
export interface OpenAudit {
  audit: Audit;
  context: AuditContext;
  /** Judges the same campaign over other answers, those of a changed zone. */
  judgeOver: (ask: AuditContext['ask']) => Promise<Judgement>;
  /** To be closed once nothing more is asked. */
  dns: AuditDns;
}

function toContext(input: AuditInput, tools: AuditTools, ask: AuditContext['ask'], domain: DomainName): AuditContext {
  const esp = input.esp === null || input.esp === 'none' ? null : (findEspById(input.esp)?.sending ?? null);
  return {
    domain,
    registrableDomain: organisationalDomain(domain),
    esp,
    mode: input.esp === null ? 'unsaid' : esp === null ? 'plain' : 'campaign',
    account: input.account ?? null,
    selectors: input.selectors ?? [],
    observed: input.observed ?? null,
    confirmed: input.confirmed ?? [],
    ask,
    randomLabel: tools.randomLabel(),
    full: input.full ?? false,
    fetchPolicy: toPolicyFetcher(tools),
  };
}

/** Within the budget of the audit, and each address once however often the answers are judged. */
function toPolicyFetcher({ fetchPolicy, signal, timeout }: AuditTools): AuditContext['fetchPolicy'] {
  if (fetchPolicy === undefined) return undefined;
  const texts = new Map<string, Promise<string | null>>();
  return (url) => {
    const ends = [AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])];
    const text = texts.get(url) ?? fetchPolicy(url, AbortSignal.any(ends)).catch(() => null);
    texts.set(url, text);
    return text;
  };
}

const NOTHING_KNOWN = {
  dmarc: 'unknown',
  effectivePolicy: null,
  hasRecord: null,
  aligned: null,
  spf: null,
  dkim: null,
  keyLength: null,
  ownDomain: true,
  replies: null,
} as const;

/** A From of which no domain can be told: nothing is asked. */
function toUnusableAudit(input: AuditInput, tools: AuditTools, draft: DraftFinding): Audit {
  const findings = [draft as AuditFinding];
  return {
    schema: 1,
    domain: '',
    esp: input.esp === 'none' ? null : input.esp,
    verdict: toVerdict(findings, false),
    dmarc: { result: 'unknown', record: null, foundAt: null, orgDomain: '', policy: null, effectivePolicy: null },
    legs: { spf: { domain: null, aligned: null, basis: 'unknown' }, dkim: [] },
    alignment: { spf: null, dkim: null, conclusion: 'unknown' },
    spf: { record: null, result: 'none', lookups: 0, voidLookups: 0, tree: null },
    mx: { result: 'unknown', hosts: [] },
    ...judgeProviders({ ...NOTHING_KNOWN, audience: input.audience ?? null, mode: 'unsaid' }),
    findings,
    queries: { sent: 0, rounds: 0, ms: 0 },
    from: input.from,
    replyTo: input.replyTo ?? null,
    at: tools.now(),
    resolvers: { asked: [], confirmedBy: null },
    account: input.account ?? null,
    zone: { zone: '', nameServers: [] },
  };
}

/** With no domain to ask about, or nobody to ask: no question gets an answer. */
function openUnusable(input: AuditInput, tools: AuditTools, draft: DraftFinding): OpenAudit {
  const dns = createAuditDns({ ...tools, resolvers: [] });
  const context = toContext(input, tools, dns.ask, '' as DomainName);
  const audit = toUnusableAudit(input, tools, draft);
  const judgement = { ...audit, isOpen: true };
  return { audit, context, judgeOver: () => Promise.resolve(judgement), dns };
}

const withFindings = (judgement: Judgement, findings: readonly DraftFinding[]): Judgement => {
  const all = [...judgement.findings, ...(findings as readonly AuditFinding[])].toSorted(byUrgency);
  return { ...judgement, findings: all, verdict: toVerdict(all, judgement.isOpen) };
};

/** Nothing that a rewriting resolver calls missing is believed: judged again without it. */
async function judgeDistrusting(control: DnsAnswer<'A'>, bench: Bench): Promise<Judgement> {
  bench.dns.distrust(control);
  const judgement = await judge(bench.context, bench.composed);
  const isExplained = ({ code, evidence }: Finding) =>
    code === 'dns.unreachable' || (code === 'dns.servfail' && evidence.every(({ outcome }) => outcome === 'not-dns'));
  const finding = toDraft('dns.rewritten', control.resolver, { resolver: control.resolver }, [control]);
  const rest = judgement.findings.filter((each) => !isExplained(each));
  return withFindings({ ...judgement, findings: rest, isOpen: true }, [finding]);
}

interface Bench {
  dns: AuditDns;
  context: AuditContext;
  composed: Composed;
}

/** Nobody answered anything at all: that is the one thing to say, unless the From alone is wrong. */
function toSilentJudgement(judgement: Judgement, silence: DraftFinding): Judgement {
  const kept = judgement.findings.filter(({ code }) => code.startsWith('from.'));
  return withFindings({ ...judgement, findings: kept, isOpen: true }, [silence]);
}

/** A "no" counts only from a resolver that has had a record for anything: names that exist for certain are asked for. */
async function saysNoToEverything({ dns, context }: Bench): Promise<boolean> {
  const isMute = () => dns.resolvers().positive.length === 0;
  if (!isMute() || dns.resolvers().answered.length === 0) return false;
  await askKnownNames(context);
  return isMute();
}

async function reach(bench: Bench, isAlone: boolean): Promise<{ judgement: Judgement; confirmedBy: string | null }> {
  const { dns, context } = bench;
  const suffix = publicSuffixOf(context.registrableDomain);
  const rewriting = dns.findRewriter(suffix, context.randomLabel);
  const judgement = await judge(context, bench.composed);
  if (judgement.verdict !== 'pass' && (await saysNoToEverything(bench))) {
    const { answered } = dns.resolvers();
    for (const resolver of answered) dns.distrustNo(resolver);
    const unbelieved = await judge(context, bench.composed);
    const silence = toDraft('dns.unreachable', answered[0] ?? context.domain, { outcomes: ['no-such-name'] }, []);
    return { judgement: toSilentJudgement(unbelieved, silence), confirmedBy: null };
  }
  const control = await rewriting;
  if (dns.resolvers().answered.length === 0) {
    const answers = await Promise.all([context.ask(context.domain, 'TXT'), context.ask(context.domain, 'A')]);
    const silence = toSilence(context.domain, answers);
    return { judgement: silence ? toSilentJudgement(judgement, silence) : judgement, confirmedBy: null };
  }
  if (control !== null) return { judgement: await judgeDistrusting(control, bench), confirmedBy: null };
  if (judgement.verdict !== 'fail' || isAlone) return { judgement, confirmedBy: null };
  const controls = await askControls(context);
  const confirmed = await confirmFailure(judgement, { ...bench, controls });
  return { judgement: confirmed.judgement, confirmedBy: confirmed.by };
}

function toAudit(
  input: AuditInput,
  tools: AuditTools,
  bench: Bench,
  zone: Zone,
  found: Awaited<ReturnType<typeof reach>>,
): Audit {
  const { isOpen: _, ...judgement } = found.judgement;
  return {
    schema: 1,
    domain: bench.context.domain,
    esp: bench.context.esp?.id ?? null,
    ...judgement,
    queries: bench.dns.measure(),
    from: input.from,
    replyTo: input.replyTo ?? null,
    at: tools.now(),
    resolvers: { asked: bench.dns.resolvers().answered, confirmedBy: found.confirmedBy },
    account: bench.context.account,
    zone,
  };
}

/**
 * Judges the From domain, and the campaign that is to be sent from it, within `tools.timeout` ms. Never throws: what
 * DNS does not answer is unknown. It stays open for further questions within its budget: the fixes try out what they
 * propose. `shared`: the DNS of a test message's audit, which ends with the message.
 */
export async function openAudit(input: AuditInput, tools: AuditTools, shared?: AuditDns): Promise<OpenAudit> {
  const parsed = parseFrom(input.from);
  if (!parsed.ok) return openUnusable(input, tools, toUnusable(input.from, parsed.fault));
  if (tools.resolvers.length === 0)
    return openUnusable(input, tools, toDraft('dns.unreachable', input.from, { outcomes: [] }, []));
  const dns = shared ?? createAuditDns(tools);
  const context = toContext(input, tools, dns.ask, parsed.sender.domain);
  const replyTo = toReplyTo(input.replyTo);
  const composed: Composed = { sender: parsed.sender, replyTo, audience: input.audience ?? null };
  for (const { name, type } of planFirstRound(context, replyTo)) void dns.ask(name, type);
  const bench = { dns, context, composed };
  const found = await reach(bench, tools.resolvers.length === 1);
  // Where nothing is to be published, nobody asks whose name servers they are.
  const isHostWanted = context.full || found.judgement.verdict !== 'pass';
  const zone = isHostWanted ? await findZone(context) : { zone: context.registrableDomain, nameServers: [] };
  return {
    audit: toAudit(input, tools, bench, zone, found),
    context,
    judgeOver: (ask) => judge({ ...context, ask }, composed),
    dns,
  };
}
