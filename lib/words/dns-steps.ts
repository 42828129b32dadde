import { findEspById } from '../esp/registry.ts';
import type { EspId } from '../esp/esp-id.ts';
import type { DnsHost, HostTrap } from '../fixes/dns-hosts/dns-hosts.ts';
import { isWithin, toEntryForm } from '../fixes/dns-hosts/entry-form.ts';
import type { RecordChange } from '../fixes/fix.ts';
import { hasPlaceholder } from '../fixes/placeholders.ts';
import type { Words } from './say.ts';

/** What the steps may name beside the records. */
export interface StepsContext {
  /** Null where it is not known. */
  host: DnsHost | null;
  zone: string;
  esp: { id: EspId; name: string; recordsPath: string; confirmButton: string | null } | null;
  words: Words;
}

type Records = readonly RecordChange[];

const isKey = ({ name }: RecordChange): boolean => name.includes('._domainkey.');
const adds = (records: Records): RecordChange[] => records.filter(({ action }) => action !== 'remove');
const typesOf = (records: Records): string[] => [...new Set(records.map(({ type }) => type))];

function openStep({ zone, host, words }: StepsContext): string {
  if (host === null) return words.say('steps.open-unknown', { zone });
  return words.say(host.traps.includes('one-of-several') ? 'steps.open-several' : 'steps.open', {
    zone,
    host: host.name,
  });
}

/** Addresses at a key's name are the proxy's own: no editor shows them, and they go with its switch. */
const isProxys = (change: RecordChange): boolean =>
  change.action === 'remove' && isKey(change) && (change.type === 'A' || change.type === 'AAAA');

const nameIn = (change: RecordChange, { host, zone }: StepsContext): string =>
  toEntryForm(change, host, zone).name || zone;

const removeSteps = (records: Records, context: StepsContext): string[] =>
  records
    .filter(({ action }) => action === 'remove')
    .map((change) => context.words.say('steps.delete', { type: change.type, name: nameIn(change, context) }));

function addSteps(records: Records, { host, words }: StepsContext): string[] {
  const added = records.filter(({ action }) => action === 'add');
  if (added.length === 0) return [];
  return [words.say('steps.add', { button: host?.addButton ?? null, types: typesOf(added), count: added.length })];
}

const replaceSteps = (records: Records, context: StepsContext): string[] =>
  records
    .filter(({ action }) => action === 'replace')
    .map((change) => context.words.say('steps.replace', { type: change.type, name: nameIn(change, context) }));

function nameStep(records: Records, { host, zone, words }: StepsContext): string[] {
  const added = records.filter(({ action }) => action === 'add');
  if (added.length === 0) return [];
  const isRelative = (host?.entry.name ?? 'relative') === 'relative';
  const sentences = [
    words.say('steps.name'),
    ...(isRelative && host?.traps.includes('appends-domain')
      ? [words.say('steps.name-appended', { host: host.name, zone })]
      : []),
    ...(host === null ? [words.say('steps.name-general', { zone })] : []),
    ...(added.some(({ name }) => name === zone)
      ? [words.say(host?.entry.apex === '' ? 'steps.apex-empty' : 'steps.apex-at')]
      : []),
  ];
  return [sentences.join(' ')];
}

function saveStep(records: Records, words: Words): string {
  const save = words.say('steps.save', { count: adds(records).length });
  return records.some(({ action }) => action === 'add') ? `${save} ${words.say('steps.ttl')}` : save;
}

/** Each trap with its sentence, where these records spring it. */
const traps: Record<HostTrap, (records: Records, context: StepsContext) => string | null> = {
  'appends-domain': () => null,
  'one-of-several': () => null,
  proxy: (records, { words }) => (adds(records).some(({ type }) => type === 'CNAME') ? words.say('steps.proxy') : null),
  flattening: (records, { words }) =>
    adds(records).some((change) => change.type === 'CNAME' && isKey(change)) ? words.say('steps.flattening') : null,
  'one-record-set': (records, { words }) =>
    adds(records).some(({ type, action }) => type === 'TXT' && action === 'add') ? words.say('steps.record-set') : null,
  'mx-elsewhere': (records, { words }) =>
    records.some(({ type }) => type === 'MX') ? words.say('steps.mx-elsewhere') : null,
  'default-dmarc': (records, { words }) =>
    records.some(({ name, action }) => action === 'add' && name.startsWith('_dmarc.'))
      ? words.say('steps.default-dmarc')
      : null,
  'dmarc-as-alias': (records, { words }) =>
    records.some(({ name }) => name.startsWith('_dmarc.')) ? words.say('steps.dmarc-alias') : null,
  'no-delegation': (records, { esp, host, words }) =>
    host !== null && esp?.id === 'klaviyo' && records.some(isKey)
      ? words.say('steps.no-delegation', { host: host.name })
      : null,
  'delegation-unclear': (records, { esp, host, words }) =>
    host !== null && esp?.id === 'klaviyo' && records.some(isKey)
      ? words.say('steps.delegation-unclear', { host: host.name })
      : null,
  'no-underscore': (records, { words }) =>
    records.some(({ name }) => name.includes('_')) ? words.say('steps.no-underscore') : null,
};

const trapSteps = (records: Records, context: StepsContext): string[] =>
  (context.host?.traps ?? []).flatMap((trap) => traps[trap](records, context) ?? []);

function espSteps(records: Records, { esp, host, words }: StepsContext): string[] {
  if (esp === null) return [];
  const { name, recordsPath: path, confirmButton: button } = esp;
  const fill = records.some(({ value }) => hasPlaceholder(value)) ? [words.say('steps.fill', { esp: name, path })] : [];
  if (!records.some(isKey)) return fill;
  const itself =
    host?.domainConnect && findEspById(esp.id)?.help.domainConnect
      ? [words.say('steps.domain-connect', { esp: name, host: host.name })]
      : [];
  return [...fill, words.say('steps.confirm', { esp: name, path, button }), ...itself];
}

function ownSteps(records: Records, context: StepsContext): string[] {
  if (records.length === 0) return [];
  return [
    openStep(context),
    ...removeSteps(records, context),
    ...addSteps(records, context),
    ...nameStep(records, context),
    ...replaceSteps(records, context),
    ...(adds(records).length > 0 ? [saveStep(records, context.words)] : []),
    ...trapSteps(records, context),
  ];
}

/** A record behind the host's own proxy is in its editor already: the switch is all. */
function switchSteps(records: Records, context: StepsContext): string[] {
  const { host, zone, words } = context;
  const names = adds(records)
    .filter(isKey)
    .map((change) => toEntryForm(change, host, zone).name);
  return [openStep(context), words.say('steps.find-proxied', { names }), words.say('steps.missing')];
}

/** How these records come into the zone at this host, step by step. Empty where there is nothing to publish. */
export function explainSteps(records: Records, context: StepsContext): string[] {
  if (records.length === 0) return [];
  const { zone, host, words } = context;
  const own = records.filter(({ name }) => isWithin(name, zone));
  const foreign = [...new Set(records.filter(({ name }) => !isWithin(name, zone)).map(({ name }) => name))];
  const isBehindProxy = host?.traps.includes('proxy') === true && own.some(isProxys);
  const steps = isBehindProxy ? switchSteps(own, context) : ownSteps(own, context);
  const sent = foreign.map((name) => words.say('steps.foreign', { name }));
  return [...steps, ...sent, ...espSteps(records, context)];
}
