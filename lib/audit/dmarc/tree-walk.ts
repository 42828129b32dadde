import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import { isAtOrBelow } from '../../domain/domain-name.ts';
import { parseDmarc, type DmarcRecord } from '../../records/dmarc/read.ts';
import type { AuditContext } from '../context.ts';

type Ask = AuditContext['ask'];

/** One name of a walk and what stands below its `_dmarc.`. */
export interface Step {
  name: string;
  answer: DnsAnswer<'TXT'>;
  /** Every text there that begins with the version; two or more count as none (RFC 9989 § 4.10). */
  records: DmarcRecord[];
  /** The one that counts. */
  record: DmarcRecord | null;
}

export interface Walk {
  start: string;
  /** In order, up to and with the one that ended the walk. */
  steps: Step[];
  /** The question that DNS did not answer: nothing above it is known. */
  failed: DnsAnswer<'TXT'> | null;
}

const LONGEST_STEP = 7;

/** The names that a tree walk asks, at most eight (RFC 9989 § 4.10). */
export function walkNames(domain: string): string[] {
  const names: string[] = [];
  let labels = domain.split('.');
  while (labels.length > 0) {
    names.push(labels.join('.'));
    labels = labels.length > LONGEST_STEP ? labels.slice(-LONGEST_STEP) : labels.slice(1);
  }
  return names;
}

function toStep(name: string, answer: DnsAnswer<'TXT'>): Step {
  const records = recordsOf(answer)
    .map(parseDmarc)
    .flatMap((text) => (text.kind === 'record' ? [text.record] : []));
  const [only] = records;
  return { name, answer, records, record: records.length === 1 && only ? only : null };
}

/** Walks up from `start`; all names are known beforehand, so all are asked at once. */
export async function walkTree(start: string, ask: Ask): Promise<Walk> {
  const names = walkNames(start);
  const answers = await Promise.all(names.map((name) => ask(`_dmarc.${name}`, 'TXT')));
  const walk: Walk = { start, steps: [], failed: null };
  for (const [index, answer] of answers.entries()) {
    if (isFailure(answer)) return { ...walk, failed: answer };
    const step = toStep(names[index] ?? '', answer);
    walk.steps.push(step);
    if (step.record !== null && step.record.psd !== 'u') return walk;
  }
  return walk;
}

const labelsOf = (name: string): number => name.split('.').length;

/** RFC 9989 § 4.10.2: the organisational domain; null where the walk was cut short. */
export function toOrgDomain(walk: Walk): string | null {
  if (walk.failed !== null) return null;
  const found = walk.steps.filter(({ record }) => record !== null);
  for (const { name, record } of found) {
    if (record?.psd === 'n') return name;
    if (record?.psd === 'y' && name !== walk.start) {
      return walk.start
        .split('.')
        .slice(-(labelsOf(name) + 1))
        .join('.');
    }
  }
  return found.at(-1)?.name ?? walk.start;
}

export interface Discovery {
  /** The record that applies to the author domain, void or not; null where there is none. */
  step: Step | null;
  orgDomain: string | null;
  /** DNS did not answer what decides which record applies. */
  unknown: boolean;
}

/** RFC 9989 § 4.10.1: the author domain's own record, else the organisational domain's, else that of the PSD above. */
export function discoverPolicy(walk: Walk): Discovery {
  const orgDomain = toOrgDomain(walk);
  const own = walk.steps.find(({ name, record }) => name === walk.start && record !== null);
  if (own) return { step: own, orgDomain, unknown: false };
  if (orgDomain === null) return { step: null, orgDomain, unknown: true };
  const last = walk.steps.at(-1);
  const step =
    walk.steps.find(({ name, record }) => name === orgDomain && record !== null) ??
    (last?.record?.psd === 'y' ? last : null);
  return { step: step ?? null, orgDomain, unknown: false };
}

/**
 * Relaxed alignment by two tree walks. Null: a walk that decides it was cut short. Only what stands at or below the
 * author's organisational domain can share it, so nothing else is walked.
 */
export async function alignsByWalk(identifier: string, author: Walk, ask: Ask): Promise<boolean | null> {
  if (identifier === author.start) return true;
  const org = toOrgDomain(author);
  if (org === null) return sharesTopLabel(identifier, author.start) ? null : false;
  if (!isAtOrBelow(identifier, org)) return false;
  const other = toOrgDomain(await walkTree(identifier, ask));
  return other === null ? null : other === org;
}

const sharesTopLabel = (one: string, other: string): boolean => one.split('.').pop() === other.split('.').pop();
