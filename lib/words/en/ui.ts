import { ESP_NAMES } from '../../esp/esp-id.ts';
import type { Outcome } from '../../dns/resolver.ts';
import type { Severity } from '../../findings/finding.ts';
import type { KeyState, ProviderId, ProviderVerdict, Verdict } from '../../report/report.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number) => NUMBERS[count] ?? String(count);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const alignedIs = (aligned: boolean | null) =>
  aligned === null ? 'alignment not known' : aligned ? 'aligned' : 'not aligned';

const KEY: Record<KeyState, string> = {
  ok: 'good',
  missing: 'missing',
  revoked: 'revoked',
  invalid: 'unreadable',
  weak: 'too short',
  dangling: 'target missing',
  'wrong-target': 'wrong target',
  unknown: 'not known',
};

const SEVERITY: Record<Severity, string> = {
  fail: 'Problem',
  unknown: 'Couldn’t check',
  warn: 'Warning',
  info: 'For information',
};

const OUTCOME: Record<Outcome, string> = {
  answer: 'found',
  'no-such-name': 'no such name',
  'no-such-type': 'no record of this type',
  'server-failure': 'server failure',
  refused: 'refused',
  timeout: 'no answer in time',
  'http-error': 'could not be reached',
  'not-dns': 'answered with something that is not DNS',
};

const PROVIDER: Record<ProviderId, string> = {
  gmail: 'Gmail',
  yahoo: 'Yahoo',
  microsoft: 'Outlook',
  apple: 'Apple Mail',
  laposte: 'La Poste',
};

const DOES: Record<ProviderVerdict, string> = {
  accept: 'accepted',
  spam: 'spam',
  reject: 'rejected',
  unknown: 'unknown',
};

const VERDICT: Record<Verdict, string> = { pass: 'Pass', warn: 'Warning', fail: 'Fail', unknown: 'Couldn’t check' };

