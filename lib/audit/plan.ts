import { recordsOf, type DnsAnswer, type Question } from '../dns/resolver.ts';
import { bimiNames } from './mail/bimi.ts';
import type { AuditContext } from './context.ts';
import { mtaStsName } from './mail/mta-sts.ts';
import type { ReplyTo } from './mail/reply-to.ts';
import { returnPathNames } from './mail/return-path.ts';
import { tlsRptName } from './mail/tls-rpt.ts';
import { LIKELY_LABELS } from './dkim/survey.ts';
import { walkNames } from './dmarc/tree-walk.ts';
import { findZone } from './zone.ts';

/**
 * Every question whose name is known before anything is answered, apart from the keys', which the search for keys
 * sends off itself in the same moment. What is needed only where something is missing waits for that.
 */
export function planFirstRound(context: AuditContext, replyTo: ReplyTo | null): Question[] {
  const { domain, full } = context;
  const extras = full ? [...bimiNames(context), mtaStsName(domain), tlsRptName(domain)] : [];
  const questions: Question[] = [
    ...(['TXT', 'MX', 'CNAME'] as const).map((type) => ({ name: domain, type })),
    ...walkNames(domain).map((name) => ({ name: `_dmarc.${name}`, type: 'TXT' as const })),
    ...extras.map((name) => ({ name, type: 'TXT' as const })),
    ...returnPathNames(context).map(({ name, host }) => ({
      name,
      type: host.type === 'MX' ? ('MX' as const) : ('TXT' as const),
    })),
  ];
  if (replyTo !== null && replyTo.domain !== domain) {
    questions.push(...(['MX', 'A'] as const).map((type) => ({ name: replyTo.domain, type })));
  }
  return questions;
}

/**
 * A sending subdomain turns up with its name servers or its alias: everything that will be asked of it leaves with the
 * search for keys below it.
 */
export async function askOfSendingSubdomains({ esp, registrableDomain, ask }: AuditContext): Promise<void> {
  const names = esp?.sendingSubdomains.slice(0, LIKELY_LABELS).map((label) => `${label}.${registrableDomain}`) ?? [];
  if (!esp?.isSendingTarget || !esp.isSendingNameServer) return;
  const { isSendingTarget, isSendingNameServer } = esp;
  await Promise.all(
    names.map(async (name) => {
      const answer = await ask(name, 'NS');
      const aliases = 'aliases' in answer ? answer.aliases : [];
      const leadsToEsp =
        aliases.some((target) => isSendingTarget.test(target)) ||
        recordsOf(answer).some((server) => isSendingNameServer.test(server));
      if (!leadsToEsp) return;
      await Promise.all([ask(name, 'MX'), ask(name, 'A'), ask(`_dmarc.${name}`, 'TXT')]);
    }),
  );
}

export const publicSuffixOf = (registrable: string): string => registrable.slice(registrable.indexOf('.') + 1);

/** Names that nobody has registered: who answers for them rewrites, and its "no" says nothing. */
export const askControls = ({ registrableDomain, randomLabel, ask }: AuditContext): Promise<DnsAnswer<'A'>[]> =>
  Promise.all([publicSuffixOf(registrableDomain), 'invalid'].map((below) => ask(`${randomLabel}.${below}`, 'A')));

/** Names that exist for certain: a resolver that has none of them says "no" to everything. */
const KNOWN_NAMES: readonly Question[] = [
  { name: 'com', type: 'NS' },
  { name: '_spf.google.com', type: 'TXT' },
  { name: '_dmarc.gmail.com', type: 'TXT' },
  { name: 'dkim2.mcsv.net', type: 'TXT' },
];

/** Asks for names that exist, this ESP's own among them. */
export async function askKnownNames({ esp, ask }: AuditContext): Promise<void> {
  const own = esp?.returnPath.domain ? [{ name: esp.returnPath.domain, type: 'TXT' as const }] : [];
  await Promise.all([...own, ...KNOWN_NAMES].map(({ name, type }) => ask(name, type)));
}

/** Something is missing: what will be asked once it is known to be sets off now, so that no round waits for it. */
export function askAhead(context: AuditContext): void {
  void askControls(context);
  void findZone(context);
}
