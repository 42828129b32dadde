import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TabState } from '../../lib/messaging/protocol.ts';
import { hubspotCases } from '../fixtures/pages/hubspot/cases.ts';
import { klaviyoCases } from '../fixtures/pages/klaviyo/cases.ts';
import { mailchimpCases } from '../fixtures/pages/mailchimp/cases.ts';
import type { Expected, PageCase } from '../fixtures/pages/page-case.ts';
import { BROWSERS, driveExtension, until, type Driven } from '../helpers/browsers.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';

/** Every so many pages of the corpus: whole it is read in a page of its own, here by the extension as it is installed. */
const EVERY = 7;

const sample = [klaviyoCases, hubspotCases, mailchimpCases].flatMap((cases) =>
  cases.filter(({ knownFailure }, index) => index % EVERY === 0 && knownFailure === undefined),
);

/** What the tab's state says of the sender, in the corpus's own words. */
function toSaid(state: TabState | null): unknown {
  switch (state?.state) {
    case undefined:
    case 'off-site':
      return { composing: false };
    case 'no-sender':
      return { none: state?.reason };
    case 'ambiguous':
      return { several: state?.candidates.map(({ address }) => address).sort() };
    case 'ready':
      return { sender: state?.report?.from };
    case 'loading':
    case 'error':
      return { state: state?.state };
  }
}

function toWanted(expected: Expected): unknown {
  if ('sender' in expected) return { sender: expected.sender };
  if ('several' in expected) return { several: [...expected.several].sort() };
  return expected;
}

describe.each(BROWSERS)('the extension in %s', (browser) => {
  let driven: Driven;
  let dns: DohServer;
  let page: Page | null = null;

  beforeAll(async () => {
    dns = await startDohServer({});
    driven = await driveExtension(browser);
    await driven.writeSettings({ resolvers: [dns.url] });
  });
  afterAll(async () => {
    await driven?.close();
    await dns?.close();
  });
  afterEach(async () => {
    await page?.close();
    page = null;
  });

  async function open({ url, html, frames = {}, act }: PageCase): Promise<number> {
    const { pathname } = new URL(url);
    page = await driven.openPage(url, (asked) => {
      if (asked.pathname === pathname) return html;
      return frames[asked.pathname] ?? frames[asked.pathname + asked.search] ?? null;
    });
    const tab = await driven.tabOf(page.url());
    if (act) await page.evaluate(act);
    return tab;
  }

  it.each(sample.map((wanted) => [wanted.url, wanted.name, wanted] as const))(
    'reads %s: %s',
    async (_url, _name, wanted) => {
      const tab = await open(wanted);
      const expected = toWanted(wanted.expect);
      const isAny = JSON.stringify(expected) === '{"none":"any"}';
      const said = await until(
        async () => toSaid(await driven.tabState(tab)),
        (seen) =>
          isAny ? JSON.stringify(seen).startsWith('{"none"') : JSON.stringify(seen) === JSON.stringify(expected),
      );
      expect(said).toMatchObject(isAny ? {} : (expected as object));
      const isComposed = !('composing' in wanted.expect);
      const hosts = await until(
        async () => (await page?.evaluate(() => document.querySelectorAll('presend-badge').length)) ?? -1,
        (count) => count === (isComposed ? 1 : 0),
      );
      expect(hosts).toBe(isComposed ? 1 : 0);
    },
  );
});
