import type { EspPage } from '../../detect/field-kind.ts';

/** HubSpot's e-mail editor: React, several frames, lists that are portals elsewhere in the page. */
export const hubspotPage: EspPage = {
  id: 'hubspot',
  composing: [/^\/email\/\d+\/(?:edit|edit-beta)\/\d+(?:[/?#]|$)/],
  domainSettings: /^\/(?:domains\/\d+(?:[/?#]|$)|settings\/\d+\/[^?#]*domains?(?:[/?#]|$))/,
  recordTargets: ['hubspotemail.net'],
  account: /^\/(?:email|settings|domains|workflows|contacts)\/(\d+)(?:[/?#]|$)/,
  campaign: /^\/email\/\d+\/[a-z-]+\/(\d+)/,
  rules: [
    // Seen 2026-11-15: https://knowledge.hubspot.com/marketing-email/manage-your-from-address, in these languages
    {
      id: 'from address',
      field: 'senderEmail',
      labels: [
        '送信元アドレス',
        '送信者アドレス',
        'van adres',
        'od adresu',
        'adresse de provenance',
        'adresse de départ',
      ],
    },
    // Seen 2026-11-15: public Selenium scripts for app.hubspot.com/contacts: a personal mail, no campaign
    {
      id: 'one-to-one composer',
      field: 'nothing',
      selector: '[data-selenium-test^="communicator-"],[data-test-id^="communicator-"]',
    },
    // Seen 2026-11-15: public markup of UIAbstractDropdown on app.hubspot.com: the list is a portal, the button shows the choice
    {
      id: 'typeahead list',
      field: 'nothing',
      selector: '.private-typeahead-results,[id^="uiabstractdropdown-content-"]',
    },
  ],
};
