import { describe, expect, it } from 'vitest';
import { drafts, type Draft } from '../fixtures/drafts/pages.ts';
import { type BROKEN, DOMAIN, FAILING, PORTAL, REPAIRED } from '../fixtures/drafts/zone.ts';
import { BROWSERS, until } from '../helpers/browsers.ts';
import { dashboardSuite } from '../helpers/dashboard-suite.ts';

const [klaviyo, hubspot, mailchimp] = drafts(`hello@${DOMAIN}`, PORTAL) as [Draft, Draft, Draft];

/** HubSpot's review panel, with the button that sends. */
const reviewing: Draft = {
  ...hubspot,
  html: hubspot.html.replace(
    /<button class="primary" id="send".*?<\/button>/,
    '<button class="primary" id="send" onclick="document.getElementById(\'sent\').hidden = false">Send now</button><p id="sent" hidden>Sent</p>',
  ),
};

type Walk = [Draft, Draft, Draft];

/** Three campaigns of each ESP, by what tells them apart in their addresses. */
const WALKS: Walk[] = [
  [klaviyo, '01HZX5K8Q2W3E4R5T6Y7U8I9P0'] as const,
  [reviewing, '90817263544'] as const,
  [mailchimp, '10204511'] as const,
].map(([draft, id]) => {
  const other = (digit: string): Draft => ({ ...draft, url: draft.url.replace(id, `${id.slice(0, -1)}${digit}`) });
  return [draft, other('7'), other('8')];
});

