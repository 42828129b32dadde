import { isIpLiteral } from '../../domain/domain-name.ts';
import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { Report } from '../../report/report.ts';
import type { AuditContext } from '../context.ts';
import { toDraft, type CheckFacts } from '../draft.ts';

const MOST_HOSTS = 10;

/** Whether mail can be delivered to a domain (RFC 5321 § 5.1, RFC 7505). */
export interface Inbound {
  state: 'mx' | 'implicit' | 'null-mx' | 'no-mx-no-address' | 'unknown';
  /** By preference, the null MX left out. */
  hosts: string[];
  answers: DnsAnswer[];
}

type Ask = AuditContext['ask'];

export async function findInbound(domain: string, ask: Ask): Promise<Inbound> {
  const mx = await ask(domain, 'MX');
  const exchanges = recordsOf(mx)
    .toSorted((one, other) => one.preference - other.preference)
    .map((record) => record.exchange);
  const hosts = exchanges.filter((exchange) => exchange !== '');
  if (hosts.length > 0) return { state: 'mx', hosts, answers: [mx] };
  if (exchanges.length > 0) return { state: 'null-mx', hosts, answers: [mx] };
  const answers = [mx, ...(await Promise.all([ask(domain, 'A'), ask(domain, 'AAAA')]))];
  if (isFailure(mx)) return { state: 'unknown', hosts, answers };
  if (answers.some(({ outcome }) => outcome === 'answer')) return { state: 'implicit', hosts, answers };
  return { state: answers.some(isFailure) ? 'unknown' : 'no-mx-no-address', hosts, answers };
}

async function checkHost(domain: string, host: string, ask: Ask) {
  const broken = (reason: 'ip-address' | 'cname' | 'no-address', answers: DnsAnswer[]) =>
    toDraft('mx.broken', domain, { host, reason }, answers);
  if (isIpLiteral(host)) return broken('ip-address', [await ask(domain, 'MX')]);
  const a = await ask(host, 'A');
  if (isFailure(a)) return null;
  // RFC 2181 § 10.3: an MX host must not be an alias.
  if (a.outcome === 'answer') return a.aliases.length > 0 ? broken('cname', [a]) : null;
  const aaaa = await ask(host, 'AAAA');
  if (isFailure(aaaa)) return null;
  if (aaaa.outcome === 'answer') return aaaa.aliases.length > 0 ? broken('cname', [aaaa]) : null;
  return broken('no-address', [a, aaaa]);
}

export interface MxFacts extends CheckFacts {
  report: Report['mx'];
  inbound: Inbound;
}

const RESULTS: Record<Inbound['state'], Report['mx']['result']> = {
  mx: 'ok',
  implicit: 'none',
  'null-mx': 'null',
  'no-mx-no-address': 'none',
  unknown: 'unknown',
};

/** The From domain's inbound mail: `mx.*`. Whether replies can arrive is judged with the Reply-To at hand. */
export async function checkMx(context: AuditContext): Promise<MxFacts> {
  const { domain, ask } = context;
  const inbound = await findInbound(domain, ask);
  const report = { result: RESULTS[inbound.state], hosts: inbound.hosts.slice(0, MOST_HOSTS) };
  const broken = await Promise.all(report.hosts.map((host) => checkHost(domain, host, ask)));
  const findings = broken.filter((finding) => finding !== null);
  if (inbound.state === 'null-mx') findings.push(toDraft('mx.null', domain, {}, inbound.answers));
  if (inbound.state === 'implicit' || inbound.state === 'no-mx-no-address') {
    findings.push(toDraft('mx.missing', domain, { implicit: inbound.state === 'implicit' }, inbound.answers));
  }
  const open = inbound.answers
    .filter((answer) => isFailure(answer) && inbound.state === 'unknown')
    .map(({ question }) => ({ name: question.name, type: question.type, leg: 'from' as const }));
  return { findings, open, report, inbound };
}
