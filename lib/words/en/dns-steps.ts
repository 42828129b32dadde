import type { EspId } from '../../esp/esp-id.ts';
import type { DnsHost, HostTrap } from '../../fixes/dns-hosts/dns-hosts.ts';
import { findEspById } from '../../esp/registry.ts';
import { isWithin, toEntryForm, type EntryHint } from '../../fixes/dns-hosts/entry-form.ts';
import type { RecordChange } from '../../fixes/fix.ts';
import { capital, count, listOf } from './phrases.ts';

/** What the steps may name beside the records. */
export interface StepsContext {
  /** Null where it is not known. */
  host: DnsHost | null;
  zone: string;
  esp: { id: EspId; name: string; recordsPath: string; confirmButton: string | null } | null;
}

/** What stands beside the fields of one record. */
export const entryHints: Record<EntryHint, string> = {
  'with-quotes': 'Enter the quotation marks as well.',
  'quoted-parts': 'Enter all parts with their quotation marks into the one value.',
  'with-final-dot': 'Enter the final dot as well.',
  'other-zone': 'This record belongs in the zone of another domain.',
};

type Records = readonly RecordChange[];

const isKey = ({ name }: RecordChange): boolean => name.includes('._domainkey.');
const adds = (records: Records): RecordChange[] => records.filter(({ action }) => action !== 'remove');
const typesOf = (records: Records): string => listOf([...new Set(records.map(({ type }) => type))]);

function openStep(zone: string, host: DnsHost | null): string {
  if (host === null) {
    return `Open the DNS page of ${zone}. It is where the domain was bought, or where its name servers were set up.`;
  }
  if (host.traps.includes('one-of-several')) {
    return `The name servers are used by ${host.name}: open the DNS page of ${zone} at the one where you have it.`;
  }
  return `Open the DNS page of ${zone} at ${host.name}.`;
}

/** Addresses at a key's name are the proxy's own: they stand in no editor, and go with its switch. */
const isProxys = (change: RecordChange): boolean =>
  change.action === 'remove' && isKey(change) && (change.type === 'A' || change.type === 'AAAA');

function removeSteps(records: Records, { host, zone }: StepsContext): string[] {
  return records
    .filter(({ action }) => action === 'remove')
    .map((change) => `Delete the ${change.type} record “${toEntryForm(change, host, zone).name || zone}”.`);
}

function addSteps(records: Records, context: StepsContext): string[] {
  const added = records.filter(({ action }) => action === 'add');
  if (added.length === 0) return [];
  const button = context.host?.addButton ?? null;
  const start = button === null ? 'Add a record' : `Press “${button}”`;
  return [`${start} and choose ${typesOf(added)}${added.length > 1 ? ', once for each record' : ''}.`];
}

function replaceSteps(records: Records, { host, zone }: StepsContext): string[] {
  return records
    .filter(({ action }) => action === 'replace')
    .map((change) => {
      const name = toEntryForm(change, host, zone).name || zone;
      return `Open the ${change.type} record “${name}” and put the new value in the place of the old one.`;
    });
}

function nameStep(records: Records, { host, zone }: StepsContext): string[] {
  const added = records.filter(({ action }) => action === 'add');
  if (added.length === 0) return [];
  const atZone = added.some(({ name }) => name === zone);
  const apex = host?.entry.apex === '' ? 'Leave the name empty' : 'Enter “@” as the name';
  const relative = (host?.entry.name ?? 'relative') === 'relative';
  const appended = host?.traps.includes('appends-domain') ? ` ${host.name} adds “.${zone}” by itself.` : '';
  const general = host === null ? ` Leave “.${zone}” out unless the other records there show it.` : '';
  return [
    `Enter the name as it stands above.${relative ? appended : ''}${general}${atZone ? ` ${apex} for the domain itself.` : ''}`,
  ];
}

function saveStep(records: Records): string {
  const number = adds(records).length;
  const ttl = records.some(({ action }) => action === 'add') ? ' The TTL may stay as the editor proposes it.' : '';
  return number > 1
    ? `Enter each value as it stands above and save all ${count(number, 'record')}.${ttl}`
    : `Enter the value as it stands above and save.${ttl}`;
}

