import type { EspPage } from '../../detect/field-kind.ts';

/** Mailchimp's dashboard: new pages next to legacy ones that are in a same-origin frame called `fallback`. */
export const mailchimpPage: EspPage = {
  id: 'mailchimp',
  composing: [
    /^\/campaigns\/?(?:\?[^#]*)?#\/?create-campaign/,
    /^\/campaigns\/edit\/?\?(?:[^#]*&)?id=\w+/,
    /^\/email\/editor(?:\/edit)?\/?\?(?:[^#]*&)?id=\w+/,
    /^\/campaigns\/wizard\/[a-z-]+\/?\?(?:[^#]*&)?id=\w+/,
    /^\/customer-journey\/builder\/?\?(?:[^#]*&)?id=\w+/,
    /^\/automations?\/(?:edit|flow|wizard|setup|emails?)[^?#]*\?(?:[^#]*&)?id=\w+/,
  ],
  domainSettings: /^\/account\/(?:domains|verified-domains|domain-authentication)(?:[/?#]|$)/,
  recordTargets: ['mcsv.net', 'mcdlv.net'],
  account: null,
  campaign: /[?&]id=(\w+)/,
  rules: [
    // Seen 2026-11-15: https://mailchimp.com/developer/marketing/api/campaigns: from_name, reply_to; and old forms
    {
      id: 'from email address',
      field: 'senderEmail',
      selector: '[name="from_email"],[name="campaign[from_email]"],[id="from-email"]',
    },
    // Seen 2020-06-01: public extension for us*.admin.mailchimp.com/campaigns/wizard: merge tags of the recipient
    {
      id: 'recipient merge tags',
      field: 'audience',
      selector: '#to-email,[name="to_name"]',
    },
    // Seen 2026-11-15: public Selenium scripts for us*.admin.mailchimp.com, and the markup of the messages themselves
    {
      id: 'campaign preview',
      field: 'nothing',
      selector: '#campaign-overview-html,[class*="mcnTextContent"],[class*="mceText"]',
    },
    // Seen 2020-06-01: public extension for us*.admin.mailchimp.com/campaigns/edit: a dialog without a role
    {
      id: 'test message',
      field: 'nothing',
      selector: '#send-test-modal,#sendtest-users',
    },
    // Seen 2026-11-15: https://mailchimp.com/help/about-from-and-reply-to-email, in German, Italian, Spanish and French
    {
      id: 'machine-translated help',
      field: 'senderEmail',
      labels: ['adresse e-mail du', 'email mittente', 'l’email de l’expéditeur', 'absenderadresse'],
    },
  ],
};
