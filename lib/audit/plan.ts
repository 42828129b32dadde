import { recordsOf, type Question } from '../dns/resolver.ts';
import { bimiNames } from './mail/bimi.ts';
import type { AuditContext } from './context.ts';
import { mtaStsName } from './mail/mta-sts.ts';
import type { ReplyTo } from './mail/reply-to.ts';
import { returnPathNames } from './mail/return-path.ts';
import { tlsRptName } from './mail/tls-rpt.ts';
import { walkNames } from './dmarc/tree-walk.ts';
import { zoneCandidates } from './zone.ts';

/**
 * Every question whose name is known before anything is answered, apart from the keys', which the search for keys
 * sends off itself in the same moment. What is needed only where something is missing waits for that.
 */
export function planFirstRound(context: AuditContext, replyTo: ReplyTo | null): Question[] {
  const { domain, registrableDomain } = context;
  const questions: Question[] = [
    ...(['TXT', 'MX', 'A', 'CNAME'] as const).map((type) => ({ name: domain, type })),
    { name: `_dmarc.${domain}`, type: 'CNAME' },
    ...walkNames(domain).map((name) => ({ name: `_dmarc.${name}`, type: 'TXT' as const })),
    ...zoneCandidates(domain, registrableDomain).map((name) => ({ name, type: 'NS' as const })),
    ...[...bimiNames(context), mtaStsName(domain), tlsRptName(domain)].map((name) => ({ name, type: 'TXT' as const })),
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
  const names = esp?.sendingSubdomains.map((label) => `${label}.${registrableDomain}`) ?? [];
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
      await Promise.all([
        ask(name, 'TXT'),
        ask(name, 'MX'),
        ask(name, 'A'),
        ask(name, 'AAAA'),
        ask(`_dmarc.${name}`, 'TXT'),
      ]);
    }),
  );
}
