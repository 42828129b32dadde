import { recordsOf } from '../../dns/resolver.ts';
import { isAtOrBelow } from '../../domain/domain-name.ts';
import type { Finding, FindingOf } from '../../findings/finding.ts';
import { findForeignDomain } from '../../audit/mail/free-mail.ts';
import { formatDmarc, parseDmarc, withDmarcTags } from '../../records/dmarc/read.ts';
import { note, type FixNote, type RecordChange } from '../fix.ts';
import type { FixContext } from '../fix-context.ts';
import { peekTexts, toRemoval, toText, viewName, type NameView } from '../name-view.ts';
import { isWorse } from '../trial.ts';
import { mergeSound, raisesPolicy, readToday, toSound } from './meaning.ts';
import { espNameOf, isOf, onlyNote, type FixRoom, type Remedy } from '../remedy.ts';

const isMeantAsDmarc = (text: string): boolean => parseDmarc(text).kind !== 'other';

/** A record that asks for nothing yet, with the user's report address where one is known. */
export const newDmarc = (reportAddress: string | null): string =>
  formatDmarc([
    { name: 'p', value: 'none' },
    ...(reportAddress === null ? [] : [{ name: 'rua', value: `mailto:${reportAddress}` }]),
  ]);

/** A corrected text on its way into a fix. */
interface Draft {
  text: string;
  /** Whether it asks receivers for a stricter policy than they apply today. */
  raises: boolean;
  note: FixNote | null;
}

/** The record with every fault in it corrected that these findings name, so that no two fixes of it contradict each other. */
function correct(text: string, { context, findings }: FixRoom): Draft {
  const sound = toSound(text);
  if (sound === null) return { text, raises: false, note: null };
  const changes: Record<string, string | null> = {};
  for (const { params } of findings.filter(isOf('align.strict'))) if (params.record === text) changes[params.tag] = 'r';
  if (context.reportAddress !== null && sound.record.rua.length === 0)
    changes['rua'] = `mailto:${context.reportAddress}`;
  const isChanged = Object.keys(changes).length > 0;
  return {
    text: isChanged ? withDmarcTags(sound.record.text, changes) : sound.record.text,
    raises: raisesPolicy(sound.record, readToday(text)),
    note: sound.asleep.length > 0 ? note('strictLeftOut', { tags: sound.asleep }) : null,
  };
}

/** One record out of texts of which none counts today. */
function merge(texts: readonly string[], { context }: FixRoom): Draft {
  const sound = mergeSound(texts);
  if (sound === null) return { text: newDmarc(context.reportAddress), raises: false, note: null };
  return {
    text: sound.record.text,
    raises: raisesPolicy(sound.record, null),
    note: sound.asleep.length > 0 ? note('strictLeftOut', { tags: sound.asleep }) : null,
  };
}

/**
 * The changes that publish a draft; with `p=none` where its own policy is new and this campaign would not pass under it.
 * `toChanges` makes the changes for a text.
 */
async function propose(
  draft: Draft,
  { context }: FixRoom,
  toChanges: (text: string) => RecordChange[],
): Promise<{ records: RecordChange[]; note: FixNote | null }> {
  const records = toChanges(draft.text);
  if (!draft.raises || context.mode !== 'campaign' || records.length === 0) return { records, note: draft.note };
  const { dmarc } = await context.tryOut(records);
  if (dmarc === 'pass') return { records, note: draft.note };
  const parsed = parseDmarc(draft.text);
  const policy = parsed.kind === 'record' ? parsed.record.p : null;
  const mild = withDmarcTags(draft.text, { p: 'none', sp: null, np: null, t: null });
  return { records: toChanges(mild), note: policy === null ? draft.note : note('policyHeld', { policy }) };
}

