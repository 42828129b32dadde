import { capital, espOf, listOf, quote, type AreaWords } from '../phrases.ts';

const SERVFAIL_REASONS = {
  dnssec: 'the signatures on its DNS zone do not verify (DNSSEC)',
  'server-failure': 'its name servers fail',
  refused: 'its name servers refuse to answer',
  timeout: 'its name servers do not answer in time',
  other: 'its name servers give no usable answer',
} as const;

const UNUSABLE_REASONS = {
  empty: 'The From field is empty.',
  syntax: 'What stands in the From field is no e-mail address.',
  'several-domains': 'The From field holds addresses at different domains.',
  'several-fields': 'The message has more than one From field.',
  'ip-literal': 'The From address ends in an IP address instead of a domain.',
  missing: 'The message has no From field.',
  variable: 'A merge tag stands in the From field, so the address is known only when the campaign is sent.',
} as const;

export const dnsWords: AreaWords<'dns'> = {
  'dns.no-domain': {
    title: () => 'The domain of the From address does not exist',
    action: () => 'Correct the From domain',
    why: ({ params, subject }) =>
      params.registrable
        ? `Nobody has registered ${subject}. Receivers refuse mail from a domain that does not exist, and anyone could register it and send in that name.`
        : `${subject} has no entry in DNS at all. Receivers refuse mail from a name that does not exist; it may be mistyped.`,
    expert: ({ subject, params }) =>
      `Every resolver asked answers NXDOMAIN for ${subject}${params.registrable ? ', and the registrable domain itself is not delegated' : ''}. A dangling CNAME is ruled out.`,
    clause: 'RFC 8020 § 2',
  },
  'dns.unreachable': {
    title: () => 'No DNS resolver answered',
    action: () => 'Check your connection, then check again',
    why: () =>
      'We could not look anything up: a network, a proxy or a firewall stands between you and the resolvers. That says nothing about your domain.',
    expert: ({ params }) =>
      `No resolver gave a DNS answer (${listOf(params.outcomes) || 'no outcome'}). Nothing is concluded from it.`,
    clause: null,
  },
  'dns.servfail': {
    title: ({ params }) =>
      params.reason === 'dnssec' ? 'The signatures of the DNS zone do not verify' : 'The name servers do not answer',
    action: ({ params }) => (params.reason === 'dnssec' ? 'Have DNSSEC repaired at the DNS host' : 'Check again later'),
    why: ({ subject, params, severity }) =>
      `We asked for ${subject}, and ${SERVFAIL_REASONS[params.reason]}. ${
        severity === 'unknown'
          ? 'The verdict hangs on that answer, so there is none yet; nothing counts as missing.'
          : 'The verdict on this campaign does not hang on that answer.'
      }`,
    expert: ({ subject, params }) =>
      params.reason === 'dnssec'
        ? `${subject} ${params.type}: SERVFAIL with a DNSSEC error (RFC 8914). Validating receivers see the same: compare the DS records at the registrar with the zone’s DNSKEY.`
        : `${subject} ${params.type}: ${params.reason}. A temporary error, which RFC 7208 and RFC 9989 treat as temperror, not as absence.`,
    clause: 'RFC 9989 § 4.10',
  },
  'dns.disagree': {
    title: () => 'Two resolvers give different answers',
    action: () => 'Wait until both agree, then check again',
    why: ({ subject, severity }) =>
      `A record at ${subject} has probably just been changed and has not arrived everywhere yet. ${
        severity === 'unknown' ? 'The verdict hangs on it, so there is none yet.' : 'The verdict does not hang on it.'
      }`,
    expert: ({ params, subject }) =>
      `${subject} ${params.type}: the first resolver says ${quote(params.first)}, the second ${quote(params.second)}. Either a cached answer still lives, or the authoritative servers are out of step.`,
    clause: null,
  },
  'dns.rewritten': {
    title: () => 'This resolver invents answers',
    action: () => 'Choose another resolver in the settings',
    why: () =>
      'It answers even for names that do not exist, as some networks make it do. We believe nothing that it calls missing.',
    expert: ({ params }) =>
      `${params.resolver} answered a random name with records. Its negative answers are discarded for this audit.`,
    clause: null,
  },
  'dns.cname-conflict': {
    title: () => 'An alias and other records share one name',
    action: () => 'Leave one of the two at this name',
    why: ({ subject }) =>
      `At ${subject} stand an alias and other records, which DNS does not allow. Some receivers will see the one, some the other, so mail fails now and then and nobody can tell why.`,
    expert: ({ subject, params }) =>
      `${subject} has a CNAME to ${params.target} beside ${listOf(params.types)}. Resolvers may answer with either.`,
    clause: 'RFC 1034 § 3.6.2, RFC 2181 § 10.1',
  },
};

