import type { DnsAnswer, MxData, SoaData } from '../dns/resolver.ts';
import type { Evidence } from '../findings/finding.ts';

const MOST_RECORDS = 20;
const LONGEST_RECORD = 2048;

function toText(record: string | MxData | SoaData): string {
  if (typeof record === 'string') return record.slice(0, LONGEST_RECORD);
  if ('exchange' in record) return `${record.preference} ${record.exchange || '.'}`;
  return `${record.primary} ${record.admin} ${record.serial}`;
}

/** The question and its answer in the form that a finding carries: bounded, as text. */
export function toEvidence(answer: DnsAnswer): Evidence {
  return {
    name: answer.question.name,
    type: answer.question.type,
    outcome: answer.outcome,
    records: answer.outcome === 'answer' ? answer.records.slice(0, MOST_RECORDS).map(toText) : [],
    aliases: 'aliases' in answer ? answer.aliases.slice(0, MOST_RECORDS) : [],
    resolver: answer.resolver,
  };
}
