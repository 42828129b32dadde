import type { RecordChange } from '../../fixes/fix.ts';
import { count } from './phrases.ts';

/** The sentences of the request to whoever manages DNS. */
export const requestWords = {
  subject: (zone: string, records: number) => `DNS change for ${zone}: ${count(records, 'record')}`,
  greeting: () => 'Hello,',
  purpose: (domain: string, esp: string | null, many: boolean) =>
    esp === null
      ? `the mail of ${domain} needs ${many ? 'these changes' : 'this change'} in DNS.`
      : `the campaigns that we send from ${domain} through ${esp} need ${many ? 'these changes' : 'this change'} in DNS.`,
  today: (title: string, why: string) => `Today: ${title} ${why}`,
  table: () => 'What to change',
  zoneFile: () => 'The same as lines of a zone file',
  check: () => 'To see whether it is live',
  blanks: (where: string | null) =>
    where === null
      ? 'What stands in angle brackets is known to the sending service only; we shall send it separately.'
      : `What stands in angle brackets is shown in ${where}; we shall send it separately.`,
  notes: () => 'To be minded',
  source: (date: string) => `Everything above was read from public DNS on ${date} by Presend. Nothing in it is secret.`,
  actions: { add: 'add', replace: 'replace', remove: 'remove' } satisfies Record<RecordChange['action'], string>,
  columns: { action: 'Change', name: 'Name', type: 'Type', value: 'Value' },
  old: () => 'in the place of this one:',
  commentRemove: () => 'remove',
} as const;
