import type { DnsAnswer } from '../dns/resolver.ts';
import { judgeDmarc, type DmarcJudgement } from '../mailauth/dmarc.ts';
import type { Ask } from '../mailauth/ask.ts';
import { judgeSpf, type SpfJudgement } from '../mailauth/spf.ts';
import { isAtOrBelow } from '../domain/domain-name.ts';
import { alignsByPublicSuffix } from '../public-suffix/organisational-domain.ts';
import type { MessageReport } from '../report/report.ts';
import type { MethodResult } from './authentication/authentication-results.ts';
import { findDamage, type Damage, type DamageReason } from './source/damage.ts';
import { readFrom, type FromField } from './headers/from-field.ts';
import { judgeOneClick, type OneClick } from './headers/one-click.ts';
import { findReception, type Reception } from './authentication/receiver.ts';
import { checkReverseDns, type ReverseDns } from './authentication/reverse-dns.ts';
import { fieldsNamed, type HeaderField } from './headers/header-fields.ts';
import { judgeSignatures, MOST_SIGNATURES, type JudgedSignature } from './authentication/signatures.ts';
import { parseSignature, type SignatureTags } from './authentication/signature-tags.ts';
import type { MessageSource } from './source/source.ts';

/** A signature, the receiver's result for it, and whether it aligns with the From. */
export interface FinalSignature extends JudgedSignature {
  aligned: boolean | null;
  /** The receiver's own result for it (RFC 8601 § 2.7.1); null where it gave none. */
  receiverSaw: string | null;
  /**
   * Why its failure here says nothing of what was received; null where it passes or really failed. `source`: the source
   * was changed since; `key`: the key was withdrawn or changed since; `rules`: the receiver accepts what RFC 8301 or the
   * syntax forbids.
   */
  doubt: 'source' | 'key' | 'rules' | null;
}

export interface JudgedMessage {
  /** In the form in which most signatures verified. */
  source: MessageSource;
  from: FromField;
  reception: Reception;
  /** When it is judged, ms since 1970. */
  at: number;
  signatures: FinalSignature[];
  spf: { result: SpfJudgement['result'] | 'unknown'; domain: string | null; aligned: boolean | null };
  dmarc: MessageReport['dmarc']['result'];
  /** Null where the From cannot be judged. */
  policy: DmarcJudgement | null;
  arc: MessageReport['arc']['result'];
  oneClick: OneClick;
  reverseDns: ReverseDns | null;
  damage: DamageReason | null;
}

/** What the headers say, before anything is asked. */
export interface Outline {
  fields: readonly HeaderField[];
  from: FromField;
  reception: Reception;
  signatures: SignatureTags[];
}

export const readOutline = ({ fields }: MessageSource): Outline => ({
  fields,
  from: readFrom(fields),
  reception: findReception(fields),
  signatures: fieldsNamed(fields, 'dkim-signature').slice(0, MOST_SIGNATURES).map(parseSignature),
});

export interface JudgeTools {
  ask: Ask;
  /** ms since 1970: the time at which a message without a receiver is judged. */
  now: number;
}

const EARLIEST = Date.UTC(1995, 0);

const isFailure = ({ reason }: JudgedSignature): boolean => reason === 'body' || reason === 'header';

/** Whether a result names the signature that begins so (RFC 6008): receivers quote the start of `b=`. */
function quotes({ properties }: MethodResult, { start }: SignatureTags): boolean {
  const quoted = properties['header.b'] ?? '';
  return quoted !== '' && start !== '' && start.startsWith(quoted.slice(0, start.length));
}

/** Whether a result names the domain, and where it does the selector, of this signature (RFC 8601 § 2.7.1). */
function names({ properties }: MethodResult, tags: SignatureTags): boolean {
  const { 'header.s': selector, 'header.d': domain, 'header.i': identity } = properties;
  if (selector && selector.toLowerCase() !== tags.selector) return false;
  const named = (domain ?? identity?.slice(identity.lastIndexOf('@') + 1))?.toLowerCase();
  return named !== undefined && isAtOrBelow(named, tags.domain);
}

/**
 * The receiver's result for a signature: a pass where any of its results for it is one. A result that quotes none of the
 * signatures is matched by domain and selector: the receiver saw another source.
 */
