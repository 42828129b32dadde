import type { DmarcReport, KeyState, SpfReport, Verdict } from '../../report/report.ts';
import { capital, count } from './phrases.ts';

const KEY_STATE: Record<KeyState, string> = {
  ok: 'good',
  missing: 'missing',
  revoked: 'withdrawn by its owner',
  invalid: 'cannot be read',
  weak: 'too short to count',
  dangling: 'leads to nothing',
  'wrong-target': 'leads to somebody else’s',
  unknown: 'no answer',
};

const HISTORY_VERDICT: Record<Verdict, string> = {
  pass: 'Will be accepted.',
  warn: 'Will be accepted, with warnings.',
  fail: 'Will be rejected or put in spam.',
  unknown: 'Could not be told.',
};

const POLICY = {
  none: 'do nothing',
  quarantine: 'put it into spam',
  reject: 'refuse it',
} as const;

const isPolicy = (value: string): value is keyof typeof POLICY => Object.hasOwn(POLICY, value);

const policyIs = (value: string, mail: string): string =>
  isPolicy(value) ? `${mail}: ${POLICY[value]}.` : 'Not a policy that receivers know.';

const modeIs = (value: string | null, what: string): string =>
  value === 's' ? `${what} must be at exactly this domain.` : `${what} at a subdomain counts as your name.`;

const historic = 'Retired by RFC 9989. It changes nothing any more; you may drop it.';

/** What each tag of a DMARC record means, set or not. */
const DMARC_TAG: Record<string, (value: string | null) => string> = {
  v: () => 'This is a DMARC record.',
  p: (value) =>
    value === null ? 'No policy of its own.' : policyIs(value.toLowerCase(), 'Mail whose names do not line up'),
  sp: (value) => (value === null ? 'Subdomains: the same.' : policyIs(value.toLowerCase(), 'The same from subdomains')),
  np: (value) =>
    value === null
      ? 'Subdomains that do not exist: as subdomains.'
      : policyIs(value.toLowerCase(), 'The same from subdomains that do not exist'),
  adkim: (value) => modeIs(value, 'A seal'),
  aspf: (value) => modeIs(value, 'A return address'),
  rua: (value) => (value === null ? 'No summaries are sent to anybody.' : 'Receivers send a daily summary there.'),
  ruf: () => 'A few receivers send copies of single failures there.',
  fo: () => 'When such copies are wanted.',
  t: (value) =>
    value === 'y' ? 'A test: receivers apply the policy one step milder.' : 'No test: the policy applies.',
  psd: (value) =>
    value === 'y' ? 'Others register domains below this one.' : 'Says where the organisation of this name begins.',
  pct: () => historic,
  rf: () => historic,
  ri: () => historic,
};

function spfLead(spf: SpfReport, elsewhere: string | null): string {
  const rests = elsewhere ? ` This campaign does not rest on it: its returns go to ${elsewhere}.` : '';
  if (spf.result === 'none') return `Your domain publishes none.${rests}`;
  if (spf.result === 'temperror') return 'It could not be looked up: DNS gave no trustworthy answer.';
  const size =
    spf.lookups > 10
      ? `Receivers look up 10 entries and then give up on the whole list. Yours needs ${spf.lookups}.`
      : `Receivers look up at most 10 entries; yours needs ${spf.lookups}.`;
  return `${spf.result === 'permerror' && spf.lookups <= 10 ? 'It has a fault, so receivers ignore all of it.' : size}${rests}`;
}

function dkimLead(esp: string | null, keys: number, good: number): string {
  const who = esp ?? 'The service that sends';
  if (keys === 0) return `Which keys ${esp ?? 'it'} uses cannot be known from here. A test message shows them.`;
  if (keys === 1 && good === 0) return `${who} looks for one key. It is not good.`;
  if (good === keys)
    return `${who} looks for ${count(keys, 'key')}. ${keys === 1 ? 'It is' : 'All are'} there and good.`;
  return `${who} looks for ${count(keys, 'key')}. ${capital(count(good, 'is', 'are'))} good.`;
}

function dmarcLead({ record, effectivePolicy, result }: DmarcReport): string {
  if (record === null)
    return result === 'unknown'
      ? 'It could not be looked up.'
      : 'Nothing: no record is published, so each receiver decides alone.';
  switch (effectivePolicy) {
    case 'reject':
      return 'Refuse mail whose names do not line up. That protects you from forgers, and it turns away your own mail where it does not line up.';
    case 'quarantine':
      return 'Put mail whose names do not line up into spam.';
    case 'none':
      return 'Do nothing with mail whose names do not line up. That satisfies the providers; it does not stop forgers yet.';
    case null:
      return 'Its request cannot be read.';
  }
}