/** Each trap with the records that spring it. */
const traps: Record<HostTrap, (records: Records, context: StepsContext) => string | null> = {
  'appends-domain': () => null,
  'one-of-several': () => null,
  proxy: (records) =>
    adds(records).some(({ type }) => type === 'CNAME')
      ? 'Set “Proxy status” of these records to “DNS only”, the grey cloud.'
      : null,
  flattening: (records) =>
    adds(records).some((change) => change.type === 'CNAME' && isKey(change))
      ? 'Switch “CNAME flattening” for all records off, if it is on.'
      : null,
  'one-record-set': (records) =>
    adds(records).some(({ type, action }) => type === 'TXT' && action === 'add')
      ? 'If a TXT record with this name exists already, add the value to it as a further line.'
      : null,
  'mx-elsewhere': (records) =>
    records.some(({ type }) => type === 'MX') ? 'MX records are changed under “Mail Settings”, further down.' : null,
  'default-dmarc': (records) =>
    records.some(({ name, action }) => action === 'add' && name.startsWith('_dmarc.'))
      ? 'If a record “_dmarc” stands there already, edit that one: two of them count as none.'
      : null,
  'dmarc-as-alias': (records) =>
    records.some(({ name }) => name.startsWith('_dmarc.')) ? 'If “_dmarc” is a CNAME there, delete it first.' : null,
  'no-delegation': (records, { esp, host }) =>
    esp?.id === 'klaviyo' && records.some(isKey)
      ? `${host?.name ?? 'This host'} has no NS records for subdomains: in Klaviyo, choose static routing.`
      : null,
  'delegation-unclear': (records, { esp, host }) =>
    esp?.id === 'klaviyo' && records.some(isKey)
      ? `Not every account at ${host?.name ?? 'this host'} has NS records for subdomains: in Klaviyo, choose static routing.`
      : null,
  'no-underscore': (records) =>
    records.some(({ name }) => name.includes('_'))
      ? 'If the editor refuses the underscore, ask its support to enter the record: it is needed.'
      : null,
};

const trapSteps = (records: Records, context: StepsContext): string[] =>
  (context.host?.traps ?? []).flatMap((trap) => traps[trap](records, context) ?? []);

function espSteps(records: Records, { esp, host }: StepsContext): string[] {
  if (esp === null) return [];
  const hasBlank = records.some(({ value }) => /<[^<>]+>/u.test(value));
  const fill = hasBlank ? [`The part in angle brackets stands in ${esp.name} under ${esp.recordsPath}.`] : [];
  if (!records.some(isKey)) return fill;
  const button = esp.confirmButton;
  const confirm =
    button === null
      ? [`In ${esp.name}, open ${esp.recordsPath} and confirm the domain.`]
      : [`In ${esp.name}, open ${esp.recordsPath} and press “${button}”.`];
  const itself =
    host?.domainConnect && findEspById(esp.id)?.help.domainConnect
      ? [`${esp.name} may offer there to enter its records at ${host.name} by itself; that is as good.`]
      : [];
  return [...fill, ...confirm, ...itself];
}

function ownSteps(records: Records, context: StepsContext): string[] {
  if (records.length === 0) return [];
  return [
    openStep(context.zone, context.host),
    ...removeSteps(records, context),
    ...addSteps(records, context),
    ...nameStep(records, context),
    ...replaceSteps(records, context),
    ...(adds(records).length > 0 ? [saveStep(records)] : []),
    ...trapSteps(records, context),
  ];
}

/** A record behind the host's own proxy stands in its editor already: the switch is all. */
function switchSteps(records: Records, context: StepsContext): string[] {
  const names = adds(records)
    .filter(isKey)
    .map((change) => `“${toEntryForm(change, context.host, context.zone).name}”`);
  return [
    openStep(context.zone, context.host),
    `Find ${listOf(names)} in the list and switch “Proxy status” to “DNS only”.`,
    'Where such a record is missing, add it as it stands above.',
  ];
}

/** How these records come into the zone at this host, step by step. Empty where there is nothing to publish. */
export function explainSteps(records: Records, context: StepsContext): string[] {
  if (records.length === 0) return [];
  const own = records.filter(({ name }) => isWithin(name, context.zone));
  const foreign = [...new Set(records.filter(({ name }) => !isWithin(name, context.zone)).map(({ name }) => name))];
  const isBehindProxy = context.host?.traps.includes('proxy') === true && own.some(isProxys);
  const steps = isBehindProxy ? switchSteps(own, context) : ownSteps(own, context);
  const sent = foreign.map((name) => `${capital(name)} lies in another zone: send that record to whoever runs it.`);
  return [...steps, ...sent, ...espSteps(records, context)];
}