export const fromWords: AreaWords<'from'> = {
  'from.free-mail': {
    title: ({ params }) => `The From address belongs to ${params.provider}`,
    action: () => 'Send from a domain of your own',
    why: ({ params }, context) =>
      params.reason === 'lent'
        ? `The domain comes with a ${params.provider} account. You can’t publish records there, so ${espOf(context)} can’t be authenticated for it.`
        : `Only ${params.provider} may send as its own addresses, and it asks receivers to junk or refuse everybody else. ${capital(espOf(context))} cannot prove that this mail is from you, whatever you publish.`,
    expert: ({ params, subject }) =>
      params.reason === 'lent'
        ? `${subject} is lent by ${params.provider}; its zone is not the sender’s.`
        : `${subject} is a mailbox provider’s domain (${params.provider}). Neither leg can align for a third party; DMARC of the provider applies, and some services replace such a From.`,
    clause: 'RFC 9989 § 4.4',
  },
  'from.unusable': {
    title: () => 'The From address cannot be used',
    action: () => 'Enter one address at your domain',
    why: ({ params }) => `${UNUSABLE_REASONS[params.reason]} Receivers cannot tell whose mail it is and refuse it.`,
    expert: ({ params }) =>
      `No single author domain can be extracted from ${quote(params.input)} (${params.reason}); DMARC cannot be evaluated.`,
    clause: 'RFC 9989 § 5.3.1',
  },
  'from.no-replies': {
    title: () => 'Replies to this address cannot arrive',
    action: () => 'Set a reply-to address that is read',
    why: ({ params, subject }) =>
      params.replyTo !== null
        ? `${subject} receives no mail. Replies go to ${params.replyTo}, so readers still reach you; some receivers distrust a sender that cannot be answered.`
        : `${subject} receives no mail, so replies and complaints come back to the reader. Some receivers refuse a sender that cannot be answered.`,
    expert: ({ params, subject }) =>
      params.reason === 'null-mx'
        ? `${subject} publishes a null MX (RFC 7505): it declares that it accepts no mail.`
        : `${subject} has neither MX nor A/AAAA: there is no host to deliver to (RFC 5321 § 5.1).`,
    clause: 'RFC 5321 § 5.1, RFC 7505 § 4',
  },
  'from.rewritten': {
    title: (_finding, context) => `${capital(espOf(context))} will send under another address`,
    action: (_finding, context) => `Let ${espOf(context)} send in your name`,
    why: ({ params }, context) =>
      `As long as ${espOf(context)} may not seal in your name, ${params.certain ? 'it replaces' : 'it can replace'} your address by one of its own. Readers then see ${quote(params.shown)}.`,
    expert: ({ params, subject }) =>
      `RFC5322.From ${subject} ${params.certain ? 'is' : 'may be'} rewritten to ${params.shown}; DMARC is then evaluated for that domain, not for yours.`,
    clause: null,
  },
  'from.alias': {
    title: () => 'Your domain is an alias of another one',
    action: () => 'Know whose records apply',
    why: ({ params }) =>
      `Its list of allowed senders and its mailboxes are those of ${params.target}. A change there changes them here.`,
    expert: ({ params, subject }) =>
      `${subject} is a CNAME to ${params.target}; TXT (SPF) and MX are the target’s. Names below it, such as _dmarc, are not affected.`,
    clause: 'RFC 1034 § 3.6.2',
  },
};

export const replyToWords: AreaWords<'reply-to'> = {
  'reply-to.no-domain': {
    title: () => 'The domain of the reply-to address does not exist',
    action: () => 'Correct the reply-to address',
    why: ({ params }) => `Nobody who answers this campaign will reach ${params.address}. It may be mistyped.`,
    expert: ({ params }) => `The domain of ${params.address} answers NXDOMAIN.`,
    clause: 'RFC 8020 § 2',
  },
  'reply-to.no-replies': {
    title: () => 'The reply-to address cannot receive mail',
    action: () => 'Choose a reply-to address that is read',
    why: ({ params }) =>
      `Readers who answer will get their reply back: the domain of ${params.address} receives no mail.`,
    expert: ({ params }) =>
      params.reason === 'null-mx'
        ? `The domain of ${params.address} publishes a null MX.`
        : `The domain of ${params.address} has neither MX nor A/AAAA.`,
    clause: 'RFC 5321 § 5.1, RFC 7505 § 4',
  },
  'reply-to.free-mail': {
    title: ({ params }) => `Replies go to a mailbox at ${params.provider}`,
    action: () => 'Prefer an address at your domain',
    why: () =>
      'It works. To a careful reader it looks like a stranger’s address, and some filters count it against you.',
    expert: ({ params }) =>
      `Reply-To ${params.address} is at a mailbox provider, not at the author’s organisation. DMARC does not look at it.`,
    clause: null,
  },
};
