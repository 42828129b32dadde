import { isAtOrBelow } from '../domain/domain-name.ts';
import type { DnsAnswer } from '../dns/resolver.ts';
import type { Finding } from '../findings/finding.ts';
import type { DmarcReport, Report, SpfReport, Verdict } from '../report/report.ts';
import { checkBimi } from './mail/bimi.ts';
import { checkCampaign, findRewriting } from './campaign.ts';
import type { AuditContext, AuditFinding, DkimFacts, DraftFinding, OpenQuestion, SpfFacts } from './context.ts';
import { checkDkim } from './dkim/check.ts';
import { checkDmarc, type DmarcFacts } from './dmarc/check.ts';
import { checkTrouble, findConflicts, type Unanswered } from './dns-trouble.ts';
import { findForeignDomain } from './mail/free-mail.ts';
import { findEspZone } from './esp-zone.ts';
import { toExistence } from './mail/existence.ts';
import { checkFrom, findNoReplies, type FromFacts, type Sender } from './mail/from.ts';
import { toLegs, type Legs } from './legs.ts';
import { checkMtaSts } from './mail/mta-sts.ts';
import { checkMx, type MxFacts } from './mail/mx.ts';
import { checkParked } from './mail/parked.ts';
import { askOfSendingSubdomains } from './plan.ts';
import { judgeProviders, type Visible } from './providers.ts';
import { checkReplyTo, type ReplyTo } from './mail/reply-to.ts';
import { checkReturnHost, checkReturnPath, type ReturnPathFacts } from './mail/return-path.ts';
import { suppressConsequences } from './silences.ts';
import { checkSpf } from './spf/check.ts';
import { checkTlsRpt } from './mail/tls-rpt.ts';
import { toFindings, toVerdict, type Judged, type LegStanding } from './verdict.ts';

/** What was composed, beside its From domain. */
export interface Composed {
  sender: Sender;
  replyTo: ReplyTo | null;
  audience: number | null;
}

/** All that the answers say, without a word of who gave them. */
export interface Judgement extends Pick<Report, 'alignment' | 'legs' | 'mx' | 'providers' | 'requirements'> {
  verdict: Verdict;
  dmarc: DmarcReport;
  spf: SpfReport;
  findings: AuditFinding[];
  /** A question that decides has no trustworthy answer. */
  isOpen: boolean;
}

interface Facts {
  context: AuditContext;
  composed: Composed;
  from: FromFacts;
  mx: MxFacts;
  spf: SpfFacts;
  dkim: DkimFacts;
  dmarc: DmarcFacts;
  returnPath: ReturnPathFacts;
  /** SPF as receivers will read it for this campaign; null where it is the ESP's own. */
  returnSpf: SpfFacts | null;
  legs: Legs;
  /** A zone at or above the From that the ESP serves itself. */
  espZone: string | null;
  /** Of what is beside the point of a campaign, and worth knowing. */
  asides: DraftFinding[];
}

/** SPF at a branded return-path, which is another record than the From domain's unless the two are one. */
async function readReturnSpf(context: AuditContext, returnPath: ReturnPathFacts, own: Promise<SpfFacts>) {
  if (!returnPath.branded || returnPath.domain === null || returnPath.basis === 'unknown') return null;
  return returnPath.domain === context.domain ? own : checkSpf(context, returnPath.domain);
}

/** No ESP can sign in the name of a mailbox provider: there is nothing to look for. */
const NO_KEYS: DkimFacts = { findings: [], keys: [], signers: [], setUp: 'none', open: [] };

function readKeys(context: AuditContext): Promise<DkimFacts> {
  const isHopeless = context.mode === 'campaign' && findForeignDomain(context.domain) !== null;
  if (isHopeless) return Promise.resolve(NO_KEYS);
  void askOfSendingSubdomains(context);
  return checkDkim(context);
}