describe.each(BROWSERS)('the guard before a send in %s', (browser) => {
  const { at, open, shows, openWith, isAsking, asks, isSent, choose, quiet } = dashboardSuite(browser);

  it.each([klaviyo, mailchimp])('holds up a campaign of $esp that will fail, and says why', async (draft) => {
    const page = await openWith(draft, 'fail');
    await page.click('#send');
    await asks(page);
    const said = await page.evaluate(
      () => document.querySelector('presend-guard')?.shadowRoot?.querySelector('[role="dialog"]')?.textContent,
    );
    expect(said).toMatch(/Gmail/);
    expect(await isSent(page)).toBe(false);
    const focused = await page.evaluate(() =>
      document.querySelector('presend-guard')?.shadowRoot?.activeElement?.getAttribute('data-action'),
    );
    expect(focused).toBe('fix');
  });

  it('says how many people are on the list, where the page shows it', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.click('#send');
    await asks(page);
    const said = await page.evaluate(() => document.querySelector('presend-guard')?.shadowRoot?.textContent);
    expect(said).toMatch(/12,480 .* on the list/);
  });

  it('lets the send go on "Send anyway", exactly once, and asks again the next time', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.evaluate(() => {
      Object.assign(globalThis, { sends: 0 });
      document.getElementById('send')?.addEventListener('click', () => {
        const counter = globalThis as unknown as { sends: number };
        counter.sends += 1;
      });
    });
    await page.click('#send');
    await asks(page);
    await choose(page, 'send-anyway');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await page.evaluate(() => (globalThis as unknown as { sends: number }).sends)).toBe(1);
    expect(await isAsking(page)).toBe(false);
    await page.click('#send');
    await asks(page);
    expect(await page.evaluate(() => (globalThis as unknown as { sends: number }).sends)).toBe(1);
  });

  it('is cancelled by Escape, and gives the keyboard back to the page', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.focus('#send');
    await page.keyboard.press('Enter');
    await asks(page);
    await page.keyboard.press('Escape');
    await asks(page, false);
    expect(await isSent(page)).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('send');
  });

  it('does not stand in the way of a test send', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'test-send';
      button.textContent = 'Send a test email';
      button.addEventListener('click', () => button.setAttribute('data-done', ''));
      document.querySelector('main')?.append(button);
    });
    await page.click('#test-send');
    await quiet();
    expect(await isAsking(page)).toBe(false);
    expect(await page.evaluate(() => document.getElementById('test-send')?.hasAttribute('data-done'))).toBe(true);
  });

  it.each<[verdict: string, zone: typeof BROKEN]>([
    ['pass', REPAIRED],
    ['unknown', FAILING],
  ])('never gets in the way of %s', async (verdict, zone) => {
    at.dns.setZone(zone);
    const page = await openWith(mailchimp, verdict);
    await page.click('#send');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await isAsking(page)).toBe(false);
  });

  it('is silent where the user has turned it off', async () => {
    await at.driven.writeSettings({ guard: 'off' });
    const page = await openWith(mailchimp, 'fail');
    await page.click('#send');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await isAsking(page)).toBe(false);
  });

  it('is silent, after one round, about what the user has accepted for this domain', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.click('#send');
    await asks(page);
    const box = await page.$('presend-guard >>> input[type="checkbox"]');
    await box?.click();
    await choose(page, 'cancel');
    await asks(page, false);
    await quiet();
    await page.click('#send');
    await until(
      () => isSent(page),
      (sent) => sent,
    );
    expect(await isAsking(page)).toBe(false);
  });

  it('takes no acceptance and opens no tab by script of the page', async () => {
    const page = await openWith(mailchimp, 'fail');
    const tabs = (await at.driven.browser.pages()).length;
    await page.click('#send');
    await asks(page);
    await page.evaluate(() => {
      const root = document.querySelector('presend-guard')?.shadowRoot;
      root?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
      root?.querySelector<HTMLElement>('[data-action="fix"]')?.click();
      document.querySelector('presend-badge')?.shadowRoot?.querySelector<HTMLElement>('.open')?.click();
    });
    await quiet();
    expect((await at.driven.browser.pages()).length).toBe(tabs);
    await choose(page, 'cancel');
    await asks(page, false);
    await quiet();
    await page.click('#send');
    await asks(page);
  });

  it('asks again where the page has removed or closed the question', async () => {
    const page = await openWith(mailchimp, 'fail');
    const ends = [
      () => document.querySelector('presend-guard')?.remove(),
      () => document.querySelector('presend-guard')?.shadowRoot?.querySelector('dialog')?.close(),
    ];
    for (const end of ends) {
      await page.click('#send');
      await asks(page);
      await page.evaluate(end);
      await asks(page, false);
      await quiet();
    }
    await page.click('#send');
    await asks(page);
    expect(await isSent(page)).toBe(false);
  });

  it('cannot be ended by an event of the page', async () => {
    const page = await openWith(mailchimp, 'fail');
    const id = new URL(await at.driven.inExtension(() => location.href)).host;
    await page.evaluate((host) => {
      const detail = { contentScriptName: 'page', messageId: 'forged' };
      for (const name of [host, 'presend@presend.invalid']) {
        document.dispatchEvent(new CustomEvent(`${name}:page:wxt:content-script-started`, { detail }));
      }
    }, id);
    await page.click('#send');
    await asks(page);
    expect(await isSent(page)).toBe(false);
  });

  it('asks where a form is submitted by Enter in one of its fields', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.innerHTML = '<input id="field" name="children"><button>Send now</button>';
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        form.setAttribute('data-sent', '');
      });
      document.querySelector('main')?.append(form);
    });
    await page.focus('#field');
    await page.keyboard.press('Enter');
    await asks(page);
    expect(await page.evaluate(() => document.querySelector('form[data-sent]'))).toBeNull();
  });

  it.each(WALKS)('asks in each of three campaigns in one tab (%#)', async (...campaigns) => {
    const [first, second, third] = campaigns;
    const page = await openWith(first, 'fail');
    // The welcome page may still open in front of it: a campaign is sent from a tab that is seen.
    await page.bringToFront();
    const asksNow = async () => {
      await page.bringToFront();
      await page.click('#send');
      await asks(page);
      await choose(page, 'cancel');
      await asks(page, false);
      expect(await isSent(page)).toBe(false);
    };
    await asksNow();
    // Once as an app that draws its form anew, once as one that keeps the nodes.
    for (const [{ url }, isDrawnAnew] of [
      [second, true],
      [third, false],
    ] as const) {
      await page.evaluate(
        (next, draws) => {
          history.pushState({}, '', next);
          const form = document.querySelector('main');
          if (draws) form?.replaceWith(form.cloneNode(true));
        },
        url,
        isDrawnAnew,
      );
      await shows(page, 'fail');
      await asksNow();
    }
    await page.evaluate(() => history.back());
    await until(
      async () => page.url(),
      (url) => url === second.url,
    );
    await shows(page, 'fail');
    await asksNow();
    await page.goto(first.url, { waitUntil: 'domcontentloaded' });
    await shows(page, 'fail');
    await asksNow();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await shows(page, 'fail');
    await asksNow();
  });

  it('asks in a tab that was opened in the background', async () => {
    const page = await open(klaviyo);
    const front = await at.driven.openOwnPage('options.html');
    await front.bringToFront();
    await quiet();
    await front.close();
    await shows(page, 'fail');
    await page.click('#send');
    await asks(page);
    expect(await isSent(page)).toBe(false);
  });

  // Last: the panel stays open next to whatever comes after it.
  it('leads to the panel next to the page on "Fix it", where the browser opens one, else to the report', async () => {
    const page = await openWith(mailchimp, 'fail');
    await page.click('#send');
    await asks(page);
    await choose(page, 'fix');
    const opened = () =>
      at.driven.inExtension(async () => {
        const contexts = await chrome.runtime.getContexts({});
        return contexts
          .map(({ contextType, documentUrl }) => `${contextType} ${documentUrl ?? ''}`)
          .filter((one) => /SIDE_PANEL|report\.html#\/domain/u.test(one));
      });
    const [place] = await until(opened, (found) => found.length > 0);
    expect(place).toMatch(browser === 'chromium' ? /^SIDE_PANEL/u : /^TAB .*report\.html#\/domain/u);
    expect(await isSent(page)).toBe(false);
  });
});
