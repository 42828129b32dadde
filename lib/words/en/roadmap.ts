import type { RoadmapCondition, RoadmapStepId } from '../../fixes/dmarc/roadmap.ts';

export const roadmapTitle = 'The way to p=reject';

/** Each step of the DMARC plan: what it does, and how long to stay there. */
export const roadmapSteps: Record<RoadmapStepId, { title: string; text: string }> = {
  watch: {
    title: 'Watch',
    text: 'Publish p=none with a report address. Receivers change nothing, and tell you daily who sends mail from your domain.',
  },
  read: {
    title: 'Read the reports',
    text: 'For two to four weeks, list every service that mails for you. Authenticate your domain at each of them; what is left are strangers.',
  },
  test: {
    title: 'Try quarantine',
    text: 'Publish p=quarantine with t=y. Receivers go on as before, some now show or rewrite what would be affected, and you see it in the reports.',
  },
  quarantine: {
    title: 'Quarantine',
    text: 'Drop t=y. Mail that fails DMARC goes to spam. Stay for some weeks, a monthly and a yearly mailing included.',
  },
  reject: {
    title: 'Reject',
    text: 'Publish p=reject. Providers reject forgeries. Keep reading the reports: new services start out unauthenticated.',
  },
};

export const roadmapConditions: Record<RoadmapCondition, string> = {
  'reports-arrive': 'Reports arrive at an address that somebody reads.',
  'campaigns-align': 'The DKIM signature or the return-path of your campaigns matches your From domain.',
  'all-services-align': 'So does everything else that you send: staff mail, invoices, shop, help desk.',
  'no-complaints': 'For weeks, nothing of yours was among what would have been put aside.',
  'not-spf-alone': 'Nothing of yours depends on SPF alone: forwarding breaks it (RFC 9989 § 7.4).',
  'no-lists': 'Nobody at this domain writes to mailing lists, or those lists send in their own name.',
};

export const roadmapStates: Record<'done' | 'next' | 'later', string> = {
  done: 'done',
  next: 'next',
  later: 'later',
};
