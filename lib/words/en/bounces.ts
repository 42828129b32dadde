import type { Bounce } from '../../message/bounce/bounce.ts';
import type { BounceCause } from '../../message/bounce/bounce-codes.ts';
import type { ProviderId } from '../../report/report.ts';

export interface BounceWords {
  /** What the server means. */
  meaning: string;
  /** What to do about it. */
  action: string;
}

/** What each kind of reply means, and what to do: one sentence each. */
export const bounceWords: Record<BounceCause, BounceWords> = {
  unauthenticated: {
    meaning: 'The message wasn’t authenticated: neither SPF nor DKIM passed for it.',
    action: 'Check your domain here and fix the first finding.',
  },
  'authentication-level': {
    meaning: 'Bulk senders need SPF, DKIM and DMARC, and SPF or DKIM has to match the From domain.',
    action: 'Check your domain here and fix the first finding.',
  },
  'dmarc-policy': {
    meaning: 'Your DMARC policy tells providers to reject mail that fails DMARC, and this message failed.',
    action: 'Turn on DKIM for your domain in your email service; don’t weaken the policy first.',
  },
  'no-dmarc': {
    meaning: 'Your domain has no valid DMARC record.',
    action: 'Publish the DMARC record that the check shows.',
  },
  alignment: {
    meaning: 'The message was authenticated for a domain that doesn’t match your From domain.',
    action: 'Turn on DKIM for your own domain in your email service.',
  },
  spf: {
    meaning: 'SPF failed: the sending server isn’t in the SPF record of the return-path domain.',
    action: 'Fix that SPF record; if bounces go to your email service, ask the service.',
  },
  dkim: {
    meaning: 'The DKIM signature was missing or didn’t verify.',
    action: 'Check the DKIM records of your email service here.',
  },
  ptr: {
    meaning: 'The sending server’s IP address has no matching reverse DNS (PTR) record.',
    action: 'Ask your email service: the record isn’t in your zone.',
  },
  tls: {
    meaning: 'The message was sent without encryption (TLS).',
    action: 'Ask your email service to send with TLS.',
  },
  'sender-domain': {
    meaning: 'The sender’s address or domain was rejected: it doesn’t exist or can’t receive mail.',
    action: 'Send from an address whose domain has an MX record.',
  },
  rate: {
    meaning: 'Too many messages were sent in too short a time, or too many people complained.',
    action: 'Wait, then send more slowly.',
  },
  reputation: {
    meaning: 'The provider doesn’t trust this sender yet, or no longer.',
    action: 'Fix what the check finds, then send to people who open your mail.',
  },
  blocklist: {
    meaning: 'The sending server’s IP address is on a blocklist.',
    action: 'Ask your email service: we can’t look it up from a browser.',
  },
  content: {
    meaning: 'The content of the message looked like spam or malware to the provider.',
    action: 'Change the content, then test again.',
  },
  format: {
    meaning: 'The header of the message breaks the standard (RFC 5322).',
    action: 'Send a test message and check its source here.',
  },
  'no-such-mailbox': {
    meaning: 'There is no such mailbox.',
    action: 'Take the address off your list; your domain isn’t the cause.',
  },
  'mailbox-disabled': {
    meaning: 'The mailbox is disabled or no longer used.',
    action: 'Take the address off your list; your domain isn’t the cause.',
  },
  'mailbox-full': {
    meaning: 'The mailbox is full.',
    action: 'Try again later; nothing at your domain is wrong.',
  },
  'no-such-domain': {
    meaning: 'The recipient’s domain doesn’t exist or receives no mail.',
    action: 'Take the address off your list; your domain isn’t the cause.',
  },
  'too-large': { meaning: 'The message is too large for the receiving server.', action: 'Make the message smaller.' },
  'mail-loop': {
    meaning: 'The message went round in a loop at the receiving end.',
    action: 'Nothing at your domain is wrong; the recipient has to fix the forwarding.',
  },
  'recipient-rules': {
    meaning: 'A rule of the receiving server rejected the message.',
    action: 'Check your domain here first; only the receiver knows the rule.',
  },
  unavailable: {
    meaning: 'The receiving server couldn’t be reached, or couldn’t take the message just then.',
    action: 'Try again later; nothing at your domain is wrong.',
  },
};

const PROVIDERS: Record<ProviderId, string> = {
  gmail: 'Gmail',
  yahoo: 'Yahoo',
  microsoft: 'Outlook',
  apple: 'Apple Mail (iCloud)',
  laposte: 'La Poste',
};

/** A bounce in one line. */
export function explainBounce({ provider, reply, status, rule }: Bounce): string {
  const who = provider === null ? 'The receiving server' : PROVIDERS[provider];
  const code = [reply, status].filter(Boolean).join(' ');
  const words = rule === null ? null : bounceWords[rule];
  const answered = code ? `answered ${code}.` : 'rejected the message; the report names no code.';
  const said = `This is a bounce, not a message. ${who} ${answered}`;
  return words === null ? `${said} We don’t know a rule for this reply.` : `${said} ${words.meaning} ${words.action}`;
}
