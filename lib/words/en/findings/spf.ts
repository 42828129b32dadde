import type { Finding, SpfFaultReason } from '../../../findings/finding.ts';
import type { WordsContext } from '../../explain.ts';
import { count, listOf, quote, type AreaWords } from '../phrases.ts';

/** Whether this campaign rests on the list, in one sentence. */
function weight(finding: Finding, context: WordsContext): string {
  if (finding.severity !== 'fail') {
    return context.espName === null
      ? 'The mail of your own servers rests on the list.'
      : 'This campaign does not rest on the list, but the mail of your staff does.';
  }
  return context.espName === null ? 'Your mail rests on the list.' : 'This campaign rests on the list.';
}

const LOST_TERM = 'Receivers read the list, but this entry does not lead where it was meant to.';
const VOID_LIST = 'Receivers give up on the whole list and treat every sender on it as a stranger.';

const FAULTS: Record<SpfFaultReason, string> = {
  includes: '“includes:” does not exist; it is “include:”',
  ipv4: '“ipv4:” and “ipv6:” do not exist; they are “ip4:” and “ip6:”',
  'include-dot': '“include.” needs a colon instead of the dot',
  'blank-after-colon': 'a blank stands behind the colon and cuts the term in two',
  'blank-before-colon': 'a blank stands before the colon and cuts the term in two',
  'odd-dash': 'the dash is a typographic one, not the minus sign',
  glued: 'two terms are glued together without a blank',
  'bad-address': 'the IP address is not valid',
  'wrong-ip-version': 'the IP address is of the other version than the term says',
  'bad-prefix': 'the length behind the slash is not valid',
  'empty-value': 'nothing stands behind the colon or the equals sign',
  'bad-domain': 'the domain is not valid',
  'bad-macro': 'the macro is not valid',
  'unknown-mechanism': 'there is no such term',
  'repeated-modifier': 'a modifier may stand only once',
  'equals-for-colon': 'an equals sign stands where a colon belongs',
  'colon-for-equals': 'a colon stands where an equals sign belongs',
  comma: 'a comma stands where a blank belongs',
  quotes: 'quotation marks stand inside the record',
  'second-version': 'a second “v=spf1” stands inside the record',
  'missing-colon': 'a blank stands where a colon belongs',
  'blank-after-qualifier': 'a blank stands behind its sign and cuts the term in two',
  'odd-blank': 'the blank in it is not an ordinary one',
  backslashes: 'a backslash stands in it',
  semicolon: 'a semicolon stands where a blank belongs',
  'stray-character': 'a stray character stands at its end',
  'bare-address': 'an IP address stands there without “ip4:” or “ip6:”',
  'bare-host': 'a name stands there without “include:” or “a:”',
  'host-for-address': 'a name stands where an IP address belongs',
  'address-for-host': 'an IP address stands where a name belongs',
  url: 'a web address stands where a name belongs',
  'not-ascii': 'a character stands in it that does not belong there',
  other: 'it does not follow the grammar',
};

const UNRECOGNISED = {
  'text-in-front': 'text stands before “v=spf1”',
  quotes: 'quotation marks belong to its value',
  'no-version': '“v=spf1” is missing at its start',
  torn: 'it is torn over several records',
  version: 'its version is not “v=spf1”',
} as const;

