import { isFailure, recordsOf } from '../../dns/resolver.ts';
import { organisationalDomain } from '../../public-suffix/organisational-domain.ts';
import { isDmarcRecord, type DmarcRecord } from '../../records/dmarc/read.ts';
import type { AuditContext, DraftFinding } from '../context.ts';
import { toDraft } from '../draft.ts';
import type { Step } from './tree-walk.ts';

const MOST_ADDRESSES = 10;

interface Subject {
  step: Step;
  record: DmarcRecord;
  ask: AuditContext['ask'];
}

/** The first address of each tag that cannot be used; an empty entry beside a good one harms nobody. */
function findFaulty({ step, record }: Subject): DraftFinding[] {
  return (['rua', 'ruf'] as const).flatMap((tag) => {
    const addresses = record[tag];
    const hasGood = addresses.some(({ fault }) => fault === null);
    const bad = addresses.find(({ fault }) => fault !== null && !(fault === 'empty' && hasGood));
    if (!bad?.fault) return [];
    const params = { record: record.text, tag, address: bad.text, reason: bad.fault };
    return [toDraft('dmarc.bad-report-address', `_dmarc.${step.name}`, params, [step.answer])];
  });
}

/** RFC 9990 § 4: another organisation must have agreed to receive the reports. */
async function findUnauthorised({ step, record, ask }: Subject): Promise<DraftFinding[]> {
  const addresses = [...record.rua, ...record.ruf]
    .filter(({ fault, host }) => fault === null && host !== null)
    .map(({ uri, host }) => ({ uri, host: host ?? '' }))
    .filter(({ host }) => organisationalDomain(host) !== organisationalDomain(step.name));
  const hosts = [...new Map(addresses.map((address) => [address.host, address])).values()].slice(0, MOST_ADDRESSES);
  const found = await Promise.all(
    hosts.map(async ({ uri, host }) => {
      const at = `${step.name}._report._dmarc.${host}`;
      const answer = await ask(at, 'TXT');
      if (isFailure(answer) || recordsOf(answer).some(isDmarcRecord)) return null;
      const params = { record: record.text, address: uri.replace(/^mailto:/i, ''), host, at };
      return toDraft('dmarc.reports-not-authorised', `_dmarc.${step.name}`, params, [step.answer, answer]);
    }),
  );
  return found.filter((finding) => finding !== null);
}

/** Whether the reports that the record asks for will arrive. */
export async function checkReportAddresses(subject: Subject): Promise<DraftFinding[]> {
  return [...findFaulty(subject), ...(await findUnauthorised(subject))];
}
