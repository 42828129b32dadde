import { alignsByPublicSuffix } from '../public-suffix/organisational-domain.ts';
import type { DmarcRecord } from '../records/dmarc/read.ts';
import type { Alignment, AlignmentConclusion } from '../report/report.ts';
import type { AuditContext } from './context.ts';
import { alignsByWalk, type Walk } from './dmarc/tree-walk.ts';

/** A domain that a receiver will have found authenticated. */
export interface Identifier {
  leg: 'spf' | 'dkim';
  domain: string;
}

export interface AlignedIdentifier extends Identifier {
  /** By what decides for this From: the tree walk where a record applies, else the public suffix list. Null: not known. */
  aligned: boolean | null;
  /** By RFC 7489 and the public suffix list, under `listRecord`. */
  byList: boolean;
  /** It would align, were the record not strict. */
  relaxedOnly: boolean;
}

export interface AlignmentInput {
  from: string;
  walk: Walk;
  /** The record that applies by the tree walk. */
  record: DmarcRecord | null;
  /** The record that applies by the public suffix list. */
  listRecord: DmarcRecord | null;
  ask: AuditContext['ask'];
}

const isStrict = (record: DmarcRecord | null, leg: Identifier['leg']): boolean =>
  (leg === 'dkim' ? record?.adkim : record?.aspf) === 's';

/** Holds one authenticated domain against the From (RFC 9989 § 4.4, RFC 7489 § 3.1). */
export async function toAligned(identifier: Identifier, input: AlignmentInput): Promise<AlignedIdentifier> {
  const { from, walk, record, listRecord, ask } = input;
  const same = identifier.domain === from;
  const relaxedByList = alignsByPublicSuffix(identifier.domain, from);
  const relaxed = record === null ? relaxedByList : await alignsByWalk(identifier.domain, walk, ask);
  const strict = isStrict(record, identifier.leg);
  return {
    ...identifier,
    aligned: strict ? same : relaxed,
    byList: isStrict(listRecord, identifier.leg) ? same : relaxedByList,
    relaxedOnly: strict && !same && relaxed === true,
  };
}

/**
 * What a receiver concludes from both legs, each of which passes and aligns (true), does not (false), or is not known
 * (null). `otherwise` says why where both are known not to.
 */
export function toAlignment(
  spf: boolean | null,
  dkim: boolean | null,
  otherwise: Extract<AlignmentConclusion, 'neither' | 'strict' | 'no-key'>,
): Alignment {
  if (dkim === true) return { spf, dkim, conclusion: spf === true ? 'both' : 'dkim' };
  if (spf === true) return { spf, dkim, conclusion: 'spf' };
  return { spf, dkim, conclusion: spf === null || dkim === null ? 'unknown' : otherwise };
}
