import type { EspPage } from '../../detect/field-kind.ts';

/**
 * HubSpot's e-mail editor. Regional hosts are listed one by one: a match pattern cannot say `app-*`, and
 * `*.hubspot.com` would also read the public site, the community and every other tool on that domain.
 */
export const hubspotPage: EspPage = {
  id: 'hubspot',
  matches: [
    'https://app.hubspot.com/*',
    'https://app-eu1.hubspot.com/*',
    'https://app-na1.hubspot.com/*',
    'https://app-na2.hubspot.com/*',
    'https://app-na3.hubspot.com/*',
    'https://app-ap1.hubspot.com/*',
  ],
  host: /^app(?:-[a-z]{2}\d)?\.hubspot\.com$/,
  composing: [/^\/email\/\d+\/(?:edit|edit-beta)\/\d+(?:[/?#]|$)/],
  domainSettings: /^\/(?:domains\/\d+(?:[/?#]|$)|settings\/\d+\/[^?#]*domains?(?:[/?#]|$))/,
  account: /^\/(?:email|settings|domains|workflows|contacts)\/(\d+)(?:[/?#]|$)/,
  campaign: /^\/email\/\d+\/[a-z-]+\/(\d+)/,
  matchers: [
    {
      id: 'from address',
      field: 'senderEmail',
      labels: ['送信元アドレス', '送信者アドレス', 'van adres', 'od adresu'],
      source: 'help centre, article on verifying the From address, in these languages',
      seen: '2026-11',
    },
    {
      id: 'one-to-one composer',
      field: 'nothing',
      selector: '[data-selenium-test^="communicator-"],[data-test-id^="communicator-"]',
      source: 'public Selenium scripts of the CRM: a personal mail, no campaign',
      seen: '2026-11',
    },
    {
      id: 'typeahead list',
      field: 'nothing',
      selector: '.private-typeahead-results,[id^="uiabstractdropdown-content-"]',
      source: 'public markup of UIAbstractDropdown: the list is a portal, the button shows the choice',
      seen: '2026-11',
    },
  ],
};
