import type { DmarcFaultReason } from './fault-reason.ts';
import { editDistance, hasBackslashes, hasCurlyQuotes, hasQuotes, isAscii, unmangled } from '../mangled.ts';
import { guessPolicy, isPolicy, type Policy } from './policy-words.ts';
import { isReportingUri, parseReportAddresses, repairReportAddress, type ReportAddress } from './report-address.ts';
import { formatTagList, namesTwice, parseTagList, type Tag, type TagList, trimBlanks, valueOf } from '../tag-list.ts';

export type { Policy } from './policy-words.ts';

export interface DmarcFault {
  reason: DmarcFaultReason;
  /** The tag that is wrong, or the piece that is no tag; null where it is the record as a whole. */
  tag: string | null;
}

/** A text that receivers read as a DMARC record, because it begins with the version (RFC 9989 § 4.7, § 4.8). */
export interface DmarcRecord {
  text: string;
  tags: Tag[];
  /** Valid values; null where the tag is absent or not valid. */
  p: Policy | null;
  sp: Policy | null;
  np: Policy | null;
  adkim: 'r' | 's';
  aspf: 'r' | 's';
  psd: 'y' | 'n' | 'u';
  /** `t=y` */
  testing: boolean;
  rua: ReportAddress[];
  ruf: ReportAddress[];
  /** `pct` where it stands and is a number; it is historic, and old receivers obey it. */
  pct: number | null;
  /**
   * `valid`: the policy counts as published. `as-none`: without a valid `p`, or with an invalid `sp` or `np`, it acts as
   * `p=none` because it asks for reports. `void`: the same without a report address, so no DMARC at all (RFC 9989 § 4.10.1).
   */
  state: 'valid' | 'as-none' | 'void';
  /** Historic tags in it (RFC 9989 § 9.3), and `!size` for a size behind a report address. */
  historic: string[];
  faults: DmarcFault[];
  /** The record as it was meant, where that differs and can be told. */
  repaired: string | null;
}

export type DmarcText =
  | { kind: 'record'; record: DmarcRecord }
  /** Somebody meant it as a DMARC record; no receiver reads it as one. */
  | { kind: 'meant'; faults: DmarcFault[]; repaired: string | null }
  | { kind: 'other' };

