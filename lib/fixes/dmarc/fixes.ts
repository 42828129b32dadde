import { recordsOf } from '../../dns/resolver.ts';
import { isAtOrBelow } from '../../domain/domain-name.ts';
import type { Finding, FindingOf } from '../../findings/finding.ts';
import { formatDmarc, parseDmarc, withDmarcTags, type DmarcRecord, type Policy } from '../../records/dmarc/read.ts';
import { fixNotes } from '../../words/en/fixes.ts';
import type { RecordChange } from '../fix.ts';
import type { FixContext } from '../fix-context.ts';
import { peekTexts, toRemoval, toText, viewName, type NameView } from '../name-view.ts';
import { espNameOf, isOf, onlyNote, type FixRoom, type Remedy } from '../remedy.ts';

const STRENGTH: Record<Policy, number> = { none: 0, quarantine: 1, reject: 2 };

const isMeantAsDmarc = (text: string): boolean => parseDmarc(text).kind !== 'other';

/** A record that asks for nothing yet, with the user's report address where one is known. */
export const newDmarc = (reportAddress: string | null): string =>
  formatDmarc([
    { name: 'p', value: 'none' },
    ...(reportAddress === null ? [] : [{ name: 'rua', value: `mailto:${reportAddress}` }]),
  ]);

/** The sound record that a text is, or was meant to be. */
function readMeant(text: string): DmarcRecord | null {
  const parsed = parseDmarc(text);
  if (parsed.kind === 'other') return null;
  const isSound = parsed.kind === 'record' && parsed.record.state === 'valid' && parsed.record.repaired === null;
  if (isSound) return parsed.record;
  const repaired = parsed.kind === 'record' ? parsed.record.repaired : parsed.repaired;
  const again = repaired === null ? null : parseDmarc(repaired);
  return again?.kind === 'record' && again.record.state === 'valid' ? again.record : null;
}

/** One record out of several: the mildest policy, since none of them counted, and everybody's report addresses. */
function mergeDmarc(texts: readonly string[], reportAddress: string | null): string {
  const records = texts.map(readMeant).filter((record) => record !== null);
  const [mildest] = records.toSorted((one, other) => STRENGTH[one.p ?? 'none'] - STRENGTH[other.p ?? 'none']);
  if (mildest === undefined) return newDmarc(reportAddress);
  const reports = [...new Set(records.flatMap(({ rua }) => rua.map(({ text }) => text)))].join(',');
  const own = mildest.rua.map(({ text }) => text).join(',');
  return reports === own ? mildest.text : withDmarcTags(mildest.text, { rua: reports });
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

const hostedNote = ({ cname, texts }: NameView): string | null =>
  cname !== null && texts.length === 0 ? fixNotes.hostedElsewhere(cname) : null;

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
  const { context } = room;
  const place = await viewName(placeOf(room), context.ask);
  const meant = place.texts.filter(isMeantAsDmarc);
  const strays = await removeStrays(room);
  const material = meant.length > 0 ? meant : strays.map(({ value }) => value);
  const text = mergeDmarc(material, context.reportAddress);
  const isMerged = meant.map(readMeant).filter((record) => record !== null).length > 1;
  return {
    records: [...toText(place, text, meant), ...strays, ...(await keepTogether(place.name, room))],
    note: isMerged ? fixNotes.weakerKept() : hostedNote(place),
  };
}

const isMissing = ({ findings }: FixRoom): boolean => findings.some(isOf('dmarc.missing'));

/** The record with every fault in it mended that these findings name, so that no two fixes of it contradict each other. */
function mendText(text: string, { findings }: FixRoom): string {
  const sound = readMeant(text)?.text ?? text;
  const strict = findings.filter(isOf('align.strict')).filter(({ params }) => params.record === text);
  if (strict.length === 0) return sound;
  return withDmarcTags(sound, Object.fromEntries(strict.map(({ params }) => [params.tag, 'r'])));
}