export const spfWords: AreaWords<'spf'> = {
  'spf.missing': {
    title: () => 'Your domain has no list of allowed senders',
    action: () => 'Publish a list of allowed senders',
    why: (finding, context) =>
      finding.severity === 'info'
        ? `This campaign does not need one: its returns never go to your domain. The mail of your staff does.`
        : `Without the list a receiver cannot tell which servers may send as you. ${weight(finding, context)}`,
    expert: ({ params }) => `No TXT record at ${params.domain} begins with “v=spf1”: SPF result none.`,
    clause: 'RFC 7208 § 4.5',
  },
  'spf.multiple-records': {
    title: () => 'Your domain has more than one list of senders',
    action: () => 'Merge the lists into one record',
    why: (finding, context) =>
      `A receiver cannot know which of them is right, so it believes none. ${weight(finding, context)}`,
    expert: ({ params, subject }) =>
      `${params.records.length} records beginning with “v=spf1” at ${subject}: permerror for every sender.`,
    clause: 'RFC 7208 § 4.5',
  },
  'spf.syntax': {
    title: () => 'Your list of allowed senders has a mistake in it',
    action: () => 'Replace the list by the mended one',
    why: (finding, context) =>
      `In ${quote(finding.params.term)}, ${FAULTS[finding.params.reason]}. ${finding.params.void ? VOID_LIST : LOST_TERM} ${weight(finding, context)}`,
    expert: ({ params }) =>
      `${params.void ? 'permerror: ' : ''}term ${quote(params.term)} at position ${params.position + 1} of ${quote(params.record)} (${params.reason}).`,
    clause: 'RFC 7208 § 4.6.1',
  },
  'spf.unrecognised': {
    title: () => 'Receivers do not recognise your list of senders',
    action: () => 'Replace it by a record they can read',
    why: (finding, context) =>
      `It was meant as the list of allowed senders, but ${UNRECOGNISED[finding.params.reason]}, so receivers pass over it. ${weight(finding, context)}`,
    expert: ({ params }) =>
      `${listOf(params.records.map(quote))}: no SPF record, since a record must begin with exactly “v=spf1” followed by a blank or the end (${params.reason}).`,
    clause: 'RFC 7208 § 4.5',
  },
  'spf.too-many-lookups': {
    title: () => 'Your list of allowed senders is too long',
    action: () => 'Shorten the list to ten look-ups',
    why: (finding, context) =>
      `Receivers look up 10 entries and then give up on the whole list; yours needs ${finding.params.lookups}. ${weight(finding, context)}`,
    expert: ({ params }) =>
      `${params.lookups} terms that cause DNS look-ups (include, a, mx, ptr, exists, redirect), counted through the whole tree; more than 10 is permerror.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.void-lookups': {
    title: () => 'Your list of senders points to names that are gone',
    action: () => 'Drop the entries that lead nowhere',
    why: (finding, context) =>
      `${finding.params.voidLookups} of its entries lead nowhere, and receivers stop after 2. ${weight(finding, context)}`,
    expert: ({ params }) =>
      `${params.voidLookups} void look-ups (${listOf(params.names)}); more than 2 should be treated as permerror.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.too-many-mx': {
    title: () => 'One entry of your list names too many mail servers',
    action: () => 'Drop the entry, or name servers',
    why: (finding, context) =>
      `${quote(finding.params.term)} stands for ${finding.params.hosts} servers, and receivers look up 10. ${weight(finding, context)}`,
    expert: ({ params }) => `${quote(params.term)} yields ${params.hosts} MX hosts; more than 10 is permerror.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.include-missing': {
    title: () => 'Your list of senders refers to a list that is gone',
    action: ({ params }) => (params.reason === 'registrable' ? 'Drop this entry today' : 'Drop or correct this entry'),
    why: (finding, context) =>
      finding.params.reason === 'registrable'
        ? `${quote(finding.params.term)} leads to a domain that nobody owns: whoever registers ${finding.params.target} may send as you. ${weight(finding, context)}`
        : `${quote(finding.params.term)} leads to ${finding.params.target}, which has no list. ${VOID_LIST} ${weight(finding, context)}`,
    expert: ({ params }) =>
      `${quote(params.term)} in the record of ${params.within}: ${params.target} ${params.reason === 'no-record' ? 'has no SPF record' : 'does not exist'}; an include or redirect of none is permerror.`,
    clause: 'RFC 7208 § 5.2',
  },
  'spf.include-loop': {
    title: () => 'Your list of allowed senders refers to itself',
    action: () => 'Take out the entry that closes the loop',
    why: (finding, context) => `A receiver would go round in circles, so it gives up. ${weight(finding, context)}`,
    expert: ({ params }) => `${params.chain.join(' → ')}: the recursion ends at the look-up limit in permerror.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.pass-all': {
    title: () => 'Your list allows anyone to send as you',
    action: () => 'Close the list with “~all”',
    why: ({ params }) =>
      `${quote(params.term)} at its end says that every server in the world is an allowed sender. Forgers use such domains, and filters know it.`,
    expert: ({ params }) =>
      `${quote(params.term)}: SPF passes for every IP, so the SPF leg of DMARC can be had by anyone.`,
    clause: 'RFC 7208 § 8.3',
  },
  'spf.neutral-all': {
    title: () => 'Your list of senders does not say where it ends',
    action: () => 'Close the list with “~all”',
    why: ({ params }) =>
      params.reason === 'neutral'
        ? 'It ends in “?all”: about all other servers it says nothing. Receivers get no help from it against forgers.'
        : 'It has no “all” at its end: about all other servers it says nothing. Receivers get no help from it against forgers.',
    expert: ({ params }) =>
      params.reason === 'neutral'
        ? `${quote(params.record)}: “?all” gives neutral for everybody not listed.`
        : `${quote(params.record)}: without “all” or “redirect” the result for everybody not listed is neutral.`,
    clause: 'RFC 7208 § 4.7',
  },
  'spf.after-all': {
    title: () => 'Part of your list of senders is never read',
    action: () => 'Move these entries before “all”',
    why: ({ params }) =>
      `Receivers stop at the first “all”. Behind it stands ${quote(params.terms.join(' '))}, and whoever that was meant for is not on the list.`,
    expert: ({ params }) =>
      `${count(params.terms.length, 'term')} behind the first “all” in ${quote(params.record)}: ignored.`,
    clause: 'RFC 7208 § 5.1',
  },
  'spf.ptr': {
    title: () => 'Your list of senders uses a method that is retired',
    action: () => 'Take out the “ptr” entry',
    why: ({ params }) =>
      `${quote(params.term)} is slow and unreliable; the standard says not to use it, and some receivers refuse it.`,
    expert: ({ params }) => `${quote(params.term)} in the record of ${params.within}: “SHOULD NOT be published”.`,
    clause: 'RFC 7208 § 5.5',
  },
  'spf.too-long': {
    title: () => 'The answer with your list of senders is large',
    action: () => 'Nothing has to be done',
    why: () => 'It does not fit into one small packet, so receivers ask a second time. That works nearly everywhere.',
    expert: ({ params }) =>
      `TXT answer of ${params.octets} octets: over 450, so it may be truncated and fetched again over TCP.`,
    clause: 'RFC 7208 § 3.4',
  },
  'spf.near-limit': {
    title: () => 'Your list of allowed senders is nearly full',
    action: () => 'Make room before adding another',
    why: ({ params }) =>
      `It needs ${params.lookups} of the 10 look-ups that receivers allow. One more service can break it.`,
    expert: ({ params }) => `${params.lookups} of 10 look-ups; a vendor’s own change can push it over.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.same-source': {
    title: () => 'Two entries of your list lead to the same place',
    action: () => 'Drop one of the two',
    why: ({ params }) => `${listOf(params.terms.map(quote))} allow the same servers and cost look-ups twice.`,
    expert: ({ params }) => `${listOf(params.terms.map(quote))} both resolve to the records of ${params.target}.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.duplicate-term': {
    title: () => 'One entry stands twice in your list of senders',
    action: () => 'Drop one of the two',
    why: ({ params }) => `${quote(params.term)} stands twice. The second changes nothing and can cost look-ups.`,
    expert: ({ params }) => `${quote(params.term)} is repeated in ${quote(params.record)}.`,
    clause: 'RFC 7208 § 4.6.4',
  },
  'spf.not-a-sender': {
    title: ({ params }) => `This entry is not the list of ${params.vendor}’s senders`,
    action: ({ params }) => (params.instead === null ? 'Drop this entry' : `Use ${params.instead} instead`),
    why: ({ params }) =>
      `${quote(params.term)} names the company’s own mail, not the servers that send for customers. It allows nobody that you need.`,
    expert: ({ params }) =>
      `${quote(params.term)} is ${params.vendor}’s corporate domain${params.instead === null ? '' : `; the record for customers is ${params.instead}`}.`,
    clause: null,
  },
  'spf.needless-include': {
    title: ({ params }) => `${params.esp} does not need its entry in your list`,
    action: () => 'Drop this entry when you tidy up',
    why: ({ params }) =>
      `Returns of ${params.esp} campaigns never use your name, so receivers never look for ${params.esp} in your list. The entry is harmless and costs look-ups.`,
    expert: ({ params }) =>
      `${quote(params.term)}: the MAIL FROM of ${params.esp} is its own domain, so SPF for this domain is not evaluated for it and cannot align.`,
    clause: 'RFC 7208 § 2.4',
  },
  'spf.redirect-ignored': {
    title: () => 'One entry of your list is never used',
    action: () => 'Drop “redirect”, or drop “all”',
    why: ({ params }) =>
      `${quote(params.term)} counts only in a list without “all”. Yours has one, so nobody follows it.`,
    expert: ({ params }) => `${quote(params.term)} is ignored because “all” is present in ${quote(params.record)}.`,
    clause: 'RFC 7208 § 6.1',
  },
  'spf.hard-fail': {
    title: () => 'Your list is closed hard, with “-all”',
    action: () => 'Consider “~all” if mail is forwarded',
    why: () =>
      'A forwarded copy comes from the forwarder’s server. With “-all” some receivers refuse it at once, before they look at the seal.',
    expert: ({ params }) =>
      `${quote(params.record)}: “-all” may cause rejection before DMARC is evaluated. It is never a reason for DMARC to fail.`,
    clause: 'RFC 9989 § 7.1',
  },
  'spf.obsolete': {
    title: () => 'A record of an old method is left over',
    action: () => 'Remove the old record',
    why: () => 'Nobody reads it any more. It does no harm.',
    expert: ({ params }) =>
      params.kind === 'sender-id'
        ? `${quote(params.record)}: Sender ID (RFC 4406), historic.`
        : `${quote(params.record)}: SPF in RR type 99, withdrawn; only TXT is read.`,
    clause: 'RFC 7208 § 3.1',
  },
  'spf.wrong-place': {
    title: () => 'Your list of senders stands where nobody looks',
    action: () => 'Move it to the domain itself',
    why: ({ params }) => `It stands at ${params.foundAt}. Receivers look for it at the domain itself and nowhere else.`,
    expert: ({ params }) =>
      `${quote(params.record)} at ${params.foundAt}: SPF is queried at the MAIL FROM or HELO domain only.`,
    clause: 'RFC 7208 § 4.4',
  },
};
