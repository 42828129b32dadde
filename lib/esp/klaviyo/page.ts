import type { EspPage } from '../../detect/field-kind.ts';

/**
 * Klaviyo's dashboard: React, one page, styled-components with hashed classes. No public source shows the sender's
 * control itself, so everything here is words, API names and what other parts of the dashboard were seen to use.
 */
export const klaviyoPage: EspPage = {
  id: 'klaviyo',
  composing: [
    /^\/campaign\/[^/]+\/(?:wizard|edit)(?:[/?#]|$)/,
    /^\/flow\/(?!message\/)[^/]+\/edit(?:[/?#]|$)/,
    /^\/flow\/message\/[^/]+\/(?:content|edit)(?:[/?#]|$)/,
    /^\/email\/campaign\/[^/]+\/(?:content|edit)(?:[/?#]|$)/,
  ],
  domainSettings: /^\/(?:settings|account)\/(?:[^?#]*\/)?(?:domains?|sending-domains?|branded-sending)(?:[/?#]|$)/,
  recordTargets: ['klaviyodns.com', 'klaviyo.com', 'sendgrid.net'],
  account: null,
  campaign: /^\/(?:campaign|flow\/message|flow|email\/flow|email\/campaign)\/([^/?#]+)/,
  rules: [
    // Seen 2026-11-15: https://developers.klaviyo.com/en/reference/get_campaign_message: from_email, from_label, reply_to_email
    {
      id: 'from_email',
      field: 'senderEmail',
      selector: '[name="from_email"],[name="fromEmail"],[id="from_email"]',
    },
    // Seen 2026-11-15: https://developers.klaviyo.com/en/reference/get_campaign_message: from_email, from_label, reply_to_email
    {
      id: 'from_label',
      field: 'senderName',
      selector: '[name="from_label"],[name="fromLabel"]',
    },
    // Seen 2026-11-15: https://developers.klaviyo.com/en/reference/get_campaign_message: from_email, from_label, reply_to_email
    {
      id: 'reply_to_email',
      field: 'replyTo',
      selector: '[name="reply_to_email"],[name="replyToEmail"]',
    },
    // Seen 2026-11-15: https://help.klaviyo.com/hc/en-us/articles/360001549132: an alert to the team has a From of its own
    {
      id: 'internal alert',
      field: 'nothing',
      selector: '[data-testid*="internal-alert"],[data-testid*="notification-action"]',
    },
  ],
};