async function gather(context: AuditContext, composed: Composed): Promise<Facts> {
  // Each begins with the questions whose names are known, so that they leave together.
  const dkim = readKeys(context);
  const own = checkSpf(context, context.domain);
  const dmarc = checkDmarc(context);
  const returnPath = checkReturnPath(context, dkim);
  const returnSpf = returnPath.then((found) => readReturnSpf(context, found, own));
  const returnHost = returnPath.then((found) => checkReturnHost(found, context));
  const extras = context.full
    ? [dmarc.then((found) => checkBimi(context, found)), checkMtaSts(context), checkTlsRpt(context)]
    : [];
  const asides = Promise.all(extras);
  const [from, mx, espZone] = await Promise.all([checkFrom(context), checkMx(context), findEspZone(context)]);
  const facts = {
    context,
    dkim: await dkim,
    dmarc: await dmarc,
    returnPath: { ...(await returnPath), findings: await returnHost },
    returnSpf: await returnSpf,
  };
  const [spf, legs, others] = await Promise.all([own, toLegs(facts), asides]);
  return { ...facts, composed, from, mx, espZone, spf, legs, asides: others.flatMap(({ findings }) => findings) };
}

const toStanding = ({ context, legs }: Facts): LegStanding => ({
  mode: context.mode,
  dkimAligned: legs.dkimAligned,
  spfAligned: legs.spfAligned,
});

/** RFC 8020: below a name that does not exist nothing does, so a record or a key below it proves that it exists. */
function livesBelow({ context, dmarc, dkim }: Facts): boolean {
  const own = dmarc.walk.steps.find(({ name }) => name === context.domain);
  const hasKey = dkim.keys.some(({ domain, key }) => domain === context.domain && key === 'ok');
  return hasKey || (own !== undefined && toExistence([own.answer]) === 'exists');
}

/** Whether the verdict hangs on a question that was not answered. */
function decides({ leg }: OpenQuestion, facts: Facts): boolean {
  const { context, from, dmarc, legs, returnPath } = facts;
  const isCampaign = context.mode === 'campaign';
  if (leg === 'from') return from.existence === 'unknown' && !livesBelow(facts);
  if (leg === 'dmarc') return dmarc.discovery.unknown || legs.dmarc.result === 'unknown';
  if (leg === 'dkim') return !isCampaign || (legs.dkimAligned !== true && legs.spfAligned !== true);
  const counts = returnPath.domain === context.domain || returnPath.basis === 'unknown';
  return !isCampaign || (counts && legs.dkimAligned !== true);
}

/** A selector of several that was not answered for, where the others suffice. */
function toIdle({ legs, dkim }: Facts): OpenQuestion[] {
  const asked = new Set(dkim.open.map(({ name }) => name));
  return legs.dkim
    .filter(({ key }) => key === 'unknown')
    .map(({ selector, domain }) => ({
      name: `${selector}._domainkey.${domain}`,
      type: 'TXT' as const,
      leg: 'dkim' as const,
    }))
    .filter(({ name }) => !asked.has(name));
}

function toUnanswered(facts: Facts): Unanswered[] {
  const { context, from, mx, spf, dkim, dmarc, returnPath, returnSpf } = facts;
  const open = [from, mx, spf, dkim, dmarc, returnPath].flatMap((each) => each.open);
  const plain = [...open, ...toIdle(facts)].map((question) => ({ ...question, decides: decides(question, facts) }));
  const behindReturns = returnSpf === null || returnSpf === spf ? [] : returnSpf.open;
  const isNeeded = facts.legs.dkimAligned !== true;
  const all = [...plain, ...behindReturns.map((question) => ({ ...question, decides: isNeeded }))];
  // A registry that does not say whether it has a record of its own changes nothing for who aligns all the same.
  const isOwn = (name: string) => isAtOrBelow(name.replace(/^_dmarc\./, ''), context.registrableDomain);
  return all.filter(({ name, leg, decides }) => decides || leg !== 'dmarc' || isOwn(name));
}

/** Of a return-path of its own only what breaks it is said; the rest of its record is nobody's concern here. */
function toReturnDrafts({ returnSpf, returnPath, spf }: Facts): Judged[] {
  if (returnSpf === null || returnSpf === spf || returnPath.basis === 'unknown') return [];
  return returnSpf.findings.filter(({ severity }) => severity === 'leg').map((draft) => ({ draft, counts: true }));
}

