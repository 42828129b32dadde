import type { EspPage } from '../../detect/field-kind.ts';

/** Mailchimp's dashboard: new pages beside legacy ones that stand in a same-origin frame called `fallback`. */
export const mailchimpPage: EspPage = {
  id: 'mailchimp',
  composing: [
    /^\/campaigns\/?(?:\?[^#]*)?#\/?create-campaign/,
    /^\/campaigns\/edit\/?\?(?:[^#]*&)?id=\w+/,
    /^\/email\/editor\/?\?(?:[^#]*&)?id=\w+/,
    /^\/campaigns\/wizard\/[a-z-]+\/?\?(?:[^#]*&)?id=\w+/,
    /^\/customer-journey\/builder\/?\?(?:[^#]*&)?id=\w+/,
    /^\/automations?\/(?:edit|flow|wizard|setup|emails?)[^?#]*\?(?:[^#]*&)?id=\w+/,
  ],
  domainSettings: /^\/account\/(?:domains|verified-domains|domain-authentication)(?:[/?#]|$)/,
  account: null,
  campaign: /[?&]id=(\w+)/,
  matchers: [
    {
      id: 'from email address',
      field: 'senderEmail',
      selector: '[name="from_email"],[name="campaign[from_email]"],[id="from-email"]',
      source: 'names of the campaign settings in the public API (from_name, reply_to) and old forms',
      seen: '2026-11',
    },
    {
      id: 'campaign preview',
      field: 'nothing',
      selector: '#campaign-overview-html,[class*="mcnTextContent"],[class*="mceText"]',
      source: 'public Selenium scripts, and the markup of the messages themselves',
      seen: '2026-11',
    },
    {
      id: 'machine-translated help',
      field: 'senderEmail',
      labels: ['adresse e-mail du', 'email mittente', 'l’email de l’expéditeur', 'absenderadresse'],
      source: 'help centre in German, Italian, Spanish and French',
      seen: '2026-11',
    },
  ],
};
