import { capital, espOf, espsOf, listOf, quote, type AreaWords } from '../phrases.ts';

export const alignWords: AreaWords<'align'> = {
  'align.none': {
    title: () => 'Nothing on this campaign carries your name',
    action: (_finding, context) =>
      context.espName === null ? 'Seal mail in your name' : `Let ${context.espName} seal in your name`,
    why: () =>
      'A receiver compares the address that readers see with the seal and the return address. One of the two must carry your name, and neither does.',
    expert: ({ params }) =>
      `From ${params.from}; d=${params.dkim ?? 'not known'}; MAIL FROM ${params.spf ?? 'not known'}: no identifier is aligned.`,
    clause: 'RFC 9989 § 4.4',
  },
  'align.strict': {
    title: () => 'Your domain demands an exact match of names',
    action: () => 'Let subdomains count as your name',
    why: ({ params }) =>
      `The ${params.leg === 'dkim' ? 'seal' : 'return address'} carries ${params.domain}, which is yours. But your domain tells receivers that a subdomain does not count.`,
    expert: ({ params }) =>
      `${params.tag}=s: ${params.domain} is not identical to ${params.from}; it would align relaxed (${params.tag}=r).`,
    clause: 'RFC 9989 § 4.4',
  },
  'align.predicted': {
    title: () => 'Not yet confirmed by a test message',
    action: () => 'Send yourself a test message',
    why: (_finding, context) =>
      `This is what DNS and ${espsOf(context)} rules predict. Send yourself a test and paste its source to be sure.`,
    expert: () =>
      'd= and MAIL FROM follow from what the service is known to do; none has been observed for this domain.',
    clause: null,
  },
};

export const espWords: AreaWords<'esp'> = {
  'esp.not-confirmed': {
    title: ({ params }) => `We cannot see whether ${params.esp} uses your records`,
    action: (_finding, context) =>
      context.confirmButton === null ? 'Confirm the domain there' : `Press “${context.confirmButton}” there`,
    why: ({ params }, context) =>
      `The records are ready. ${params.esp} uses them once ${context.confirmButton === null ? 'the domain is confirmed' : `“${context.confirmButton}” was pressed`} there${context.recordsPath === null ? '' : ` (${context.recordsPath})`}, which DNS does not show.`,
    expert: () => 'DNS is complete; activation is a state inside the account. A test message shows it.',
    clause: null,
  },
  'esp.old-setup': {
    title: ({ params }) => `You use an older set-up of ${params.esp}`,
    action: ({ params }) => `Add today’s keys of ${params.esp}`,
    why: ({ params }) =>
      `It works. ${params.esp} sets up newer keys today, and may one day stop using the old ${params.selectors.length === 1 ? 'one' : 'ones'}.`,
    expert: ({ params }) =>
      `Only ${listOf(params.selectors)} is published; the current generation is ${listOf(params.add)}.`,
    clause: null,
  },
  'esp.other-account': {
    title: ({ params }) =>
      params.reason === 'retired'
        ? `This record leads to a place ${params.esp} has left`
        : `This record belongs to another ${params.esp} account`,
    action: ({ params }) => `Copy the record again from ${params.esp}`,
    why: ({ params }) =>
      params.reason === 'retired'
        ? `It leads to ${params.target}, which ${params.esp} no longer uses for new domains. It can stop working at any time.`
        : `It leads to ${params.target}. Your account may seal with another key, which nobody could then check.`,
    expert: ({ params }) =>
      `${params.selector} → ${params.target}: ${params.reason === 'retired' ? 'retired target' : 'another account’s target'}.`,
    clause: null,
  },
};

export const returnPathWords: AreaWords<'return-path'> = {
  'return-path.no-host': {
    title: () => 'The return address leads to a name without a server',
    action: (_finding, context) => `Complete the return address of ${espOf(context)}`,
    why: ({ params, severity }) =>
      `Bounced mail would go to ${params.domain}, which has no server. ${severity === 'fail' ? 'Receivers refuse a sender whose return address cannot exist.' : 'If the service uses this name, receivers refuse the mail.'}`,
    expert: ({ params }) => `${params.domain} has neither MX nor A/AAAA: the MAIL FROM domain cannot be verified.`,
    clause: 'RFC 5321 § 5.1',
  },
};

export const parkedWords: AreaWords<'parked'> = {
  'parked.ok': {
    title: () => 'This domain is closed for mail',
    action: () => 'Send from another domain',
    why: ({ params }) =>
      params.esp === null
        ? 'It says clearly that it sends and receives none, so nobody can misuse it. That is as it should be.'
        : 'It tells every receiver to refuse all mail in its name. No campaign can be sent from it.',
    expert: ({ subject }) =>
      `${subject}: “v=spf1 -all”, null MX, p=reject and no key: a parked domain, correctly published.`,
    clause: 'RFC 7505 § 4.2',
  },
};

export const watchWords: AreaWords<'watch'> = {
  'watch.drift': {
    title: () => 'A record has changed since your last campaign',
    action: () => 'Restore it, if nobody meant to',
    why: ({ params }) =>
      `${capital(params.what)} was right when you last sent, and is different since ${params.since}. Records often get lost when a domain moves.`,
    expert: ({ params }) =>
      `${params.what}: before ${quote(params.before)}, now ${quote(params.now)}, since ${params.since}.`,
    clause: null,
  },
};
