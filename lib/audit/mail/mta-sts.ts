import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { MtaStsFaultReason } from '../../records/others/fault-reason.ts';
import { coversHost, parseMtaSts, parseMtaStsPolicy } from '../../records/others/mta-sts.ts';
import type { AuditContext } from '../context.ts';
import { toDraft, type CheckFacts } from '../draft.ts';

export const mtaStsName = (domain: string): string => `_mta-sts.${domain}`;

/** What is wrong with the policy's text, held against the MX; null where it is sound. */
async function readPolicy(context: AuditContext, text: string | null): Promise<MtaStsFaultReason | null> {
  if (text === null) return 'policy-unreachable';
  const policy = parseMtaStsPolicy(text);
  if (typeof policy === 'string') return policy;
  if (policy.mode !== 'enforce') return null;
  const hosts = recordsOf(await context.ask(context.domain, 'MX')).map(({ exchange }) => exchange);
  return hosts.every((host) => host === '' || coversHost(policy, host)) ? null : 'policy-mx-not-covered';
}

function readRecords(answer: DnsAnswer<'TXT'>): { text: string; fault: MtaStsFaultReason | null } | null {
  const texts = recordsOf(answer).map((text) => ({ text, parsed: parseMtaSts(text) }));
  const [record, second] = texts.filter(({ parsed }) => parsed.kind === 'record');
  if (record?.parsed.kind === 'record') {
    return { text: record.text, fault: second === undefined ? record.parsed.fault : 'several-records' };
  }
  const meant = texts.find(({ parsed }) => parsed.kind === 'meant');
  return meant === undefined ? null : { text: meant.text, fault: 'unreadable' };
}

/** MTA-STS of the From domain: it concerns mail that arrives there, and decides nothing. The policy's text is read only where the user allowed it. */
export async function checkMtaSts(context: AuditContext): Promise<CheckFacts> {
  const { domain, fetchPolicy } = context;
  const answer = await context.ask(mtaStsName(domain), 'TXT');
  if (isFailure(answer)) return { findings: [], open: [] };
  const found = readRecords(answer);
  if (found === null) return { findings: [toDraft('mta-sts.absent', domain, {}, [answer])], open: [] };
  const { name } = answer.question;
  const isFetched = found.fault === null && fetchPolicy !== undefined;
  const text = isFetched ? await fetchPolicy(`https://mta-sts.${domain}/.well-known/mta-sts.txt`) : null;
  const reason = found.fault ?? (isFetched ? await readPolicy(context, text) : null);
  const finding =
    reason === null
      ? toDraft('mta-sts.present', name, { record: found.text, policy: isFetched ? 'ok' : 'not-checked' }, [answer])
      : toDraft('mta-sts.faulty', name, { record: found.text, reason }, [answer]);
  return { findings: [finding], open: [] };
}
