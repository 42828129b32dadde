import type { DmarcReport, Verdict } from '../../report/report.ts';
import { glossary } from './glossary.ts';
import { capital, count } from './phrases.ts';

const HISTORY_VERDICT: Record<Verdict, string> = {
  pass: 'Will be accepted.',
  warn: 'Will be accepted, with warnings.',
  fail: 'Will be rejected or go to spam.',
  unknown: 'Couldn’t be checked.',
};

const POLICY = {
  none: 'do nothing',
  quarantine: 'put it in spam',
  reject: 'reject it',
} as const;

const isPolicy = (value: string): value is keyof typeof POLICY => Object.hasOwn(POLICY, value);

const policyIs = (value: string, mail: string): string =>
  isPolicy(value) ? `${mail}: ${POLICY[value]}.` : 'Not a policy that providers know.';

const modeIs = (value: string | null, what: string): string =>
  value === 's' ? `${what} must be at exactly this domain.` : `${what} at a subdomain counts as a match.`;

const historic = 'Retired by RFC 9989. It changes nothing any more; you may drop it.';

/** What each tag of a DMARC record means, set or not. */
const DMARC_TAG: Record<string, (value: string | null) => string> = {
  v: () => 'This is a DMARC record.',
  p: (value) => (value === null ? 'No policy of its own.' : policyIs(value.toLowerCase(), 'Mail that fails DMARC')),
  sp: (value) => (value === null ? 'Subdomains: the same.' : policyIs(value.toLowerCase(), 'The same from subdomains')),
  np: (value) =>
    value === null
      ? 'Subdomains that do not exist: as subdomains.'
      : policyIs(value.toLowerCase(), 'The same from subdomains that do not exist'),
  adkim: (value) => modeIs(value, 'The DKIM signature’s domain'),
  aspf: (value) => modeIs(value, 'The return-path domain'),
  rua: (value) => (value === null ? 'No reports are sent to anybody.' : 'Providers send a daily report there.'),
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

function dmarcLead({ record, effectivePolicy }: DmarcReport, missing: boolean): string {
  if (record === null)
    return missing
      ? 'No DMARC record is published, so each provider decides alone.'
      : 'We couldn’t check it: DNS gave no trustworthy answer.';
  switch (effectivePolicy) {
    case 'reject':
      return 'p=reject tells providers to reject mail that fails DMARC. That protects you from forgers, and it also rejects your own mail where it fails.';
    case 'quarantine':
      return 'p=quarantine tells providers to put mail that fails DMARC in spam.';
    case 'none':
      return 'p=none tells providers to do nothing about mail that fails DMARC. That meets their rules; it doesn’t stop forgers yet.';
    case null:
      return 'Its policy can’t be read.';
  }
}

/** Everything that report, settings and welcome page say beside the findings. */
export const pages = {
  dmarc: {
    lead: dmarcLead,
    label: 'Tags of the DMARC record',
    tag: 'Tag',
    setTo: 'Set to',
    inWords: 'In words',
    notSet: 'not set',
    meaning: (tag: string, value: string | null) =>
      DMARC_TAG[tag]?.(value) ?? 'Not a tag that providers know. They skip it.',
    howFound: 'How it was found',
    foundAt: (name: string) => `${name} has the record that applies (tree walk, RFC 9989 § 4.10).`,
    nowhere: (domain: string) => `No record applies to ${domain}.`,
    organisation: (domain: string) => `${domain} is the organisational domain.`,
  },
  journey: {
    title: {
      written: () => 'You write it',
      sent: (esp: string | null) => `${esp ?? 'Your service'} signs and sends it`,
      door: (provider: string | null) => `${provider ?? 'The provider'} checks DMARC`,
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
    here: { rejected: 'Rejected here', spam: 'Put in spam here', replaced: 'Your address is replaced here' },
    brokenMark: 'Stops here',
    notReached: 'not reached',
    sealedAs: 'signed by',
    namesMatch: 'a domain matches',
    alsoContent: 'content and reputation decide',
  },
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
  answers: {
    lead: 'What the findings above are based on. Only these names left this browser.',
    servedBy: 'Name servers of the zone:',
  },

  message: {
    title: 'Check a test message',
    why: 'Send the campaign to yourself as a test, open its source there, and bring it here. It is judged in this browser: only DNS queries leave it.',
    form: 'The message',
    source: 'Paste the source of the message, or a bounce, or drop its file here',
    hint: 'The whole source, headers first. A downloaded file is better than a pasted text: pasting can damage it.',
    check: 'Check this message',
    busy: 'Checking…',
    open: 'Open a file',
    empty: 'Paste a message first, or open its file.',
    tooLarge: 'This file is over 40 MB, more than any mailbox takes.',
    esp: 'Sent with',
    findOut: 'Find out from the message',
    noEsp: 'Another service, or none',
    from: 'From address as composed (only where it may differ)',
    fromHint: 'Presend then says whether the service replaced it.',
    how: 'How to get the source',
    ways: [
      'Gmail: open the message, the three dots, “Show original”, then “Download original”.',
      'Outlook on the web: the three dots, “View”, “View message source”. Outlook for Windows: save it as a file.',
      'Apple Mail: “View”, “Message”, “Raw Source”. Yahoo: the three dots, “View raw message”.',
      'Elsewhere: look for “source”, “original” or “headers”.',
    ],
  },
  seen: {
    subjectLine: (subject: string | null) => (subject ? `“${subject}” from` : 'Test message from'),
    another: 'Another message',
    via: {
      gmail: 'Gmail',
      microsoft: 'Outlook',
      yahoo: 'Yahoo',
      icloud: 'iCloud',
      fastmail: 'Fastmail',
      proton: 'Proton',
      other: 'another mailbox',
      unknown: 'an unknown mailbox',
    },
    meta: (via: string, ip: string | null) =>
      `Received by ${via}${ip ? ` from ${ip}` : ''}. Judged on this computer; nothing but DNS queries left it.`,
    section: {
      names: 'DMARC alignment',
      fixes: 'What to fix, in this order',
      findings: 'What else was found',
      compared: 'Predicted and seen',
      seals: 'DKIM signatures',
      receiver: 'What the receiver concluded',
      hops: 'Servers it passed',
      landed: 'Where it landed',
    },
    onTheMessage: 'On this message',
    seenBasis: 'Seen',
    signatures: 'Signatures of this message',
    sealedBy: 'Signed by',
    returnsGoTo: 'Mailed by (return-path)',
    namesLineUp: 'DMARC passes',
    yourName: 'Matches From',
    result: 'Result',
    algorithm: 'Key',
    bits: (bits: number) => `${bits} bits`,
    signature: { pass: 'passes', fail: 'fails', unknown: 'couldn’t check' },
    reason: {
      body: 'The text was changed after signing.',
      header: 'The headers were changed after signing.',
      expired: 'The signature had expired.',
      'no-key': 'There’s no key at its name.',
      revoked: 'Its key was revoked.',
      'weak-key': 'Its key is too short.',
      sha1: 'It uses SHA-1, which no longer counts.',
      'bad-key': 'Its key cannot be read.',
      syntax: 'It is malformed.',
      dns: 'DNS gave no trustworthy answer for its key.',
      altered: 'It passed at the receiver; something changed the source since.',
    },
    unsigned: (octets: number) => `${octets} octets at the end are not covered.`,
    aligned: { yes: 'yes', no: 'no' },
    what: 'What',
    predicted: 'Predicted',
    seen: 'Seen',
    nobody: 'nobody',
    notToBeSeen: 'cannot be seen',
    noPrediction: 'no prediction',
    notInYourName: 'another domain',
    nothingPredicted: 'not predicted',
    asPredicted: 'as predicted',
    different: 'different',
    dmarc: { pass: 'yes', fail: 'no', none: 'no DMARC record', unknown: 'not known' },
    comparedTitle: 'What was predicted and what the message shows',
    comparedLead: (predicted: boolean, differences: number) =>
      predicted
        ? differences === 0
          ? 'The message confirms the prediction.'
          : `${capital(count(differences, 'thing'))} ${differences === 1 ? 'is' : 'are'} not as predicted. From now on Presend goes by what was seen.`
        : 'Nothing was predicted for this sender.',
    sealsLead: (seals: number) =>
      seals === 0 ? 'There is none.' : `${capital(count(seals, 'signature'))}, checked with the keys in DNS now.`,
    receiver: 'Receiver',
    receiverTitle: 'Our result and the receiver’s',
    receiverLead: (id: string | null) =>
      id === null
        ? 'It wrote nothing down that can be trusted.'
        : `${id} wrote its result into the message. Only the last receiver is believed.`,
    notWritten: 'not written',
    hopsLead: (hops: number) =>
      hops === 0
        ? 'No server left a trace in this source.'
        : `${capital(count(hops, 'step'))}, from the sender down to the mailbox.`,
    hop: (from: string, by: string) => `${from} to ${by}`,
    unnamed: 'unnamed',
    delay: (seconds: number) =>
      seconds < 0 ? `${-seconds} s before the step above: a clock is wrong` : `${seconds} s later`,
    tls: (version: string) => `encrypted (${version})`,
    noTls: 'no sign of encryption',
    notTrusted: 'claimed, not proven',
    checkedHere: 'DMARC was checked here.',
    landedQuestion: 'Where did this test land?',
    place: { inbox: 'Inbox', promotions: 'Promotions or another tab', spam: 'Spam', missing: 'It did not arrive' },
    advice: {
      inbox: 'Remembered. Send the campaign from the same set-up.',
      promotions: 'Remembered. That is where most campaigns belong; authentication is fine.',
      spam: 'Remembered. Make the first fix above and test again; where there is none, change one thing in the content at a time.',
      missing: 'Remembered. Look for a bounce in your service and paste its text here: it names the rule.',
    },
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
  page: {
    loading: 'Checking this domain…',
    noEsp: 'Which service sends your campaigns? Whether they pass depends on it.',
    again: 'Try again',
  },
  learn: {
    title: 'Glossary',
    why: 'The terms that Presend, your ESP and the mailbox providers use.',
    journey: 'The journey of a campaign',
    journeyLead: 'Written, signed and sent, checked by the provider, sorted, opened.',
    terms: 'The words',
  },
  glossary,
  options: {
    title: 'Settings',
    why: 'Kept in this browser only.',
    resolvers: 'Advanced: DNS resolvers',
    resolversLead:
      'Presend asks DNS over HTTPS. The first is asked everything; the others confirm a failing verdict, and cover for it when it fails.',
    firstResolver: 'asked first',
    nextResolver: 'confirms, and covers',
    makeFirst: 'Ask first',
    remove: 'Remove',
    addResolver: 'Add another',
    resolverHint: 'Address of a DoH endpoint (RFC 8484), such as https://dns.quad9.net/dns-query.',
    add: 'Add',
    noResolver: 'That can’t be used: the address must begin with https://.',
    trying: 'Asking it…',
    noAnswerFrom:
      'It gave no DNS answer from this browser, so it was not added. A resolver that does not allow requests from extensions needs the permission that the browser asked for.',
    resolverTwice: 'This one is in the list already.',
    guard: 'Guard',
    guardLead: 'Presend can ask once when you press Send. It never blocks a campaign that it couldn’t check.',
    guardFail: 'Ask when the campaign will be rejected or go to spam',
    guardBoth: 'Ask for warnings, too',
    guardOff: 'Never ask',
    badge: 'Show the verdict on the page',
    badgeNote: 'A small mark at the lower edge of the dashboard.',
    hiddenOn: (pages: number) => `Hidden on ${count(pages, 'page')}.`,
    showAgain: 'Show it everywhere again',
    accepted: 'Ignored warnings',
    acceptedLead: 'You asked not to be warned about these. They stay in the report.',
    acceptedNone: 'None.',
    acceptedAt: (domain: string, day: string) => `${domain}, since ${day}`,
    warnAgain: 'Warn me again',
    taught: 'Where you showed Presend the sender',
    taughtLead: 'Used before its own search, on that dashboard only.',
    taughtNone: 'Nowhere: Presend found it by itself.',
    forget: 'Forget',
    records: 'Reports',
    recordsLead: 'What Presend puts into the records that it proposes, and what else it may fetch.',
    reportAddress: 'Send DMARC reports to',
    reportHint: 'An address that somebody reads. It goes into every new DMARC record that Presend proposes.',
    noAddress: 'That isn’t a single e-mail address.',
    save: 'Save',
    policies: 'Fetch the MTA-STS policy of a domain',
    policiesNote:
      'The only request besides DNS: it goes to the domain’s own web server, mta-sts.<domain>. Your browser asks you first.',
    theme: 'Theme',
    themeSystem: 'System',
    themeLight: 'Light',
    themeDark: 'Dark',
    data: 'Data',
    dataLead:
      'Domains looked at, their history, watches, settings and what you taught. All of it is kept in this browser.',
    exportData: 'Save all as a file',
    erase: 'Erase all',
    eraseSure: 'Yes, erase all of it',
    keep: 'Keep it',
    erased: 'Erased.',
  },
  welcome: {
    title: 'Know before you send.',
    why: 'Presend reads the From address of the campaign you are composing in Klaviyo, HubSpot or Mailchimp, asks DNS about its domain, and says whether mailbox providers will accept it, and which DNS record fixes it.',
    allowTitle: 'Let Presend look at your campaigns',
    allowLead: 'It needs your permission to read three dashboards. It works on no other page.',
    allowed: 'Presend may look at your campaigns',
    allowedLead: 'On the three dashboards and nowhere else. You can take it back in your browser at any time.',
    refused: 'Not allowed, so Presend reads nothing. You can allow it later with the same button.',
    privacy: 'What is read, and what is sent where',
    privacyMore: 'Show the list',
    reads: 'It reads',
    readsItems: [
      'the From and Reply-To address of the campaign, its From name and subject',
      'how many recipients it has, where the page shows it',
      'the account number in the address, and the domain settings of the service',
    ],
    readsNot: 'It never reads',
    readsNotItems: ['subscribers or lists', 'the text of a message', 'passwords, or any other page'],
    sends: 'It sends',
    sendsDns: (resolvers: string) =>
      `DNS queries, with the names of domains and nothing else, over HTTPS to ${resolvers}`,
    sendsItems: ['nothing to us: there is no server of ours, no account, no statistics'],
    toOptions: 'Choose the DNS resolvers',
    how: 'What it looks for',
    howLead:
      'Mailbox providers compare the From domain with who signed the mail (DKIM) and who mailed it (return-path). One match is enough.',
    example: 'Example',
    steps: 'Three steps',
    pin: 'Pin the Presend icon',
    pinLead:
      'Open the extensions menu of your browser and pin Presend, so that you see its mark next to the address bar.',
    check: 'Check your domain',
    checkLead: 'The address that your campaigns come from, and the service that sends them.',
    checked: 'You’ve checked a domain',
    start: 'Now open a campaign',
    startLead: 'The mark in the toolbar says OK, !, X or ?. Press it for the reason and the fix.',
    toReport: 'Or check a domain first',
  },
};
