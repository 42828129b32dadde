import { toCauses } from '../audit/causes.ts';
import { openAudit, type Audit, type OpenAudit } from '../audit/audit.ts';
import type { AuditInput, AuditTools } from '../audit/audit-input.ts';
import type { AuditContext } from '../audit/context.ts';
import { findEspZone } from '../audit/esp-zone.ts';
import { checkSpf } from '../audit/spf/check.ts';
import type { AuditDns } from '../dns/audit-dns.ts';
import type { DnsAnswer, RecordType } from '../dns/resolver.ts';
import { findEspById } from '../esp/registry.ts';
import { findDnsHost } from '../fixes/dns-hosts/dns-hosts.ts';
import type { FixContext, SpfFault, SpfTrial } from '../fixes/fix-context.ts';
import { toFixes } from '../fixes/to-fixes.ts';
import { withChanges, type Outlook } from '../fixes/trial.ts';
import { isSpfRecord } from '../records/spf/read.ts';
import type { Report } from './report.ts';

/** The answer as it would be with `record` as the only SPF record at the name. */
function withRecord(answer: DnsAnswer<'TXT'>, record: string): DnsAnswer<'TXT'> {
  const { question, resolver, at } = answer;
  const others = answer.outcome === 'answer' ? answer.records.filter((text) => !isSpfRecord(text)) : [];
  const records = [record, ...others];
  const octets = records.reduce((sum, text) => sum + text.length, 0);
  return { question, resolver, at, outcome: 'answer', records, aliases: [], ttl: 0, authenticated: false, octets };
}

type Proposal = Readonly<Record<string, string>>;

/** The same zone with each of the proposed SPF records in place. */
function withProposal(context: AuditContext, proposal: Proposal): AuditContext {
  const ask = async <T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> => {
    const record = type === 'TXT' && Object.hasOwn(proposal, name) ? proposal[name] : undefined;
    if (record === undefined) return context.ask(name, type);
    return withRecord(await context.ask(name, 'TXT'), record) as DnsAnswer<T>;
  };
  return { ...context, ask };
}

async function evaluateSpf(context: AuditContext, domain: string, proposal: Proposal): Promise<SpfTrial> {
  const { report, findings } = await checkSpf(withProposal(context, proposal), domain);
  return { report, findings: findings as unknown as SpfFault[] };
}

const toOutlook = ({
  verdict,
  dmarc,
  providers,
  findings,
}: Pick<Audit, 'verdict' | 'dmarc' | 'providers' | 'findings'>): Outlook => ({
  verdict,
  dmarc: dmarc.result,
  providers,
  failures: findings.flatMap(({ code, severity }) => (severity === 'fail' ? [code] : [])),
});

async function toFixContext(
  { audit, context, judgeOver }: OpenAudit,
  { reportAddress = null, drop = [] }: AuditInput,
): Promise<FixContext> {
  const { domain, registrableDomain, mode, account, ask } = context;
  return {
    domain,
    registrableDomain,
    mode,
    esp: audit.esp && findEspById(audit.esp),
    account,
    espZone: await findEspZone(context),
    reportAddress,
    spf: audit.spf,
    dmarc: audit.dmarc,
    legs: audit.legs,
    mxHosts: audit.mx.hosts,
    drop,
    ask,
    evaluateSpf: (at, proposal) => evaluateSpf(context, at, proposal),
    today: toOutlook(audit),
    tryOut: async (changes) => toOutlook(await judgeOver(withChanges(ask, changes))),
  };
}

/**
 * Audits, and works out the fixes: the one report that popup, page, command line and exports read.
 * Within `tools.timeout` ms; never throws. `shared`: the DNS of a whole test message, of which this audit is a part.
 */
export async function auditReport(input: AuditInput, tools: AuditTools, shared?: AuditDns): Promise<Report> {
  const open = await openAudit(input, tools, shared);
  const { zone, findings, ...rest } = open.audit;
  const fixes = await toFixes(findings, await toFixContext(open, input));
  if (!shared) open.dns.close();
  const queries = open.dns.measure();
  const host = findDnsHost(zone.nameServers);
  const causes = toCauses(findings);
  return {
    ...rest,
    queries,
    findings: findings.map((finding, index) => {
      const { cause: _, ...shown } = finding;
      return { ...shown, fix: fixes[index] ?? null, causedBy: causes[index] ?? null };
    }),
    dnsHost: { id: host?.id ?? null, name: host?.name ?? null, ...zone },
  };
}
