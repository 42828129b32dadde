import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { CustomReturnPath, ReturnPathModel } from '../../esp/sending.ts';
import type { Basis, SpfNode } from '../../report/report.ts';
import type { AuditContext, DkimFacts, DraftFinding } from '../context.ts';
import { isSpfRecord } from '../../records/spf/read.ts';
import { toDraft, type CheckFacts } from '../draft.ts';

export interface ReturnPathFacts extends CheckFacts {
  /** Where the campaign's returns will go; null where that is not known. */
  domain: string | null;
  basis: Basis;
  /** A host of the brand's own, whose SPF is the one that receivers evaluate. */
  branded: boolean;
  /** Its SPF record is the brand's too, so the ESP's include must stand in it; behind a CNAME it is the ESP's. */
  needsInclude: boolean;
  /** What was asked to find it. */
  answers: DnsAnswer[];
}

type Ask = AuditContext['ask'];

const domainOf = (returnPath: string): string =>
  returnPath
    .slice(returnPath.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/\.?>?$/, '');

/** A host of a custom return-path, as DNS has it now. */
interface Host {
  name: string;
  type: CustomReturnPath['type'];
  state: 'set-up' | 'absent' | 'unknown';
  answer: DnsAnswer;
}

/** The text of a CNAME's name shows both where it leads and the SPF record behind it. */
async function lookUpHost(name: string, host: CustomReturnPath, ask: Ask): Promise<Host> {
  const { type, target } = host;
  const answer = type === 'MX' ? await ask(name, 'MX') : await ask(name, 'TXT');
  const toHost = (isOwn: boolean): Host => ({ name, type, state: isOwn ? 'set-up' : 'absent', answer });
  if (isFailure(answer)) return { name, type, state: 'unknown', answer };
  if (type === 'CNAME') return toHost(answer.aliases.some((alias) => target.test(alias)));
  return toHost(recordsOf<'MX'>(answer as DnsAnswer<'MX'>).some(({ exchange }) => target.test(exchange)));
}

/** The names at which a custom return-path may stand: only those whose label is known. */
export function returnPathNames(context: AuditContext): { name: string; host: CustomReturnPath }[] {
  const model = context.esp?.returnPath;
  if (model?.kind !== 'custom') return [];
  const owners = [...new Set([context.domain, context.registrableDomain])];
  return model.hosts.flatMap((host) =>
    host.label === null ? [] : owners.map((owner) => ({ name: host.label ? `${host.label}.${owner}` : owner, host })),
  );
}

const known = (domain: string | null, basis: Basis, branded: boolean): ReturnPathFacts => ({
  domain,
  basis,
  branded,
  needsInclude: false,
  answers: [],
  findings: [],
  open: [],
});

/** Neither MX nor address: receivers refuse a sender whose domain they cannot answer (RFC 5321 § 5.1). */
export async function checkReturnHost(
  { domain, basis, branded }: ReturnPathFacts,
  { domain: from, esp, ask }: AuditContext,
): Promise<DraftFinding[]> {
  if (!branded || domain === null || (domain === from && esp === null)) return [];
  const isAbsent = ({ outcome }: DnsAnswer): boolean => outcome === 'no-such-name' || outcome === 'no-such-type';
  const first = await Promise.all([ask(domain, 'MX'), ask(domain, 'A')]);
  if (!first.every(isAbsent)) return [];
  const answers = [...first, await ask(domain, 'AAAA')];
  if (!answers.every(isAbsent)) return [];
  return [toDraft('return-path.no-host', domain, { domain }, answers, basis === 'unknown' ? 'warn' : 'fail')];
}

async function findCustom(
  context: AuditContext,
  model: ReturnPathModel & { kind: 'custom' },
  dkim: Promise<DkimFacts>,
): Promise<ReturnPathFacts> {
  const hosts = await Promise.all(
    returnPathNames(context).map(({ name, host }) => lookUpHost(name, host, context.ask)),
  );
  const answers = hosts.map(({ answer }) => answer);
  const host = hosts.find(({ state }) => state === 'set-up');
  if (host) {
    return { ...known(host.name, 'predicted', true), needsInclude: host.type === 'MX', answers };
  }
  const failing = hosts.find(({ state }) => state === 'unknown');
  if (failing) {
    const { name, type } = failing.answer.question;
    return { ...known(null, 'unknown', false), answers, open: [{ name, type, leg: 'spf' }] };
  }
  // A label of the customer's choosing cannot be looked up; it is published together with the keys.
  const isHidden = model.hosts.some(({ label }) => label === null);
  const { setUp, signers } = await dkim;
  const signer = model.followsKeys ? signers[0] : undefined;
  if (signer !== undefined) {
    const spf = await context.ask(signer.domain, 'TXT');
    if (recordsOf(spf).some((record) => isSpfRecord(record) && context.esp?.verificationTxt?.test(record)))
      return { ...known(signer.domain, 'predicted', true), needsInclude: true, answers: [...answers, spf] };
  }
  const facts = isHidden && setUp !== 'none' ? known(null, 'unknown', false) : known(model.domain, 'predicted', false);
  return { ...facts, answers };
}

/** Klaviyo: sources conflict on whose return-path a branded sending domain has, so it stays open until a test shows it. */
async function findUnclear(
  context: AuditContext,
  model: ReturnPathModel & { kind: 'unknown' },
  dkim: Promise<DkimFacts>,
): Promise<ReturnPathFacts> {
  const { setUp, sendingSubdomain } = await dkim;
  if (sendingSubdomain) return known(sendingSubdomain, 'unknown', true);
  if (setUp !== 'none') return known(null, 'unknown', false);
  return known(model.domain ?? context.esp?.unauthenticated.dkimDomain ?? null, 'predicted', false);
}

/** Whether an SPF record lets this ESP send: its include stands somewhere in the tree, and not as a refusal. */
export const includesEsp = (tree: SpfNode, isOwnInclude: RegExp): boolean =>
  tree.terms.some(({ text, node }) => {
    const target = /^\+?(?:include:|redirect=)(.+)$/i.exec(text)?.[1]?.toLowerCase();
    return (target !== undefined && isOwnInclude.test(target)) || (node !== null && includesEsp(node, isOwnInclude));
  });

/** The return-path of this campaign: as a test message showed it, else as the ESP's model and DNS have it. */
export async function checkReturnPath(context: AuditContext, dkim: Promise<DkimFacts>): Promise<ReturnPathFacts> {
  const { esp, observed, domain } = context;
  if (esp === null) return known(domain, 'predicted', true);
  const model = esp.returnPath;
  if (observed?.source === 'message' && observed.returnPath) {
    const seen = domainOf(observed.returnPath);
    return known(seen, 'observed', !model.own.test(seen));
  }
  if (model.kind === 'shared') return known(model.domain, 'predicted', false);
  return model.kind === 'custom' ? findCustom(context, model, dkim) : findUnclear(context, model, dkim);
}
