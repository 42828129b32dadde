import { isFailure, recordsOf } from '../../dns/resolver.ts';
import { parseTlsRpt } from '../../records/others/tls-rpt.ts';
import type { AuditContext } from '../context.ts';
import { toDraft, type CheckFacts } from '../draft.ts';

export const tlsRptName = (domain: string): string => `_smtp._tls.${domain}`;

/** TLS reporting of the From domain: it concerns mail that arrives there, and decides nothing. */
export async function checkTlsRpt({ domain, ask }: AuditContext): Promise<CheckFacts> {
  const answer = await ask(tlsRptName(domain), 'TXT');
  if (isFailure(answer)) return { findings: [], open: [] };
  const texts = recordsOf(answer).map((text) => ({ text, parsed: parseTlsRpt(text) }));
  const records = texts.filter(({ parsed }) => parsed.kind === 'record');
  const found = records[0] ?? texts.find(({ parsed }) => parsed.kind === 'meant');
  if (found === undefined) return { findings: [toDraft('tls-rpt.absent', domain, {}, [answer])], open: [] };
  const own = found.parsed.kind === 'record' ? found.parsed.fault : 'unreadable';
  const reason = records.length > 1 ? 'several-records' : own;
  const { name } = answer.question;
  const finding =
    reason === null
      ? toDraft('tls-rpt.present', name, { record: found.text }, [answer])
      : toDraft('tls-rpt.faulty', name, { record: found.text, reason }, [answer]);
  return { findings: [finding], open: [] };
}
