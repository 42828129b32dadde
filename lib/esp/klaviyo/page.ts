import type { EspPage } from '../../detect/field-kind.ts';

/**
 * Klaviyo's dashboard: React, one page, styled-components with hashed classes. No public source shows the sender's
 * control itself, so everything here is words, API names and what other parts of the dashboard were seen to use.
 */
export const klaviyoPage: EspPage = {
  id: 'klaviyo',
  composing: [
    /^\/campaign\/[^/]+\/(?:wizard|edit)(?:[/?#]|$)/,
    /^\/flow\/[^/]+\/edit(?:[/?#]|$)/,
    /^\/flow\/message\/[^/]+\/(?:content|edit)(?:[/?#]|$)/,
    /^\/email\/(?:flow|campaign)\/[^/]+\/(?:content|edit)(?:[/?#]|$)/,
  ],
  domainSettings: /^\/(?:settings|account)\/(?:[^?#]*\/)?(?:domains?|sending-domains?|branded-sending)(?:[/?#]|$)/,
  account: null,
  campaign: /^\/(?:campaign|flow\/message|flow|email\/flow|email\/campaign)\/([^/?#]+)/,
  matchers: [
    {
      id: 'from_email',
      field: 'senderEmail',
      selector: '[name="from_email"],[name="fromEmail"],[id="from_email"]',
      source: 'names of the campaign message in the public API (from_email, from_label, reply_to_email)',
      seen: '2026-11',
    },
    {
      id: 'from_label',
      field: 'senderName',
      selector: '[name="from_label"],[name="fromLabel"]',
      source: 'names of the campaign message in the public API',
      seen: '2026-11',
    },
    {
      id: 'reply_to_email',
      field: 'replyTo',
      selector: '[name="reply_to_email"],[name="replyToEmail"]',
      source: 'names of the campaign message in the public API',
      seen: '2026-11',
    },
    {
      id: 'internal alert',
      field: 'nothing',
      selector: '[data-testid*="internal-alert"],[data-testid*="notification-action"]',
      source: 'help centre: alerts to the team have a From of their own',
      seen: '2026-11',
    },
  ],
};
