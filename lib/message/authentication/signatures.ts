import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import { parseDnsName } from '../../domain/domain-name.ts';
import type { Ask } from '../../mailauth/ask.ts';
import { verifySignatures, type SignatureOutcome, type Verification } from '../../mailauth/dkim.ts';
import { formatDkimKey, parseDkimKey, type DkimKey } from '../../records/dkim/read.ts';
import { namesTwice, parseTagList, valueOf as tagValue } from '../../records/tag-list.ts';
import type { MessageSignature } from '../../report/report.ts';
import { toVariants, withFolds } from '../source/damage.ts';
import { fieldsNamed, valueOf, type HeaderField } from '../headers/header-fields.ts';
import { MOST_SIGNED_NAMES, parseSignature, type SignatureTags } from './signature-tags.ts';
import { isOverfolded, toOctets, type MessageSource } from '../source/source.ts';

/** Beyond this many a message is made to cost time and questions: the rest is not evaluated. */
export const MOST_SIGNATURES = 24;

type Reason = MessageSignature['reason'];

export interface JudgedSignature {
  tags: SignatureTags;
  /** Of itself; what the receiver saw is not in it yet. */
  result: MessageSignature['result'];
  reason: Reason;
  bits: number | null;
  unsignedBytes: number;
  /** The key record as DNS has it now; null where it was not asked. */
  keyAnswer: DnsAnswer | null;
}

export interface JudgedSignatures {
  signatures: JudgedSignature[];
  arc: Verification['arc']['result'];
  /** The source in the form in which most verified. */
  source: MessageSource;
}

export interface SignatureQuestion {
  source: MessageSource;
  /** When the receiver took the message, ms since 1970. */
  at: number;
  ask: Ask;
}

interface KeyState {
  reason: Exclude<Reason, 'altered'>;
  bits: number | null;
  answer: DnsAnswer | null;
}

const LEAST_BITS = 1024;

const keyName = ({ selector, domain }: SignatureTags): string => `${selector}._domainkey.${domain}`;

/** Why this key cannot verify this signature; null where it can (RFC 6376 § 6.1.2). */
function keyFault(key: DkimKey, tags: SignatureTags): KeyState['reason'] {
  if (key.unusable !== null || !tags.algorithm.startsWith(`${key.algorithm}-`)) return 'bad-key';
  if (key.algorithm === 'rsa' && key.bits < LEAST_BITS) return 'weak-key';
  return key.strict && tags.identityDomain !== tags.domain ? 'bad-key' : null;
}

/** mailauth gives one error for a missing, a revoked and an unreadable key: they are distinguished here. */
async function findKey(tags: SignatureTags, ask: Ask): Promise<KeyState> {
  const name = parseDnsName(keyName(tags));
  if (!name.ok) return { reason: 'no-key', bits: null, answer: null };
  const answer = await ask(name.value, 'TXT');
  if (isFailure(answer)) return { reason: 'dns', bits: null, answer };
  const texts = recordsOf(answer).map(parseDkimKey);
  const keys = texts.flatMap((text) => (text.kind === 'key' ? [text.key] : []));
  const [key] = keys;
  if (key) return { reason: keyFault(key, tags), bits: key.bits, answer };
  const kind = (['invalid', 'revoked'] as const).find((wanted) => texts.some((text) => text.kind === wanted));
  return { reason: kind === 'invalid' ? 'bad-key' : (kind ?? 'no-key'), bits: null, answer };
}

/** Only what lib/records reads as a key reaches mailauth, written so that both read the same. */
function chooseKey(records: readonly string[]): string[] {
  const keys = records.map(parseDkimKey).flatMap((text) => (text.kind === 'key' ? [text.key] : []));
  return keys.slice(0, 1).map(({ algorithm, text }) => {
    const material = tagValue(parseTagList(text), 'p') ?? '';
    return formatDkimKey(algorithm, material.replace(/\s/g, ''));
  });
}

const REASONS: Record<Exclude<SignatureOutcome, 'pass'>, Exclude<Reason, null | 'altered'>> = {
  body: 'body',
  signature: 'header',
  expired: 'expired',
  key: 'bad-key',
  'weak-key': 'weak-key',
  sha1: 'sha1',
  dns: 'dns',
  syntax: 'syntax',
};

const isEvaluated = ({ tags, rank }: Ranked): boolean =>
  rank < MOST_SIGNATURES && tags.signed.length <= MOST_SIGNED_NAMES;

interface Ranked {
  tags: SignatureTags;
  rank: number;
}

/** Signatures that are not evaluated go to the verifier under a name that it does not know. */
function withoutUnevaluated(fields: readonly HeaderField[], ranked: readonly Ranked[]): HeaderField[] {
  const dropped = new Set(ranked.filter((one) => !isEvaluated(one)).map(({ tags }) => tags.field));
  if (dropped.size === 0) return [...fields];
  return fields.map((field) =>
    dropped.has(field) ? { ...field, raw: field.raw.replace(/^[^:]*/, 'X-Not-Evaluated') } : field,
  );
}

const rank = (fields: readonly HeaderField[]): Ranked[] =>
  fieldsNamed(fields, 'dkim-signature').map((field, index) => ({ tags: parseSignature(field), rank: index }));

const verify = (fields: readonly HeaderField[], body: Uint8Array, { at, ask }: SignatureQuestion) =>
  verifySignatures({
    message: toOctets(withoutUnevaluated(fields, rank(fields)), body),
    // The verifier would take the last Return-Path, whoever wrote it; nothing of it is used here.
    mailFrom: 'postmaster@localhost',
    at: new Date(at),
    ask,
    chooseKey: (records) => chooseKey(records),
  });

