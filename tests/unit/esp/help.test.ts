import { describe, expect, it } from 'vitest';
import { findEspById, ESPS } from '../../../lib/esp/registry.ts';

const urlOf = (id: 'hubspot' | 'mailchimp', account: string | null, host: string | null) =>
  findEspById(id)?.help.recordsUrl({ account, host });

describe('the page that shows the records', () => {
  it('is in the region and the account of the dashboard that is open', () => {
    expect(urlOf('hubspot', '777', 'app-eu1.hubspot.com')).toBe('https://app-eu1.hubspot.com/domains/777/manage');
    expect(urlOf('hubspot', '777', null)).toBe('https://app.hubspot.com/domains/777/manage');
    expect(urlOf('mailchimp', null, 'us14.admin.mailchimp.com')).toBe(
      'https://us14.admin.mailchimp.com/account/domains/',
    );
  });

  it('is nowhere where the account is not known', () => {
    expect(urlOf('hubspot', null, 'app.hubspot.com')).toBeNull();
    expect(urlOf('hubspot', '777/../x', null)).toBeNull();
  });

  it.each([
    'evil.test',
    'app.hubspot.com.evil.test',
    'us1.admin.mailchimp.com@evil.test',
    'evil.test/us1.admin.mailchimp.com',
  ])('is never at a stranger: %s', (host) => {
    for (const { help } of ESPS) {
      const url = help.recordsUrl({ account: '777', host });
      expect(url === null || !new URL(url).hostname.includes('evil')).toBe(true);
    }
  });
});
