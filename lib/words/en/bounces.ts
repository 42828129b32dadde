import type { Bounce } from '../../message/bounce/bounce.ts';
import type { BounceRuleId } from '../../message/bounce/bounce-codes.ts';
import type { ProviderId } from '../../report/report.ts';

export interface BounceWords {
  /** What the server means. */
  meaning: string;
  /** What to do about it. */
  action: string;
}

/** What each kind of reply means, and what to do: one sentence each. */
export const bounceWords: Record<BounceRuleId, BounceWords> = {
  unauthenticated: {
    meaning: 'The message carried no proof that it came from you: neither seal nor sender list held.',
    action: 'Check your domain here, and mend the first finding.',
  },
  'authentication-level': {
    meaning: 'As a bulk sender you need all three: sender list, seal and DMARC, and one of them in your own name.',
    action: 'Check your domain here, and mend the first finding.',
  },
  'dmarc-policy': {
    meaning: 'Your own DMARC record asks to refuse what is not proven to be yours, and this message was not.',
    action: 'Have your service seal in your name; do not weaken the record first.',
  },
  'no-dmarc': {
    meaning: 'Your domain has no DMARC record that counts.',
    action: 'Publish the DMARC record that the check shows.',
  },
  alignment: {
    meaning: 'The message was proven, but in another name than the one in From.',
    action: 'Have your service seal in your own name.',
  },
  spf: {
    meaning: 'The server that sent it is not on the list of the return address’s domain.',
    action: 'Mend the sender list of that domain; where the returns go to your service, ask the service.',
  },
  dkim: { meaning: 'The seal was missing or did not hold.', action: 'Check the keys of your service here.' },
  ptr: {
    meaning: 'The address of the sending server has no name that leads back to it.',
    action: 'Ask your service: it is not in your zone.',
  },
  tls: { meaning: 'The message was handed over without encryption.', action: 'Ask your service to send with TLS.' },
  'sender-domain': {
    meaning: 'The domain that it was sent from cannot receive mail, or does not exist.',
    action: 'Give the domain an MX record, or send from one that has it.',
  },
  rate: {
    meaning: 'Too many messages in too short a time, or too many complaints.',
    action: 'Wait, and send more slowly.',
  },
  reputation: {
    meaning: 'The provider does not trust this sender yet, or any more.',
    action: 'Mend what the check finds, then send to those who open your mail.',
  },
  blocklist: {
    meaning: 'The sending server’s address stands on a blocklist.',
    action: 'On a shared server ask your service; we cannot look it up from a browser.',
  },
  content: { meaning: 'The text looked like spam to the receiver.', action: 'Change the text, then test again.' },
  'no-such-mailbox': {
    meaning: 'There is no such mailbox.',
    action: 'Take the address off the list; your domain is not the cause.',
  },
  'mailbox-full': { meaning: 'The mailbox is full.', action: 'Nothing at your domain is wrong; try again later.' },
  'too-large': { meaning: 'The message is too large for the receiver.', action: 'Make it smaller.' },
  'recipient-rules': {
    meaning: 'The receiver’s own rules refused it.',
    action: 'Only the receiver can say why; first check your domain here.',
  },
  unavailable: {
    meaning: 'The receiving server could not be reached.',
    action: 'Nothing at your domain is wrong; try again later.',
  },
};

const PROVIDERS: Record<ProviderId, string> = {
  gmail: 'Gmail',
  yahoo: 'Yahoo',
  microsoft: 'Microsoft',
  apple: 'Apple',
  laposte: 'La Poste',
};

/** A bounce in one line. */
export function explainBounce({ provider, reply, status, rule }: Bounce): string {
  const who = provider === null ? 'The receiving server' : PROVIDERS[provider];
  const code = [reply, status].filter(Boolean).join(' ');
  const words = rule === null ? null : bounceWords[rule];
  const said = `This is a bounce, not a message. ${who} answered ${code || 'without a code'}.`;
  return words === null ? `${said} It names no rule that we know.` : `${said} ${words.meaning} ${words.action}`;
}
