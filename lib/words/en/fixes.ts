import type { FixNote, FixNoteCode, FixNoteParams, MessageNoteCode } from '../../fixes/fix.ts';
import { capital, listOf, quote } from './phrases.ts';

/** Whoever sends: the service's name, or a general word. */
const nameOf = (esp: string | null): string => esp ?? 'the service that sends';

const messageNotes: Record<MessageNoteCode, (esp: string) => string> = {
  'message.dmarc-fail': () => 'No record follows from the message alone: the findings below it name the cause.',
  'message.no-dkim': (esp) => `Authenticate your domain in ${esp}, then send another test.`,
  'message.dkim-fail': () =>
    'Send another test straight to a mailbox; if it fails again, whoever signs must look at it.',
  'message.dkim-unaligned': (esp) => `Authenticate your domain in ${esp}; it shows the records for it.`,
  'message.spf-fail': () => 'Add the service that owns this server to the SPF record of the return-path domain.',
  'message.body-unsigned': () => 'No record can fix this: whoever signs must stop limiting the signed length (“l=”).',
  'message.one-click-missing': (esp) => `No record can fix this: turn on list-unsubscribe in ${esp}.`,
  'message.one-click-unsigned': () => 'No record can fix this: whoever signs must include both unsubscribe fields.',
  'message.one-click-invalid': (esp) => `No record can fix this: ${esp} writes these fields and has to correct them.`,
  'message.from-differs': (esp) => `Authenticate your domain in ${esp}, or verify the address there.`,
  'message.not-via-esp': () => 'No record is needed: send the test from the service that will send the campaign.',
  'message.prediction-differs': () => 'No record is needed: check again, and the verdict rests on what was seen.',
  'message.no-tls': () => 'No record can fix this: whoever runs the sending server has to turn on TLS.',
  'message.no-ptr': () =>
    'Whoever owns the sending server’s address has to set its reverse DNS; it isn’t in your zone.',
  'message.format': () => 'No record can fix this: whoever builds the message has to correct the field.',
  'message.damaged': () => 'No record is needed: open the downloaded file of the message instead.',
  'message.altered': () => 'No record is needed: open the original of the message instead.',
};

type NoteWords = { [C in FixNoteCode]: (params: FixNoteParams[C], titleOf: TitleOf) => string };

/** The title of another finding of the same report; null where the report has none such. */
type TitleOf = (finding: FixNoteParams['sameAs']) => string | null;

const vendorsOf = (entries: readonly { vendor: string }[]): string[] => [
  ...new Set(entries.map(({ vendor }) => vendor)),
];