/** Everything that report, settings and welcome page say beside the findings. */
export const pages = {
  top: {
    domain: 'This domain',
    message: 'Test message',
    domains: 'All domains',
    glossary: 'What the words mean',
    settings: 'Settings',
    skip: 'Skip to the content',
    inThisReport: 'In this report',
  },
  head: {
    print: 'Print',
    meta: (observed: boolean, when: string, resolvers: string, agree: boolean, questions: number, ms: number) =>
      `${observed ? 'Seen in your test message, and checked' : 'Predicted from DNS'} on ${when}.${resolvers ? ` ${resolvers}${agree ? ' agree' : ''}.` : ''} ${count(questions, 'question')}, ${ms} ms.`,
  },
  section: {
    names: 'Do the names line up?',
    fixes: 'What to fix, in this order',
    findings: 'What else was found',
    providers: 'What each provider asks for',
    spf: 'Your list of allowed senders',
    dkim: 'The seals of your domain',
    dmarc: 'What your domain asks of receivers',
    journey: 'How far this campaign gets',
    history: 'What changed, and when',
    answers: 'Questions and answers',
  },
  names: {
    lead: (esp: string | null) =>
      `A receiver compares three names. The seal or the return address must carry the name that readers see; one of the two is enough.${esp ? ` This is what ${esp} will put on the campaign.` : ''}`,
    today: 'Today',
    afterFirst: 'After the first fix',
    rawFrom: (organisation: string) => `From: organisation ${organisation}`,
    rawSeal: (domain: string) => `DKIM d=${domain}`,
    rawReturns: (domain: string) => `MAIL FROM ${domain}`,
  },
  findings: { none: 'Nothing else.' },
  matrix: {
    lead: 'By their published rules. Some things cannot be seen before a message is sent; a test message shows them.',
    label: 'Rules of the mailbox providers',
    rule: 'Rule',
    so: 'So this campaign is',
    short: {
      met: 'met',
      'not-met': 'not met',
      'not-visible': 'not visible',
      unknown: 'not known',
      'not-asked': 'not asked for',
    },
    long: {
      met: 'met',
      'not-met': 'not met',
      'not-visible': 'cannot be seen from here',
      unknown: 'no answer yet',
      'not-asked': 'this provider does not ask for it',
    },
  },
  spf: {
    lead: spfLead,
    meter: (lookups: number, limit: number) => `${count(lookups, 'look-up')}, ${limit} allowed`,
    breaksHere: 'The list breaks here.',
    fault: (fault: string) => `Fault: ${fault}.`,
    void: 'Leads to nothing.',
    macro: 'Depends on the message, so it is counted and not followed.',
    cut: 'There is more; the rest is not shown.',
    now: 'Now',
    instead: (lookups: number | null) => (lookups === null ? 'Instead' : `Instead, ${count(lookups, 'look-up')}`),
  },
  dkim: {
    lead: dkimLead,
    label: 'Keys of this domain',
    name: 'Name',
    leadsTo: 'Leads to',
    key: 'Key',
    state: 'State',
    alignment: 'Your name',
    itself: (state: KeyState) => (state === 'missing' ? 'nothing there' : 'stands at the name itself'),
    bits: (bits: number) => (bits === 256 ? 'Ed25519' : `${bits} bits`),
    keyState: KEY_STATE,
    aligned: { yes: 'yes', no: 'no' },
  },
  dmarc: {
    lead: dmarcLead,
    label: 'Tags of the DMARC record',
    tag: 'Tag',
    setTo: 'Set to',
    inWords: 'In words',
    notSet: 'not set',
    meaning: (tag: string, value: string | null) =>
      DMARC_TAG[tag]?.(value) ?? 'No tag that receivers know. They skip it.',
    howFound: 'How it was found',
    foundAt: (name: string) => `${name} has the record that applies (tree walk, RFC 9989 § 4.10).`,
    nowhere: (domain: string) => `No record applies to ${domain}.`,
    organisation: (domain: string) => `${domain} is the organisation whose name has to show.`,
  },
  journey: {
    title: {
      written: () => 'You write it',
      sent: (esp: string | null) => `${esp ?? 'Your service'} seals and sends it`,
      door: (provider: string | null) => `${provider ?? 'The provider'}’s door compares the names`,
      sorted: () => 'Sorted: inbox or spam',
      read: () => 'Your reader opens it',
    },
    term: {
      written: 'mail user agent, MUA',
      sent: 'mail transfer agent, MTA',
      door: 'receiving MTA',
      sorted: 'mail delivery agent, MDA',
      read: 'MUA',
    },
    here: { rejected: 'Turned away here', spam: 'Put into spam here', replaced: 'Your address is replaced here' },
    brokenMark: 'Breaks here',
    notReached: 'not reached',
    sealedAs: 'sealed as',
    namesMatch: 'one of the names is yours',
    alsoContent: 'content and reputation decide',
  },
  history: {
    title: (domain: string) => `What changed at ${domain}`,
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
  answers: {
    lead: 'What the findings above rest on. Only these names left this browser.',
    servedBy: 'Name servers of the zone:',
  },
};