/** The domain that a misplaced record was meant for: the name without prefix, and without the domain typed twice. */
function ownerOf(foundAt: string, { domain, registrableDomain }: FixContext): string {
  const bare = foundAt.replace(/^_?dmarc\./u, '');
  const double = [domain, registrableDomain].find((own) => bare !== own && bare.endsWith(`.${own}`));
  const once = double === undefined ? bare : bare.slice(0, -double.length - 1);
  return isAtOrBelow(once, registrableDomain) ? once : bare;
}

/** Where the record belongs: where somebody tried to put one, else at the organisation's domain, which covers all below. */
function placeOf({ context, findings }: FixRoom): string {
  if (findings.some(isOf('dmarc.too-deep'))) return `_dmarc.${context.domain}`;
  const tried = findings.find(isOf('dmarc.multiple-records', 'dmarc.syntax', 'dmarc.dangling'));
  if (tried) return tried.subject;
  const stray = findings.find(isOf('dmarc.doubled-name', 'dmarc.wrong-place'));
  const owner = stray ? ownerOf(stray.params.foundAt, context) : context.registrableDomain;
  return `_dmarc.${isAtOrBelow(context.domain, owner) ? owner : context.registrableDomain}`;
}

/** Every text of that kind at the wrong places: they go once the right one is there. */
async function removeStrays({ context, findings }: FixRoom): Promise<RecordChange[]> {
  const places = findings.filter(isOf('dmarc.doubled-name', 'dmarc.wrong-place')).map(({ params }) => params.foundAt);
  const views = await Promise.all(places.map((place) => viewName(place, context.ask)));
  return views.flatMap(({ name, texts }) => texts.filter(isMeantAsDmarc).map((text) => toRemoval(name, 'TXT', text)));
}

const hostedNote = ({ cname, texts }: NameView): FixNote | null =>
  cname !== null && texts.length === 0 ? note('hostedElsewhere', { target: cname }) : null;

/** Whether a leg that lines up today would no longer do so, were `owner` an organisation of its own. */
const wouldPart = (owner: string, { legs }: FixContext): boolean =>
  [...legs.dkim.filter(({ key }) => key === 'ok'), legs.spf].some(
    ({ aligned, domain }) => aligned === true && domain !== null && !isAtOrBelow(domain, owner),
  );

/** A record below the organisation's domain alone would make an organisation of its own (RFC 9989 § 4.10.2). */
async function keepTogether(place: string, { context }: FixRoom): Promise<RecordChange[]> {
  const { registrableDomain, reportAddress, ask } = context;
  const top = `_dmarc.${registrableDomain}`;
  if (place === top || !wouldPart(place.slice('_dmarc.'.length), context)) return [];
  const view = await viewName(top, ask);
  return toText(view, newDmarc(reportAddress), view.texts.filter(isMeantAsDmarc));
}

/** The one set of changes for a domain that no record applies to, whatever the reasons. */
async function mendMissing(room: FixRoom): Promise<Remedy> {
  const place = await viewName(placeOf(room), room.context.ask);
  const meant = place.texts.filter(isMeantAsDmarc);
  const strays = await removeStrays(room);
  const material = meant.length > 0 ? meant : strays.map(({ value }) => value);
  const joining = await keepTogether(place.name, room);
  const proposal = await propose(merge(material, room), room, (text) => [
    ...toText(place, text, meant),
    ...strays,
    ...joining,
  ]);
  const isMerged = meant.map(toSound).filter((sound) => sound !== null).length > 1;
  return { ...proposal, note: proposal.note ?? (isMerged ? note('weakerKept') : hostedNote(place)) };
}

const isMissing = ({ findings }: FixRoom): boolean => findings.some(isOf('dmarc.missing'));

/** Replaces one record at its name; what several findings name is corrected at once. */
async function mendRecord(name: string, text: string, room: FixRoom): Promise<Remedy> {
  const view = await viewName(name, room.context.ask);
  const proposal = await propose(correct(text, room), room, (value) => toText(view, value, [text]));
  return { ...proposal, note: hostedNote(view) ?? proposal.note };
}

export const mendDmarcMissing = (_finding: Finding, room: FixRoom): Promise<Remedy> => mendMissing(room);

