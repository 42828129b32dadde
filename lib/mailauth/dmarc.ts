import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import type { RecordType } from '../dns/resolver.ts';
import { parseDmarc, type DmarcRecord } from '../records/dmarc/read.ts';
import type { Policy } from '../report/report.ts';
import { toBridge, type Ask } from './ask.ts';

export interface DmarcQuestion {
  /** The author domain: an A-label in lower case. */
  fromDomain: string;
  /** Domain of the MAIL FROM for which SPF passes; null where none does. */
  spfDomain: string | null;
  /** d= of the signatures that pass. */
  dkimDomains: readonly string[];
  ask: Ask;
}

export interface DmarcJudgement {
  /** `none`: no policy applies. `unknown`: DNS did not answer what decides it. */
  result: 'pass' | 'fail' | 'none' | 'unknown';
  /** That applies to this author domain, before and after `t=y`; null where none does or where it is not known. */
  policy: Policy | null;
  effectivePolicy: Policy | null;
  /** By the tree walk of RFC 9989 § 4.10; the author domain where the walk found nothing or was cut short. */
  orgDomain: string;
  /** The record as published, and the name below `_dmarc.` where it is. */
  record: string | null;
  foundAt: string | null;
  /** Which of the given domains align; empty where no policy applies. */
  aligned: { spf: boolean; dkim: string[] };
  /** What was asked in vain. */
  open: { name: string; type: RecordType }[];
}

/** mailauth's response, where `sp` already equals `p` when the record has none. */
interface PolicyTags {
  p?: string;
  sp?: string;
  np?: string | undefined;
}

const RECORD_PREFIX = '_dmarc.';
const POLICIES: readonly Policy[] = ['none', 'quarantine', 'reject'];

const toPolicy = (word: string | undefined): Policy | null => POLICIES.find((policy) => policy === word) ?? null;

/**
 * The record as lib/records reads it, in a form that leaves mailauth nothing to read otherwise: RFC 9989 takes the last
 * of two equal tags where mailauth's strict parser discards the record.
 */
function toCanonicalText(record: DmarcRecord): string {
  const { p, sp, np, adkim, aspf, psd, testing, state } = record;
  const policies = state === 'valid' ? { p, sp, np } : { p: state === 'as-none' ? 'none' : null };
  const tags = { v: 'DMARC1', ...policies, adkim, aspf, psd, t: testing ? 'y' : 'n' };
  return Object.entries(tags)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

/** Whether the domain exists (RFC 9989 A.4): any answer but NXDOMAIN, and a dangling CNAME is an answer. Null: not known. */
async function exists(domain: string, ask: Ask): Promise<boolean | null> {
  const answer = await ask(domain, 'A');
  if (answer.outcome === 'answer' || answer.outcome === 'no-such-type') return true;
  if (answer.outcome === 'no-such-name') return answer.aliases.length > 0;
  return null;
}

/** The policy before `t=y`: the record's own `p`, or for an inherited one `np`, `sp`, `p` in turn (RFC 9989 § 4.10.1). */
async function toPublishedPolicy(
  tags: PolicyTags,
  inherited: boolean,
  domain: string,
  ask: Ask,
): Promise<Policy | null> {
  if (!inherited) return toPolicy(tags.p);
  if (!tags.np || tags.np === tags.sp) return toPolicy(tags.sp);
  const known = await exists(domain, ask);
  return known === null ? null : toPolicy(known ? tags.sp : tags.np);
}

/**
 * What DMARC says of a message from `fromDomain` whose SPF and DKIM passed for the given domains (RFC 9989 § 5.3),
 * by mailauth. Never throws; trouble in DNS that decides the outcome makes it `unknown`.
 */
export async function judgeDmarc(question: DmarcQuestion): Promise<DmarcJudgement> {
  const { fromDomain, spfDomain, dkimDomains, ask } = question;
  const published = new Map<string, string>();
  const { resolver, failed } = toBridge(ask, (name, texts) => {
    const parsed = texts.map(parseDmarc);
    const records = parsed.flatMap((text) => (text.kind === 'record' ? [text.record] : []));
    if (records[0]) published.set(name, records[0].text);
    return records.map(toCanonicalText);
  });
  const { response, dkimAligned } = await evaluateDmarc({
    headerFrom: fromDomain,
    spfDomains: spfDomain ? [spfDomain] : [],
    dkimDomains: dkimDomains.map((domain) => ({ domain })),
    resolver,
    strict: true,
  });
  const status = response ? response.status.result : 'temperror';
  const policyDomain = (response && response.policyDomain) || null;
  const inherited = policyDomain !== null && policyDomain !== fromDomain;
  const policy = response ? await toPublishedPolicy(response, inherited, fromDomain, ask) : null;
  return {
    result: status === 'pass' || status === 'fail' || status === 'none' ? status : 'unknown',
    policy,
    effectivePolicy: policy === null || !response ? null : toPolicy(response.policy),
    orgDomain: (response && response.domain) || fromDomain,
    record: policyDomain === null ? null : (published.get(`${RECORD_PREFIX}${policyDomain}`) ?? null),
    foundAt: policyDomain,
    aligned: { spf: Boolean(response && response.alignment?.spf?.result), dkim: [...(dkimAligned ?? [])] },
    open: failed,
  };
}
