import type { EspHelp } from '../help.ts';

export const constantContactHelp: EspHelp = {
  id: 'constantcontact',
  checkedOn: '2026-11-25',
  recordsPath: 'Account settings > Advanced settings',
  recordsUrl: () => null,
  confirmButton: 'Activate',
  domainConnect: true,
  articles: [
    {
      topic: 'set-up',
      url: 'https://knowledgebase.constantcontact.com/email-digital-marketing/articles/KnowledgeBase/5932-self-publishing-for-authentication',
    },
  ],
};
