import type { SpfFacts } from '../../lib/audit/context.ts';
import { checkSpf } from '../../lib/audit/spf/check.ts';
import { isAskable } from '../../lib/domain/domain-name.ts';
import type { DnsAnswer, RecordType } from '../../lib/dns/resolver.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import type { FindingCode, FindingOf } from '../../lib/findings/finding.ts';
import { organisationalDomain } from '../../lib/public-suffix/organisational-domain.ts';
import type { SpfNode } from '../../lib/report/report.ts';
import type { Zone } from './dns-zone.ts';
import { toZoneAsk } from './zone-ask.ts';

export interface SpfVerdict extends SpfFacts {
  codes: FindingCode[];
  /** `name type`, each once, in the order in which they went out. */
  asked: string[];
  /** The longest chain of questions of which each waited for an answer to the one before. */
  rounds: number;
  get: <C extends FindingCode>(code: C) => (FindingOf<C>['params'] & { subject: string; severity: string })[];
  /** The tree in lines: depth, lookups of a record, each term with its cost and fault. */
  tree: string[];
}

function toLines(node: SpfNode | null, depth = 0): string[] {
  if (node === null) return [];
  const indent = '  '.repeat(depth);
  const own = `${indent}${node.domain} ${node.lookups}`;
  return [
    own,
    ...node.terms.flatMap(({ text, cost, fault, void: isVoid, macro, node: below }) => [
      [`${indent}- ${text} ${cost}`, isVoid ? 'void' : '', macro ? 'macro' : '', fault ?? ''].filter(Boolean).join(' '),
      ...toLines(below, depth + 1),
    ]),
  ];
}

/** Answers in turns: all that is asked before any of them has come counts as one round. */
function inRounds(ask: ReturnType<typeof toZoneAsk>) {
  let rounds = 0;
  let round: Promise<void> | null = null;
  const startRound = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    rounds += 1;
    round = null;
  };
  return {
    rounds: () => rounds,
    async ask<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      round ??= startRound();
      await round;
      return ask(name, type);
    },
  };
}

/** Runs the SPF check over a plain-object zone as an audit does: each question once, none that could not go out. */
export async function auditSpf(zone: Zone, domain: string, esp?: EspId): Promise<SpfVerdict> {
  const asked: string[] = [];
  const clock = inRounds(toZoneAsk(zone, asked));
  const answers = new Map<string, Promise<DnsAnswer>>();

  async function askOnce<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
    const common = { question: { name, type }, resolver: 'zone', at: 0, ttl: null, authenticated: false, aliases: [] };
    if (!isAskable(name)) return { ...common, outcome: 'no-such-name' };
    const answer = await clock.ask(name, type);
    if (answer.outcome !== 'answer') return answer;
    const octets = answer.records.reduce((sum, record) => sum + (typeof record === 'string' ? record.length : 20), 30);
    return { ...answer, octets };
  }

  const facts = await checkSpf(
    {
      domain,
      registrableDomain: organisationalDomain(domain),
      esp: esp === undefined ? null : (findEspById(esp)?.sending ?? null),
      mode: esp === undefined ? 'plain' : 'campaign',
      account: null,
      selectors: [],
      observed: null,
      full: true,
      randomLabel: 'random-label-of-nobody',
      ask<T extends RecordType>(name: string, type: T) {
        const key = `${name} ${type}`;
        const answer = answers.get(key) ?? askOnce(name, type);
        answers.set(key, answer);
        return answer as Promise<DnsAnswer<T>>;
      },
    },
    domain,
  );
  return {
    ...facts,
    asked,
    rounds: clock.rounds(),
    codes: facts.findings.map(({ code }) => code),
    tree: toLines(facts.report.tree),
    get: (code: FindingCode) =>
      facts.findings
        .filter((finding) => finding.code === code)
        .map(({ params, subject, severity }) => ({ ...params, subject, severity })) as never,
  };
}
