import { recordsOf } from '../../dns/resolver.ts';
import { parseDmarc } from '../../records/dmarc/read.ts';
import type { AuditContext, DraftFinding } from '../context.ts';
import { toDraft } from '../draft.ts';

interface Place {
  code: 'dmarc.wrong-place' | 'dmarc.doubled-name';
  name: string;
}

/** Where a record ends up whose name was typed wrongly; asked only where the right place has none. */
function toPlaces(domain: string, registrable: string): Place[] {
  const owners = [...new Set([domain, registrable])];
  const places = owners.flatMap((owner): Place[] => [
    { code: 'dmarc.doubled-name', name: `_dmarc.${owner}.${registrable}` },
    { code: 'dmarc.doubled-name', name: `_dmarc.${owner}.${owner}` },
    { code: 'dmarc.wrong-place', name: owner },
    { code: 'dmarc.wrong-place', name: `dmarc.${owner}` },
  ]);
  return places.filter(({ name }, index) => places.findIndex((place) => place.name === name) === index);
}

/** DMARC records that stand beside the place where receivers look for them. */
export async function findMisplacedDmarc({ domain, registrableDomain, ask }: AuditContext): Promise<DraftFinding[]> {
  const places = toPlaces(domain, registrableDomain);
  const answers = await Promise.all(places.map(({ name }) => ask(name, 'TXT')));
  return places.flatMap(({ code, name }, index) => {
    const answer = answers[index];
    const record = answer && recordsOf(answer).find((text) => parseDmarc(text).kind !== 'other');
    if (answer === undefined || record === undefined) return [];
    return [toDraft(code, name, { record, foundAt: name }, [answer])];
  });
}
