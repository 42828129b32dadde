import { isAtOrBelow } from '../domain/domain-name.ts';
import type { Finding, FindingCode, FindingOf } from '../findings/finding.ts';
import {
  addNewerKeys,
  addRsaKey,
  causeOf,
  linkFlattened,
  mendDangling,
  mendInvalidKey,
  mendKeyDoubles,
  mendLimitedKey,
  mendMisplacedKey,
  mendNotSetUp,
  mendOtherAccount,
  mendPartlySetUp,
  mendProxied,
  mendTextTarget,
  mendUnaligned,
  mendWildcard,
  mendWrongTarget,
  renewKey,
} from './dkim/fixes.ts';
import {
  addReports,
  dropHistoric,
  endTest,
  mendDmarcDangling,
  mendDmarcDoubles,
  mendDmarcMissing,
  mendDmarcStray,
  mendDmarcSyntax,
  mendReportAddress,
  mendReportConsent,
  mendStrict,
  mendTooDeep,
  mendWalkDiffers,
} from './dmarc/fixes.ts';
import { note, type Fix, type FixNote, type MessageNoteCode, type RecordChange } from './fix.ts';
import type { FixContext } from './fix-context.ts';
import { mendConflict, mendMx, mendReturnPath } from './mail/fixes.ts';
import { espNameOf, isActionable, isOf, onlyNote, type FixRoom, type Remedy } from './remedy.ts';
import { mendSpf, tidySpf } from './spf/fixes.ts';
import { isWorse } from './trial.ts';
import { keepWildcard } from './wildcard.ts';

const keyOf = ({ action, name, type, value }: RecordChange): string => JSON.stringify([action, name, type, value]);

const uniqueChanges = (changes: readonly RecordChange[]): RecordChange[] =>
  changes.filter((change, index) => changes.findIndex((other) => keyOf(other) === keyOf(change)) === index);

type Remedies = {
  [C in FindingCode]?: (finding: FindingOf<C>, room: FixRoom) => Remedy | null | Promise<Remedy | null>;
};

const messageNote = (finding: FindingOf<MessageNoteCode>, room: FixRoom): Remedy =>
  onlyNote(note('message', { code: finding.code, esp: espNameOf(room) }));

const contentNote = (): Remedy => onlyNote(note('content'));

/** The keys of one service that share a fault are mended together: half a set-up is none. */
const together =
  <C extends FindingCode>(mend: (finding: FindingOf<C>, room: FixRoom) => Promise<Remedy>) =>
  async (finding: FindingOf<C>, room: FixRoom): Promise<Remedy> => {
    const alike = room.findings.filter((each) => each.code === finding.code && each.severity !== 'unknown');
    // All of one code, so all of this finding's type: TypeScript cannot see that in a union's filter.
    const parts = await Promise.all(alike.map((each) => mend(each as unknown as FindingOf<C>, room)));
    const records = uniqueChanges(parts.flatMap((part) => part.records));
    return { records, note: parts.find((part) => part.note !== null)?.note ?? null };
  };

/** A finding that only shows a cause named by another: it has no records of its own. */
async function shownCause(finding: Finding, room: FixRoom, otherwise: FixNote): Promise<Remedy> {
  const cause = causeOf(room);
  if (cause === null || cause === finding) return onlyNote(otherwise);
  const remedy = await remedyOf(cause, room);
  return remedy === null || remedy.records.length === 0 ? onlyNote(otherwise) : { ...remedy, note: null };
}

