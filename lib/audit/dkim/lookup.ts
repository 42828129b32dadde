import { isFailure, recordsOf, type DnsAnswer, type PositiveAnswer } from '../../dns/resolver.ts';
import type { EspSending, ExpectedSelector, SelectorGeneration } from '../../esp/sending.ts';
import type { FindingParams } from '../../findings/finding.ts';
import { LEAST_BITS, parseDkimKeys, type DkimText } from '../../records/dkim/read.ts';
import { parseTagList, valueOf } from '../../records/tag-list.ts';
import { isSpfRecord } from '../../records/spf/read.ts';
import type { AuditContext } from '../context.ts';
import { findForeignTarget } from './account.ts';
import { findPastedTarget, judgeTarget, type TargetFault, type TargetScale } from './target.ts';

/** What one audit of the keys works with. */
export interface DkimSearch {
  context: AuditContext;
  esp: EspSending | null;
  otherEsps: readonly EspSending[];
  /** Newest first; with them the selectors given by hand. */
  generations: readonly SelectorGeneration[];
  /** All selectors of all generations. */
  siblings: readonly ExpectedSelector[];
  /** The From domain and those above it that are the brand's. */
  ownDomains: readonly string[];
}

/** One selector at one domain, and what stands there. */
export interface Lookup {
  domain: string;
  expected: ExpectedSelector;
  /** `k2._domainkey.brand.com` */
  name: string;
  standing: Standing;
  /** What it rests on. */
  answers: DnsAnswer[];
}

export type Standing =
  /** `byWildcard`: something is answered, and the same to any other selector. */
  | { kind: 'missing'; byWildcard: boolean }
  | { kind: 'unknown' }
  /** A key, which may as well be another sender's. */
  | { kind: 'unclear'; byWildcard: boolean }
  | { kind: 'proxied'; addresses: string[] }
  | { kind: 'text'; text: string; target: string }
  | { kind: 'several'; records: string[] }
  | { kind: 'dangling'; target: string }
  | ({ kind: 'wrong-target'; target: string } & Pick<FindingParams['dkim.wrong-target'], 'reason' | 'otherEsp'>)
  /** A key of this ESP's that was made for another domain. */
  | { kind: 'other-account'; esp: string; target: string; verifies: 'never' | 'unlikely' }
  | KeyStanding;

/** A text that is a key, was one, or was meant as one. */
export interface KeyStanding {
  kind: 'key';
  record: string;
  text: Exclude<DkimText, { kind: 'other' }>;
  /** First target of the CNAME that leads to it. */
  target: string | null;
  /** The ESP wants a CNAME here, and there is none. */
  flattened: boolean;
  /** Target of a CNAME that stands beside the text. */
  conflict: string | null;
}

const MISSING: Standing = { kind: 'missing', byWildcard: false };

/** Asks for a selector and reads what stands there, with the follow-up questions that the answer calls for. */
export async function lookUp(search: DkimSearch, domain: string, expected: ExpectedSelector): Promise<Lookup> {
  const name = `${expected.selector}._domainkey.${domain}`;
  const askControl = () => search.context.ask(controlName(search.context, domain), 'TXT');
  // A wildcard can only pass for a key by its text: what leads to the ESP's own target is its key all the same.
  const [answer] = await Promise.all([search.context.ask(name, 'TXT'), expected.type === 'TXT' ? askControl() : null]);
  const scale: TargetScale = { ...search, expected };
  const lookup: Lookup = { domain, expected, name, standing: MISSING, answers: [answer] };
  if (isFailure(answer)) return behindFailure({ search, scale, lookup });
  if (answer.outcome === 'no-such-name' && answer.aliases.length === 0) return lookup;
  if (answer.aliases.some((target) => expected.target?.test(target))) return atAlias({ search, scale, lookup }, answer);
  const control = await askControl();
  const finder: Finder = { search, scale, lookup, control };
  if (isSameAnswer(answer, control) && !(await isOwnRecord(finder, answer))) return underWildcard(finder, answer);
  if (answer.aliases.length > 0) return atAlias(finder, answer);
  if (answer.outcome === 'answer') return atText(finder, answer);
  return answer.outcome === 'no-such-type' ? atOtherType(finder) : lookup;
}

/** A name below `_domainkey` that nobody has published: who answers for it answers for every selector. */
export const controlName = (context: AuditContext, domain: string): string =>
  `${context.randomLabel}._domainkey.${domain}`;

interface Found {
  search: DkimSearch;
  scale: TargetScale;
  lookup: Lookup;
}

interface Finder extends Found {
  /** What is answered for a selector that nobody has published. */
  control: DnsAnswer<'TXT'>;
}

const withStanding = ({ lookup }: Found, standing: Standing, ...answers: DnsAnswer[]): Lookup => ({
  ...lookup,
  standing,
  answers: [...lookup.answers, ...answers],
});

type KeyText = Pick<KeyStanding, 'record' | 'text'>;

/** The texts of an answer that have to do with a key. */
const readKeys = (records: readonly string[]): KeyText[] => parseDkimKeys(records);

