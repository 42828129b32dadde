import type { DnsAnswer, RecordType } from '../../lib/dns/resolver.ts';
import { findEspById } from '../../lib/esp/registry.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';
import type { FixContext } from '../../lib/fixes/fix-context.ts';
import type { Outlook } from '../../lib/fixes/trial.ts';
import type { SpfReport } from '../../lib/report/report.ts';

const SPF: SpfReport = { record: null, result: 'none', lookups: 0, voidLookups: 0, tree: null };

const noSuchName = <T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> =>
  Promise.resolve({
    question: { name, type },
    resolver: 'none',
    at: 0,
    outcome: 'no-such-name',
    aliases: [],
    ttl: null,
    authenticated: false,
  });

const TODAY: Outlook = {
  verdict: 'fail',
  dmarc: 'pass',
  providers: { gmail: 'spam', yahoo: 'spam', microsoft: 'reject', apple: 'spam', laposte: 'spam' },
  failures: [],
};

/** The facts of an audit of a domain at which nothing exists yet. */
export function sampleContext(esp: EspId | null): FixContext {
  return {
    domain: 'alderandoak.example',
    registrableDomain: 'alderandoak.example',
    mode: esp === null ? 'plain' : 'campaign',
    esp: esp === null ? null : findEspById(esp),
    account: null,
    espZone: null,
    reportAddress: null,
    spf: SPF,
    dmarc: {
      result: 'none',
      record: null,
      foundAt: null,
      orgDomain: 'alderandoak.example',
      policy: null,
      effectivePolicy: null,
    },
    legs: { spf: { domain: null, aligned: null, basis: 'unknown' }, dkim: [] },
    mxHosts: ['mx.alderandoak.example'],
    drop: [],
    ask: noSuchName,
    evaluateSpf: (domain, records) =>
      Promise.resolve({ report: { ...SPF, record: records[domain] ?? null, result: 'ok' }, findings: [] }),
    today: TODAY,
    tryOut: () => Promise.resolve(TODAY),
  };
}
