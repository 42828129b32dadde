import type { Verdict } from '../../report/report.ts';
import { glossary } from './glossary.ts';

const HISTORY_VERDICT: Record<Verdict, string> = {
  pass: 'Will be accepted.',
  warn: 'Will be accepted, with warnings.',
  fail: 'Will be rejected or go to spam.',
  unknown: 'Couldn’t be checked.',
};

/** Everything that report, settings and welcome page say beside the findings. */
export const pages = {
  history: {
    title: (domain: string) => `What changed at ${domain}`,
    toReport: 'Report of this domain',
    seen: 'What Presend saw',
    name: 'Name',
    before: 'Before',
    after: 'After',
    nothing: 'nothing there',
    kind: {
      audit: (esp: string | null) => (esp ? `Checked for ${esp}.` : 'Checked.'),
      send: (esp: string | null) => (esp ? `Sent with ${esp}.` : 'Sent.'),
      message: (esp: string | null) => (esp ? `Test message of ${esp}.` : 'Test message.'),
    },
    verdict: HISTORY_VERDICT,
    landed: {
      inbox: 'It landed in the inbox.',
      promotions: 'It landed under promotions.',
      spam: 'It landed in spam.',
      missing: 'It did not arrive.',
    },
    none: 'Presend has not looked at this domain yet.',
  },
  domains: {
    title: 'All domains',
    why: 'Every domain that Presend has looked at in this browser.',
    check: 'Check another domain',
    known: 'Seen so far',
    table: 'Domains and their verdicts',
    none: 'None yet. Open a campaign, or check a domain above.',
    domain: 'Domain',
    verdict: 'Verdict',
    esp: 'Sent with',
    when: 'Last looked at',
    past: 'History',
    changes: 'What changed',
    watching: {
      watching: 'watching a record',
      live: 'record is live',
      wrong: 'a record is there, but wrong',
      expired: 'watch ended without success',
    },
  },
  glossary,
};
