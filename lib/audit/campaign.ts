import type { DnsAnswer } from '../dns/resolver.ts';
import type { FindingCode } from '../findings/finding.ts';
import type { AuditContext, DkimFacts, DraftFinding, SpfFacts } from './context.ts';
import type { DmarcFacts } from './dmarc/check.ts';
import { toDraft, withCause } from './draft.ts';
import type { FromFacts, Sender } from './mail/from.ts';
import type { Legs } from './legs.ts';
import type { ReturnPathFacts } from './mail/return-path.ts';

/** All that was found out about one campaign. */
export interface CampaignFacts {
  context: AuditContext;
  sender: Sender;
  from: FromFacts;
  dkim: DkimFacts;
  dmarc: DmarcFacts;
  returnPath: ReturnPathFacts;
  /** SPF at a branded return-path; null where the return-path is the ESP's own. */
  returnSpf: SpfFacts | null;
  legs: Legs;
  isParked: boolean;
}

const UNNAMED = '<name>';

const wasObserved = ({ observed }: AuditContext): boolean => observed?.source === 'message';

/** Findings without which a leg would align, the most fundamental first. */
const CAUSES: readonly FindingCode[] = ['dns.no-domain', 'from.free-mail', 'dkim.not-set-up'];

function findCause(facts: CampaignFacts): FindingCode | null {
  if (facts.isParked) return 'parked.ok';
  const codes = [...facts.from.findings, ...facts.dkim.findings].map(({ code }) => code);
  const cause = CAUSES.find((code) => codes.includes(code));
  const broken = facts.dkim.findings.find(({ severity }) => severity === 'leg');
  return cause ?? broken?.code ?? findReturnPathFault(facts);
}

/** What keeps SPF from passing at a return-path whose domain aligns. */
function findReturnPathFault({ legs, returnSpf }: CampaignFacts): FindingCode | null {
  if (legs.spf.aligned !== true || legs.spfAligned !== false) return null;
  return returnSpf?.findings.find(({ severity }) => severity === 'leg')?.code ?? null;
}

/** The answers that the alignment rests on: the keys, the return-path, and the record that demands it. */
async function answersOf({ context, legs, dmarc, returnPath }: CampaignFacts): Promise<DnsAnswer[]> {
  const keys = legs.dkim.map(({ selector, domain }) => context.ask(`${selector}._domainkey.${domain}`, 'TXT'));
  const record = dmarc.discovery.step ? [dmarc.discovery.step.answer] : dmarc.walk.steps.map(({ answer }) => answer);
  return [...(await Promise.all(keys)), ...record, ...returnPath.answers];
}

async function checkAlignment(facts: CampaignFacts): Promise<DraftFinding[]> {
  const { context, legs, dmarc } = facts;
  if (legs.dkimAligned !== false || legs.spfAligned !== false) return [];
  const answers = await answersOf(facts);
  const findings: DraftFinding[] = [];
  const record = dmarc.record?.text ?? '';
  for (const { leg, domain } of legs.strictOnly) {
    const tag = leg === 'dkim' ? 'adkim' : 'aspf';
    findings.push(toDraft('align.strict', domain, { from: context.domain, leg, domain, tag, record }, answers));
  }
  const cause = findings.length > 0 ? 'align.strict' : findCause(facts);
  const dkim = facts.dkim.signers[0]?.domain ?? context.esp?.unauthenticated.dkimDomain ?? null;
  const params = { from: context.domain, spf: legs.spf.domain, dkim };
  findings.push(withCause(toDraft('align.none', context.domain, params, answers), cause));
  return findings;
}

/** Under a policy that refuses, SPF alone is too thin: a forwarded copy breaks it (RFC 9989 § 7.4). */
function checkSoleLeg(facts: CampaignFacts): DraftFinding[] {
  const { legs, dmarc } = facts;
  const { policy, foundAt } = dmarc.report;
  const { step } = dmarc.discovery;
  if (legs.spfAligned !== true || legs.dkimAligned !== false || step === null) return [];
  if (policy !== 'reject' && policy !== 'quarantine') return [];
  const finding = toDraft('dmarc.rests-on-spf', `_dmarc.${foundAt ?? step.name}`, { policy }, [step.answer]);
  return [withCause(finding, findCause(facts))];
}

function checkBothWalks({ context, legs, dmarc }: CampaignFacts): DraftFinding[] {
  const { byList } = legs;
  const { result } = legs.dmarc;
  if (result === 'unknown' || byList === null || result === byList) return [];
  const params = {
    treeWalk: result,
    publicSuffix: byList,
    treeWalkOrg: dmarc.report.orgDomain,
    publicSuffixOrg: context.registrableDomain,
  };
  const answers = dmarc.walk.steps.map(({ answer }) => answer);
  return [toDraft('dmarc.walk-differs', context.domain, params, answers)];
}

/** What decides whether the ESP replaces the From. */
type RewritingFacts = Pick<CampaignFacts, 'context' | 'sender' | 'from' | 'dkim' | 'legs'>;

/** The address that readers will see instead of the composed one, as things stand; null where the ESP keeps it. */
export function findRewriting(facts: RewritingFacts): { shown: string; certain: boolean } | null {
  const { context, sender, from, dkim, legs } = facts;
  const model = context.esp?.unauthenticated;
  const isAuthenticated = from.freeMail === null && (dkim.setUp !== 'none' || legs.spfAligned === true);
  if (!model || isAuthenticated || model.rewritesFrom === 'never' || wasObserved(context)) return null;
  if (model.rewritesFrom === 'free-mail' && from.freeMail === null) return null;
  const shown = model.shownFrom(sender.localPart ?? UNNAMED, context.domain);
  return shown === null ? null : { shown, certain: model.rewritesFrom === 'always' || from.freeMail !== null };
}

/** Whether readers will see another sender than the composed one. */
function checkRewriting(facts: CampaignFacts): DraftFinding[] {
  const { context, sender } = facts;
  const rewriting = findRewriting(facts);
  if (rewriting === null) return [];
  const subject = `${sender.localPart ?? UNNAMED}@${context.domain}`;
  const about = sender.localPart === null ? context.domain : subject;
  return [withCause(toDraft('from.rewritten', about, rewriting, []), findCause(facts))];
}

/** What only a test message can show: that the ESP uses what is published, and that the prediction comes true. */
function checkConfirmed({ context, dkim, legs }: CampaignFacts): DraftFinding[] {
  if (wasObserved(context) || context.esp === null) return [];
  const findings: DraftFinding[] = [];
  if (legs.dkimAligned === true || legs.spfAligned === true) {
    findings.push(toDraft('align.predicted', context.domain, {}, []));
  }
  const isConfirmed = dkim.signers.some(({ domain }) => context.confirmed?.includes(domain));
  if (context.esp.needsConfirmation && dkim.signers.length > 0 && !isConfirmed) {
    findings.push(toDraft('esp.not-confirmed', context.domain, { esp: context.esp.name }, []));
  }
  return findings;
}

/** What can only be said with everything at hand: whether this campaign aligns, and as whom it is sent. */
export async function checkCampaign(facts: CampaignFacts): Promise<DraftFinding[]> {
  const both = checkBothWalks(facts);
  if (facts.context.mode !== 'campaign') return both;
  return [
    ...(await checkAlignment(facts)),
    ...checkSoleLeg(facts),
    ...both,
    ...checkRewriting(facts),
    ...checkConfirmed(facts),
  ];
}
