import { organisationalDomain } from '../../public-suffix/organisational-domain.ts';
import type { MessageReport } from '../../report/report.ts';
import { parseAuthenticationResults, type MethodResult } from './authentication-results.ts';
import { valueOf, type HeaderField } from '../headers/header-fields.ts';
import { isPrivateIp, isSameIp, parseIp } from '../../domain/ip.ts';
import { parseReceived, type Received } from './received.ts';
import { RECEIVER_PROFILES, type ReceiverProfile } from './receivers.ts';

export interface MailFrom {
  /** Without the angle brackets; '' for the null reverse-path; null where only the domain is known. */
  address: string | null;
  /** '' for the null reverse-path. */
  domain: string;
}

export interface Hop extends Received {
  /** Written by the receiver, or below its boundary, where anybody may have written it. */
  trusted: boolean;
}

/** What the last receiver wrote, and nothing that was there before the message reached it. */
export interface Reception {
  via: MessageReport['receivedVia'];
  /** Newest first, as in the header section. */
  hops: Hop[];
  boundary: Hop | null;
  /** ms since 1970, by the receiver's topmost Received. */
  at: number | null;
  ip: string | null;
  helo: string | null;
  mailFrom: MailFrom | null;
  authservId: string | null;
  results: MethodResult[];
}

interface Line {
  field: HeaderField;
  /** Index in the header section. */
  at: number;
}

interface Trace extends Line {
  received: Received;
}

const MOST_HOPS = 200;
const RESULT_FIELDS = new Set(['authentication-results', 'received-spf']);
/** Fields that receivers write between their results. */
const BETWEEN_RESULTS = /^(?:x-|arc-|received-spf|authentication-results|dkim-filter$|return-path$)/;
/** Fields that Microsoft writes behind the last field of the sender. */
const MICROSOFT_TAIL = /^x-(?:ms-|microsoft-|eop|originator|forefront|sid-|incoming|message|exchange|office365)/;
const DESIGNATES = /domain of (?:transitioning )?(?:<)?([^\s>]+?)(?:>)? (?:designates|does not designate)/i;
const SENDER_IP = /\bsender ip is ([0-9a-f.:]+)/i;
const PERMITTED_IP = /\bdesignates? ([0-9a-f.:]+) as permitted/i;
const SPF_FIELD_PAIR = /\b(client-ip|helo|envelope-from)\s*=\s*"?<?([^\s;">]*)/gi;

const toLines = (fields: readonly HeaderField[]): Line[] => fields.map((field, at) => ({ field, at }));

function toTraces(lines: readonly Line[]): Trace[] {
  const received = lines.filter(({ field }) => field.key === 'received').slice(0, MOST_HOPS);
  return received.map((line) => ({ ...line, received: parseReceived(valueOf(line.field)) }));
}

/** The topmost server that has a public name says whose mailbox this is; Yahoo's have none, its fields do. */
function findProfile(lines: readonly Line[], traces: readonly Trace[]): ReceiverProfile | null {
  const [top] = traces;
  if (!top) return null;
  const above = new Set(lines.slice(0, top.at).map(({ field }) => field.key));
  for (const { received } of traces) {
    const host = received.by;
    const profile = RECEIVER_PROFILES.find(({ by }) => host !== null && by.test(host));
    if (profile) return profile;
    const isAnonymous = host === null || parseIp(host) !== null || !host.includes('.') || host.endsWith('.internal');
    if (!isAnonymous) break;
    if (received.hasFrom && received.ip && !isPrivateIp(received.ip)) break;
  }
  return RECEIVER_PROFILES.find(({ topFields }) => topFields.some((field) => above.has(field))) ?? null;
}

/** Names that only an inner network knows. */
const isInnerName = (host: string): boolean =>
  !host.includes('.') || /\.(?:internal|local|lan|localdomain)$/.test(host);