const KNOWN_TAGS = ['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 'rf', 'ri', 'pct', 't', 'psd'] as const;
const HISTORIC_TAGS = ['pct', 'rf', 'ri'];
const isKnownTag = (name: string): boolean => (KNOWN_TAGS as readonly string[]).includes(name);

/** What each tag of a closed set may hold, in lower case (RFC 9989 § 4.8). Policies and report addresses are judged apart. */
const VALUES: Record<string, RegExp> = {
  adkim: /^[rs]$/,
  aspf: /^[rs]$/,
  psd: /^[ynu]$/,
  t: /^[yn]$/,
  fo: /^[01ds](?:[ \t]{0,9}:[ \t]{0,9}[01ds]){0,8}$/,
  pct: /^(?:100|\d{1,2})$/,
  ri: /^\d{1,10}$/,
};

/** At the very start, up to a semicolon or the end: only the value's case is exact. */
const EXACT_VERSION = /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;

const TAG_NAMES = KNOWN_TAGS.join('|');
/** A known tag that begins in the middle of another's value: the semicolon before it was lost. */
const LOST_TAG = new RegExp(`(,?)(?:\\s|,)(?:${TAG_NAMES})\\s{0,3}=`, 'i');
const GLUED_TAG = new RegExp(`(?:none|quarantine|reject)(?:${TAG_NAMES})\\s{0,3}=`, 'i');

/** Which separator stands where a semicolon belongs, if one of our tags hides in a value. */
function separatorFault(value: string): DmarcFaultReason | null {
  if (/v\s{0,3}=\s{0,3}DMARC1/i.test(value)) return 'glued';
  const lost = LOST_TAG.exec(value);
  if (lost !== null) return lost[0].startsWith(',') ? 'commas-for-semicolons' : 'blanks-for-semicolons';
  return GLUED_TAG.test(value) ? 'glued' : null;
}

/** What was done to a text, by the characters that it left in it. */
function characterFault(text: string): DmarcFaultReason | null {
  if (hasCurlyQuotes(text)) return 'curly-quotes';
  if (hasQuotes(text)) return 'quotes';
  if (hasBackslashes(text)) return 'backslashes';
  return null;
}

function policyFault(value: string): DmarcFaultReason {
  const fault = characterFault(value) ?? separatorFault(value);
  if (fault !== null) return fault;
  const behind = /^(?:none|quarantine|reject)\s{0,9}([^\w\s])/i.exec(value)?.[1];
  if (behind !== undefined && isAscii(behind)) return behind === ',' ? 'commas-for-semicolons' : 'wrong-separator';
  return guessPolicy(value)?.reason ?? (isAscii(value) ? 'bad-policy' : 'not-ascii');
}

function strayFault({ text }: { text: string }): DmarcFault {
  const character = characterFault(text);
  if (character !== null) return { reason: character, tag: text };
  const colon = /^([a-z]{1,5})\s{0,3}:/i.exec(text)?.[1]?.toLowerCase();
  if (colon !== undefined && isKnownTag(colon)) return { reason: 'colon-for-equals', tag: colon };
  if (/^mailto:|^[^\s@]+@[^\s@]+$/i.test(text)) return { reason: 'semicolons-for-commas', tag: text };
  return { reason: 'not-a-tag', tag: text };
}

function tagFault({ name, value }: Tag, index: number): DmarcFault | null {
  const lower = name.toLowerCase();
  if (!/^[a-z]+$/i.test(name)) return { reason: characterFault(name) ?? 'not-a-tag', tag: name };
  if (name !== lower && isKnownTag(lower)) return { reason: 'tag-case', tag: name };
  if (!isKnownTag(name)) return isNearTag(name) ? { reason: 'unknown-tag', tag: name } : null;
  if (name === 'v') return index === 0 ? null : { reason: 'glued', tag: 'v' };
  if (name === 'p' || name === 'sp' || name === 'np') {
    return isPolicy(value.toLowerCase()) ? null : { reason: policyFault(value), tag: name };
  }
  if (VALUES[name]?.test(value.toLowerCase())) return null;
  const lostTag = separatorFault(value);
  // Receivers ignore these (RFC 9989 § 4.7), whatever they hold, unless a tag that counts hides in the value.
  if (HISTORIC_TAGS.includes(name)) return lostTag === null ? null : { reason: lostTag, tag: name };
  const fault = characterFault(value) ?? lostTag;
  if (fault !== null) return { reason: fault, tag: name };
  if (name in VALUES) return { reason: 'bad-value', tag: name };
  return isAscii(value) ? null : { reason: 'not-ascii', tag: name };
}

/** What tags are called by those who know them by what they do. */
const ALIASES: Record<string, string> = {
  policy: 'p',
  report: 'rua',
  reports: 'rua',
  percent: 'pct',
  subdomain: 'sp',
  dkim: 'adkim',
  spf: 'aspf',
};

/** The tag that a name which is none was meant as; itself where that cannot be told. */
function nearestTag(name: string): string {
  if (isKnownTag(name)) return name;
  const near = name.length > 2 ? KNOWN_TAGS.find((tag) => tag.length > 2 && editDistance(name, tag) === 1) : undefined;
  return near ?? (Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name);
}

/** Not a tag of DMARC, yet meant as one. Others are ignored without a word (RFC 9989 § 4.7). */
const isNearTag = (name: string): boolean => nearestTag(name) !== name;

/** The policy is there, in a piece that is no `p` tag. */
const hidesPolicy = ({ tag }: DmarcFault): boolean =>
  /^[^a-z]{0,9}\d{0,3}(?:p|policy)(?:$|[^a-z]|none|quarantine|reject)|^(?:none|quarantine|reject)$/i.test(tag ?? '');

function findFaults(list: TagList): DmarcFault[] {
  const faults = list.tags.flatMap((tag, index) => tagFault(tag, index) ?? []);
  faults.push(...list.stray.map(strayFault));
  faults.push(...namesTwice(list).flatMap((tag) => (tag === 'v' ? [] : [{ reason: 'tag-twice' as const, tag }])));
  if (valueOf(list, 'p') === null && !faults.some(hidesPolicy)) faults.push({ reason: 'no-policy', tag: 'p' });
  return withoutEchoes(faults);
}

/** Each kind of fault once for each tag. */
function withoutEchoes(faults: DmarcFault[]): DmarcFault[] {
  const seen = new Set<string>();
  return faults.filter(({ reason, tag }) => {
    const key = `${reason} ${tag}`;
    return !seen.has(key) && seen.add(key);
  });
}

const flagOf = <T extends string>(list: TagList, name: string, values: readonly T[], standard: T): T =>
  values.find((value) => value === valueOf(list, name)?.toLowerCase()) ?? standard;

function readPolicy(list: TagList, name: 'p' | 'sp' | 'np'): { policy: Policy | null; valid: boolean } {
  const value = valueOf(list, name);
  const lower = value?.toLowerCase() ?? '';
  const policy = isPolicy(lower) ? lower : null;
  return { policy, valid: policy !== null || (value === null && name !== 'p') };
}

function readAddresses(list: TagList, name: 'rua' | 'ruf'): ReportAddress[] {
  const value = valueOf(list, name);
  return value === null ? [] : parseReportAddresses(value);
}

function readRecord(text: string): DmarcRecord {
  const list = parseTagList(text);
  const policies = { p: readPolicy(list, 'p'), sp: readPolicy(list, 'sp'), np: readPolicy(list, 'np') };
  const rua = readAddresses(list, 'rua');
  const ruf = readAddresses(list, 'ruf');
  const pct = valueOf(list, 'pct') ?? '';
  const faults = findFaults(list);
  const valid = policies.p.valid && policies.sp.valid && policies.np.valid;
  const historic = HISTORIC_TAGS.filter((name) => valueOf(list, name) !== null);
  if ([...rua, ...ruf].some(({ size }) => size !== null)) historic.push('!size');
  return {
    text,
    tags: list.tags,
    p: policies.p.policy,
    sp: policies.sp.policy,
    np: policies.np.policy,
    adkim: flagOf(list, 'adkim', ['r', 's'], 'r'),
    aspf: flagOf(list, 'aspf', ['r', 's'], 'r'),
    psd: flagOf(list, 'psd', ['y', 'n', 'u'], 'u'),
    testing: flagOf(list, 't', ['y', 'n'], 'n') === 'y',
    rua,
    ruf,
    pct: VALUES['pct']?.test(pct) ? Number(pct) : null,
    state: valid ? 'valid' : rua.some(isReportingUri) ? 'as-none' : 'void',
    historic,
    faults,
    repaired: faults.length > 0 || [...rua, ...ruf].some(({ fault }) => fault !== null) ? repairDmarc(text) : null,
  };
}

/** Where a version, or what was meant as one, stands in a text. */
const MEANT_VERSION =
  /v\s{0,3}[=:-]?\s{0,3}d\s?marc\s{0,3}v?\s{0,3}\d{0,3}(?:\.0)?|(?:^|[\s;"'])dmarc\s?[12](?=[\s;,:])/i;
const MEANT_POLICY = /(?:^|[\s;,"'])p\s{0,3}[=:]\s{0,3}["']?(?:none|quarantine|reject)/i;
const MEANT_REPORTS = /(?:^|[\s;,"'])ru[af]\s{0,3}[=:]\s{0,3}["']?mailto:/i;

function versionFaults(plain: string, found: RegExpExecArray): DmarcFault[] {
  const faults: DmarcFault[] = [];
  const front = trimBlanks(plain.slice(0, found.index));
  const version = trimBlanks(found[0]);
  const behind = plain.charAt(found.index + found[0].length);
  if (front !== '') {
    const tagsInFront = parseTagList(front).tags.some(({ name }) => isKnownTag(name.toLowerCase()));
    if (tagsInFront) faults.push({ reason: 'version-not-first', tag: 'v' });
    else faults.push({ reason: /dmarc/i.test(front) ? 'name-in-value' : 'text-in-front', tag: null });
  }
  if (/^v\s{0,3}:/i.test(version)) faults.push({ reason: 'colon-for-equals', tag: 'v' });
  else if (!/^v\s*=\s*DMARC1$/i.test(version) || !version.endsWith('DMARC1'))
    faults.push({ reason: 'version', tag: 'v' });
  const rest = plain.slice(found.index + version.length);
  if (/^\s*,/.test(rest)) faults.push({ reason: 'commas-for-semicolons', tag: 'v' });
  else if (/^\s+[^\s;]/.test(rest)) faults.push({ reason: 'blanks-for-semicolons', tag: 'v' });
  else if (/^[a-z0-9]/i.test(behind)) faults.push({ reason: 'glued', tag: 'v' });
  else if (/^[^\s;]/.test(behind)) faults.push({ reason: 'wrong-separator', tag: 'v' });
  return faults;
}

const LONGEST_MEANT = 4096;

/** How a text that no receiver reads as DMARC went wrong; null where nobody meant it as DMARC. */
function findMeaning(text: string): DmarcFault[] | null {
  const start = text.slice(0, LONGEST_MEANT);
  const plain = unmangled(start);
  const version = MEANT_VERSION.exec(plain);
  if (version === null) {
    const meant = MEANT_POLICY.test(plain) || MEANT_REPORTS.test(plain);
    return meant && !/v\s?=\s?(?:spf|dkim|bimi|sts|tlsrpt)/i.test(plain) ? [{ reason: 'version', tag: 'v' }] : null;
  }
  const faults: DmarcFault[] = [];
  const character = characterFault(start);
  if (character !== null) faults.push({ reason: character, tag: null });
  faults.push(...versionFaults(trimBlanks(plain), MEANT_VERSION.exec(trimBlanks(plain)) ?? version));
  if (faults.length > 0) return faults;
  if (EXACT_VERSION.test(trimBlanks(text))) return [{ reason: 'leading-blank', tag: null }];
  return [{ reason: isAscii(text) ? 'other' : 'not-ascii', tag: null }];
}

/**
 * Reads a TXT as a DMARC record by RFC 9989 § 4.7 and § 4.8: `v=DMARC1` first and exact, blanks allowed round `=` and `;`,
 * tag names in their own case, values in any. A tag that stands twice is read all the same, the last counts.
 * Never throws; a text that is no record but was meant as one says how it went wrong and what it should have been.
 */
export function parseDmarc(text: string): DmarcText {
  if (EXACT_VERSION.test(text)) return { kind: 'record', record: readRecord(text) };
  const faults = findMeaning(text);
  return faults === null ? { kind: 'other' } : { kind: 'meant', faults, repaired: repairDmarc(text) };
}

/** The texts of one answer that are DMARC records: one is the record, several are none (RFC 9989 § 4.10). */
export const isDmarcRecord = (text: string): boolean => EXACT_VERSION.test(text);

const GLUED_POLICY = new RegExp(`\\b(none|quarantine|reject)(?=(?:${TAG_NAMES})\\s{0,3}[=:])`, 'gi');
const TAG_START = new RegExp(`(?:^|[\\s,;|/.:])(${TAG_NAMES})\\s{0,3}[=:]\\s{0,9}`, 'gi');
const POLICY_WITHOUT_EQUALS = /(?:^|[\s,;])(p|sp|np)\s{0,3}(?=(?:none|quarantine|reject)\b)/gi;

/** Cuts a mangled text into tags again, at every known tag name that can begin one. */
function resegment(text: string): { name: string; value: string }[] {
  const plain = unmangled(text);
  const version = MEANT_VERSION.exec(plain);
  const body =
    version === null ? plain : `${plain.slice(0, version.index)};${plain.slice(version.index + version[0].length)}`;
  const cut = body
    .replace(GLUED_POLICY, '$1;')
    .replace(POLICY_WITHOUT_EQUALS, ';$1=')
    .replace(TAG_START, (_, name: string) => `;${name.toLowerCase()}=`)
    .replace(/;\s{0,9}(?=mailto:)/gi, ',');
  const list = parseTagList(cut);
  const tags = list.tags.map(({ name, value }) => ({ name: nearestTag(name.toLowerCase()), value }));
  const word = list.stray.find(({ text }) => isPolicy(text.toLowerCase()));
  if (word !== undefined && !tags.some(({ name }) => name === 'p')) tags.push({ name: 'p', value: word.text });
  return tags.filter(({ name }) => /^[a-z]+$/.test(name) && name !== 'v');
}

function repairValue({ name, value }: { name: string; value: string }): string | null {
  const trimmed = value.replace(/[\s,.|/]{1,9}$/, '');
  if (name === 'p' || name === 'sp' || name === 'np') {
    const lower = trimmed.toLowerCase();
    return isPolicy(lower) ? lower : (guessPolicy(trimmed)?.policy ?? null);
  }
  if (name === 'rua' || name === 'ruf') {
    const entries = trimmed.replace(/mail\s{0,3}to\s{0,3}[:=]\s{0,3}/gi, 'mailto:').split(/[,\s]+/);
    const addresses = entries.map((entry) => repairReportAddress(entry.replace(/!\d{1,20}[kmgt]?$/i, '')));
    return addresses.filter((address) => address !== null).join(',') || null;
  }
  const first = name === 'fo' ? trimmed.replace(/\s/g, '').toLowerCase() : trimmed.toLowerCase();
  if (VALUES[name]?.test(first)) return first;
  if (name === 'adkim' || name === 'aspf') return /^[rs]/.exec(first)?.[0] ?? null;
  if (name === 't' || name === 'psd') return /^[yn]/.exec(first)?.[0] ?? null;
  return name in VALUES || trimmed === '' || !isAscii(trimmed) ? null : trimmed;
}

/** The record that a text was meant to be, everything kept that can be told. Null for a text too long to be one. */
function repairDmarc(text: string): string | null {
  if (text.length > LONGEST_MEANT) return null;
  const repaired = new Map<string, string>();
  for (const tag of resegment(text)) {
    const value = repairValue(tag);
    if (value !== null) repaired.set(tag.name, value);
  }
  const policy = repaired.get('p') ?? 'none';
  repaired.delete('p');
  const tags = [
    { name: 'v', value: 'DMARC1' },
    { name: 'p', value: policy },
    ...[...repaired].map(([name, value]) => ({ name, value })),
  ];
  return formatTagList(tags);
}

/** A record out of its tags; `v` and `p` come first, as old receivers want them. */
export function formatDmarc(tags: readonly { name: string; value: string }[]): string {
  const rest = tags.filter(({ name }) => name !== 'v' && name !== 'p');
  const policy = tags.findLast(({ name }) => name === 'p')?.value ?? 'none';
  return formatTagList([{ name: 'v', value: 'DMARC1' }, { name: 'p', value: policy }, ...rest]);
}

/** The record's text with some tags set, or taken away where the value is null; the others as they stand. */
export function withDmarcTags(text: string, changes: Readonly<Record<string, string | null>>): string {
  const kept = parseTagList(text).tags.filter(({ name }) => name !== 'v');
  const named = new Set(kept.map(({ name }) => name));
  const tags = kept.flatMap(({ name, value }) => {
    const change = name in changes ? changes[name] : value;
    return change === null || change === undefined ? [] : [{ name, value: change }];
  });
  for (const [name, value] of Object.entries(changes))
    if (value !== null && !named.has(name)) tags.push({ name, value });
  return formatDmarc(tags);
}

/** The policy that a record sets for the name it stands at, for a name below it, or for one below it that does not exist. */
export function policyFor(record: DmarcRecord, name: 'itself' | 'subdomain' | 'missing-subdomain'): Policy | null {
  if (record.state === 'void') return null;
  if (record.state === 'as-none' || record.p === null) return 'none';
  if (name === 'itself') return record.p;
  const below = record.sp ?? record.p;
  return name === 'missing-subdomain' ? (record.np ?? below) : below;
}

/** `t=y` lowers a policy by one step (RFC 9989 § 4.7). */
export function effectivePolicy(policy: Policy, testing: boolean): Policy {
  if (!testing || policy === 'none') return policy;
  return policy === 'reject' ? 'quarantine' : 'none';
}