function findReceiverResult(
  results: readonly MethodResult[],
  tags: SignatureTags,
  all: readonly SignatureTags[],
): string | null {
  const dkim = results.filter(({ method }) => method === 'dkim');
  const named = dkim.filter((result) =>
    all.some((other) => quotes(result, other)) ? quotes(result, tags) : names(result, tags),
  );
  const anonymous = dkim.filter(
    ({ properties }) => !Object.keys(properties).some((name) => name.startsWith('header.')),
  );
  const found = named.length > 0 || all.length > 1 ? named : anonymous;
  return found.find(({ result }) => result === 'pass')?.result ?? found[0]?.result ?? null;
}

const KEY_REASONS: ReadonlySet<JudgedSignature['reason']> = new Set(['no-key', 'revoked', 'bad-key', 'weak-key']);

function toDoubt({ reason }: JudgedSignature): NonNullable<FinalSignature['doubt']> {
  if (reason === 'body' || reason === 'header') return 'source';
  return KEY_REASONS.has(reason) ? 'key' : 'rules';
}

/** The damage that can be what broke this signature: that of the body or that of the header section. */
const damageFor = ({ reason }: JudgedSignature, damage: Damage): DamageReason | null =>
  reason === 'body' ? damage.body : reason === 'header' ? damage.header : null;

/**
 * A signature that the receiver passed and that fails here was not broken when it arrived. Without the receiver's result
 * signs of damage that can be the cause weigh the same; a `fail` of the receiver weighs more.
 */
function withReceiver(
  signature: JudgedSignature,
  word: string | null,
  damage: Damage,
): Omit<FinalSignature, 'aligned'> {
  const { result, reason } = signature;
  const known = { ...signature, receiverSaw: word, doubt: null };
  if (result !== 'fail') return known;
  const isDamaged = word === null && damageFor(signature, damage) !== null;
  if (word !== 'pass' && !isDamaged) return known;
  const doubt = toDoubt(signature);
  return { ...known, result: 'unknown', reason: doubt === 'source' ? 'altered' : reason, doubt };
}

async function checkSpf({ ip, helo, mailFrom }: Reception, ask: Ask): Promise<Omit<JudgedMessage['spf'], 'aligned'>> {
  if (!mailFrom) return { result: 'unknown', domain: null };
  const domain = mailFrom.domain || helo;
  if (!ip || !domain) return { result: 'unknown', domain };
  // A null reverse-path is judged by the HELO (RFC 7208 § 2.4).
  const sender = mailFrom.domain === '' ? '' : (mailFrom.address ?? `postmaster@${mailFrom.domain}`);
  const judged = await judgeSpf({ ip, helo: helo ?? domain, mailFrom: sender, ask });
  return { result: judged.result, domain };
}

interface Alignment {
  spf: boolean | null;
  dkim: (boolean | null)[];
}

/** Which identifiers share the author's organisation: by the record that applies, else by the public suffix list. */
async function align(
  fromDomain: string,
  spfDomain: string | null,
  dkimDomains: readonly string[],
  ask: Ask,
): Promise<Alignment> {
  const judged = await judgeDmarc({ fromDomain, spfDomain, dkimDomains, ask });
  const byList = (domain: string): boolean => alignsByPublicSuffix(domain, fromDomain);
  if (judged.result === 'none')
    return { spf: spfDomain === null ? null : byList(spfDomain), dkim: dkimDomains.map(byList) };
  const otherwise = judged.open.length > 0 ? null : false;
  const found = new Set(judged.aligned.dkim);
  return {
    spf: spfDomain === null ? null : judged.aligned.spf || otherwise,
    dkim: dkimDomains.map(
      (domain) => found.has(domain) || (domain === fromDomain && judged.record !== null) || otherwise,
    ),
  };
}

