import { count, listOf, quote, type AreaWords } from '../phrases.ts';

const SIGNATURE_FAULTS: Record<string, string> = {
  body: 'the text was changed after sealing',
  header: 'the header fields were changed after sealing',
  expired: 'the seal had expired',
  'no-key': 'no key stands in DNS for it',
  revoked: 'its key was withdrawn',
  'weak-key': 'its key is too short',
  sha1: 'it was made with a method that is no longer accepted',
  'bad-key': 'its key cannot be read',
  syntax: 'the seal itself is malformed',
};

const DAMAGE = {
  cut: 'a part of it is missing',
  rewrapped: 'its lines were wrapped anew',
  decoded: 'its text was decoded',
  'blanks-lost': 'blanks at the start of lines were lost',
  other: 'it was changed on the way',
} as const;

/** Why a signature that the receiver confirmed fails here. */
const ALTERED = {
  source: {
    title: 'This source was changed after the message arrived',
    action: 'Use the original file of the message',
    why: (domain: string) =>
      `The receiver confirmed the signature of ${domain}, and it no longer verifies here: a program or the pasting changed the source.`,
  },
  key: {
    title: 'The DKIM key of this message is gone since',
    action: 'Send yourself a new test message',
    why: (domain: string) =>
      `The receiver confirmed the signature of ${domain}. The key in DNS was removed or changed since then, so we can’t check it again.`,
  },
  rules: {
    title: 'The receiver accepted an outdated DKIM signature',
    action: 'Ask your service to sign with rsa-sha256',
    why: (domain: string) =>
      `The receiver confirmed the signature of ${domain}, although the standard no longer allows it. Other providers may not.`,
  },
} as const;

const ONE_CLICK_FAULTS = {
  'no-https': 'it holds no https address',
  'several-https': 'it holds more than one https address',
  'post-value': 'its second field does not say “List-Unsubscribe=One-Click”',
  duplicated: 'a field stands twice',
} as const;

const PREDICTED = {
  'dkim-domain': 'The seal carries',
  selector: 'The key is',
  'return-path': 'Returns go to',
  alignment: 'The names line up:',
} as const;