export function mendDmarcSyntax(finding: FindingOf<'dmarc.syntax'>, room: FixRoom): Promise<Remedy> {
  return isMissing(room) ? mendMissing(room) : mendUnread(finding, room);
}

/** Beside a record that counts, a text that was meant as one and counts for nothing goes. */
async function mendUnread({ subject, params }: FindingOf<'dmarc.syntax'>, room: FixRoom): Promise<Remedy> {
  const view = await viewName(subject, room.context.ask);
  const counts = view.texts.some((text) => text !== params.record && parseDmarc(text).kind === 'record');
  if (counts && parseDmarc(params.record).kind === 'meant') {
    return { records: [toRemoval(subject, 'TXT', params.record)], note: null };
  }
  return mendRecord(subject, params.record, room);
}

export async function mendDmarcDoubles(
  { subject, params }: FindingOf<'dmarc.multiple-records'>,
  room: FixRoom,
): Promise<Remedy> {
  if (isMissing(room)) return mendMissing(room);
  const view = await viewName(subject, room.context.ask);
  const proposal = await propose(merge(params.records, room), room, (text) => toText(view, text, params.records));
  return { ...proposal, note: proposal.note ?? note('weakerKept') };
}

/** A record at the wrong place beside one that applies only has to go. */
export async function mendDmarcStray(
  _finding: FindingOf<'dmarc.wrong-place' | 'dmarc.doubled-name'>,
  room: FixRoom,
): Promise<Remedy> {
  return isMissing(room) ? mendMissing(room) : { records: await removeStrays(room), note: null };
}

export async function mendDmarcDangling({ subject }: FindingOf<'dmarc.dangling'>, room: FixRoom): Promise<Remedy> {
  if (isMissing(room)) return mendMissing(room);
  const { cname } = await viewName(subject, room.context.ask);
  return { records: cname === null ? [] : [toRemoval(subject, 'CNAME', cname)], note: note('ownRecord') };
}

export const mendReportAddress = (
  { subject, params }: FindingOf<'dmarc.bad-report-address'>,
  room: FixRoom,
): Promise<Remedy> => mendRecord(subject, params.record, room);

export async function mendReportConsent(
  { params }: FindingOf<'dmarc.reports-not-authorised'>,
  { context }: FixRoom,
): Promise<Remedy> {
  const foreign = findForeignDomain(params.host);
  // Nobody can publish a record in a mailbox provider's zone.
  if (foreign !== null) {
    return onlyNote(note('reportsToProvider', { address: params.address, provider: foreign.provider }));
  }
  const view = await viewName(params.at, context.ask);
  return {
    records: toText(view, 'v=DMARC1', view.texts.filter(isMeantAsDmarc)),
    note: note('inTheirZone', { host: params.host }),
  };
}

/** The record that applies, as one of the From domain's own: its policy is the one that applies here today. */
function inheritedText({ dmarc, reportAddress }: FixContext): string {
  const sound = toSound(dmarc.record ?? '');
  if (sound === null) return newDmarc(reportAddress);
  return withDmarcTags(sound.record.text, { p: dmarc.policy ?? 'none', sp: null, np: null, psd: null });
}

export async function mendTooDeep({ subject }: FindingOf<'dmarc.too-deep'>, room: FixRoom): Promise<Remedy> {
  if (isMissing(room)) return mendMissing(room);
  const { context } = room;
  const view = await viewName(`_dmarc.${subject}`, context.ask);
  return {
    records: toText(view, inheritedText(context), view.texts.filter(isMeantAsDmarc)),
    note: note('ownRecord'),
  };
}

export async function mendStrict({ params }: FindingOf<'align.strict'>, room: FixRoom): Promise<Remedy> {
  const { foundAt } = room.context.dmarc;
  return foundAt === null
    ? onlyNote(note('notAligned', { esp: espNameOf(room) }))
    : mendRecord(`_dmarc.${foundAt}`, params.record, room);
}