const remedies: Remedies = {
  'dns.no-domain': ({ params }) => onlyNote(note('noDomain', { registrable: params.registrable })),
  'dns.servfail': ({ params }) => onlyNote(note('servfail', { dnssec: params.reason === 'dnssec' })),
  'dns.disagree': () => onlyNote(note('disagree')),
  'dns.cname-conflict': together(mendConflict),

  'from.free-mail': (_finding, room) => onlyNote(note('freeMail', { esp: espNameOf(room) })),
  'from.unusable': () => onlyNote(note('unusable')),
  'from.no-replies': ({ params }) => onlyNote(note('noReplies', { nullMx: params.reason === 'null-mx' })),
  'from.rewritten': (finding, room) => shownCause(finding, room, note('rewritten', { esp: espNameOf(room) })),
  'reply-to.no-domain': ({ params }) => onlyNote(note('replyTo', { address: params.address })),
  'reply-to.no-replies': ({ params }) => onlyNote(note('replyTo', { address: params.address })),
  'parked.ok': () => onlyNote(note('parked')),

  'spf.missing': mendSpf,
  'spf.multiple-records': mendSpf,
  'spf.syntax': mendSpf,
  'spf.unrecognised': mendSpf,
  'spf.too-many-lookups': mendSpf,
  'spf.void-lookups': mendSpf,
  'spf.too-many-mx': mendSpf,
  'spf.include-missing': mendSpf,
  'spf.include-loop': mendSpf,
  'spf.pass-all': mendSpf,
  'spf.neutral-all': mendSpf,
  'spf.after-all': mendSpf,
  'spf.ptr': mendSpf,
  'spf.wrong-place': mendSpf,
  'spf.same-source': tidySpf,
  'spf.duplicate-term': tidySpf,
  'spf.not-a-sender': tidySpf,
  'spf.needless-include': tidySpf,
  'spf.redirect-ignored': tidySpf,
  'spf.hard-fail': tidySpf,
  'spf.obsolete': tidySpf,

  'dkim.not-set-up': mendNotSetUp,
  'dkim.partly-set-up': mendPartlySetUp,
  'dkim.dangling': together(mendDangling),
  'dkim.wrong-target': together(mendWrongTarget),
  'dkim.target-as-text': together(mendTextTarget),
  'dkim.proxied': together(mendProxied),
  'dkim.doubled-name': together(mendMisplacedKey),
  'dkim.misnamed': together(mendMisplacedKey),
  'dkim.revoked': together(renewKey),
  'dkim.invalid': together(mendInvalidKey),
  'dkim.weak-key': together(renewKey),
  'dkim.ed25519-only': addRsaKey,
  'dkim.testing': together(mendLimitedKey),
  'dkim.not-for-email': together(mendLimitedKey),
  'dkim.multiple-records': together(mendKeyDoubles),
  'dkim.wildcard': mendWildcard,
  'dkim.flattened': together(linkFlattened),

  'dmarc.missing': mendDmarcMissing,
  'dmarc.multiple-records': mendDmarcDoubles,
  'dmarc.syntax': mendDmarcSyntax,
  'dmarc.bad-report-address': mendReportAddress,
  'dmarc.reports-not-authorised': mendReportConsent,
  'dmarc.wrong-place': mendDmarcStray,
  'dmarc.doubled-name': mendDmarcStray,
  'dmarc.dangling': mendDmarcDangling,
  'dmarc.too-deep': mendTooDeep,
  'dmarc.walk-differs': mendWalkDiffers,
  'dmarc.rests-on-spf': (finding, room) => shownCause(finding, room, note('restsOnSpf', { esp: espNameOf(room) })),
  'dmarc.no-reports': addReports,
  'dmarc.historic-tag': dropHistoric,
  'dmarc.testing': endTest,

  'align.none': async (finding, room) =>
    causeOf(room) === null
      ? mendUnaligned(finding, room)
      : shownCause(finding, room, note('notAligned', { esp: espNameOf(room) })),
  'align.strict': mendStrict,
  'esp.old-setup': addNewerKeys,
  'esp.other-account': mendOtherAccount,
  'return-path.no-host': mendReturnPath,
  'mx.broken': mendMx,

  'message.dmarc-fail': messageNote,
  'message.no-dkim': messageNote,
  'message.dkim-fail': messageNote,
  'message.dkim-unaligned': messageNote,
  'message.spf-fail': messageNote,
  'message.body-unsigned': messageNote,
  'message.one-click-missing': messageNote,
  'message.one-click-unsigned': messageNote,
  'message.one-click-invalid': messageNote,
  'message.from-differs': messageNote,
  'message.not-via-esp': messageNote,
  'message.prediction-differs': messageNote,
  'message.no-tls': messageNote,
  'message.no-ptr': messageNote,
  'message.format': messageNote,
  'message.damaged': messageNote,
  'message.altered': messageNote,
  'content.link-text-differs': contentNote,
  'content.link-shortener': contentNote,
  'content.image-only': contentNote,
  'content.hidden-text': contentNote,
  'content.script': contentNote,
};

/** Why no record may be proposed at this From domain at all, in one sentence; null where records help. */
function veto({ findings }: FixRoom, { code }: Finding): FixNote | null {
  if (code.startsWith('message.') || code.startsWith('content.')) return null;
  if (code !== 'from.free-mail' && findings.some(isOf('from.free-mail'))) return note('ownDomainFirst');
  const isParked = findings.some((finding) => finding.code === 'parked.ok' && isActionable(finding));
  if (isParked && code !== 'parked.ok') return note('parked');
  const isGone = findings.some((finding) => finding.code === 'dns.no-domain' && finding.params.registrable);
  return code !== 'dns.no-domain' && isGone ? note('domainFirst') : null;
}

async function remedyOf(finding: Finding, room: FixRoom): Promise<Remedy | null> {
  // One finding's code picks its own remedy: TypeScript cannot follow that correlation through the union.
  const toRemedy = remedies[finding.code] as
    | ((finding: Finding, room: FixRoom) => ReturnType<typeof remedyOf>)
    | undefined;
  return (await toRemedy?.(finding, room)) ?? null;
}

