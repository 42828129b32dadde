import { isAtOrBelow } from '../domain/domain-name.ts';
import { recordsOf } from '../dns/resolver.ts';
import type { AuditContext } from './context.ts';
import { zoneCandidates } from './zone.ts';

/**
 * The zone at or above the From domain that is delegated to this ESP's name servers (RFC 1034 § 4.2): the records in it
 * are the ESP's to change, not the user's. Null where there is none.
 */
export async function findEspZone({
  domain,
  registrableDomain,
  esp,
  ask,
}: Pick<AuditContext, 'domain' | 'registrableDomain' | 'esp' | 'ask'>): Promise<string | null> {
  const pattern = esp?.isSendingNameServer;
  if (pattern === undefined) return null;
  const names = zoneCandidates(domain, registrableDomain).filter((name) => name !== registrableDomain);
  const answers = await Promise.all(names.map((name) => ask(name, 'NS')));
  const cut = answers.find((answer) => recordsOf<'NS'>(answer).some((server) => pattern.test(server)));
  return cut?.question.name ?? null;
}

/** Whether a name is in that zone. */
export const isInZone = (name: string, zone: string | null): boolean => zone !== null && isAtOrBelow(name, zone);
