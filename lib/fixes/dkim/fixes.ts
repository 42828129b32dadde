import type { Finding, FindingOf, FindingParams } from '../../findings/finding.ts';
import { parseDkimKey } from '../../records/dkim/read.ts';
import { parseTagList, formatTagList } from '../../records/tag-list.ts';
import { placeholders } from '../placeholders.ts';
import { joinOrganisation } from '../dmarc/fixes.ts';
import { note, type RecordChange } from '../fix.ts';
import { expectedOf, toKeyValue } from './key-target.ts';
import { toAlias, toRemoval, toText, viewName, type NameView } from '../name-view.ts';
import { espNameOf, isActionable, isOf, onlyNote, type FixRoom, type Remedy } from '../remedy.ts';

/** `k2` of `k2._domainkey.brand.com` */
const selectorOf = (name: string): string => name.split('._domainkey.')[0] ?? name;

/** Publishes what belongs at a selector's name; `found` is a target that stood somewhere in a mangled form. */
async function publishKey(name: string, found: string | null, room: FixRoom): Promise<RecordChange[]> {
  const { ask } = room.context;
  const expected = expectedOf(selectorOf(name), room);
  const value = await toKeyValue(selectorOf(name), found, room);
  const view = await viewName(name, ask);
  return expected?.type === 'CNAME' ? toAlias(view, value, ask) : toText(view, value, view.texts);
}

/** A record that was found at a wrong name, as it should have been entered. */
async function moveKey(
  params: FindingParams['dkim.misnamed'] | FindingParams['dkim.doubled-name'],
  room: FixRoom,
): Promise<Remedy> {
  const { selector, type, value, foundAt, expectedAt } = params;
  const { ask } = room.context;
  const isKeyText = type === 'TXT' && parseDkimKey(value).kind === 'key';
  const expected = expectedOf(selector, room);
  const records =
    isKeyText && expected?.type !== 'CNAME'
      ? toText(await viewName(expectedAt, ask), value, [])
      : await publishKey(expectedAt, toTarget(value), room);
  // At another domain of the brand's the record may do its duty for that domain.
  const isElsewhere = 'reason' in params && /-instead-of-/u.test(params.reason);
  if (isElsewhere) return { records, note: note('keepOther', { name: foundAt }) };
  const { cname, texts } = await viewName(foundAt, ask);
  const stands = type === 'CNAME' ? cname === value : texts.includes(value);
  return { records: stands ? [...records, toRemoval(foundAt, type, value)] : records, note: null };
}

/** A value without a part in angle brackets. */
const known = (value: string | null): string | null => (value === null || value.includes('<') ? null : value);