/** Within one machine, or from a client of webmail: no mail server reached the receiver this way. */
const isInnerProtocol = (protocol: string | null): boolean => protocol !== null && /^(?:LMTP|HTTP)/.test(protocol);

/** Whether a hop is within the receiver: without a client, from an inner address, or from one of its own hosts. */
function isInner({ received }: Trace, profile: ReceiverProfile | null, below: readonly Trace[]): boolean {
  const { hasFrom, ip, reverse, helo, by, protocol } = received;
  if (!hasFrom || isInnerProtocol(protocol) || (ip !== null && isPrivateIp(ip))) return true;
  // A client's own word counts only where the server writes nothing else of it.
  const client = reverse ?? (ip === null || profile?.id === 'microsoft' ? helo : null);
  if (client === null || by === null) return ip === null;
  if (ip === null && isInnerName(client)) return true;
  if (profile) return profile.ownHosts.test(client);
  // A server of the same organisation handed it on, and a server of that organisation says below from whom it had it.
  const organisation = organisationalDomain(by);
  const isOwn = (host: string | null): boolean => host !== null && organisationalDomain(host) === organisation;
  return isOwn(client) && below.some((trace) => isOwn(trace.received.by));
}

function findBoundary(traces: readonly Trace[], profile: ReceiverProfile | null, ip: string | null): Trace | null {
  const outer = traces.find((trace, index) => !isInner(trace, profile, traces.slice(index + 1))) ?? null;
  if (ip === null) return outer;
  // The receiver names the address that it judged: its own hops are above the one from there.
  const limit = outer ? traces.indexOf(outer) + MOST_INNER_HOPS : traces.length;
  const named = traces.slice(0, limit).find(({ received }) => received.ip !== null && isSameIp(received.ip, ip));
  return named ?? outer;
}

/** Hops that a receiver's own hosts may add without being recognised as such. */
const MOST_INNER_HOPS = 4;

/** The run of results directly below the boundary, up to the first field that a sender may have written. */
function belowBoundary(lines: readonly Line[], boundary: Trace): Line[] {
  const run: Line[] = [];
  for (const line of lines.slice(boundary.at + 1)) {
    if (!BETWEEN_RESULTS.test(line.field.key)) break;
    run.push(line);
  }
  return run.filter(({ field }) => RESULT_FIELDS.has(field.key));
}

/** Where the result of SPF is in a receiver's own field. */
function findSpfResult(run: readonly Line[], profile: ReceiverProfile): number {
  return run.findIndex(({ field }) => {
    if (field.key !== 'authentication-results') return false;
    const { authservId, results } = parseAuthenticationResults(valueOf(field));
    return isOwnResult(authservId, profile, null) && results.some(({ method }) => method === 'spf');
  });
}

interface Verdicts {
  authservId: string | null;
  results: MethodResult[];
  spf: { result: string | null; ip: string | null; helo: string | null; mailFrom: string | null };
}

function readReceivedSpf(field: HeaderField): Verdicts['spf'] {
  const value = valueOf(field);
  const pairs = Object.fromEntries(
    [...value.matchAll(SPF_FIELD_PAIR)].map(([, name = '', text = '']) => [name.toLowerCase(), text]),
  );
  const designated = DESIGNATES.exec(value)?.[1] ?? null;
  return {
    result: /^\s*([a-z]+)/i.exec(value)?.[1]?.toLowerCase() ?? null,
    ip: parseIp(pairs['client-ip'] ?? PERMITTED_IP.exec(value)?.[1] ?? ''),
    helo: pairs['helo']?.toLowerCase() || null,
    mailFrom: pairs['envelope-from'] ?? designated,
  };
}

/** Whether an Authentication-Results field is the receiver's: by its authserv-id, which RFC 8601 § 5 protects. */
function isOwnResult(authservId: string | null, profile: ReceiverProfile | null, first: string | null): boolean {
  if (!profile) return first === null || authservId === first;
  if (profile.authservId === null) return authservId === null;
  return authservId !== null && profile.authservId.test(authservId);
}

