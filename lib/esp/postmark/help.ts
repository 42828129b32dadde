import type { EspHelp } from '../help.ts';

export const postmarkHelp: EspHelp = {
  id: 'postmark',
  checkedOn: '2026-11-25',
  recordsPath: 'Sender Signatures > DNS settings',
  recordsUrl: () => 'https://account.postmarkapp.com/signature_domains',
  confirmButton: 'Verify',
  domainConnect: false,
  articles: [{ topic: 'set-up', url: 'https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain' }],
};