export const messageWords: AreaWords<'message'> = {
  'message.dmarc-fail': {
    title: () => 'This message does not prove that it is from you',
    action: () => 'Mend the findings below, top first',
    why: ({ params }) =>
      `Neither the seal nor the return address of this message carries ${params.from}. ${
        params.policy === 'reject'
          ? 'Your domain asks receivers to refuse such mail.'
          : params.policy === 'quarantine'
            ? 'Your domain asks receivers to put such mail into spam.'
            : 'The large providers refuse or junk such campaigns.'
      }`,
    expert: ({ params }) => `dmarc=fail for ${params.from} (policy ${params.policy ?? 'none published'}).`,
    clause: 'RFC 9989 § 5.4',
  },
  'message.no-dkim': {
    title: () => 'This message carries no seal',
    action: (_finding, context) =>
      context.espName === null ? 'Switch sealing on where you send' : `Let ${context.espName} seal in your name`,
    why: () => 'Nothing proves who sent it, and Gmail, Yahoo and Microsoft demand a seal of campaigns.',
    expert: () => 'No DKIM-Signature field.',
    clause: 'RFC 6376 § 3.5',
  },
  'message.dkim-fail': {
    title: () => 'A seal on this message does not hold',
    action: () => 'Find what breaks the seal',
    why: ({ params }) =>
      `The seal of ${params.domain} cannot be confirmed: ${SIGNATURE_FAULTS[params.reason] ?? 'it does not verify'}.`,
    expert: ({ params }) => `d=${params.domain} s=${params.selector}: fail (${params.reason}).`,
    clause: 'RFC 6376 § 6.1',
  },
  'message.dkim-unaligned': {
    title: () => 'The seal carries another name than yours',
    action: (_finding, context) =>
      context.espName === null ? 'Have mail sealed in your name' : `Let ${context.espName} seal in your name`,
    why: ({ params, severity }) =>
      severity === 'info'
        ? `It was sealed by ${listOf(params.domains)}. The return address carries your name, and one is enough.`
        : `It was sealed by ${listOf(params.domains)}. To a receiver that proves nothing about ${params.from}.`,
    expert: ({ params }) => `Passing d=${listOf(params.domains)}: none aligned with ${params.from}.`,
    clause: 'RFC 9989 § 4.4.1',
  },
  'message.spf-fail': {
    title: () => 'The sending server is not on the list',
    action: () => 'Add the server to the list',
    why: ({ params }) =>
      `The server that delivered the message${params.ip === null ? '' : ` (${params.ip})`} is not among the allowed senders of ${params.domain}.`,
    expert: ({ params }) =>
      `spf=${params.result} for ${params.domain}${params.ip === null ? '' : `, client-ip ${params.ip}`}.`,
    clause: 'RFC 7208 § 2.6',
  },
  'message.spf-unaligned': {
    title: () => 'Returns go to another name than yours',
    action: () => 'Nothing has to be done',
    why: ({ params }) => `They go to ${params.domain}, as is usual with sending services. The seal is what counts.`,
    expert: ({ params }) => `MAIL FROM ${params.domain} is not aligned with ${params.from}.`,
    clause: 'RFC 9989 § 4.4.2',
  },
  'message.altered': {
    title: ({ params }) => ALTERED[params.reason].title,
    action: ({ params }) => ALTERED[params.reason].action,
    why: ({ params }) => ALTERED[params.reason].why(params.domain),
    expert: ({ params }) =>
      `d=${params.domain} s=${params.selector}: pass in the receiver’s Authentication-Results, fail here (${params.reason}). Not counted as a failure.`,
    clause: null,
  },
  'message.damaged': {
    title: () => 'This source is too damaged to be judged',
    action: () => 'Download the original and open it',
    why: ({ params }) =>
      `On the way into this page ${DAMAGE[params.reason]}, so we cannot check the seal. Use the downloaded file instead of a paste.`,
    expert: ({ params }) => `Body hash cannot be computed from this source (${params.reason}).`,
    clause: null,
  },
  'message.body-unsigned': {
    title: () => 'The seal does not cover the whole text',
    action: () => 'Switch the length limit of sealing off',
    why: () => 'Somebody could add text below yours, and the seal would still hold.',
    expert: ({ params }) =>
      `l= in the signature of ${params.domain} (s=${params.selector}); ${count(params.unsignedBytes, 'octet')} unsigned here.`,
    clause: 'RFC 6376 § 8.2',
  },
  'message.several': {
    title: () => 'There are several messages in this source',
    action: () => 'Open the others one by one',
    why: () => 'We judged the first of them. The others may have gone another way and need a look of their own.',
    expert: () => 'More than one message in the source (mbox or pasted together): only the first was evaluated.',
    clause: 'RFC 4155',
  },
  'message.no-receiver': {
    title: () => 'We see no receiving server in this source',
    action: () => 'Paste the source as it was received',
    why: () =>
      'It looks like a copy from before sending. Who delivered it, and to which return address, cannot be known.',
    expert: () => 'No Received or Authentication-Results field of a receiving server; IP and MAIL FROM unknown.',
    clause: null,
  },
  'message.one-click-missing': {
    title: () => 'Readers cannot leave with one click',
    action: () => 'Switch one-click unsubscribe on',
    why: () => 'Gmail and Yahoo demand it of campaigns. Readers without it press “spam” instead.',
    expert: ({ params }) => `${params.header} is absent.`,
    clause: 'RFC 8058 § 3.1',
  },
  'message.one-click-unsigned': {
    title: () => 'The one-click way out is not sealed',
    action: () => 'Have these fields sealed',
    why: () => 'Receivers trust it only when a seal covers it, since a forger could have put it there.',
    expert: ({ params }) => `${listOf(params.headers)} not covered by the h= of a passing signature.`,
    clause: 'RFC 8058 § 4',
  },
  'message.one-click-invalid': {
    title: () => 'The one-click way out is wrongly built',
    action: () => 'Correct the unsubscribe fields',
    why: ({ params }) =>
      `The message offers it, but ${ONE_CLICK_FAULTS[params.reason]}. Mailboxes show no button for it.`,
    expert: ({ params }) => `${params.reason}: ${quote(params.value)}.`,
    clause: 'RFC 8058 § 3.1',
  },
  'message.from-differs': {
    title: () => 'Readers see another address than you composed',
    action: (_finding, context) =>
      context.espName === null ? 'Find who changes the address' : `Let ${context.espName} send in your name`,
    why: ({ params }) => `You composed it as ${params.composed}; it arrived as ${params.arrived}.`,
    expert: ({ params }) => `RFC5322.From: composed ${params.composed}, received ${params.arrived}.`,
    clause: null,
  },
  'message.not-via-esp': {
    title: () => 'This message came another way',
    action: () => 'Send the test from the same place',
    why: ({ params }) =>
      `It was said to come through ${params.said}; ${params.found === null ? 'nothing in it points there' : `it came through ${params.found}`}. It proves nothing about your campaign.`,
    expert: ({ params }) => `Attribution: ${params.found ?? 'none'}; expected ${params.said}.`,
    clause: null,
  },
  'message.prediction-differs': {
    title: () => 'The message is not as we predicted',
    action: () => 'Go by what the message shows',
    why: ({ params }) =>
      `${PREDICTED[params.what]} ${params.actual}. We had predicted ${params.predicted}. From now on we use what was seen.`,
    expert: ({ params }) => `${params.what}: predicted ${params.predicted}, observed ${params.actual}.`,
    clause: null,
  },
  'message.no-tls': {
    title: () => 'The message was delivered unencrypted',
    action: () => 'Have the sending server use TLS',
    why: () => 'Gmail demands encryption on the way to its door.',
    expert: ({ params }) => `No TLS on the hop ${quote(params.hop)}.`,
    clause: 'RFC 3207',
  },
  'message.no-ptr': {
    title: () => 'The sending server has no proper name',
    action: () => 'Give the server a matching name',
    why: () => 'Gmail, Yahoo and Apple demand that the server’s number leads to a name and back.',
    expert: ({ params }) =>
      params.reason === 'none'
        ? `${params.ip} has no PTR record.`
        : `The PTR of ${params.ip} does not resolve back to it.`,
    clause: 'RFC 1912 § 2.1',
  },
  'message.format': {
    title: ({ params }) =>
      ({
        missing: 'A field that every message needs is missing',
        doubled: 'A field stands twice that may stand once',
        malformed: 'A field of the message is malformed',
      })[params.reason],
    action: ({ params }) => `Correct the field ${params.header}`,
    why: () => 'Providers demand that campaigns follow the standard for messages; Gmail refuses some that do not.',
    expert: ({ params }) => `${params.header}: ${params.reason}.`,
    clause: 'RFC 5322 § 3.6',
  },
};