/** A name out of a text that somebody pasted. */
const toTarget = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^["'(]+|(?<!["'.);])["'.);]+$/gu, '')
    .replace(/^https?:\/\//u, '')
    .replace(/(?<![./])[./]+$/u, '');

/** The brand's own domain off the end of a target to which a DNS host has added it. */
function withoutOwnDomain(target: string, { context }: FixRoom): string {
  let rest = target;
  for (const own of [context.domain, context.registrableDomain, context.domain]) {
    if (rest.endsWith(`.${own}`)) rest = rest.slice(0, -own.length - 1);
  }
  return rest;
}

export const mendMisplacedKey = (
  { params }: FindingOf<'dkim.misnamed' | 'dkim.doubled-name'>,
  room: FixRoom,
): Promise<Remedy> => moveKey(params, room);

export async function mendTextTarget(
  { subject, params }: FindingOf<'dkim.target-as-text'>,
  room: FixRoom,
): Promise<Remedy> {
  return { records: await publishKey(subject, known(params.expected) ?? toTarget(params.text), room), note: null };
}

export async function mendProxied({ subject, params }: FindingOf<'dkim.proxied'>, room: FixRoom): Promise<Remedy> {
  return { records: await publishKey(subject, params.expected, room), note: note('proxied') };
}

export async function mendWrongTarget(
  { subject, params }: FindingOf<'dkim.wrong-target'>,
  room: FixRoom,
): Promise<Remedy> {
  const found = known(params.expected) ?? withoutOwnDomain(toTarget(params.target), room);
  return { records: await publishKey(subject, found, room), note: null };
}

/** The record's target has no usable key: another target mends it, or nobody but its owner can. */
async function renewAlias(view: NameView, room: FixRoom): Promise<Remedy> {
  const target = view.cname ?? '';
  const value = await toKeyValue(selectorOf(view.name), null, room);
  if (value === target) return onlyNote(note('keyIsTheirs', { esp: espNameOf(room), target }));
  // Where the ESP hands out the key itself, an alias stands in its way.
  const isText = expectedOf(selectorOf(view.name), room)?.type === 'TXT';
  return { records: isText ? toText(view, value, []) : await toAlias(view, value, room.context.ask), note: null };
}

export async function mendDangling({ subject }: FindingOf<'dkim.dangling'>, room: FixRoom): Promise<Remedy> {
  return renewAlias(await viewName(subject, room.context.ask), room);
}

/** A key of the name's own that has to be a new one; behind an alias it is the ESP's. */
export async function renewKey(
  { subject }: FindingOf<'dkim.revoked' | 'dkim.weak-key'>,
  room: FixRoom,
): Promise<Remedy> {
  const view = await viewName(subject, room.context.ask);
  if (view.cname !== null && view.texts.length === 0) return renewAlias(view, room);
  return enterNewKey(view, room);
}

async function enterNewKey(view: NameView, room: FixRoom): Promise<Remedy> {
  const selector = selectorOf(view.name);
  if (expectedOf(selector, room) !== null) return { records: await publishKey(view.name, null, room), note: null };
  return {
    records: toText(view, placeholders.newKey(selector), view.texts.filter(isKeyText)),
    note: note('newKey', { esp: espNameOf(room) }),
  };
}

const isKeyText = (text: string): boolean => parseDkimKey(text).kind !== 'other';

/** A text at the name itself is replaced by `mended`; the ESP's CNAME in its place is better still. */
async function replaceKey(name: string, old: string, mended: string | null, room: FixRoom): Promise<Remedy> {
  const view = await viewName(name, room.context.ask);
  if (!view.texts.includes(old)) {
    return view.cname === null ? onlyNote(note('newKey', { esp: espNameOf(room) })) : renewAlias(view, room);
  }
  const expected = expectedOf(selectorOf(name), room);
  if (expected?.type === 'CNAME') return { records: await publishKey(name, null, room), note: null };
  return mended === null ? enterNewKey(view, room) : { records: toText(view, mended, [old]), note: null };
}

export const mendInvalidKey = ({ subject, params }: FindingOf<'dkim.invalid'>, room: FixRoom): Promise<Remedy> =>
  replaceKey(subject, params.record, params.repaired, room);

type KeyTags = { name: string; value: string }[];

const editKey = (record: string, edit: (tags: KeyTags) => KeyTags): string =>
  formatTagList(edit(parseTagList(record).tags.map(({ name, value }) => ({ name, value }))));

const withoutTesting = (tags: KeyTags): KeyTags =>
  tags.flatMap((tag) => {
    if (tag.name !== 't') return [tag];
    const flags = tag.value.split(':').filter((flag) => flag.trim().toLowerCase() !== 'y');
    return flags.length === 0 ? [] : [{ name: 't', value: flags.join(':') }];
  });

/** Everything in a key record that stands between a sound key and its use: one text, whichever finding asks for it. */
const withoutLimits = (record: string): string =>
  editKey(record, (tags) => {
    const parsed = parseDkimKey(record);
    const unusable = parsed.kind === 'key' ? parsed.key.unusable : null;
    const limit = unusable === 'service' ? 's' : 'h';
    return withoutTesting(unusable === null ? tags : tags.filter(({ name }) => name !== limit));
  });

export const mendLimitedKey = (
  { subject, params }: FindingOf<'dkim.testing' | 'dkim.not-for-email'>,
  room: FixRoom,
): Promise<Remedy> => replaceKey(subject, params.record, withoutLimits(params.record), room);

const bitsOf = (text: string): number => {
  const parsed = parseDkimKey(text);
  return parsed.kind === 'key' && parsed.key.unusable === null ? parsed.key.bits : 0;
};

/** Two keys at one name: the better one stays. Halves of one key that was torn are joined. */
export async function mendKeyDoubles(
  { subject, params }: FindingOf<'dkim.multiple-records'>,
  room: FixRoom,
): Promise<Remedy> {
  const view = await viewName(subject, room.context.ask);
  if (view.texts.length === 0) return view.cname === null ? enterNewKey(view, room) : renewAlias(view, room);
  const expected = expectedOf(selectorOf(subject), room);
  if (expected?.type === 'CNAME') return { records: await publishKey(subject, null, room), note: null };
  const keys = view.texts.filter(isKeyText);
  const [best] = keys.toSorted((one, other) => bitsOf(other) - bitsOf(one));
  if (best !== undefined && bitsOf(best) > 0) {
    return { records: keys.filter((text) => text !== best).map((text) => toRemoval(subject, 'TXT', text)), note: null };
  }
  const joined = [params.records, params.records.toReversed()]
    .map((parts) => parts.join(''))
    .find((text) => bitsOf(text) > 0);
  return joined === undefined ? enterNewKey(view, room) : { records: toText(view, joined, view.texts), note: null };
}

export const addRsaKey = (_finding: FindingOf<'dkim.ed25519-only'>, room: FixRoom): Remedy =>
  onlyNote(note('rsaKey', { esp: espNameOf(room) }));

const isMisplaced = isOf('dkim.doubled-name', 'dkim.misnamed');
const isAtSelector = isOf('dkim.target-as-text', 'dkim.proxied', 'dkim.wrong-target', 'dkim.dangling');

/** How another finding at the same selector mends it. */
async function mendBySibling(name: string, room: FixRoom): Promise<Remedy | null> {
  for (const finding of room.findings) {
    if (isMisplaced(finding) && finding.params.expectedAt === name) return moveKey(finding.params, room);
    if (isAtSelector(finding) && finding.subject === name)
      return { records: await publishKey(name, foundBy(finding, room), room), note: null };
  }
  return null;
}

function foundBy(
  finding: Extract<Finding, { code: 'dkim.target-as-text' | 'dkim.proxied' | 'dkim.wrong-target' | 'dkim.dangling' }>,
  room: FixRoom,
): string | null {
  if (finding.code === 'dkim.target-as-text') return toTarget(finding.params.text);
  if (finding.code === 'dkim.wrong-target') return withoutOwnDomain(toTarget(finding.params.target), room);
  return null;
}

/** The selectors to publish: where a misplaced record shows which generation was meant, all of that one. */
function wantedSelectors(selectors: readonly string[], room: FixRoom): string[] {
  const { esp, domain, account } = room.context;
  const misplaced = room.findings.filter(isMisplaced).map(({ params }) => params.selector);
  const generations = esp?.sending.generations({ domain, account }) ?? [];
  const meant = generations.find((generation) =>
    generation.selectors.some(({ selector }) => misplaced.includes(selector)),
  );
  const keys = meant?.selectors.map(({ selector }) => selector) ?? selectors;
  const works = (selector: string) =>
    room.context.legs.dkim.some((leg) => leg.selector === selector && leg.key === 'ok');
  return keys.filter((selector) => !works(selector));
}

async function publishAll(domain: string, selectors: readonly string[], room: FixRoom): Promise<Remedy> {
  const remedies = await Promise.all(
    selectors.map(async (selector): Promise<Remedy> => {
      const name = `${selector}._domainkey.${domain}`;
      return (await mendBySibling(name, room)) ?? { records: await publishKey(name, null, room), note: null };
    }),
  );
  return {
    records: remedies.flatMap(({ records }) => records),
    note: remedies.find((remedy) => remedy.note !== null)?.note ?? null,
  };
}

export const mendNotSetUp = ({ params }: FindingOf<'dkim.not-set-up'>, room: FixRoom): Promise<Remedy> =>
  publishAll(params.domain, wantedSelectors(params.selectors, room), room);

export const mendPartlySetUp = ({ params }: FindingOf<'dkim.partly-set-up'>, room: FixRoom): Promise<Remedy> =>
  publishAll(params.domain, params.missing, room);

export const addNewerKeys = async ({ params }: FindingOf<'esp.old-setup'>, room: FixRoom): Promise<Remedy> =>
  publishAll(room.context.domain, params.add, room);

export async function mendOtherAccount({ params }: FindingOf<'esp.other-account'>, room: FixRoom): Promise<Remedy> {
  const { esp, domain, legs, ask } = room.context;
  const at = legs.dkim.find(({ selector, target }) => selector === params.selector && target === params.target)?.domain;
  const view = await viewName(`${params.selector}._domainkey.${at ?? domain}`, ask);
  const told = expectedOf(params.selector, room)?.publish;
  const derived = told === undefined ? undefined : await toKeyValue(params.selector, null, room);
  const fresh = derived === view.cname ? told : derived;
  const value = fresh ?? placeholders.within(params.esp, esp?.help.recordsPath ?? 'the domain’s records');
  return { records: await toAlias(view, value, ask), note: null };
}

/** A copy of the key gives way to the link that the ESP asks for. */
export async function linkFlattened({ subject }: FindingOf<'dkim.flattened'>, room: FixRoom): Promise<Remedy> {
  return { records: await publishKey(subject, null, room), note: note('flattened') };
}

/**
 * The records of the wildcard that answers for every selector. One for any name of the domain that is no key is there for
 * something else, a web site most often: it stays, and no longer answers once a selector has a record of its own.
 */
export async function mendWildcard(_finding: FindingOf<'dkim.wildcard'>, { context }: FixRoom): Promise<Remedy> {
  const below = await viewName(`*._domainkey.${context.domain}`, context.ask);
  const records = below.texts.map((text) => toRemoval(below.name, 'TXT', text));
  if (below.cname !== null) records.push(toRemoval(below.name, 'CNAME', below.cname));
  const above = await viewName(`*.${context.domain}`, context.ask);
  if (records.length === 0) {
    records.push(...above.texts.filter(isKeyText).map((text) => toRemoval(above.name, 'TXT', text)));
  }
  if (records.length === 0) return onlyNote(note('byWildcard'));
  // Selectors that were given by hand may be in use: each gets a record of its own before the wildcard goes.
  const inUse = context.esp === null ? context.legs.dkim.filter(({ key }) => key === 'unknown') : [];
  const own = inUse.map(({ domain, selector }): RecordChange => {
    const value = placeholders.keyOf(selector, null);
    return { action: 'add', name: `${selector}._domainkey.${domain}`, type: 'TXT', value };
  });
  return { records: [...own, ...records], note: note('wildcard') };
}

const isKeyFault = (finding: Finding): boolean =>
  finding.code.startsWith('dkim.') && finding.severity !== 'info' && finding.severity !== 'unknown';

/** The finding that carries the records of whatever keeps the names from lining up. */
export const causeOf = ({ findings }: FixRoom): Finding | null =>
  findings.find((finding) => isKeyFault(finding) && isActionable(finding)) ??
  findings.find(isOf('align.strict', 'dmarc.missing')) ??
  null;

/** Keys are in order and still nothing aligns: the organisation may be cut in two, or the keys are another domain's. */
export async function mendUnaligned(_finding: FindingOf<'align.none'>, room: FixRoom): Promise<Remedy> {
  const hasKey = room.context.legs.dkim.some(({ key, aligned }) => key === 'ok' && aligned === false);
  const joined = hasKey ? await joinOrganisation(room) : null;
  return joined === null
    ? onlyNote(note('notAligned', { esp: espNameOf(room) }))
    : { records: joined, note: note('oneOrganisation') };
}
