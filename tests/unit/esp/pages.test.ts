import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  campaignOf,
  ESP_PAGES,
  findAccount,
  findEsp,
  isComposing,
  isDomainSettings,
} from '../../../lib/esp/dashboards.ts';

const ULID = '01HZX3V9Q8J7K6M5N4P3R2S1T0';

const COMPOSING = [
  `https://www.klaviyo.com/campaign/${ULID}/wizard`,
  `https://www.klaviyo.com/campaign/${ULID}/wizard/1`,
  `https://www.klaviyo.com/campaign/${ULID}/wizard/2?tab=content#top`,
  `https://www.klaviyo.com/campaign/${ULID}/edit`,
  'https://www.klaviyo.com/flow/XyZ123/edit',
  'https://www.klaviyo.com/flow/message/AbC456/content/edit',
  'https://app.hubspot.com/email/8675309/edit/123456789/settings',
  'https://app.hubspot.com/email/8675309/edit/123456789/content?x=1',
  'https://app.hubspot.com/email/8675309/edit/123456789/edit/content',
  'https://app-eu1.hubspot.com/email/144550957/edit-beta/987654/content',
  'https://app-na2.hubspot.com/email/1/edit/2',
  'https://app-na1.hubspot.com/email/1/edit/2/settings',
  'https://app-na3.hubspot.com/email/1/edit/2/settings',
  'https://app-ap1.hubspot.com/email/1/edit/2/settings',
  'https://app-eu2.hubspot.com/email/1/edit/2/settings',
  'https://app-na1-sandbox.hubspot.com/email/1/edit/2/settings',
  'https://us21.admin.mailchimp.com/campaigns/edit?id=10023456',
  'https://admin.mailchimp.com/campaigns/edit?id=10023456',
  'https://us21.admin.mailchimp.com/email/editor/edit?id=10023456',
  'https://us1.admin.mailchimp.com/campaigns/edit?mode=x&id=10023456#step',
  'https://us21.admin.mailchimp.com/campaigns/#/create-campaign',
  'https://us21.admin.mailchimp.com/email/editor?id=10023456',
  'https://us21.admin.mailchimp.com/campaigns/wizard/setup?id=9911',
  'https://us21.admin.mailchimp.com/customer-journey/builder?id=345&stepModal=12',
];

const NOT_COMPOSING = [
  'https://www.klaviyo.com/campaigns',
  'https://www.klaviyo.com/campaigns/list',
  `https://www.klaviyo.com/campaigns/${ULID}`,
  `https://www.klaviyo.com/campaign/${ULID}/reports/overview`,
  'https://www.klaviyo.com/flow/message/AbC456/reports/overview',
  'https://www.klaviyo.com/flows',
  'https://www.klaviyo.com/email/flow/AbC456/content',
  'https://www.klaviyo.com/flow/message/AbC456/template/XyZ/content/text',
  'https://www.klaviyo.com/text-message/campaign/01ABC/edit',
  `https://www.klaviyo.com/campaign/${ULID}/overview`,
  'https://www.klaviyo.com/profile/01ABC',
  'https://www.klaviyo.com/forms/AbC/edit',
  'https://www.klaviyo.com/email-editor/AbC/edit',
  'https://www.klaviyo.com/settings/account',
  'https://www.klaviyo.com/lists',
  'https://www.klaviyo.com/login',
  'https://app.hubspot.com/email/8675309/manage/state/draft',
  'https://app.hubspot.com/email/8675309/manage/draft',
  'https://app.hubspot.com/email/8675309/details/123/performance',
  'https://app.hubspot.com/workflows/8675309/platform/flow/12/edit',
  'https://app.hubspot.com/live-messages/8675309/inbox/12',
  'https://app.hubspot.com/contacts/8675309/record/0-1/51',
  'https://app.hubspot.com/settings/8675309/user-preferences',
  'https://us21.admin.mailchimp.com/campaigns/',
  'https://us21.admin.mailchimp.com/campaigns/#t:campaigns-list',
  'https://us21.admin.mailchimp.com/campaigns/edit',
  'https://us21.admin.mailchimp.com/campaigns/show?id=1',
  'https://us21.admin.mailchimp.com/reports/summary?id=1',
  'https://us21.admin.mailchimp.com/lists/settings/defaults?id=1',
  'https://us21.admin.mailchimp.com/audience/contact-profile?contact_id=1',
  'https://us21.admin.mailchimp.com/account/domains/',
  'https://us21.admin.mailchimp.com/customer-journey/',
  'https://us21.admin.mailchimp.com/customer-journey/create-new-journey/',
  'https://us21.admin.mailchimp.com/customer-journey/#/create-campaign/explore/welcome',
  'https://us21.admin.mailchimp.com/templates/edit?id=5',
];