const mayBeDamage = (outcome: SignatureOutcome | undefined): boolean => outcome === 'body' || outcome === 'signature';

interface Attempt {
  source: MessageSource;
  verification: Verification;
}

const countPasses = ({ verification }: Attempt): number =>
  verification.signatures.filter(({ outcome }) => outcome === 'pass').length +
  Number(verification.arc.result === 'pass');

/** Tries what may have been done to the source, as long as a signature fails by its body or header. */
async function attempt(source: MessageSource, question: SignatureQuestion): Promise<Attempt> {
  let best: Attempt = { source, verification: await verify(source.fields, source.body, question) };
  const evaluated = rank(source.fields).filter(isEvaluated);
  const failing = evaluated.filter((_, index) => mayBeDamage(best.verification.signatures[index]?.outcome));
  if (failing.length === 0) return best;
  const tags = failing.map((one) => one.tags);
  for (const { repair, fields, body } of toVariants(source, tags)) {
    const repaired = { ...source, fields: [...fields], body, repairs: [...source.repairs, repair] };
    const next = { source: repaired, verification: await verify(fields, body, question) };
    if (countPasses(next) > countPasses(best)) best = next;
    if (!next.verification.signatures.some(({ outcome }) => mayBeDamage(outcome))) break;
  }
  return best;
}

async function attemptAll(question: SignatureQuestion): Promise<Attempt> {
  const { source } = question;
  const folded = withFolds(source);
  const first = await attempt(folded, question);
  if (folded === source || countPasses(first) > 0) return first;
  const asItStands = await attempt(source, question);
  return countPasses(asItStands) > countPasses(first) ? asItStands : first;
}

async function judge(
  tags: SignatureTags,
  verified: Verification['signatures'][number] | undefined,
  { ask, at }: SignatureQuestion,
): Promise<JudgedSignature> {
  const base = { tags, bits: null, unsignedBytes: verified?.unsignedBytes ?? 0, keyAnswer: null };
  if (!verified) return { ...base, result: 'unknown', reason: null };
  if (tags.fault !== null) return { ...base, result: 'fail', reason: tags.fault };
  const key = await findKey(tags, ask);
  const known = { ...base, bits: key.bits, keyAnswer: key.answer };
  if (key.reason === 'dns') return { ...known, result: 'unknown', reason: 'dns' };
  if (key.reason !== null) return { ...known, result: 'fail', reason: key.reason };
  // Past its date it fails whatever became of the body since.
  if (tags.expiresAt !== null && tags.expiresAt < at) return { ...known, result: 'fail', reason: 'expired' };
  if (verified.outcome === 'pass') return { ...known, result: 'pass', reason: null };
  const reason = REASONS[verified.outcome];
  return { ...known, result: reason === 'dns' ? 'unknown' : 'fail', reason };
}

/**
 * Every DKIM-Signature of a message, topmost first, at the time the receiver took it; and its ARC chain. Bounded in
 * signatures, questions and time; never throws.
 */
export async function judgeSignatures(question: SignatureQuestion): Promise<JudgedSignatures> {
  const { source, verification } = await attemptAll(question);
  const ranked = rank(source.fields);
  const outcomes = verification.signatures.values();
  const verified = ranked.map((one) => (isEvaluated(one) ? outcomes.next().value : undefined));
  const signatures = await Promise.all(ranked.map(({ tags }, index) => judge(tags, verified[index], question)));
  const isCapped = ranked.some((one) => !isEvaluated(one)) || isOverfolded(source.fields);
  const { result } = verification.arc;
  const judgedArc = result === 'pass' && !hasReadableSeals(source.fields) ? 'fail' : result;
  const arc = isCapped && judgedArc === 'fail' ? 'unknown' : judgedArc;
  return { signatures: signatures.map(withFoldDoubt(source)), arc, source };
}

/** Names and values of a tag list as RFC 6376 § 3.2 has them: an empty piece only behind the last semicolon, no name twice. */
function isTagList(text: string): boolean {
  const list = parseTagList(text);
  const pieces = text.split(';');
  const isEmptyInside = pieces.slice(0, -1).some((piece) => piece.trim() === '');
  const isNamed = list.tags.every(({ name }) => /^[A-Za-z][A-Za-z0-9_]*$/.test(name));
  return list.stray.length === 0 && namesTwice(list).length === 0 && !isEmptyInside && isNamed;
}

const SEAL_TAGS = ['i', 'a', 'b', 'cv', 'd', 's'];

/** Whether each ARC-Seal can be read by the letter (RFC 8617 § 4.1.3): mailauth also takes doubled tags and capitals. */
const hasReadableSeals = (fields: readonly HeaderField[]): boolean =>
  fieldsNamed(fields, 'arc-seal').every((field) => {
    const text = valueOf(field);
    return isTagList(text) && SEAL_TAGS.every((name) => tagValue(parseTagList(text), name) !== null);
  });

/** A simple signature covers the folds (RFC 6376 § 3.4.1): where they were taken out to spare time, its failure says nothing. */
const withFoldDoubt =
  (source: MessageSource) =>
  (signature: JudgedSignature): JudgedSignature =>
    signature.reason === 'header' && signature.tags.headerCanonicalisation === 'simple' && isOverfolded(source.fields)
      ? { ...signature, result: 'unknown', reason: null }
      : signature;