/** The rest of a key that was torn into two records. */
const isRest = (record: string): boolean => record.length < 4096 && /^"?[A-Za-z0-9+/ ]{40,}={0,2}"?;?$/.test(record);

const toKey = (key: KeyText, target: string | null = null): KeyStanding => ({
  kind: 'key',
  ...key,
  target,
  flattened: false,
  conflict: null,
});

/** `p=` as it is compared: without the blanks that may stand in it. */
const publicKeyOf = (record: string): string => (valueOf(parseTagList(record), 'p') ?? '').replace(/\s/g, '');

const isSameKey = (one: string, other: string): boolean =>
  publicKeyOf(one) !== '' && publicKeyOf(one) === publicKeyOf(other);

/** So much of a key's base64 names it: behind the DER head of an RSA key, which all of one length share. */
const TELLING_LENGTH = 80;

/** Whether a verifier can check a signature of today's kind with it (RFC 8301 § 3). */
export const isUsableKey = ({ text }: KeyStanding): boolean =>
  text.kind === 'key' &&
  text.key.unusable === null &&
  (text.key.algorithm === 'ed25519' || text.key.bits >= LEAST_BITS);

const aliasesOf = (answer: DnsAnswer): string[] => ('aliases' in answer ? answer.aliases : []);
const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));

/** Something is there, and the very same for a selector that does not exist. */
function isSameAnswer(answer: DnsAnswer<'TXT'>, control: DnsAnswer<'TXT'>): boolean {
  const isSomething = answer.outcome === 'answer' || aliasesOf(answer).length > 0;
  if (!isSomething || isFailure(control)) return false;
  return (
    isSameList(aliasesOf(answer), aliasesOf(control)) && isSameList(recordsOf<'TXT'>(answer), recordsOf<'TXT'>(control))
  );
}

const hasUsableKey = (answer: DnsAnswer<'TXT'>): boolean =>
  readKeys(recordsOf<'TXT'>(answer)).some((key) => isUsableKey(toKey(key)));

/**
 * Whether a key that reads as the wildcard's is the selector's own all the same: no wildcard answers below a name that
 * exists (RFC 4592 § 3.3.1). Told only where it does answer two labels below `_domainkey` elsewhere.
 */
async function isOwnRecord({ search, lookup, control }: Finder, answer: DnsAnswer<'TXT'>): Promise<boolean> {
  if (!hasUsableKey(answer)) return false;
  const { ask, randomLabel } = search.context;
  const [below, elsewhere] = await Promise.all([
    ask(`${randomLabel}.${lookup.name}`, 'TXT'),
    ask(`${randomLabel}.${control.question.name}`, 'TXT'),
  ]);
  return below.outcome === 'no-such-name' && below.aliases.length === 0 && isSameAnswer(elsewhere, control);
}

/** What a wildcard answers is no record of this selector. */
function underWildcard(finder: Finder, answer: DnsAnswer<'TXT'>): Lookup {
  const { expected } = finder.scale;
  const standing: Standing =
    expected.type === 'TXT' && hasUsableKey(answer)
      ? { kind: 'unclear', byWildcard: true }
      : { kind: 'missing', byWildcard: true };
  return withStanding(finder, standing, finder.control);
}

/** The name servers of a target may fail while the CNAME itself is answered: a wrong one can still be named. */
async function behindFailure(finder: Found): Promise<Lookup> {
  const alias = await finder.search.context.ask(finder.lookup.name, 'CNAME');
  const [target] = recordsOf<'CNAME'>(alias);
  const fault = target === undefined ? null : judgeTarget([target], finder.scale);
  if (target === undefined || fault === null || isSomebodyElses(finder, [target], fault))
    return withStanding(finder, { kind: 'unknown' });
  return withStanding(finder, { kind: 'wrong-target', target, ...fault }, alias);
}

/** A selector that others hand out too, with a target that has nothing to do with this ESP. */
const isSomebodyElses = ({ scale }: Found, chain: readonly string[], { reason }: TargetFault): boolean =>
  scale.expected.commonlyUsed === true &&
  (reason === 'other' || reason === 'other-esp') &&
  !chain.some((target) => scale.esp?.isOwnTarget.test(target));

function atAlias(finder: Found, answer: DnsAnswer<'TXT'>): Lookup {
  const chain = aliasesOf(answer);
  const target = chain[0] ?? '';
  const keys = readKeys(recordsOf<'TXT'>(answer));
  const fault = judgeTarget(chain, finder.scale);
  if (fault !== null && isSomebodyElses(finder, chain, fault)) return finder.lookup;
  if (fault !== null) return withStanding(finder, { kind: 'wrong-target', target, ...fault });
  const [key] = keys;
  if (key === undefined) return withStanding(finder, { kind: 'dangling', target });
  if (keys.length > 1) return withStanding(finder, { kind: 'several', records: keys.map(({ record }) => record) });
  const { esp } = finder.scale;
  const foreign = findForeignTarget(finder.search, finder.lookup.domain, chain);
  if (esp?.otherAccountKeys !== undefined && foreign !== null) {
    const verifies = esp.otherAccountKeys;
    return withStanding(finder, { kind: 'other-account', esp: esp.name, target: foreign, verifies });
  }
  return withStanding(finder, toKey(key, target));
}

