import type { SpfReport } from '../../report/report.ts';
import type { AuditContext, DkimFacts, DraftFinding } from '../context.ts';
import type { DmarcFacts } from '../dmarc/check.ts';
import { toDraft } from '../draft.ts';
import type { MxFacts } from './mx.ts';

interface ParkedFacts {
  context: AuditContext;
  spf: SpfReport;
  mx: MxFacts;
  dmarc: DmarcFacts;
  dkim: DkimFacts;
}

/** Closed for mail in every way that a domain can say so: nobody may send as it, and nothing arrives. */
export async function checkParked({ context, spf, mx, dmarc, dkim }: ParkedFacts): Promise<DraftFinding[]> {
  const refusesAll = spf.record !== null && /^v=spf1\s{1,9}-all\s{0,9}$/i.test(spf.record);
  const isClosed = refusesAll && mx.inbound.state === 'null-mx' && dmarc.report.policy === 'reject';
  if (!isClosed || dkim.signers.length > 0) return [];
  const answers = [await context.ask(context.domain, 'TXT'), ...mx.inbound.answers];
  if (dmarc.discovery.step) answers.push(dmarc.discovery.step.answer);
  const severity = context.mode === 'campaign' ? 'fail' : 'info';
  return [toDraft('parked.ok', context.domain, { esp: context.esp?.name ?? null }, answers, severity)];
}