const ELSEWHERE = [
  `http://www.klaviyo.com/campaign/${ULID}/wizard`,
  `https://klaviyo.com.evil.example/campaign/${ULID}/wizard`,
  'https://www.hubspot.com/email/1/edit/2',
  'https://community.hubspot.com/email/1/edit/2',
  'https://evil.example/?https://app.hubspot.com/email/1/edit/2',
  'https://login.mailchimp.com/campaigns/edit?id=1',
  'https://admin.mailchimp.com.evil.example/campaigns/edit?id=1',
  'about:blank',
  '',
  'not an address',
];

describe('where something is composed', () => {
  it.each(COMPOSING)('%s', (url) => expect(isComposing(url)).toBe(true));
  it.each([...NOT_COMPOSING, ...ELSEWHERE])('not at %s', (url) => expect(isComposing(url)).toBe(false));
  it.each(ELSEWHERE)('no dashboard at %s', (url) => expect(findEsp(url)).toBeNull());
  it.each(NOT_COMPOSING)('a dashboard all the same at %s', (url) => expect(findEsp(url)).not.toBeNull());
});

describe('what an address says', () => {
  it('the portal of HubSpot, and of nobody else', () => {
    expect(findAccount('https://app-eu1.hubspot.com/email/144550957/edit/1/content')).toBe('144550957');
    expect(findAccount(`https://www.klaviyo.com/campaign/${ULID}/wizard`)).toBeNull();
    expect(findAccount('https://us2.admin.mailchimp.com/campaigns/edit?id=1')).toBeNull();
  });

  it('whether two pages are steps of one campaign', () => {
    const step = (path: string) => campaignOf(`https://www.klaviyo.com/campaign/${path}`);
    expect(step('01A/wizard/1')).toBe(step('01A/wizard/2?x=1'));
    expect(step('01A/wizard/1')).not.toBe(step('01B/wizard/1'));
    const email = (path: string) => campaignOf(`https://app.hubspot.com/email/7/${path}`);
    expect(email('edit/5/content')).toBe(email('edit/5/settings'));
    expect(email('edit/5/content')).not.toBe(email('edit/6/content'));
    const mailchimp = (path: string) => campaignOf(`https://us3.admin.mailchimp.com/${path}`);
    expect(mailchimp('campaigns/edit?id=5')).not.toBe(mailchimp('campaigns/edit?id=6'));
    expect(mailchimp('reports/summary?id=5')).toBeNull();
  });

  it.each([
    ['https://www.klaviyo.com/settings/email/domains', true],
    ['https://www.klaviyo.com/settings/domains', true],
    ['https://app.hubspot.com/domains/8675309', true],
    ['https://app.hubspot.com/settings/8675309/website/domains', true],
    ['https://us21.admin.mailchimp.com/account/domains/', true],
    ['https://app.hubspot.com/settings/8675309/user-preferences', false],
    [`https://www.klaviyo.com/campaign/${ULID}/wizard`, false],
  ])('whether the ESP shows a sending domain: %s', (url, shows) => expect(isDomainSettings(url)).toBe(shows));
});

describe('what is known of a dashboard', () => {
  it.each(ESP_PAGES.flatMap(({ id, rules }) => rules.map((rule) => [id, rule.id, rule] as const)))(
    '%s: %s says where it was seen, and when',
    (id, rule, { selector, labels }) => {
      const text = readFileSync(join(import.meta.dirname, '../../../lib/esp', id, 'page.ts'), 'utf8');
      const above = text
        .slice(0, text.indexOf(`id: '${rule}'`))
        .trimEnd()
        .split('\n')
        .at(-2);
      expect(above).toMatch(/\/\/ Seen 20\d\d-\d\d-\d\d: .{20,}/);
      expect(selector ?? labels?.join('')).toBeTruthy();
    },
  );
});
