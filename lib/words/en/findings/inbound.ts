import { quote, type AreaWords } from '../phrases.ts';

const MX_FAULTS = {
  'ip-address': 'is a number, where a name must stand',
  cname: 'is an alias, which is not allowed there',
  'no-address': 'has no address',
} as const;

export const mxWords: AreaWords<'mx'> = {
  'mx.null': {
    title: () => 'Your domain says that it receives no mail',
    action: () => 'Nothing has to be done',
    why: () => 'Replies to this address come back to the reader, unless a reply-to address is set.',
    expert: ({ subject }) => `${subject} MX 0 “.”: a null MX.`,
    clause: 'RFC 7505 § 3',
  },
  'mx.missing': {
    title: () => 'Your domain names no server for incoming mail',
    action: () => 'Check that replies reach you',
    why: ({ params }) =>
      params.implicit
        ? 'Receivers then try the web server’s address, which seldom takes mail. Replies may be lost.'
        : 'Replies to this address cannot be delivered.',
    expert: ({ subject, params }) =>
      `${subject} has no MX${params.implicit ? '; the A/AAAA record counts as an implicit MX' : ''}.`,
    clause: 'RFC 5321 § 5.1',
  },
  'mx.broken': {
    title: () => 'One server for incoming mail is wrongly entered',
    action: () => 'Correct this mail server entry',
    why: ({ params }) =>
      `${params.host} ${MX_FAULTS[params.reason]}. Some replies will not arrive. This campaign can still be sent.`,
    expert: ({ subject, params }) => `MX of ${subject}: ${params.host} (${params.reason}).`,
    clause: 'RFC 5321 § 5.1, RFC 2181 § 10.3',
  },
};

export const bimiWords: AreaWords<'bimi'> = {
  'bimi.present': {
    title: () => 'Your domain offers a logo to mailboxes',
    action: () => 'Nothing has to be done',
    why: () => 'Some mailbox providers show it beside your mail. It changes nothing about acceptance.',
    expert: ({ params }) => `${quote(params.record)} at ${params.foundAt}.`,
    clause: 'draft-brand-indicators-for-message-identification',
  },
  'bimi.absent': {
    title: () => 'Your domain offers no logo to mailboxes',
    action: () => 'Nothing has to be done',
    why: () => 'No provider demands one.',
    expert: ({ subject }) => `No BIMI record (default selector) for ${subject}.`,
    clause: 'draft-brand-indicators-for-message-identification',
  },
  'bimi.faulty': {
    title: () => 'The logo of your domain will not show',
    action: () => 'Mend the logo’s record when convenient',
    why: () => 'Its record or what it needs is not in order. Acceptance does not depend on it.',
    expert: ({ params }) => `${quote(params.record)}: ${params.reason}.`,
    clause: 'draft-brand-indicators-for-message-identification',
  },
};

export const mtaStsWords: AreaWords<'mta-sts'> = {
  'mta-sts.present': {
    title: () => 'Mail to your domain must come encrypted',
    action: () => 'Nothing has to be done',
    why: () => 'It protects mail that you receive. Your campaigns do not depend on it.',
    expert: ({ params }) =>
      `${quote(params.record)}; policy text ${params.policy === 'ok' ? 'read and valid' : 'not fetched (switched off)'}.`,
    clause: 'RFC 8461 § 3',
  },
  'mta-sts.absent': {
    title: () => 'Mail to your domain may come unencrypted',
    action: () => 'Nothing has to be done',
    why: () => 'It concerns mail that you receive. No provider demands it of senders.',
    expert: ({ subject }) => `No MTA-STS record for ${subject}.`,
    clause: 'RFC 8461 § 3',
  },
  'mta-sts.faulty': {
    title: () => 'The encryption rule of your domain is faulty',
    action: () => 'Mend it when convenient',
    why: () =>
      'It concerns mail that you receive; a wrong rule can keep replies away. Your campaigns do not depend on it.',
    expert: ({ params }) => `${quote(params.record)}: ${params.reason}.`,
    clause: 'RFC 8461 § 3',
  },
};

export const tlsRptWords: AreaWords<'tls-rpt'> = {
  'tls-rpt.present': {
    title: () => 'Your domain collects reports on encryption',
    action: () => 'Nothing has to be done',
    why: () => 'Other servers tell you when they cannot reach you encrypted. Your campaigns do not depend on it.',
    expert: ({ params }) => quote(params.record),
    clause: 'RFC 8460 § 3',
  },
  'tls-rpt.absent': {
    title: () => 'Your domain collects no reports on encryption',
    action: () => 'Nothing has to be done',
    why: () => 'It concerns mail that you receive. No provider demands it.',
    expert: ({ subject }) => `No TLS-RPT record for ${subject}.`,
    clause: 'RFC 8460 § 3',
  },
  'tls-rpt.faulty': {
    title: () => 'Reports on encryption cannot be sent',
    action: () => 'Mend the record when convenient',
    why: () => 'Its record has a mistake in it. Your campaigns do not depend on it.',
    expert: ({ params }) => `${quote(params.record)}: ${params.reason}.`,
    clause: 'RFC 8460 § 3',
  },
};
