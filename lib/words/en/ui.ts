import { ESP_NAMES } from '../../esp/esp-id.ts';
import type { Outcome } from '../../dns/resolver.ts';
import type { Severity } from '../../findings/finding.ts';
import type { KeyState, ProviderId, ProviderVerdict, Verdict } from '../../report/report.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number) => NUMBERS[count] ?? String(count);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const records = (count: number) => (count === 1 ? 'one record' : `${inWords(count)} records`);

const alignedIs = (aligned: boolean | null) =>
  aligned === null ? 'alignment not known' : aligned ? 'aligned' : 'not aligned';

const KEY: Record<KeyState, string> = {
  ok: 'good',
  missing: 'missing',
  revoked: 'withdrawn',
  invalid: 'cannot be read',
  weak: 'too short',
  dangling: 'leads nowhere',
  'wrong-target': 'leads elsewhere',
  unknown: 'not known',
};

const SEVERITY: Record<Severity, string> = {
  fail: 'Problem',
  unknown: 'Not known',
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
  microsoft: 'Microsoft',
  apple: 'Apple',
  laposte: 'La Poste',
};

const DOES: Record<ProviderVerdict, string> = {
  accept: 'accepted',
  spam: 'spam',
  reject: 'rejected',
  unknown: 'unknown',
};

