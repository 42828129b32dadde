import type { FindingCode } from '../../findings/finding.ts';
import { capital, listOf, quote } from './phrases.ts';

/** Whoever sends: the service's name, or a general word. */
const nameOf = (esp: string | null): string => esp ?? 'the service that sends';

/** The sentences that stand beside records to publish, or instead of them. */
export const fixNotes = {
  sameAs: (title: string) => `The records under “${title}” mend this too.`,
  sameRecord: (title: string) => `This is the record under “${title}” once more; publish it once.`,
  general: () => 'We know of no record that mends this; the explanation says who can.',
  ownDomainFirst: () =>
    'No record helps an address at a mailbox provider: first choose a From address at your own domain.',
  domainFirst: () => 'No record can be published at a domain that does not exist: first correct or register it.',

  noDomain: (registrable: boolean) =>
    registrable
      ? 'Correct the From address, or register this domain; until it exists there is nowhere to publish a record.'
      : 'Use an address at the domain above it, or let somebody create this name in DNS for the service that sends.',
  servfail: (dnssec: boolean) =>
    dnssec
      ? 'Nothing is to be published: the DNS host or the registrar must bring the DS records and the zone’s keys into step.'
      : 'Nothing is to be published: tell whoever runs the name servers, and check again later.',
  disagree: () => 'Nothing is to be published: wait until both resolvers say the same, then check again.',
  conflict: (target: string) =>
    `Keep the alias to ${target}, or the other records: only one of the two may stand there.`,

  freeMail: (esp: string | null) =>
    `No record can mend this: set a From address at a domain of your own in ${nameOf(esp)}.`,
  unusable: () => 'No record can mend this: enter one complete address at one domain as From.',
  noReplies: (nullMx: boolean) =>
    nullMx
      ? 'Set a reply-to address at a domain that receives mail; whoever published “no mail here” for this one meant it.'
      : 'Set a reply-to address at a domain that receives mail, or publish the MX records that your mailbox provider names.',
  rewritten: (esp: string | null) =>
    `${capital(nameOf(esp))} stops replacing the address once it may seal in your name.`,
  replyTo: (address: string) => `No record is needed: correct the reply-to address ${address} in the campaign.`,
  parked: () => 'No record should be changed: send from another domain, or first decide that this one may send mail.',

  proxied: () =>
    'If the record already stands in your DNS editor with its proxy on, only switch it to “DNS only”; else add it so.',
  keyIsTheirs: (esp: string | null, target: string) =>
    `Your record is right; ${nameOf(esp)} publishes no usable key at ${target}. Ask its support to renew it.`,
  newKey: (esp: string | null) => `Only ${nameOf(esp)} can make a new key: have it made there, then publish it.`,
  rsaKey: (esp: string | null) =>
    `Have ${nameOf(esp)} make an RSA key of 2048 bits beside this one, and publish it under the name it gives.`,
  keepOther: (name: string) => `Leave the record at ${name} in place if you send from that domain as well.`,
  flattened: () =>
    'If your DNS host makes the copy by itself, switch that off for this record; else replace the copy by the link.',
  endOfTest: () => 'When the test is over, this record puts the policy into force.',
  wildcard: () =>
    'Remove the record whose name begins with “*”, or narrow it, after checking that nothing else of yours needs it.',
  restsOnSpf: (esp: string | null) => `Have ${nameOf(esp)} seal in your name; no other record helps.`,
  notAligned: (esp: string | null) =>
    `Have ${nameOf(esp)} seal in the name of exactly this domain; it shows the records for it.`,
  confirm: (esp: string, button: string | null) =>
    button === null ? `Then confirm the domain in ${esp}.` : `Then press “${button}” in ${esp}.`,

  hostedElsewhere: (target: string) =>
    `Today this name is an alias to ${target}. If a service manages it for you, make the change there instead.`,
  weakerKept: () =>
    'None of them counted until now, so the milder policy is kept; raise it when your mail is known to line up.',
  inTheirZone: (host: string) =>
    `This record belongs in the zone of ${host}: send it to whoever runs it, or drop that address from your record.`,
  ownRecord: () => 'It repeats what the domain above asks, at a place that every receiver looks at.',
  oneOrganisation: () => 'With it, both methods come to the same organisation.',
  noCommonOrganisation: () =>
    'No record makes both methods agree here: have the service seal in the name of exactly the From domain.',

  spfGuess: () => 'Add whatever else sends as this domain: each service names its “include:” in its help.',
  spfDropped: (terms: readonly string[]) =>
    `Left out: ${listOf(terms.map(quote))}. With ${terms.length === 1 ? 'it' : 'them'} the whole list fails for everybody; what still sends through ${terms.length === 1 ? 'it' : 'them'} needs a subdomain with a list of its own.`,
  spfTheirs: (domain: string) =>
    `The fault is in the list of ${domain}: tell its owner, or drop the entry if you no longer send through it.`,
  byWildcard: () =>
    'A record for “any name” (“*”) answers there; it ends once a record of its own stands at that name.',
  spfElsewhere: () =>
    'This name is an alias to another organisation’s: its owner must mend the list, or the alias must go.',
  spfStuck: (lookups: number) =>
    `Every entry leads to servers in use, and together they need ${lookups} look-ups. Send one of these services from a subdomain with a list of its own.`,

  mxHost: () => 'Have whoever runs your mailboxes name the right mail server; your campaign does not wait for it.',
  returnPath: (esp: string | null) => `${capital(nameOf(esp))} shows what belongs at this name.`,
  drift: () => 'If nobody meant this change, restore the earlier record; whoever manages DNS can tell.',

  message: {
    'message.dmarc-fail': () => 'No record follows from the message alone: the findings below it name the cause.',
    'message.no-dkim': ({ esp }: { esp: string | null }) =>
      `Have ${nameOf(esp)} seal in your name, then send another test.`,
    'message.dkim-fail': () =>
      'Send another test straight to a mailbox; if it fails again, whoever seals must look at it.',
    'message.dkim-unaligned': ({ esp }: { esp: string | null }) =>
      `Have ${nameOf(esp)} seal in your name; it shows the records for it.`,
    'message.spf-fail': () => 'Add the service that owns this server to the list of the return address’s domain.',
    'message.body-unsigned': () => 'No record can mend this: whoever seals must stop limiting the length (“l=”).',
    'message.one-click-missing': ({ esp }: { esp: string | null }) =>
      `No record can mend this: switch list-unsubscribe on in ${nameOf(esp)}.`,
    'message.one-click-unsigned': () => 'No record can mend this: whoever seals must include both unsubscribe fields.',
    'message.one-click-invalid': ({ esp }: { esp: string | null }) =>
      `No record can mend this: ${nameOf(esp)} builds these fields and must correct them.`,
    'message.from-differs': ({ esp }: { esp: string | null }) =>
      `Have ${nameOf(esp)} seal in your name, or verify the address there.`,
    'message.not-via-esp': () => 'No record is needed: send the test from the service that will send the campaign.',
    'message.prediction-differs': () => 'No record is needed: check again, and the verdict rests on what was seen.',
    'message.no-tls': () => 'No record can mend this: whoever runs the sending server must switch TLS on.',
    'message.no-ptr': () =>
      'Whoever owns the sending server’s address must set its reverse DNS; it is not in your zone.',
    'message.format': () => 'No record can mend this: whoever builds the message must correct the field.',
    'message.damaged': () => 'No record is needed: open the downloaded file of the message instead.',
    'message.altered': () => 'No record is needed: open the original of the message instead.',
  },
  content: () => 'No record is needed: change this in the message itself.',
} as const;

/** Codes whose sentence depends on the code alone. */
export type MessageNoteCode = keyof typeof fixNotes.message & FindingCode;

/** What stands in angle brackets where only somebody else knows the value. */
export const blanks = {
  keyOf: (selector: string, esp: string | null) =>
    esp === null
      ? `<the record that the service with selector ${selector} shows>`
      : `<in ${esp}: the record for ${selector}>`,
  newKey: (selector: string) => `<a new key of 2048 bits, from the service with selector ${selector}>`,
  within: (esp: string, path: string) => `<in ${esp}: ${path}>`,
} as const;