/** The From domain, what signs or returns for it, and every name between these and the organisation's domain. */
function namesOfWalks({ domain, registrableDomain, legs }: FixContext): string[] {
  const ends = [domain, legs.spf.domain, ...legs.dkim.filter(({ key }) => key === 'ok').map((leg) => leg.domain)];
  const names = new Set<string>();
  for (const end of ends) {
    let name = end ?? '';
    while (name !== registrableDomain && isAtOrBelow(name, registrableDomain)) {
      names.add(name);
      name = name.slice(name.indexOf('.') + 1);
    }
  }
  return [...names];
}

/** A `psd` below the organisation's domain cuts it in two (RFC 9989 § 4.10.2). */
async function withoutPsd(name: string, ask: FixContext['ask']): Promise<RecordChange[]> {
  const view = await viewName(`_dmarc.${name}`, ask);
  const records = view.texts.map(parseDmarc).flatMap((text) => (text.kind === 'record' ? [text.record] : []));
  const [only] = records;
  if (records.length !== 1 || only === undefined || only.psd === 'u') return [];
  return toText(view, withDmarcTags(only.text, { psd: null }), [only.text]);
}

/**
 * Makes the tree walk end at the domain that the public suffix list ends at: no `psd` on the way, and a record there.
 * Null where that is so already.
 */
export async function joinOrganisation({ context }: FixRoom): Promise<RecordChange[] | null> {
  const { registrableDomain, ask, reportAddress } = context;
  const cuts = (await Promise.all(namesOfWalks(context).map((name) => withoutPsd(name, ask)))).flat();
  if (cuts.length > 0) return cuts;
  const top = await viewName(`_dmarc.${registrableDomain}`, ask);
  const answer = await ask(top.name, 'TXT');
  if (recordsOf(answer).some((text) => parseDmarc(text).kind === 'record')) return null;
  return toText(top, newDmarc(reportAddress), top.texts.filter(isMeantAsDmarc));
}

export async function mendWalkDiffers(_finding: Finding, room: FixRoom): Promise<Remedy> {
  if (isMissing(room)) return mendMissing(room);
  const records = await joinOrganisation(room);
  return records === null ? onlyNote(note('noCommonOrganisation')) : { records, note: note('oneOrganisation') };
}

/** Only with an address that the user has named: reports to nobody help nobody. */
export function addReports({ subject, params }: FindingOf<'dmarc.no-reports'>, room: FixRoom): Promise<Remedy | null> {
  return room.context.reportAddress === null ? Promise.resolve(null) : tidyRecord(subject, params.record, room);
}

export const dropHistoric = (
  { subject, params }: FindingOf<'dmarc.historic-tag'>,
  room: FixRoom,
): Promise<Remedy | null> => tidyRecord(subject, params.record, room);

/** An offer to tidy up, with all else that is to change in the record. */
function tidyRecord(name: string, record: string, room: FixRoom): Promise<Remedy | null> {
  return replaceOwn(name, record, correct(record, room).text, room.context.ask);
}

/** Where the record is at its own name and not behind an alias. */
async function replaceOwn(name: string, old: string, text: string, ask: FixContext['ask']): Promise<Remedy | null> {
  if (text === old || !(await peekTexts(name, ask)).includes(old)) return null;
  return { records: [{ action: 'replace', name, type: 'TXT', value: text, old }], note: null };
}

/** Without `t=y`, once nothing else is to change in the record, and only where this campaign passes under the full policy. */
export async function endTest({ subject, params }: FindingOf<'dmarc.testing'>, room: FixRoom): Promise<Remedy | null> {
  const { ask, tryOut, today } = room.context;
  const { record } = params;
  if (correct(record, room).text !== record) return onlyNote(note('endOfTestLater'));
  const fix = await replaceOwn(subject, record, withDmarcTags(record, { t: null }), ask);
  if (fix === null || isWorse(await tryOut(fix.records), today)) return null;
  return { ...fix, note: note('endOfTest') };
}
