import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, Waiting } from '../../lib/esp-api/account.ts';
import type { Answer } from '../../lib/messaging/protocol.ts';
import { BROKEN, DOMAIN, RECORDS } from '../fixtures/drafts/zone.ts';
import { driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';
import { HOSTS, KEYS, startApiServer, type ApiServer } from '../helpers/esp-api-server.ts';

const ESPS = ['klaviyo', 'mailchimp', 'hubspot'] as const;

/** Chromium alone: only there can a test lead a host to loopback. The worker's code is the same in Firefox. */
describe('connected accounts in chromium', () => {
  let driven: Driven;
  let dns: DohServer;
  let api: ApiServer;

  beforeAll(async () => {
    api = await startApiServer({ secure: true });
    dns = await startDohServer({ ...BROKEN, ...RECORDS.mailchimp, ...RECORDS.klaviyo });
    const hosts = Object.values(HOSTS).map((host) => `MAP ${host}:443 127.0.0.1:${api.port}`);
    driven = await driveExtension('chromium', { args: [`--host-resolver-rules=${hosts.join(',')}`] });
    await driven.writeSettings({ resolvers: [dns.url] });
  });
  afterAll(async () => {
    await driven?.close();
    await Promise.all([dns.close(), api.close()]);
  });

  const send = (message: object) =>
    driven.inExtension((sent) => chrome.runtime.sendMessage<object, Answer>(sent), message);
  const waiting = () =>
    driven.inExtension(async () => (await chrome.storage.local.get('waiting'))['waiting'] as Waiting | undefined);
  const verdict = async () =>
    (await waiting())?.domains.find(({ esp, domain }) => esp === 'mailchimp' && domain === DOMAIN)?.verdict;

  it('are read, tell what breaks after it was scheduled, and are erased', async () => {
    const at = new Date(Date.now() + 100_000_000).toISOString();
    const from = `hello@${DOMAIN}`;
    api.accounts.klaviyo.campaigns = [{ id: 'k', name: 'Klaviyo sale', sendTime: at, froms: [from] }];
    api.accounts.mailchimp.campaigns = [
      { id: 'm', web_id: 1, status: 'schedule', send_time: at, settings: { title: 'Mailchimp sale', reply_to: from } },
    ];
    api.accounts.hubspot.emails = [
      { id: 3, name: 'HubSpot sale', state: 'SCHEDULED', publishDate: at, from: { replyTo: from } },
    ];
    for (const esp of ESPS)
      expect(await send({ kind: 'connect', esp, key: KEYS[esp] })).toEqual({ ok: true, value: 'connected' });
    expect(await until(verdict, (seen) => seen === 'pass')).toBe('pass');
    expect((await waiting())?.campaigns.map(({ name }) => name).toSorted()).toEqual([
      'HubSpot sale',
      'Klaviyo sale',
      'Mailchimp sale',
    ]);

    // The record goes after the campaign was scheduled, and the alarm's time has come.
    dns.setZone(BROKEN);
    await driven.inExtension(async () => {
      const { accounts } = await chrome.storage.local.get('accounts');
      const due = (accounts as Account[]).map((account) => ({ ...account, nextAt: 1 }));
      await chrome.storage.local.set({ accounts: due });
      await chrome.alarms.create('waiting', { when: Date.now() + 100 });
    });
    expect(await until(verdict, (seen) => seen === 'fail', 45_000)).toBe('fail');
    const notices = () => driven.inExtension(async () => Object.keys(await chrome.notifications.getAll()));
    expect(await until(notices, (ids) => ids.length > 0)).toContain(`waiting:mailchimp ${DOMAIN}`);

    // Each key went to its host alone, and is in nothing that a content script or an export could read.
    const local = JSON.stringify(await driven.inExtension(() => chrome.storage.local.get(null)));
    for (const esp of ESPS) {
      const sent = api.asked.filter(({ authorization }) => {
        const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
        return authorization.includes(KEYS[esp]) || basic.includes(KEYS[esp]);
      });
      expect([...new Set(sent.map(({ host, method }) => `${method} ${host}`))]).toEqual([`GET ${HOSTS[esp]}`]);
      expect(local).not.toContain(KEYS[esp]);
      await send({ kind: 'disconnect', esp });
    }
    expect(await waiting()).toEqual({ campaigns: [], domains: [] });
  }, 90_000);
});
