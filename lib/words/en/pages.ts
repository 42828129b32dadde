/** Everything that report, settings and welcome page say beside the findings. */
export const pages = {
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
};
