import { isIpLiteral } from '../../domain/domain-name.ts';
import { recordsOf } from '../../dns/resolver.ts';
import type { FindingOf } from '../../findings/finding.ts';
import { placeholders } from '../placeholders.ts';
import { note, type RecordChange } from '../fix.ts';
import { toAlias, toRemoval, viewName } from '../name-view.ts';
import { espNameOf, onlyNote, type FixRoom, type Remedy } from '../remedy.ts';

/** Labels for a mail server whose address somebody entered in the place of its name. */
const HOST_LABELS = ['mail', 'mx', 'mx1', 'smtp', 'mailhost'];

/** A name for an address: one that leads there already, else one that is still free. */
async function nameAddress(address: string, { context }: FixRoom): Promise<{ host: string; isNew: boolean } | null> {
  const { domain, ask } = context;
  const type = address.includes(':') ? 'AAAA' : 'A';
  const hosts = HOST_LABELS.map((label) => `${label}.${domain}`);
  const answers = await Promise.all(hosts.map((host) => ask(host, type)));
  const known = answers.findIndex(
    (answer) => recordsOf(answer).includes(address) && 'aliases' in answer && answer.aliases.length === 0,
  );
  const free = answers.findIndex(({ outcome }) => outcome === 'no-such-name');
  const index = known === -1 ? free : known;
  const host = hosts[index];
  return host === undefined ? null : { host, isNew: known === -1 };
}

/** The name at the end of an alias: an MX may name that one. */
async function canonicalName(host: string, ask: FixRoom['context']['ask']): Promise<string | null> {
  const [v4, v6] = await Promise.all([ask(host, 'A'), ask(host, 'AAAA')]);
  const answer = v4.outcome === 'answer' ? v4 : v6;
  return answer.outcome === 'answer' ? (answer.aliases.at(-1) ?? null) : null;
}

/** Replaces each MX that names `host`, or takes it away where another remains. */
export async function mendMx({ subject, params }: FindingOf<'mx.broken'>, room: FixRoom): Promise<Remedy> {
  const { ask } = room.context;
  const all = recordsOf(await ask(subject, 'MX'));
  const broken = all.filter(({ exchange }) => exchange === params.host);
  const text = (preference: number, host: string) => `${preference} ${host}`;
  const replaceBy = (host: string): RecordChange[] =>
    broken.map(({ preference }) => ({
      action: 'replace',
      name: subject,
      type: 'MX',
      value: text(preference, host),
      old: text(preference, params.host),
    }));
  if (params.reason === 'cname') {
    const name = await canonicalName(params.host, ask);
    if (name !== null) return { records: replaceBy(name), note: null };
  }
  if (params.reason === 'ip-address' && isIpLiteral(params.host)) {
    const address = params.host.replace(/^\[|\]$/gu, '');
    const named = await nameAddress(address, room);
    const type = address.includes(':') ? 'AAAA' : 'A';
    if (named !== null) {
      const add: RecordChange[] = named.isNew ? [{ action: 'add', name: named.host, type, value: address }] : [];
      return { records: [...add, ...replaceBy(named.host)], note: null };
    }
  }
  if (params.reason === 'no-address' && all.length > broken.length) {
    const records = broken.map(({ preference }): RecordChange => ({
      action: 'remove',
      name: subject,
      type: 'MX',
      value: text(preference, params.host),
    }));
    return { records, note: note('mxHost') };
  }
  return onlyNote(note('mxHost'));
}

/** The host of a branded return-path, as the ESP wants it published. */
export async function mendReturnPath({ params }: FindingOf<'return-path.no-host'>, room: FixRoom): Promise<Remedy> {
  const { esp, ask } = room.context;
  const shown = note('returnPath', { esp: espNameOf(room) });
  if (esp === null) return onlyNote(shown);
  const model = esp.sending.returnPath;
  const host =
    model.kind === 'custom'
      ? model.hosts.find(({ label }) => label !== null && params.domain.startsWith(`${label}.`))
      : undefined;
  const value = host?.publish ?? placeholders.within(esp.sending.name, esp.help.recordsPath);
  const view = await viewName(params.domain, ask);
  if (host?.type === 'MX') return { records: [{ action: 'add', name: params.domain, type: 'MX', value }], note: shown };
  return { records: await toAlias(view, value, ask), note: shown };
}

/** An alias beside other records: of an ESP's own alias the others go, at the domain itself the alias does. */
export async function mendConflict(
  { subject, params }: FindingOf<'dns.cname-conflict'>,
  { context }: FixRoom,
): Promise<Remedy> {
  const { ask, esp } = context;
  const isEsps = esp?.sending.isOwnTarget.test(params.target) ?? false;
  const view = await viewName(subject, ask);
  if (isEsps) return { records: await toAlias({ ...view, cname: params.target }, params.target, ask), note: null };
  const alias = view.cname ?? params.target;
  return { records: [toRemoval(subject, 'CNAME', alias)], note: note('conflict', { target: alias }) };
}