async function toJudged(facts: Facts, unanswered: readonly Unanswered[]): Promise<Judged[]> {
  const { context, composed, from, mx, spf, dkim, dmarc, returnPath } = facts;
  const { domain } = context;
  const parked = await checkParked({ ...facts, spf: spf.report });
  const lists = await Promise.all([
    checkCampaign({ ...facts, sender: composed.sender, isParked: parked.length > 0 }),
    checkTrouble(context, unanswered),
    findConflicts(context),
    checkReplyTo(context, composed.replyTo).then(({ findings }) => findings),
  ]);
  const drafts = [from, mx, dkim, dmarc, returnPath].flatMap(({ findings }) => findings);
  const replies = findNoReplies(domain, mx.inbound, composed.replyTo);
  const others = [...drafts, ...facts.asides, ...parked, ...lists.flat(), ...replies];
  const judged = [
    ...others.map((draft) => ({ draft, counts: false })),
    ...spf.findings.map((draft) => ({ draft, counts: returnPath.domain === domain })),
    ...toReturnDrafts(facts),
  ];
  return suppressConsequences(judged, { from, isParked: parked.length > 0, espZone: facts.espZone });
}

/** SPF of the return-path: the ESP's own holds; of a branded one that is not known nothing can be seen. */
function toVisibleSpf({ legs, returnSpf, returnPath }: Facts): Visible {
  if (returnPath.basis === 'unknown') return 'hidden';
  if (returnSpf === null) return true;
  if (returnSpf.report.result === 'temperror') return null;
  return legs.spfAligned ?? returnSpf.report.result === 'ok';
}

/** Any signature will do here: an ESP signs in its own name where it may not in the brand's. */
function toVisibleDkim({ context, dkim }: Facts): Visible {
  if (dkim.signers.length > 0) return true;
  if (context.mode === 'campaign') return dkim.setUp === 'unknown' ? null : true;
  if (dkim.setUp === 'unknowable') return 'hidden';
  return dkim.setUp === 'unknown' ? null : false;
}

function toKeyLength({ legs }: Facts): Visible {
  if (legs.dkim.some(({ key }) => key === 'weak')) return false;
  return legs.dkim.some(({ key }) => key === 'ok') ? true : 'hidden';
}

const or = (one: boolean | null, other: boolean | null): boolean | null =>
  one === true || other === true ? true : one === null || other === null ? null : false;

/** The message that is really sent where the ESP replaces the From: in a domain of its own, which it authenticates. */
const AS_REWRITTEN = {
  dmarc: 'pass',
  effectivePolicy: null,
  hasRecord: true,
  aligned: true,
  spf: true,
  dkim: true,
  keyLength: true,
  ownDomain: true,
} as const;

function toProviders(facts: Facts) {
  const { context, composed, from, mx, dmarc, legs } = facts;
  const isRewritten = findRewriting({ ...facts, sender: composed.sender })?.certain === true;
  const repliesTo = composed.replyTo !== null && composed.replyTo.domain !== context.domain;
  return judgeProviders({
    dmarc: legs.dmarc.result,
    effectivePolicy: dmarc.report.effectivePolicy,
    hasRecord: dmarc.discovery.unknown ? null : dmarc.record !== null,
    aligned: or(legs.spfAligned, legs.dkimAligned),
    spf: toVisibleSpf(facts),
    dkim: toVisibleDkim(facts),
    keyLength: toKeyLength(facts),
    ownDomain: from.freeMail === null,
    replies: mx.inbound.state === 'unknown' ? null : repliesTo || ['mx', 'implicit'].includes(mx.inbound.state),
    audience: composed.audience,
    mode: context.mode,
    ...(isRewritten ? AS_REWRITTEN : {}),
  });
}

/**
 * Judges a domain, and the campaign that is to be sent from it, by the answers that the context gives: the same
 * answers give the same judgement.
 */
export async function judge(context: AuditContext, composed: Composed): Promise<Judgement> {
  const facts = await gather(context, composed);
  const unanswered = toUnanswered(facts);
  const findings = toFindings(await toJudged(facts, unanswered), toStanding(facts));
  const isCampaignOpen = context.mode === 'campaign' && facts.legs.dmarc.result === 'unknown';
  const isOpen = isCampaignOpen || unanswered.some((question) => question.decides);
  const { spf, dkim, dmarc } = facts.legs;
  return {
    verdict: toVerdict(findings, isOpen),
    dmarc,
    legs: { spf, dkim },
    alignment: facts.legs.alignment,
    spf: facts.spf.report,
    mx: facts.mx.report,
    ...toProviders(facts),
    findings,
    isOpen,
  };
}

/** The answers that a finding rests on. */
export function answersOf(finding: Finding, ask: AuditContext['ask']): Promise<DnsAnswer[]> {
  return Promise.all(finding.evidence.map(({ name, type }) => ask(name, type)));
}
