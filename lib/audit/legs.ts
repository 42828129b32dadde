import type { Alignment, DkimLeg, DmarcReport, KeyState, SpfLeg } from '../report/report.ts';
import { toAligned, toAlignment, type AlignedIdentifier, type AlignmentInput } from './alignment.ts';
import type { AuditContext, DkimFacts, SpfFacts } from './context.ts';
import type { DmarcFacts } from './dmarc/check.ts';
import { includesEsp, type ReturnPathFacts } from './mail/return-path.ts';

/** How the campaign will be authenticated, and whether that aligns with its From. */
export interface Legs {
  spf: SpfLeg;
  dkim: DkimLeg[];
  alignment: Alignment;
  /** A leg that passes and aligns; null: not known. */
  spfAligned: boolean | null;
  dkimAligned: boolean | null;
  /** Domains that align only relaxed, under a record that demands strict. */
  strictOnly: AlignedIdentifier[];
  /** What a receiver will find, with what cannot be known before the send left open. */
  dmarc: DmarcReport;
  /** The result by RFC 7489 and the public suffix list; null where a leg is not known. */
  byList: 'pass' | 'fail' | 'none' | null;
}

type LegsAligned = Omit<Legs, 'dmarc' | 'byList' | 'alignment'>;

export interface LegFacts {
  context: AuditContext;
  dkim: DkimFacts;
  dmarc: DmarcFacts;
  returnPath: ReturnPathFacts;
  /** Read at the return-path's domain. */
  returnSpf: SpfFacts | null;
}

const or = (one: boolean | null, other: boolean | null): boolean | null => {
  if (one === true || other === true) return true;
  return one === null || other === null ? null : false;
};

/**
 * Whether SPF will pass for the return-path, as far as that can be read without an IP. One that no message has shown yet
 * is nothing to rest on; only where DNS did not answer may it still be there.
 */
function spfPasses({ context, returnPath, returnSpf }: LegFacts): boolean | null {
  if (returnPath.basis === 'unknown') return returnPath.open.length > 0 ? null : false;
  if (returnSpf === null) return true;
  const { result, tree } = returnSpf.report;
  if (result === 'temperror') return null;
  if (result !== 'ok') return false;
  if (context.esp === null || tree === null || !returnPath.needsInclude) return true;
  return includesEsp(tree, context.esp.isOwnInclude);
}

/** Whether a signature in the brand's name will verify and align. */
function toDkimAligned(
  facts: DkimFacts,
  legs: readonly DkimLeg[],
  signers: readonly AlignedIdentifier[],
): boolean | null {
  if (signers.some(({ aligned }) => aligned === true)) return true;
  if (facts.setUp === 'unknown' || facts.setUp === 'unknowable') return null;
  const mayAlign = legs.some(({ key, aligned }) => key === 'unknown' && aligned !== false);
  return mayAlign || signers.some(({ aligned }) => aligned === null) ? null : false;
}

/** What a receiver concludes (RFC 9989 § 5.3): one aligned leg passes, under the record that applies. */
function toReport({ context, dmarc }: LegFacts, legs: LegsAligned): DmarcReport {
  const aligned = or(legs.spfAligned, legs.dkimAligned);
  const isUnknown = context.mode === 'unsaid' || dmarc.discovery.unknown;
  if (isUnknown) return { ...dmarc.report, result: 'unknown' };
  if (dmarc.record === null) return { ...dmarc.report, result: 'none' };
  return { ...dmarc.report, result: aligned === null ? 'unknown' : aligned ? 'pass' : 'fail' };
}

const UNUSABLE_KEYS: readonly KeyState[] = ['revoked', 'invalid', 'weak', 'dangling', 'wrong-target'];

/** What the report says of alignment. Without an ESP there is no campaign that could align. */
function toReportAlignment({ context, returnPath }: LegFacts, legs: LegsAligned): Alignment {
  if (context.mode === 'unsaid') return toAlignment(null, null, 'neither');
  // A return-path that no message has shown yet is nothing to rest on, and may align all the same.
  const isOpen = returnPath.basis === 'unknown' && legs.dkimAligned !== false;
  const isSignedWithoutKey = legs.dkim.some(({ key, aligned }) => aligned === true && UNUSABLE_KEYS.includes(key));
  const otherwise = legs.strictOnly.length > 0 ? 'strict' : isSignedWithoutKey ? 'no-key' : 'neither';
  return toAlignment(isOpen ? null : legs.spfAligned, legs.dkimAligned, otherwise);
}

function toListResult(dmarc: DmarcFacts, legs: LegsAligned, byList: boolean): Legs['byList'] {
  if (dmarc.discovery.unknown) return null;
  if (dmarc.listRecord === null) return 'none';
  if (byList) return 'pass';
  return legs.spfAligned === null || legs.dkimAligned === null ? null : 'fail';
}

/** Holds both legs against the From and concludes what a receiver will find (RFC 9989 § 5.3). */
export async function toLegs(facts: LegFacts): Promise<Legs> {
  const { context, dkim, dmarc, returnPath } = facts;
  const input: AlignmentInput = { from: context.domain, ...dmarc, ask: context.ask };
  const domains = [...new Set([...dkim.keys, ...dkim.signers].map(({ domain }) => domain))];
  const [spf, ...dkimDomains] = await Promise.all([
    returnPath.domain === null ? null : toAligned({ leg: 'spf', domain: returnPath.domain }, input),
    ...domains.map((domain) => toAligned({ leg: 'dkim', domain }, input)),
  ]);
  const byDomain = new Map(dkimDomains.flatMap((each) => (each ? [[each.domain, each] as const] : [])));
  const signers = dkim.signers.flatMap(({ domain }) => byDomain.get(domain) ?? []);
  const keys = dkim.keys.map((key) => ({ ...key, aligned: byDomain.get(key.domain)?.aligned ?? null }));
  const passes = spfPasses(facts);
  const identifierAligns = spf?.aligned ?? null;
  const spfAligned = identifierAligns === false || passes === false ? false : identifierAligns && passes;
  const dkimAligned = toDkimAligned(dkim, keys, signers);
  const legs = {
    spf: {
      domain: returnPath.domain,
      aligned: returnPath.basis === 'unknown' ? null : identifierAligns,
      basis: returnPath.basis,
    },
    dkim: keys,
    spfAligned,
    dkimAligned,
    strictOnly: [...signers, ...(spf && passes === true ? [spf] : [])].filter(({ relaxedOnly }) => relaxedOnly),
  };
  const byList = signers.some((each) => each.byList) || (passes === true && spf?.byList === true);
  const alignment = toReportAlignment(facts, legs);
  return { ...legs, alignment, dmarc: toReport(facts, legs), byList: toListResult(dmarc, legs, byList) };
}