/** Everything that our own pages say beside the findings and the verdict. */
export const ui = {
  /** For dates and lists. */
  language: 'en-GB',
  verdict: VERDICT,
  severity: SEVERITY,

  subject: {
    presend: 'Presend',
    presendIn: (esp: string) => `Presend in ${esp}`,
    from: 'From',
    inEsp: (esp: string) => `in ${esp}`,
  },

  /** As their makers write them. */
  espName: ESP_NAMES,

  picture: {
    title: 'Does it match your From domain?',
    predicted: 'Predicted',
    observed: 'Seen in your test message',
    afterFix: 'After the fix',
    from: 'From',
    signedBy: 'Signed by',
    mailedBy: 'Mailed by',
    returnPath: 'return-path',
    notKnown: 'not known',
    nobody: 'nobody',
    shownAs: 'will be replaced by',
    note: {
      matches: 'matches',
      differs: 'doesn’t match',
      'not-needed': 'doesn’t need to match',
      'not-exact': 'must match exactly',
      'no-key': 'key missing in DNS',
      'no-spf': 'SPF doesn’t pass',
      broken: 'signature fails',
      'not-permitted': 'SPF fails',
      unknown: 'couldn’t check',
    },
    conclusion: {
      both: 'Both match your From domain.',
      dkim: 'The DKIM signature matches your From domain. One match is enough.',
      spf: 'The return-path matches your From domain. One match is enough.',
      neither: 'Neither matches your From domain. DMARC needs one of the two.',
      strict: 'Your DMARC record asks for an exact match, and a subdomain isn’t one.',
      'no-key': 'The DKIM signature can’t be checked: its key isn’t in DNS.',
      unknown: 'We couldn’t check both.',
    },
  },

  exact: {
    from: 'From domain',
    organisation: 'Organisational domain',
    mailFrom: 'MAIL FROM',
    dmarc: 'DMARC',
    result: 'Result',
    noRecord: 'no record',
    notKnown: 'not known',
    dkim: (domain: string, key: KeyState, aligned: boolean | null) =>
      `d=${domain}: key ${KEY[key]}, ${alignedIs(aligned)}`,
    mailFromIs: (domain: string, aligned: boolean | null) => `${domain}: ${alignedIs(aligned)}`,
    resultIs: (result: string, policy: string | null) =>
      policy ? `dmarc=${result} (effective policy ${policy})` : `dmarc=${result}`,
  },

  records: {
    name: 'Name',
    type: 'Type',
    value: 'Value',
    priority: 'Priority',
    stateTitle: 'State',
    region: 'Records to publish',
    copyAll: 'Copy all',
    copyZone: 'Copy as zone file',
    copyName: (number: number) => `Copy name of record ${number}`,
    copyType: (number: number) => `Copy type of record ${number}`,
    copyValue: (number: number) => `Copy value of record ${number}`,
    copied: 'Copied',
    copyRefused: 'Your browser refused to copy',
    replaces: 'Replaces the record there now',
    placeholder: (esp: string, path: string) => `the value ${esp} shows under ${path}`,
    action: { add: 'Add', replace: 'Change', remove: 'Remove' },
    state: (action: 'add' | 'replace' | 'remove', state: 'todo' | 'part' | 'done' | 'wrong' | 'unknown'): string => {
      const todo = { add: 'not there', replace: 'to change', remove: 'still there' }[action];
      const done = action === 'remove' ? 'gone' : 'live';
      return { todo, done, part: done, wrong: 'wrong', unknown: 'no answer' }[state];
    },
    doneAt: (action: 'add' | 'replace' | 'remove', done: number, asked: number) =>
      `${action === 'remove' ? 'gone' : 'live'} at ${done} of ${asked}`,
  },

  fix: {
    title: (action: string) => `Fix: ${action.charAt(0).toLowerCase()}${action.slice(1)}`,
    where: (kind: 'add' | 'replace' | 'remove' | 'change', count: number, host: string | null) => {
      const does = { add: 'Add', replace: 'Change', remove: 'Remove', change: 'Change' }[kind];
      const what = `${does} ${count} ${count === 1 ? 'record' : 'records'}`;
      return host ? `${what} at ${host}` : `${what} at your DNS host`;
    },
    openInEsp: (esp: string) => `Open ${esp}`,
    lookups: (before: number, after: number) =>
      `SPF needs ${before} DNS lookups now, ${after} after this; 10 is the limit.`,
    enough: 'After this, nothing is left that a provider would reject the campaign for.',
    alsoFixed: 'Also fixed by this',
    whereToEnter: 'How to add them',
    whereToEnterAt: (host: string) => `How to do it at ${host}`,
    espHelp: (esp: string) => `${esp}’s help page`,
  },

  values: {
    get: (count: number, esp: string) => `Get the ${count === 1 ? 'value' : `${inWords(count)} values`} in ${esp}`,
    paste: (esp: string) => `Then paste what ${esp} shows here`,
    hint: (path: string) => `Under ${path}. Copy the whole table if you like: Presend finds the values in it.`,
    use: 'Use these values',
    none: (esp: string) => `None of the values that ${esp} gives was found in this text.`,
    some: (missing: number) =>
      missing === 1 ? 'One value is still missing.' : `${capital(inWords(missing))} values are still missing.`,
  },

  choices: {
    title: 'Which of these still send mail for you?',
    lead: 'Untick the ones you’ve stopped using. Presend never drops a sender that may be in use.',
    vendor: (vendor: string, lookups: number) => `${vendor}: ${lookups} ${lookups === 1 ? 'lookup' : 'lookups'}`,
    sum: (lookups: number) => `${lookups} of 10 DNS lookups`,
    over: 'Still over the limit of 10.',
    build: 'Build the record',
  },

  watch: {
    start: 'I’ve added them: check',
    startOne: 'I’ve added it: check',
    startRemoved: 'I’ve removed it: check',
    startChanged: 'I’ve changed it: check',
    now: 'Check now',
    since: (clock: string) => `Watching since ${clock}`,
    fixed: (count: number, clock: string) =>
      count === 1
        ? `Fixed. The record is live since ${clock}`
        : count === 2
          ? `Fixed. Both records are live since ${clock}`
          : `Fixed. All ${inWords(count)} records are live since ${clock}`,
    fixedWhy: 'Every resolver that Presend asks sees them. Send yourself a test message to be sure.',
    title: (
      state: 'watching' | 'live' | 'wrong' | 'expired',
      live: number,
      resolvers: number,
      count: number,
    ): string => {
      const what = count === 1 ? 'the record' : `all ${inWords(count)} records`;
      if (state === 'live') return count === 1 ? 'The record is live' : `All ${inWords(count)} records are live`;
      if (state === 'wrong')
        return count === 1 ? 'The record is there, but wrong' : 'One of the records is there, but wrong';
      if (state === 'expired') return 'Not seen in 72 hours, so Presend stopped watching';
      if (resolvers === 0) return 'Checking for the first time';
      if (live === 0) return count === 1 ? 'The record isn’t there yet' : 'Not all the records are there yet';
      return `${capital(inWords(live))} of ${inWords(resolvers)} resolvers sees ${what}`;
    },
    sees: (resolver: string) => `${resolver} sees everything.`,
    notYet: (resolver: string, live: number, of: number, until: string | null) => {
      const sees =
        live === 0 ? `doesn’t see ${of === 1 ? 'it' : 'them'} yet` : `sees ${inWords(live)} of ${inWords(of)} so far`;
      return `${resolver} ${sees}.${until === null ? '' : ` It may keep the old answer until ${until}.`}`;
    },
    noAnswer: (resolver: string) => `${resolver} gave no answer this time.`,
    wrongAt: (resolver: string, name: string) => `${resolver} sees something else at ${name}.`,
    fault: (fault: string): string => {
      const faults: Record<string, string> = {
        'doubled-name':
          'The record is at a doubled name: your DNS host adds the domain by itself, so leave it out of the name.',
        quotes: 'The value was saved with quotation marks in it. Enter it without.',
        proxied: 'Your DNS host answers with a proxy instead. Switch this record to “DNS only”.',
        'wrong-target': 'It points to another target:',
        'own-domain-appended':
          'Your DNS host added your domain to the value. Enter the value with a dot at its end, or look for a setting “absolute”.',
        'second-record': 'There’s a second record next to it. Only one is allowed.',
      };
      return faults[fault] ?? 'It isn’t the value above:';
    },
    next: (clock: string) =>
      `Next check at ${clock}. You can close this: Presend goes on, tells you when it’s live, and stops after 72 hours.`,
    stop: (state: 'watching' | 'live' | 'wrong' | 'expired') =>
      state === 'watching' || state === 'wrong' ? 'Stop watching' : 'Done',
  },

  request: {
    open: 'Send to IT',
    lead: 'Everything they need is in it; nothing secret is.',
    preview: 'The request',
    copy: 'Copy',
    mail: 'Open as mail',
    file: 'Save as file',
    copied: 'Copied: paste it wherever you reach them.',
    refused: 'Your browser refused to copy. Select the text above and copy it by hand.',
    incomplete: (esp: string) => `First get the values in ${esp}: a request without them would be no use to IT.`,
  },

  reports: {
    open: 'Send DMARC reports to you',
    label: 'Send DMARC reports to',
    hint: 'Providers send a daily summary there: who sends mail from your domain. It goes into the record above.',
    save: 'Add to the record',
    unusable: 'That isn’t a single e-mail address.',
  },

  answers: {
    title: 'DNS queries and answers',
    outcome: OUTCOME,
    through: (aliases: string) => `through ${aliases}`,
  },

  finding: {
    exactly: 'Technical details',
    learn: (term: string) => `What ${term} means`,
    about: (subject: string) => `about ${subject}`,
    alsoFixed: 'Also fixed by this',
    showMore: (count: number) => `Show ${count} more`,
  },

  accept: {
    accept: 'Don’t warn me about this again',
    accepted: 'You’ve asked not to be warned about this.',
    undo: 'Warn me again',
  },

  providers: {
    title: 'What each provider will do',
    basis: 'by its published rules',
    name: PROVIDER,
    does: DOES,
  },

  popup: {
    more: (count: number) => `${count} more to look at`,
    extras: (count: number) => `${count} optional ${count === 1 ? 'extra' : 'extras'}`,
    details: 'Technical details',
    again: 'Check again',
    checking: 'Checking…',
    report: 'Full report',
    keepOpen: 'Keep open',
    keepOpenWhy: 'Stays open next to your DNS host',
    confirm: 'Confirm with a test message',
    actions: 'Actions',
    checked: (clock: string, resolvers: string, agree: boolean) =>
      `Checked at ${clock}${resolvers ? ` with ${resolvers}` : ''}${agree ? ', which agree' : ''}. Only domain names left this browser.`,
    problem: (problem: string) => `That didn’t work: ${problem}. Nothing was changed; try again.`,
    noAnswer: 'Presend’s background page didn’t answer',
  },

  sender: {
    address: 'From address or domain',
    example: 'For example hello@brand.com, or brand.com.',
    esp: 'Sent with',
    choose: 'Choose the service that sends',
    otherEsp: 'Another service, or none',
    noneHint: 'Presend then checks the domain alone, not a campaign.',
    check: 'Check',
    cancel: 'Cancel',
    change: 'Change',
    changeWhat: 'the sender',
    empty: 'Type an address or a domain first.',
    unusable: 'That’s neither an e-mail address nor a domain.',
    via: (via: string) => `Read on the page from “${via}”.`,
    which: 'Which service sends your campaigns?',
    whichWhy: 'Whether a campaign passes depends on it.',
  },

  unknown: {
    next: 'What happens next',
    again: 'Check again in a minute.',
  },

  loading: {
    title: 'Checking this campaign…',
    short: 'One moment.',
    asking: (domain: string) => `Asking DNS about ${domain}.`,
  },

  notLoaded: {
    title: 'Reload this page once so Presend can read it.',
    why: 'It was open before Presend was installed or updated. Save your draft first, or type the address here.',
    reload: 'Reload the page',
  },
  noSender: {
    title: (reason: string | null) =>
      reason === 'variable'
        ? 'The From address is filled in by a variable.'
        : reason === 'empty'
          ? 'The From address is still empty.'
          : 'We didn’t find the From address on this page.',
    why: (reason: string | null, esp: string): string => {
      switch (reason) {
        case 'variable':
          return 'It becomes known only when the campaign is sent. Type the address it will be.';
        case 'empty':
          return `Fill it in in ${esp} and Presend checks it right away. Or type it here.`;
        case 'gave-up':
          return 'This page is larger than Presend reads. Open the step that shows the sender, or type it here.';
        case 'loading':
          return 'The page is still loading. Presend keeps looking.';
        case null:
        default:
          return `Open the step in ${esp} that shows the sender, or type it here.`;
      }
    },
    thisPage: 'this page',
    pickTitle: 'Show Presend where it is',
    pickWhy: (esp: string) =>
      `Click the address on the page once. Presend remembers the place for ${esp}; you can undo that in the settings.`,
    pick: 'Pick it on the page',
    help: 'Help us find it next time',
    helpWhy: 'Copies the structure of this page without any text, address or value, to paste into a report.',
    copyPage: 'Copy a report of this page',
    copied: {
      idle: '',
      busy: 'Reading the page…',
      copied: 'Copied. No text of the page is in it.',
      failed: 'The page didn’t answer. Reload it and try again.',
    },
    again: 'Look again',
    lastKnown: (address: string) => `Last sender of this campaign: ${address}`,
    foot: 'Nothing left this browser. Sending isn’t blocked.',
  },

  ambiguous: {
    title: 'Which address will this campaign come from?',
    why: (count: number) => `${capital(inWords(count))} addresses are on this page. Choose the right one.`,
    another: 'Another one',
    verdict: {
      fail: 'will be rejected or go to spam',
      warn: 'will be accepted, with warnings',
      pass: 'will be accepted',
      unknown: 'couldn’t be checked',
    },
  },

  noAccess: {
    title: 'Presend isn’t allowed on this page yet.',
    why: 'It would read the From address of the campaign and ask DNS about its domain. It reads no subscribers and no message text.',
    titleAll: 'Presend isn’t allowed on your campaigns yet.',
    allow: (host: string | null) => (host ? `Allow on ${host}` : 'Allow on Klaviyo, HubSpot and Mailchimp'),
    byHand: 'Check a domain by hand instead',
    foot: 'Your browser asks once. You can take it back at any time.',
    refused: 'Not allowed, so Presend reads nothing here. You can allow it later with the same button.',
  },

  offSite: {
    title: 'Open a campaign in Klaviyo, HubSpot or Mailchimp.',
    why: 'Presend reads its From address there. Or check a domain now.',
    message: 'Check a test message',
    domains: 'All domains',
  },

  failed: {
    title: 'Presend made a mistake and stopped.',
    why: 'That says nothing about your campaign, and sending isn’t blocked.',
    again: 'Start again',
    what: 'What went wrong',
  },
};