const notes: NoteWords = {
  sameAs: (finding, titleOf) => `Also fixed by the records under ${quote(titleOf(finding) ?? finding.code)}.`,
  sameRecord: (finding, titleOf) =>
    `It’s the same record as under ${quote(titleOf(finding) ?? finding.code)}; publish it once.`,
  general: () => 'We know of no record that fixes this; the explanation says who can.',
  ownDomainFirst: () => 'No record helps this address: first choose a From address at a domain of your own.',
  domainFirst: () => 'No record can be published at a domain that doesn’t exist: first correct or register it.',
  wouldBreak: () =>
    'No record is offered yet: with the corrected one, this campaign would fare worse than today. Fix the findings above first, then check again.',

  noDomain: ({ registrable }) =>
    registrable
      ? 'Correct the From address, or register this domain; until it exists there is nowhere to publish a record.'
      : 'Use an address at the domain above it, or have this name created in DNS for the service that sends.',
  servfail: ({ dnssec }) =>
    dnssec
      ? 'Nothing to publish: the DNS host or the registrar has to bring the DS records and the zone’s keys into step.'
      : 'Nothing to publish: tell whoever runs the name servers, and check again later.',
  disagree: () => 'Nothing to publish: wait until both resolvers give the same answer, then check again.',
  conflict: ({ target }) =>
    `Keep the alias (CNAME) to ${target}, or the other records: only one of the two may be there.`,

  freeMail: ({ esp }) => `No record can fix this: set a From address at a domain of your own in ${nameOf(esp)}.`,
  unusable: () => 'No record can fix this: enter one complete address at one domain as From.',
  noReplies: ({ nullMx }) =>
    nullMx
      ? 'Set a reply-to address at a domain that receives mail; whoever published “no mail here” for this one meant it.'
      : 'Set a reply-to address at a domain that receives mail, or publish the MX records that your mailbox provider names.',
  rewritten: ({ esp }) =>
    `${capital(nameOf(esp))} stops replacing the address once your domain is authenticated there.`,
  replyTo: ({ address }) => `No record is needed: correct the reply-to address ${address} in the campaign.`,
  parked: () => 'No record should be changed: send from another domain, or first decide that this one may send mail.',
  wildcardKept: ({ name }) =>
    `${name} exists only through a wildcard record (“*”), which stops answering once a record is published at or below it; so what it answers today is published there too.`,

  proxied: () =>
    'If the record is in your DNS editor already with its proxy on, only switch it to “DNS only”; else add it that way.',
  keyIsTheirs: ({ esp, target }) =>
    `Your record is right; ${nameOf(esp)} publishes no usable key at ${target}. Ask its support to renew it.`,
  newKey: ({ esp }) => `Only ${nameOf(esp)} can make a new key: have it made there, then publish it.`,
  rsaKey: ({ esp }) =>
    `Have ${nameOf(esp)} make an RSA key of 2048 bits next to this one, and publish it under the name it gives.`,
  keepOther: ({ name }) => `Leave the record at ${name} in place if you send from that domain as well.`,
  flattened: () =>
    'If your DNS host makes the copy by itself, turn that off for this record; else replace the copy by the CNAME.',
  wildcard: () =>
    'Remove the record whose name begins with “*”, or narrow it, after checking that nothing else of yours needs it.',
  restsOnSpf: ({ esp }) => `Turn on DKIM for your domain in ${nameOf(esp)}; no other record helps.`,
  notAligned: ({ esp }) => `Authenticate exactly this domain in ${nameOf(esp)}; it shows the records for it.`,

  endOfTest: () => 'Once the test is over, this record puts the policy into force.',
  endOfTestLater: () => 'Once the test is over and the record is corrected, remove “t=y” to put the policy into force.',
  hostedElsewhere: ({ target }) =>
    `Today this name is an alias (CNAME) to ${target}. If a service manages it for you, make the change there instead.`,
  weakerKept: () =>
    'None of them counted until now, so the milder policy is kept; raise it once you know that your mail aligns.',
  strictLeftOut: ({ tags }) =>
    `The strict alignment in it (${listOf(tags.map((tag) => `${tag}=s`))}) never took effect, so it’s left out: your mail is judged as it is today.`,
  policyHeld: ({ policy }) =>
    `Its policy p=${policy} never took effect, and this campaign would fail under it; so it starts with p=none. Raise it once your campaigns align.`,
  inTheirZone: ({ host }) =>
    `This record belongs in the zone of ${host}: send it to whoever runs it, or take that address out of your record.`,
  reportsToProvider: ({ address, provider }) =>
    `${provider} accepts no DMARC reports for other domains: replace ${address} in your record by an address at your own domain.`,
  ownRecord: () => 'It repeats the policy of the domain above, at a name that every receiver looks at.',
  oneOrganisation: () => 'With it, both methods come to the same organisational domain.',
  noCommonOrganisation: () =>
    'No record makes both methods agree here: have the service sign with exactly the From domain.',

  spfGuess: () => 'Add whatever else sends as this domain: each service names its “include:” in its help.',
  spfBroken: ({ entries }) =>
    `Left out ${listOf(entries.map(({ term }) => quote(term)))}: the SPF record of ${listOf(vendorsOf(entries))} is broken and makes yours fail for everybody. Tell ${listOf(vendorsOf(entries))}; put it back once it’s repaired.`,
  spfUnreadable: ({ terms }) =>
    `We can’t tell which sender ${listOf(terms.map(quote))} means: put the right entry in its place before you publish, so that nobody is left out.`,
  spfChoose: ({ lookups }) =>
    `SPF needs ${lookups} DNS lookups and 10 is the limit: choose which of these services no longer send as your domain. Those that still do can move to a subdomain with an SPF record of its own.`,
  spfChooseOne: () =>
    'Say whether these services still send as your domain: the entry that leads to them breaks your SPF record, and only you know whether it can go.',
  spfDropped: ({ terms }) => `Left out, as you chose: ${listOf(terms.map(quote))}.`,
  spfTheirs: ({ vendor }) =>
    `The fault is in the SPF record of ${vendor}: tell them, or remove the entry if you no longer send through it.`,
  byWildcard: () => 'A wildcard record (“*”) answers there; that ends once a record is published at the name itself.',
  spfElsewhere: () =>
    'This name is an alias (CNAME) to another organisation’s: its owner has to fix the SPF record, or the alias has to go.',
  spfStuck: ({ lookups }) =>
    `Every entry leads to servers in use, and together they need ${lookups} DNS lookups. Send through one of these services from a subdomain with an SPF record of its own.`,

  undoChange: () => 'Undo the change at your DNS host, or follow the finding that names this record.',
  mxHost: () => 'Have whoever runs your mailboxes name the right mail server; your campaign doesn’t wait for it.',
  returnPath: ({ esp }) => `${capital(nameOf(esp))} shows what belongs at this name.`,
  message: ({ code, esp }) => messageNotes[code](nameOf(esp)),
  content: () => 'No record is needed: change this in the message itself.',
};

/** The sentence of a fix's note. */
export function explainNote(note: FixNote, titleOf: TitleOf): string {
  // The code picks its own words: TypeScript cannot follow that correlation through the union.
  const words = notes[note.code] as (params: FixNote['params'], titleOf: TitleOf) => string;
  return words(note.params, titleOf);
}

/** What is in angle brackets where only somebody else knows the value. */
export const blanks = {
  /** A sender in an SPF record: `term` as it was written, or whoever sends. */
  sender: (term: string | null) =>
    term === null
      ? '<the “include:” of each service that sends for you>'
      : `<the sender meant by ${quote(term.replace(/[<>]/gu, ''))}>`,
  keyOf: (selector: string, esp: string | null) =>
    esp === null
      ? `<the record that the service with selector ${selector} shows>`
      : `<in ${esp}: the record for ${selector}>`,
  newKey: (selector: string) => `<a new key of 2048 bits, from the service with selector ${selector}>`,
  within: (esp: string, path: string) => `<in ${esp}: ${path}>`,
} as const;