/** DMARC over what passes; where that fails and a leg that is not known would have aligned, nobody knows. */
async function concludeDmarc(
  fromDomain: string,
  { spf, signatures }: Pick<JudgedMessage, 'spf' | 'signatures'>,
  ask: Ask,
): Promise<{ result: JudgedMessage['dmarc']; policy: DmarcJudgement }> {
  const domainsOf = (results: readonly string[]): string[] =>
    signatures.filter(({ result }) => results.includes(result)).map(({ tags }) => tags.domain);
  const spfDomain = spf.result === 'pass' ? spf.domain : null;
  const policy = await judgeDmarc({ fromDomain, spfDomain, dkimDomains: domainsOf(['pass']), ask });
  if (policy.result !== 'fail') return { result: policy.result, policy };
  const isSpfOpen = spf.result === 'temperror' || spf.result === 'unknown';
  if (isSpfOpen && spf.domain === null) return { result: 'unknown', policy };
  const possible = await judgeDmarc({
    fromDomain,
    spfDomain: isSpfOpen ? spf.domain : spfDomain,
    dkimDomains: domainsOf(['pass', 'unknown']),
    ask,
  });
  return { result: possible.result === 'fail' ? 'fail' : 'unknown', policy };
}

function toTime(reception: Reception, now: number): number {
  return reception.at !== null && reception.at > EARLIEST ? reception.at : now;
}

/**
 * The reading of a source that was sent: the one in which most signatures verify, as written where several do alike; where
 * none does, the first with a usable From. Asks DNS only where there are several readings.
 */
export async function chooseReading(source: MessageSource, { ask, now }: JudgeTools): Promise<MessageSource> {
  if (source.unescaped.length === 0) return source;
  const readings = [source, ...source.unescaped];
  const passes: number[] = [];
  for (const reading of readings) {
    const at = toTime(readOutline(reading).reception, now);
    const { signatures } = await judgeSignatures({ source: reading, at, ask });
    passes.push(signatures.filter(({ result }) => result === 'pass').length);
  }
  const most = Math.max(...passes);
  const isUsable = ({ fields }: MessageSource) => readFrom(fields).ok;
  return (most > 0 ? readings[passes.indexOf(most)] : readings.find(isUsable)) ?? source;
}

/** Verifies SPF, DKIM, ARC, DMARC and one-click of a message as its receiver would. Asks DNS through `ask` only; never throws. */
export async function judgeMessage(source: MessageSource, { ask, now }: JudgeTools): Promise<JudgedMessage> {
  const { from, reception } = readOutline(source);
  const at = toTime(reception, now);
  const [judged, checkedSpf, reverseDns] = await Promise.all([
    judgeSignatures({ source, at, ask }),
    checkSpf(reception, ask),
    reception.ip === null ? null : checkReverseDns(reception.ip, ask),
  ]);
  const broken = judged.signatures.filter(isFailure);
  const tags = judged.signatures.map((signature) => signature.tags);
  const damage: Damage =
    broken.length > 0 || tags.length === 0
      ? findDamage(
          judged.source,
          tags,
          broken.map((signature) => signature.tags),
        )
      : { body: null, header: null };
  const seen = judged.signatures.map((signature) =>
    withReceiver(signature, findReceiverResult(reception.results, signature.tags, tags), damage),
  );
  const alignment: Alignment = from.ok
    ? await align(
        from.domain,
        checkedSpf.domain,
        tags.map(({ domain }) => domain),
        ask,
      )
    : { spf: null, dkim: [] };
  const signatures = seen.map((signature, index) => ({ ...signature, aligned: alignment.dkim[index] ?? null }));
  const spf = { ...checkedSpf, aligned: alignment.spf };
  const concluded = from.ok ? await concludeDmarc(from.domain, { spf, signatures }, ask) : null;
  const isAltered = signatures.some(({ doubt }) => doubt === 'source');
  const named = broken.map((signature) => damageFor(signature, damage)).find((reason) => reason !== null) ?? null;
  return {
    source: judged.source,
    from,
    reception,
    at,
    signatures,
    spf,
    dmarc: concluded?.result ?? 'unknown',
    policy: concluded?.policy ?? null,
    arc: judged.arc === 'fail' && isAltered ? 'unknown' : judged.arc,
    oneClick: judgeOneClick(
      judged.source.fields,
      judged.signatures.map((one, index) => ({ ...one, result: signatures[index]?.result ?? one.result })),
    ),
    reverseDns,
    damage: tags.length === 0 && damage.body === 'cut' ? 'cut' : named,
  };
}

/** The key records that were asked for, as evidence. */
export const keyAnswersOf = (signature: JudgedSignature): DnsAnswer[] =>
  signature.keyAnswer ? [signature.keyAnswer] : [];