function atText(finder: Finder, answer: PositiveAnswer<'TXT'>): Lookup | Promise<Lookup> {
  const keys = readKeys(answer.records);
  const [key] = keys;
  if (key === undefined) return asPastedTarget(finder, answer.records);
  const heads = keys.map(({ record }) => record);
  const records = [...heads, ...answer.records.filter((record) => isRest(record) && !heads.includes(record))];
  if (records.length > 1) return withStanding(finder, { kind: 'several', records });
  if (finder.scale.expected.commonlyUsed) return asCommonKey(finder, key);
  return finder.scale.expected.type === 'CNAME' ? asFlattened(finder, key) : withStanding(finder, toKey(key));
}

/** A text without `p=` is no key (RFC 6376 § 3.6.1), whatever it is. */
function asPastedTarget(finder: Finder, records: readonly string[]): Lookup {
  for (const text of records) {
    const target = findPastedTarget(text, finder.scale);
    if (target !== null) return withStanding(finder, { kind: 'text', text, target });
  }
  return finder.lookup;
}

/** The key is there without the CNAME: the DNS host has flattened it, or a CNAME stands beside it all the same. */
async function asFlattened(finder: Finder, key: KeyText): Promise<Lookup> {
  const alias = await finder.search.context.ask(finder.lookup.name, 'CNAME');
  const conflict = recordsOf<'CNAME'>(alias)[0] ?? null;
  return withStanding(finder, { ...toKey(key, conflict), flattened: conflict === null, conflict }, alias);
}

/** Whose key it is under a selector that others use too: this ESP's only where it is known to be the same key. */
async function asCommonKey(finder: Finder, key: KeyText): Promise<Lookup> {
  const { expected } = finder.scale;
  if (expected.type === 'CNAME') {
    const theirs = await finder.search.context.ask(expected.publish, 'TXT');
    if (isFailure(theirs)) return withStanding(finder, { kind: 'unknown' }, theirs);
    const isSame = readKeys(recordsOf<'TXT'>(theirs)).some(({ record }) => isSameKey(record, key.record));
    return isSame ? asFlattened(finder, key) : finder.lookup;
  }
  if (isSameKey(expected.publish, key.record)) return withStanding(finder, toKey(key));
  // One key for all accounts: a different one is another sender's, unless it is a damaged copy.
  const published = publicKeyOf(expected.publish);
  if (published === '') return asKeyOfAccount(finder, key);
  const isCopy = key.record.replace(/[^A-Za-z0-9+/]/g, '').includes(published.slice(0, TELLING_LENGTH));
  return isCopy ? withStanding(finder, toKey(key)) : finder.lookup;
}

/**
 * A key of the account's own under a selector that others use too: this ESP's where the domain bears its verification
 * token. Its include in SPF marks a name of its own; at the brand's domain it says nothing of a key.
 */
async function asKeyOfAccount(finder: Finder, key: KeyText): Promise<Lookup> {
  const { domain } = finder.lookup;
  const { ask, registrableDomain } = finder.search.context;
  const answers = await Promise.all([...new Set([domain, registrableDomain])].map((name) => ask(name, 'TXT')));
  const isMark = (record: string, name: string): boolean =>
    finder.scale.esp?.verificationTxt?.test(record) === true && (!isSpfRecord(record) || name !== registrableDomain);
  const mark = answers.find((answer) =>
    recordsOf<'TXT'>(answer).some((record) => isMark(record, answer.question.name)),
  );
  return mark === undefined
    ? withStanding(finder, { kind: 'unclear', byWildcard: false })
    : withStanding(finder, toKey(key), mark);
}

/** The name exists and holds no text: a proxy's addresses, or nothing of interest. */
async function atOtherType(finder: Finder): Promise<Lookup> {
  const { context } = finder.search;
  const { type, publish } = finder.scale.expected;
  // A DNS host proxies aliases; of a selector that was given by hand it is not known whether it is one.
  if (type === 'TXT' && publish !== '') return finder.lookup;
  const addresses = await addressesAt(context, finder.lookup.name);
  if (addresses.records.length === 0) return finder.lookup;
  // Under a wildcard every name has the web server's address.
  const isWildcard = finder.control.outcome === 'no-such-type';
  const controls = isWildcard ? await addressesAt(context, finder.control.question.name) : null;
  if (controls !== null && isSameList(controls.records, addresses.records)) return finder.lookup;
  return withStanding(finder, { kind: 'proxied', addresses: addresses.records }, ...addresses.answers);
}

async function addressesAt(context: AuditContext, name: string): Promise<{ records: string[]; answers: DnsAnswer[] }> {
  const [v4, v6] = await Promise.all([context.ask(name, 'A'), context.ask(name, 'AAAA')]);
  return { records: [...recordsOf<'A'>(v4), ...recordsOf<'AAAA'>(v6)], answers: [v4, v6] };
}