/** Leaves out records in the zone that is delegated to the ESP: the user cannot change them. */
function withoutEspZone(fix: Remedy | null, room: FixRoom): Remedy | null {
  const { espZone } = room.context;
  if (fix === null || espZone === null) return fix;
  // The delegation itself is in the zone above.
  const records = fix.records.filter(
    ({ name, type }) => !isAtOrBelow(name, espZone) || (type === 'NS' && name === espZone),
  );
  if (records.length === fix.records.length) return fix;
  return { ...fix, records, note: note('inEspZone', { zone: espZone, esp: espNameOf(room) }) };
}

async function toFix(finding: Finding, room: FixRoom): Promise<Fix | null> {
  if (finding.severity === 'unknown') return null;
  const refusal = veto(room, finding);
  if (refusal !== null) return isActionable(finding) ? onlyNote(refusal) : null;
  const fix = withoutEspZone(await remedyOf(finding, room), room);
  if (fix !== null && (fix.records.length > 0 || fix.note !== null)) return fix;
  return isActionable(finding) ? onlyNote(note('general')) : null;
}

/** Findings that are several views of one cause: the first carries the records. Others each keep what mends them. */
function isOneCause(one: FindingCode, other: FindingCode): boolean {
  const families = [
    /^(?:dkim|align)\.|^from\.rewritten$|^dmarc\.(?:rests-on-spf|walk-differs|missing)$/u,
    /^dmarc\./u,
    /^spf\.(?:missing|unrecognised|wrong-place)$/u,
  ];
  return one === other || families.some((family) => family.test(one) && family.test(other));
}

/** An hour: long enough for resolvers, short enough to correct a slip. */
const TTL = 3600;

const withTtl = (fix: Fix): Fix => ({
  ...fix,
  records: fix.records.map((change) => (change.action === 'remove' ? change : { ...change, ttl: TTL })),
});

interface Carried {
  finding: Finding;
  keys: Set<string>;
}

/** Leaves records that an earlier finding of the same cause carries to that one, and says so. */
function withoutRepeats(finding: Finding, fix: Fix, carried: readonly Carried[]): Fix {
  if (fix.records.length === 0) return fix;
  const keys = fix.records.map(keyOf);
  const twin = carried.find((earlier) => keys.every((key) => earlier.keys.has(key)));
  if (twin === undefined) return fix;
  const { code, subject } = twin.finding;
  if (!isOneCause(code, finding.code)) return { ...fix, note: fix.note ?? note('sameRecord', { code, subject }) };
  return { ...fix, records: [], note: note('sameAs', { code, subject }) };
}

const recordsOf = (fixes: readonly (Fix | null)[]): RecordChange[] =>
  uniqueChanges(fixes.flatMap((fix) => fix?.records ?? []));

/**
 * The proposals tried on this campaign: where publishing all that is asked for leaves it worse off than today, each that
 * does so together with those before it is withdrawn, and says so.
 */
async function withoutHarm(fixes: readonly (Fix | null)[], { context, findings }: FixRoom): Promise<(Fix | null)[]> {
  const { today, tryOut } = context;
  const isAsked = (_: unknown, index: number) => findings[index] !== undefined && isActionable(findings[index]);
  const all = recordsOf(fixes.filter(isAsked));
  if (all.length === 0 || !isWorse(await tryOut(all), today)) return [...fixes];
  const kept: (Fix | null)[] = [];
  const published: Fix[] = [];
  for (const [index, fix] of fixes.entries()) {
    const isTried = fix !== null && fix.records.length > 0 && isAsked(fix, index);
    // Each trial stands on what was kept before it.
    // oxlint-disable-next-line no-await-in-loop
    const isHarm = isTried && isWorse(await tryOut(recordsOf([...published, fix])), today);
    if (isTried && !isHarm) published.push(fix);
    // A key of its own at the selector comes before the wildcard goes.
    const why = note(findings[index]?.code === 'dkim.wildcard' ? 'byWildcard' : 'wouldBreak');
    kept.push(isHarm ? onlyNote(why) : fix);
  }
  return kept;
}

/**
 * The fix of each finding, in the order of `findings` (the report's order: first the one to fix first).
 * Fail and warn always get one; info and unknown may get null. Where one cause shows in several findings the
 * first of them carries the records and the others say so in their note. Never rejects.
 */
export async function toFixes(findings: readonly Finding[], context: FixContext): Promise<(Fix | null)[]> {
  const room: FixRoom = { context, findings };
  const proposed = await Promise.all(findings.map((finding) => toFix(finding, room)));
  const fixes = await keepWildcard(await withoutHarm(proposed, room), context);
  const carried: Carried[] = [];
  return fixes.map((fix, index) => {
    const finding = findings[index];
    if (fix === null || finding === undefined) return fix;
    const rest = withoutRepeats(finding, fix, carried);
    if (rest.records.length > 0) carried.push({ finding, keys: new Set(rest.records.map(keyOf)) });
    return withTtl(rest);
  });
}
