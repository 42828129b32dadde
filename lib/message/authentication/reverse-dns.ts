import { isFailure, recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import type { Ask } from '../../mailauth/ask.ts';
import { isIpv4, isSameIp, reverseName } from '../../domain/ip.ts';

export interface ReverseDns {
  /** `ok`: a name whose own address leads back (FCrDNS). */
  state: 'ok' | 'none' | 'mismatch' | 'unknown';
  answers: DnsAnswer[];
}

const MOST_NAMES = 5;

/** The PTR of a sending address, confirmed by the address of its name. Trouble in DNS is `unknown`, never `none`. */
export async function checkReverseDns(ip: string, ask: Ask): Promise<ReverseDns> {
  const pointer = await ask(reverseName(ip), 'PTR');
  if (isFailure(pointer)) return { state: 'unknown', answers: [pointer] };
  const names = recordsOf(pointer).slice(0, MOST_NAMES);
  if (names.length === 0) return { state: 'none', answers: [pointer] };
  const forward: DnsAnswer[] = await Promise.all(
    names.map((name): Promise<DnsAnswer> => (isIpv4(ip) ? ask(name, 'A') : ask(name, 'AAAA'))),
  );
  const answers = [pointer, ...forward];
  const leadsBack = forward.some((answer) =>
    recordsOf(answer).some((record) => typeof record === 'string' && isSameIp(record, ip)),
  );
  if (leadsBack) return { state: 'ok', answers };
  return { state: forward.some(isFailure) ? 'unknown' : 'mismatch', answers };
}
