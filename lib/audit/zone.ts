import { isAtOrBelow } from '../domain/domain-name.ts';
import { recordsOf } from '../dns/resolver.ts';
import type { AuditContext } from './context.ts';

export interface Zone {
  /** Apex of the zone that holds the From domain's records. */
  zone: string;
  nameServers: string[];
}

const MOST_CUTS = 5;

/** The From domain and its parents down to the registrable domain: where a zone may begin. */
export function zoneCandidates(domain: string, registrable: string): string[] {
  const names: string[] = [];
  let name = domain;
  while (isAtOrBelow(name, registrable) && names.length < MOST_CUTS) {
    names.push(name);
    if (name === registrable) return names;
    name = name.slice(name.indexOf('.') + 1);
  }
  return [...names, registrable];
}

/** The zone that the records belong in, by the deepest name on the way that has name servers of its own. */
export async function findZone({ domain, registrableDomain, ask }: AuditContext): Promise<Zone> {
  const names = zoneCandidates(domain, registrableDomain);
  const answers = await Promise.all(names.map((name) => ask(name, 'NS')));
  const cut = answers.find((answer) => answer.outcome === 'answer' && answer.aliases.length === 0);
  if (cut === undefined) return { zone: registrableDomain, nameServers: [] };
  return { zone: cut.question.name, nameServers: recordsOf(cut).toSorted() };
}