/**
 * The receiver's results out of the fields that it wrote. Of several for one method the topmost counts; DKIM has one for
 * each signature, and where a sender's own field may follow (`isExposed`) only the topmost field's count.
 */
function collectVerdicts(lines: readonly Line[], profile: ReceiverProfile | null, isExposed = false): Verdicts {
  const verdicts: Verdicts = {
    authservId: null,
    results: [],
    spf: { result: null, ip: null, helo: null, mailFrom: null },
  };
  const takenFrom = new Map<string, number>();
  const spfField = lines.find(({ field }) => field.key === 'received-spf');
  if (spfField) verdicts.spf = readReceivedSpf(spfField.field);
  let fields = 0;
  for (const { field, at } of lines) {
    if (field.key !== 'authentication-results') continue;
    const parsed = parseAuthenticationResults(valueOf(field));
    const isSurplus = fields > 0 && profile?.severalFields === false;
    if (isSurplus || !isOwnResult(parsed.authservId, profile, verdicts.authservId)) continue;
    fields += 1;
    verdicts.authservId ??= parsed.authservId;
    for (const result of parsed.results) {
      const first = takenFrom.get(result.method) ?? at;
      const isRepeated = first !== at && (result.method !== 'dkim' || isExposed);
      if (isRepeated) continue;
      takenFrom.set(result.method, first);
      verdicts.results.push(result);
    }
  }
  return verdicts;
}

const addressIn = (text: string): string => (/<([^<>]*)>/.exec(text)?.[1] ?? text).trim().replace(/^"|"$/g, '');

