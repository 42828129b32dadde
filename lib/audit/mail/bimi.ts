import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { BimiFaultReason } from '../../records/others/fault-reason.ts';
import { type BimiRecord, parseBimi } from '../../records/others/bimi.ts';
import type { AuditContext } from '../context.ts';
import type { DmarcFacts } from '../dmarc/check.ts';
import { toDraft, type CheckFacts } from '../draft.ts';

/** The logo's names, first the one that counts: the From domain's own, then its organisational domain's. */
export function bimiNames({ domain, registrableDomain }: AuditContext): string[] {
  const own = `default._bimi.${domain}`;
  return domain === registrableDomain ? [own] : [own, `default._bimi.${registrableDomain}`];
}

interface Reading {
  answer: DnsAnswer<'TXT'>;
  text: string;
  record: BimiRecord | null;
  fault: BimiFaultReason | null;
}

/** What stands at one name; null where nobody meant anything as BIMI there. */
function readAnswer(answer: DnsAnswer<'TXT'>): Reading | null {
  const texts = recordsOf(answer).map((text) => ({ text, parsed: parseBimi(text) }));
  const records = texts.flatMap(({ parsed }) => (parsed.kind === 'record' ? [parsed.record] : []));
  const [record] = records;
  if (record !== undefined) {
    const fault = records.length > 1 ? 'several-records' : record.fault;
    return { answer, text: record.text, record, fault };
  }
  const meant = texts.find(({ parsed }) => parsed.kind === 'meant');
  return meant === undefined ? null : { answer, text: meant.text, record: null, fault: 'unreadable' };
}

/** What DMARC lacks for a logo to show: enforcement at the From domain, of all mail, and below the domain too (§ 4.1 of the draft). */
function findLack({ record, report }: DmarcFacts): BimiFaultReason | null {
  if (record === null || report.policy === null) return 'dmarc-missing';
  if (report.policy === 'none') return 'dmarc-policy';
  if (record.testing) return 'dmarc-testing';
  if (report.policy === 'quarantine' && (record.pct ?? 100) < 100) return 'dmarc-pct';
  return record.sp === 'none' ? 'dmarc-subdomains' : null;
}

/** Whether a logo is offered and could show. It decides nothing: trouble on the way says nothing. */
export async function checkBimi(context: AuditContext, dmarc: DmarcFacts): Promise<CheckFacts> {
  const answers = await Promise.all(bimiNames(context).map((name) => context.ask(name, 'TXT')));
  const decided = answers.findIndex((answer) => isFailure(answer) || readAnswer(answer) !== null);
  const answer = answers[decided];
  if (answer === undefined) return { findings: [toDraft('bimi.absent', context.domain, {}, answers)], open: [] };
  const reading = readAnswer(answer);
  if (reading === null) return { findings: [], open: [] };
  const { name } = answer.question;
  if (reading.record?.declined) return { findings: [toDraft('bimi.absent', context.domain, {}, [answer])], open: [] };
  const reason = reading.fault ?? findLack(dmarc);
  const finding =
    reason === null
      ? toDraft('bimi.present', name, { record: reading.text, foundAt: name }, [answer])
      : toDraft('bimi.faulty', name, { record: reading.text, reason }, [answer]);
  return { findings: [finding], open: [] };
}
