import type { Observation } from '../../lib/audit/audit-input.ts';
import type { DkimFacts, DraftFinding } from '../../lib/audit/context.ts';
import { checkDkim } from '../../lib/audit/dkim/check.ts';
import type { DnsAnswer, RecordType } from '../../lib/dns/resolver.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import type { EspSending } from '../../lib/esp/sending.ts';
import type { FindingCode, FindingOf } from '../../lib/findings/finding.ts';
import { organisationalDomain } from '../../lib/public-suffix/organisational-domain.ts';
import type { Zone } from './dns-zone.ts';
import { toZoneAsk } from './zone-ask.ts';

export interface DkimQuestion {
  /** By its id, or as it would be with other facts. */
  esp?: EspId | EspSending;
  account?: string;
  selectors?: string[];
  observed?: Observation;
}

export interface DkimVerdict extends DkimFacts {
  codes: FindingCode[];
  /** `name type`, each once. */
  asked: string[];
  get<C extends FindingCode>(code: C): FindingOf<C>[];
  /** `selector: state` of the report's keys. */
  states: Record<string, string>;
}

/** Runs the DKIM check over a plain-object zone, as an audit does: each question once. */
export async function auditDkim(zone: Zone, domain: string, question: DkimQuestion = {}): Promise<DkimVerdict> {
  const asked: string[] = [];
  const ask = toZoneAsk(zone, asked);
  const answers = new Map<string, Promise<DnsAnswer>>();
  const { esp, account = null, selectors = [], observed = null } = question;
  const facts = await checkDkim({
    domain,
    registrableDomain: organisationalDomain(domain),
    esp: typeof esp === 'string' ? (findEspById(esp)?.sending ?? null) : (esp ?? null),
    mode: esp === undefined ? 'plain' : 'campaign',
    account,
    selectors,
    observed,
    full: true,
    randomLabel: 'random-label-of-nobody',
    ask<T extends RecordType>(name: string, type: T) {
      const key = `${name} ${type}`;
      const answer = answers.get(key) ?? ask(name, type);
      answers.set(key, answer);
      return answer as Promise<DnsAnswer<T>>;
    },
  });
  return {
    ...facts,
    asked,
    codes: facts.findings.map(({ code }) => code),
    states: Object.fromEntries(facts.keys.map(({ selector, key }) => [selector, key])),
    get: <C extends FindingCode>(code: C) =>
      facts.findings.filter((finding) => finding.code === code) as (DraftFinding & { code: C })[] as FindingOf<C>[],
  };
}