function toMailFrom(text: string): MailFrom | null {
  const address = addressIn(text);
  if (address === '' || address === '<>') return { address: '', domain: '' };
  const at = address.lastIndexOf('@');
  const domain = address
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  if (!/^[^\s<>@,;:"]+$/.test(domain) || !domain.includes('.')) return null;
  return { address: at > 0 ? address : null, domain };
}

/** The receiver's own Return-Path: above its boundary, or at Microsoft the last one, after which only its own fields come. */
function findReturnPath(lines: readonly Line[], boundary: Trace, profile: ReceiverProfile | null): HeaderField | null {
  if (!profile?.returnPathLast) {
    return lines.slice(0, boundary.at).find(({ field }) => field.key === 'return-path')?.field ?? null;
  }
  const last = lines.findLast(({ field }) => field.key === 'return-path');
  if (!last || last.at < boundary.at) return last?.field ?? null;
  return lines.slice(last.at + 1).every(({ field }) => MICROSOFT_TAIL.test(field.key)) ? last.field : null;
}

function findMailFrom(returnPath: HeaderField | null, { results, spf }: Verdicts): MailFrom | null {
  const fromSpf = results.find(({ method }) => method === 'spf')?.properties['smtp.mailfrom'];
  const judged = [fromSpf, spf.mailFrom].flatMap((text) => (text ? (toMailFrom(text) ?? []) : []));
  const [first] = judged;
  const written = returnPath ? toMailFrom(valueOf(returnPath)) : null;
  // The Return-Path is the fuller form of what SPF was judged for, unless they contradict each other.
  if (written && (!first || written.domain === '' || written.domain === first.domain)) return written;
  return judged.find(({ address }) => address !== null) ?? first ?? written;
}

const NOBODY: Omit<Reception, 'hops'> = {
  via: 'unknown',
  boundary: null,
  at: null,
  ip: null,
  helo: null,
  mailFrom: null,
  authservId: null,
  results: [],
};

/**
 * A message that never left its provider: every hop is the provider's own host, so there is no connecting address, but a
 * reception time and, above the lowest hop, results. Without a profile nobody knows whose hosts they are.
 */
function toInnerReception(
  lines: readonly Line[],
  traces: readonly Trace[],
  profile: ReceiverProfile | null,
): Reception {
  const [top] = traces;
  const lowest = traces.at(-1);
  if (!profile || !top || !lowest) {
    return { ...NOBODY, hops: traces.map(({ received }) => ({ ...received, trusted: false })) };
  }
  const verdicts = collectVerdicts(lines.slice(0, lowest.at), profile);
  const returnPath = findReturnPath(lines, lowest, profile);
  return {
    ...NOBODY,
    via: profile.id,
    hops: traces.map(({ received }) => ({ ...received, trusted: true })),
    at: top.received.at,
    mailFrom: findMailFrom(returnPath, verdicts),
    authservId: verdicts.authservId,
    results: withReceivedSpf(verdicts),
  };
}

/**
 * What the receiver of this message wrote into its headers. It writes on top: from the first hop that reached it from
 * outside on downwards, everything may be forged and nothing is believed (pitfalls R1, R3).
 */
export function findReception(fields: readonly HeaderField[]): Reception {
  const lines = toLines(fields);
  const traces = toTraces(lines);
  const profile = findProfile(lines, traces);
  const guess = findBoundary(traces, profile, null);
  const above = collectVerdicts(guess ? lines.slice(0, guess.at) : [], profile);
  const namedIp = toJudgedIp(above);
  const boundary = findBoundary(traces, profile, namedIp);
  if (!boundary) return toInnerReception(lines, traces, profile);

  const ownAbove = lines.slice(0, boundary.at);
  const hasOwn = ownAbove.some(({ field }) => field.key === 'authentication-results');
  const below = profile?.resultsBelow && !hasOwn ? belowBoundary(lines, boundary) : [];
  const last = profile?.spfLast ? findSpfResult(below, profile) : -1;
  // Its Received-SPF, if any, comes after the result of SPF.
  const run = last === -1 ? below : below.slice(0, below[last + 1]?.field.key === 'received-spf' ? last + 2 : last + 1);
  const verdicts = collectVerdicts([...ownAbove, ...run], profile, below.length > 0 && last === -1);
  const trusted = traces.slice(0, traces.indexOf(boundary) + 1);
  const [top] = trusted;
  const hops = traces.map((trace): Hop => ({ ...trace.received, trusted: trusted.includes(trace) }));
  return {
    via: profile?.id ?? 'other',
    hops,
    boundary: hops[trusted.length - 1] ?? null,
    at: top?.received.at ?? boundary.received.at,
    ip: boundary.received.ip ?? toJudgedIp(verdicts),
    helo: boundary.received.helo ?? verdicts.spf.helo,
    mailFrom: findMailFrom(findReturnPath(lines, boundary, profile), verdicts),
    authservId: verdicts.authservId,
    results: withReceivedSpf(verdicts),
  };
}

/** The address that the receiver says it judged. */
function toJudgedIp({ results, spf }: Verdicts): string | null {
  const judged = results.find(({ method }) => method === 'spf');
  const remote = results.map(({ properties }) => properties['smtp.remote-ip'] ?? properties['policy.iprev']);
  const texts = [
    SENDER_IP.exec(judged?.comment ?? '')?.[1],
    ...remote,
    spf.ip,
    PERMITTED_IP.exec(judged?.comment ?? '')?.[1],
  ];
  return texts.map((text) => parseIp(text ?? '')).find(Boolean) ?? null;
}

/** A receiver that writes Received-SPF and no `spf=` has concluded all the same. */
function withReceivedSpf({ results, spf }: Verdicts): MethodResult[] {
  if (spf.result === null || results.some(({ method }) => method === 'spf')) return results;
  return [...results, { method: 'spf', result: spf.result, properties: {}, comment: '' }];
}

export const resultOf = (reception: Reception, method: string): string | null =>
  reception.results.find((result) => result.method === method)?.result ?? null;

/** The receiver's word for DKIM as a whole: a pass where any signature passed. */
export function dkimResultOf({ results }: Reception): string | null {
  const words = results.filter(({ method }) => method === 'dkim').map(({ result }) => result);
  return words.find((word) => word === 'pass') ?? words[0] ?? null;
}