const VERDICT: Record<Verdict, string> = { pass: 'Pass', warn: 'Warning', fail: 'Fail', unknown: 'Not known' };

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

  lineup: {
    title: 'Do the names line up?',
    predicted: 'Predicted',
    observed: 'Seen in your test',
    readers: 'Readers see',
    seal: 'Sealed by',
    returns: 'Returns go to',
    notKnown: 'not known yet',
    nobody: 'nobody',
    shownAs: (address: string) => `will be replaced by ${address}`,
    note: {
      'your-name': 'your name',
      'not-your-name': 'not your name',
      'not-needed': 'not your name, not needed',
      'not-exactly-your-name': 'not exactly your name',
      'no-key': 'no key to check it',
      'no-list': 'no list to check it',
      broken: 'does not hold',
      'not-on-list': 'not on its list',
      unknown: 'not known',
    },
    conclusion: {
      both: 'Both carry your name.',
      dkim: 'The signature matches your From domain. One is enough.',
      spf: 'The return-path matches your From domain. One is enough.',
      neither: 'One of the two must carry your name.',
      strict: 'Your domain asks for exactly its own name.',
      'no-key': 'Nobody can check the seal.',
      unknown: 'Not all of it could be looked up.',
    },
  },

  exact: {
    from: 'From',
    organisation: 'Organisation',
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

  fix: {
    first: 'Fix this first',
    name: 'Name',
    type: 'Type',
    value: 'Value',
    priority: 'Priority',
    instead: 'Now',
    record: {
      add: (number: number, of: number) => (of > 1 ? `Add this record (${number} of ${of})` : 'Add this record'),
      replace: (number: number, of: number) =>
        of > 1 ? `Change this record (${number} of ${of})` : 'Change this record',
      remove: (number: number, of: number) =>
        of > 1 ? `Remove this record (${number} of ${of})` : 'Remove this record',
    },
    copyName: (number: number) => `Copy name of record ${number}`,
    copyType: (number: number) => `Copy type of record ${number}`,
    copyValue: (number: number) => `Copy value of record ${number}`,
    copyPriority: (number: number) => `Copy priority of record ${number}`,
    copied: 'Copied',
    copyRefused: 'Your browser refused',
    where: (kind: 'add' | 'replace' | 'remove' | 'change', count: number, host: string | null) => {
      const does = {
        add: `Add ${records(count)}`,
        replace: `Change ${records(count)}`,
        remove: `Remove ${records(count)}`,
        change: `Change ${records(count)}`,
      }[kind];
      return host ? `${does} at ${host}, your DNS host.` : `${does} where your domain’s DNS is managed.`;
    },
    onlyEspKnows: (esp: string, path: string | null) =>
      path === null ? `Only ${esp} knows this value.` : `Only ${esp} knows this value. It stands there under ${path}.`,
    openInEsp: (esp: string) => `Open ${esp}`,
    lookups: (before: number, after: number) => `Look-ups: ${before} now, ${after} after this.`,
    enough: 'After this, nothing is left for which a provider would turn the campaign away.',
    whereToEnter: 'Where to enter it',
    whereToEnterAt: (host: string) => `Where to enter it at ${host}`,
    espHelp: (esp: string) => `What ${esp} says about it`,
  },

  watch: {
    start: 'I have published it: watch',
    since: (clock: string) => `Watching since ${clock}`,
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
      if (state === 'expired') return 'Not seen in 72 hours: stopped';
      if (resolvers === 0) return 'Looking for the first time';
      if (live === 0) return count === 1 ? 'The record is not there yet' : 'Not all the records are there yet';
      return `${capital(inWords(live))} of ${inWords(resolvers)} resolvers sees ${what}`;
    },
    sees: (resolver: string) => `${resolver} sees everything.`,
    notYet: (resolver: string, live: number, of: number, until: string | null) => {
      const sees =
        live === 0 ? `does not see ${of === 1 ? 'it' : 'them'} yet` : `sees ${inWords(live)} of ${inWords(of)} so far`;
      return `${resolver} ${sees}.${until === null ? '' : ` It may keep the old answer until ${until}.`}`;
    },
    noAnswer: (resolver: string) => `${resolver} gave no answer this time.`,
    wrongAt: (resolver: string, name: string) => `${resolver} sees something else at ${name}.`,
    fault: (fault: string): string => {
      const faults: Record<string, string> = {
        'doubled-name':
          'The record stands at a doubled name: your DNS host adds the domain by itself, so leave it out of the name.',
        quotes: 'The value was saved with quotation marks in it. Enter it without.',
        proxied: 'Your DNS host stands in front of it (proxy). Switch this record to DNS only.',
        'wrong-target': 'It leads to another place than the one asked for:',
        'own-domain-appended':
          'Your DNS host added your domain to the value. Enter the value with a dot at its end, or look for a setting “absolute”.',
        'second-record': 'A second record stands beside it. Only one may.',
      };
      return faults[fault] ?? 'It is not what was asked for:';
    },
    next: (clock: string) =>
      `Next look at ${clock}. You can close this: Presend goes on, tells you when it is live, and stops after 72 hours.`,
    stop: (state: 'watching' | 'live' | 'wrong' | 'expired') =>
      state === 'watching' || state === 'wrong' ? 'Stop watching' : 'Done',
  },

  request: {
    open: 'Send to whoever manages DNS',
    lead: 'Everything they need stands in it; nothing secret does.',
    preview: 'The request',
    copy: 'Copy it',
    mail: 'Open as mail',
    file: 'Save as file',
    copied: 'Copied: paste it wherever you reach them.',
    refused: 'Your browser refused to copy. Mark the text above and copy it by hand.',
  },

  reports: {
    open: 'Have reports sent to you',
    label: 'Your address for reports',
    hint: 'Receivers send a daily summary there: who mailed in your name. It goes into the record above.',
    save: 'Put it in',
    unusable: 'This is no single e-mail address.',
  },

  answers: {
    title: 'What was asked, and what came back',
    outcome: OUTCOME,
    through: (aliases: string) => `through ${aliases}`,
  },

  finding: {
    exactly: 'In exact terms',
    learn: (term: string) => `What ${term} means`,
    about: (subject: string) => `about ${subject}`,
    mendedByFirst: 'The fix above mends this as well. No other record is needed.',
    showMore: (count: number) => `Show ${count} more`,
  },

  accept: {
    accept: 'I know. Don’t hold my sends up for this',
    accepted: 'Presend does not hold your sends up for this.',
    undo: 'Warn me again',
  },

  providers: {
    title: 'What each provider will do',
    basis: 'by its published rules',
    name: PROVIDER,
    does: DOES,
  },

  popup: {
    afterwards: 'Then look at these',
    alsoFound: 'Also found',
    worthKnowing: (count: number) =>
      count === 1
        ? 'Nothing to fix. One thing worth knowing'
        : `Nothing to fix. ${capital(inWords(count))} things worth knowing`,
    again: 'Check again',
    checking: 'Checking…',
    report: 'Full report',
    checked: (clock: string, resolvers: string, agree: boolean) =>
      `Checked at ${clock}${resolvers ? ` with ${resolvers}` : ''}${agree ? ', who agree' : ''}. Only domain names left this browser.`,
  },

  sender: {
    address: 'Type the address or the domain',
    example: 'For example hello@brand.com, or brand.com.',
    esp: 'Sent with',
    choose: 'Choose the service that sends',
    otherEsp: 'Another service, or none',
    noneHint: 'Presend then checks the domain alone: what a campaign of that service will carry, it cannot know.',
    check: 'Check',
    cancel: 'Cancel',
    change: 'Change',
    changeWhat: 'the sender',
    empty: 'Type an address or a domain first.',
    unusable: 'This is neither an e-mail address nor a domain.',
    via: (via: string) => `Read on the page from “${via}”.`,
    which: 'Which service sends your campaigns? Then Presend tells how they will fare.',
  },

  unknown: {
    next: 'What happens next',
    again: 'Check again in a minute. Until then nothing speaks against your campaign, and sending is not held up.',
  },

  loading: {
    title: 'Checking this campaign…',
    short: 'A moment.',
    asking: (domain: string) => `Asking DNS about ${domain}.`,
  },

  notLoaded: {
    title: 'Reload this page once, and Presend reads it.',
    why: 'It was open before Presend was installed or updated. Save your draft first, or type the address here.',
    reload: 'Reload the page',
  },
  noSender: {
    title: (reason: string | null) =>
      reason === 'variable'
        ? 'The From address is filled in by a variable.'
        : reason === 'empty'
          ? 'The From address is still empty.'
          : 'We did not find the From address on this page.',
    why: (reason: string | null, esp: string): string => {
      switch (reason) {
        case 'variable':
          return 'Which address it becomes is known only when the campaign is sent. Type the one that it should be.';
        case 'empty':
          return `Fill it in in ${esp}, and Presend checks it at once. Or type it here.`;
        case 'gave-up':
          return 'This page is larger than what Presend reads. Open the step that shows the sender, or tell us here.';
        case 'loading':
          return 'The page still loads. Presend goes on looking.';
        case null:
        default:
          return `Open the step in ${esp} that shows the sender, or tell us here.`;
      }
    },
    thisPage: 'this page',
    pickTitle: 'Show Presend where it is',
    pickWhy: (esp: string) =>
      `Click the address on the page once. Presend remembers the place for ${esp}; you can make it forget in the settings.`,
    pick: 'Pick it on the page',
    help: 'Help us find it next time',
    helpWhy: 'Copies the build of this page without any text, address or value, to paste into a report.',
    copyPage: 'Copy a report of this page',
    copied: {
      idle: '',
      busy: 'Reading the page…',
      copied: 'Copied. No text of the page is in it.',
      failed: 'The page did not answer. Reload it and try again.',
    },
    again: 'Look again',
    foot: 'Nothing was asked and nothing left this browser. Without a sender there is no verdict, and sending is not held up.',
  },

  ambiguous: {
    title: 'Which address will this campaign come from?',
    why: (count: number) =>
      `${capital(inWords(count))} stand on this page, and a wrong guess is worse than a question.`,
    another: 'Another one',
    verdict: {
      fail: 'will be rejected or put in spam',
      warn: 'will be accepted, with warnings',
      pass: 'will be accepted',
      unknown: 'cannot be told yet',
    },
  },

  noAccess: {
    title: 'Presend may not look at this page yet.',
    why: 'It would read the From address of the campaign and ask DNS about its domain. It reads no subscribers and no message text.',
    titleAll: 'Presend may not look at your campaigns yet.',
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
    why: 'It says nothing about your campaign, and sending is not held up.',
    again: 'Start again',
    what: 'What went wrong',
  },
};
