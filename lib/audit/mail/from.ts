import { parseSender, type AddressFault } from '../../domain/address.ts';
import { trimInvisible, type DomainName } from '../../domain/domain-name.ts';
import { recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { AuditContext, DraftFinding } from '../context.ts';
import { toDraft, type CheckFacts } from '../draft.ts';
import { toExistence, type Existence } from './existence.ts';
import { findForeignDomain, type ForeignDomain } from './free-mail.ts';
import type { Inbound } from './mx.ts';
import type { ReplyTo } from './reply-to.ts';

export interface Sender {
  domain: DomainName;
  /** Null where only a domain was given. */
  localPart: string | null;
}

export type ParsedFrom = { ok: true; sender: Sender } | { ok: false; fault: AddressFault };

/** The composed From, as an address or as a domain on its own. */
export function parseFrom(text: string): ParsedFrom {
  const parsed = parseSender(text);
  if (!parsed.ok) return parsed;
  return { ok: true, sender: { domain: parsed.value.domain, localPart: parsed.value.address?.localPart ?? null } };
}

const LONGEST_SUBJECT = 320;
const LONGEST_INPUT = 2000;

/** A From of which no one domain can be told. What a merge tag will hold is not known, so it is no red light. */
export const toUnusable = (input: string, fault: AddressFault): DraftFinding =>
  toDraft(
    'from.unusable',
    trimInvisible(input).slice(0, LONGEST_SUBJECT) || 'From',
    { reason: fault, input: input.slice(0, LONGEST_INPUT) },
    [],
    fault === 'variable' ? 'unknown' : 'fail',
  );

/** Asked of every From domain; its address only where none of these is there. */
const TYPES = ['TXT', 'MX', 'CNAME'] as const;

export interface FromFacts extends CheckFacts {
  existence: Existence;
  /** The domain that somebody would have to own does not exist either. */
  isUnowned: boolean;
  /** Whose domain it is, where it is not the brand's own. */
  freeMail: ForeignDomain | null;
  answers: DnsAnswer[];
}

/** Whether the From domain exists, and whose it is: `dns.no-domain`, `from.free-mail`, `from.alias`. */
export async function checkFrom({ domain, registrableDomain, ask }: AuditContext): Promise<FromFacts> {
  const known: DnsAnswer[] = await Promise.all(TYPES.map((type) => ask<(typeof TYPES)[number]>(domain, type)));
  const isThere = known.some(({ outcome }) => outcome === 'answer');
  const answers = isThere ? known : [...known, await ask(domain, 'A')];
  const existence = toExistence(answers);
  const isUnowned = existence === 'missing' && toExistence([await ask(registrableDomain, 'NS')]) === 'missing';
  const freeMail = findForeignDomain(domain);
  const findings: DraftFinding[] = [];
  if (existence === 'missing') {
    findings.push(toDraft('dns.no-domain', domain, { registrable: isUnowned }, answers));
  }
  if (freeMail !== null) findings.push(toDraft('from.free-mail', domain, { ...freeMail }, []));
  const alias = answers.find(({ question, outcome }) => question.type === 'CNAME' && outcome === 'answer');
  const target = alias && recordsOf(alias)[0];
  if (alias && typeof target === 'string') findings.push(toDraft('from.alias', domain, { target }, [alias]));
  const open = existence === 'unknown' ? [{ name: domain, type: 'A' as const, leg: 'from' as const }] : [];
  return { findings, open, existence, isUnowned, freeMail, answers };
}

/** Whether an answer to the campaign can arrive: `from.no-replies`. */
export function findNoReplies(domain: string, inbound: Inbound, replyTo: ReplyTo | null): DraftFinding[] {
  if (inbound.state !== 'null-mx' && inbound.state !== 'no-mx-no-address') return [];
  const isElsewhere = replyTo !== null && replyTo.domain !== domain;
  const params = { reason: inbound.state, replyTo: isElsewhere ? replyTo.address : null };
  return [toDraft('from.no-replies', domain, params, inbound.answers, isElsewhere ? 'info' : 'warn')];
}