/** Replaces one record at its name; what several findings name is mended at once. */
async function mendRecord(name: string, text: string, room: FixRoom): Promise<Remedy> {
  const view = await viewName(name, room.context.ask);
  const records = toText(view, mendText(text, room), [text]);
  return { records, note: hostedNote(view) };
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
  const { ask, reportAddress } = room.context;
  const records = toText(await viewName(subject, ask), mergeDmarc(params.records, reportAddress), params.records);
  return { records, note: fixNotes.weakerKept() };
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
  return { records: cname === null ? [] : [toRemoval(subject, 'CNAME', cname)], note: fixNotes.ownRecord() };
}

export const mendReportAddress = (
  { subject, params }: FindingOf<'dmarc.bad-report-address'>,
  room: FixRoom,
): Promise<Remedy> => mendRecord(subject, params.record, room);

export async function mendReportConsent(
  { params }: FindingOf<'dmarc.reports-not-authorised'>,
  { context }: FixRoom,
): Promise<Remedy> {
  const view = await viewName(params.at, context.ask);
  return {
    records: toText(view, 'v=DMARC1', view.texts.filter(isMeantAsDmarc)),
    note: fixNotes.inTheirZone(params.host),
  };
}

export async function mendTooDeep({ subject }: FindingOf<'dmarc.too-deep'>, room: FixRoom): Promise<Remedy> {
  if (isMissing(room)) return mendMissing(room);
  const { context } = room;
  const inherited = readMeant(context.dmarc.record ?? '')?.text ?? newDmarc(context.reportAddress);
  const view = await viewName(`_dmarc.${subject}`, context.ask);
  return {
    records: toText(view, inherited, view.texts.filter(isMeantAsDmarc)),
    note: fixNotes.ownRecord(),
  };
}

export async function mendStrict({ params }: FindingOf<'align.strict'>, room: FixRoom): Promise<Remedy> {
  const { foundAt } = room.context.dmarc;
  return foundAt === null
    ? onlyNote(fixNotes.notAligned(espNameOf(room)))
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
  return records === null ? onlyNote(fixNotes.noCommonOrganisation()) : { records, note: fixNotes.oneOrganisation() };
}

/** Only with an address that the user has named: reports to nobody help nobody. */
export async function addReports(
  { subject, params }: FindingOf<'dmarc.no-reports'>,
  { context }: FixRoom,
): Promise<Remedy | null> {
  const { reportAddress, ask } = context;
  if (reportAddress === null) return null;
  return replaceOwn(subject, params.record, withDmarcTags(params.record, { rua: `mailto:${reportAddress}` }), ask);
}

/** Where the record stands at its own name and not behind an alias. */
async function replaceOwn(name: string, old: string, text: string, ask: FixContext['ask']): Promise<Remedy | null> {
  if (!(await peekTexts(name, ask)).includes(old)) return null;
  return { records: [{ action: 'replace', name, type: 'TXT', value: text, old }], note: null };
}

export function dropHistoric(
  { subject, params }: FindingOf<'dmarc.historic-tag'>,
  { context }: FixRoom,
): Promise<Remedy | null> {
  const changes: Record<string, string | null> = {};
  for (const tag of params.tags.filter((name) => name !== '!size')) changes[tag] = null;
  const parsed = parseDmarc(params.record);
  if (params.tags.includes('!size') && parsed.kind === 'record') {
    for (const tag of ['rua', 'ruf'] as const) {
      if (parsed.record[tag].length > 0) changes[tag] = parsed.record[tag].map(({ uri }) => uri).join(',');
    }
  }
  return replaceOwn(subject, params.record, withDmarcTags(params.record, changes), context.ask);
}

export async function endTest(
  { subject, params }: FindingOf<'dmarc.testing'>,
  { context }: FixRoom,
): Promise<Remedy | null> {
  const fix = await replaceOwn(subject, params.record, withDmarcTags(params.record, { t: null }), context.ask);
  return fix === null ? null : { ...fix, note: fixNotes.endOfTest() };
}
