import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { describePage } from '../../lib/detect/page-structure.ts';
import type { addressOf, describeElement } from '../../lib/detect/pick.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';
import { doc, type PageCase } from '../fixtures/pages/page-case.ts';
import { everything } from '../fixtures/pages/decoys.ts';
import { bundle, openBrowser, openCase, readCase, type PageBrowser } from './detector-page.ts';

declare const presendTools: {
  addressOfElement: typeof addressOf;
  describeElement: typeof describeElement;
  describePage: typeof describePage;
};

const DRAFT = 'https://www.klaviyo.com/campaign/01A/wizard';

let browser: PageBrowser;
let code = '';

beforeAll(async () => {
  code = await bundle(join(import.meta.dirname, 'in-page.ts'));
  browser = await openBrowser();
});
afterAll(async () => browser.close());

const toCase = (body: string, url = DRAFT): PageCase => ({ name: '', url, html: doc(body), expect: { none: 'any' } });

async function open(body: string, url = DRAFT): Promise<void> {
  await openCase(browser.page, toCase(body, url));
  await browser.page.evaluate(code);
}

async function pick(body: string, selector: string): Promise<StoredPick> {
  await open(body);
  return browser.page.$eval(selector, (element) => presendTools.describeElement(element, 'klaviyo'));
}

async function readWith(body: string, picks: StoredPick[]) {
  await openCase(browser.page, toCase(body));
  return (await readCase(browser.page, code, picks))?.sender;
}

describe('an element that the user pointed at', () => {
  const odd = (address: string, hash: string) =>
    `<div class="sc-${hash}"><div class="k-${hash}">Letter head</div><span class="v-${hash}" data-testid="letter-head">${address}</span></div><p>other@page.example</p>`;

  it('is found again in a new build, with another address in it', async () => {
    const stored = await pick(odd('first@brand.example', 'a1b2c3'), '[data-testid]');
    expect(await readWith(odd('second@brand.example', 'ffee99'), [stored])).toMatchObject({
      kind: 'found',
      address: 'second@brand.example',
    });
    expect(await readWith(odd('second@brand.example', 'ffee99'), [])).toMatchObject({ kind: 'notFound' });
  });

  it('is found by its label where it has no attribute of its own', async () => {
    const row = (address: string) =>
      `<div><b>Letter head</b><em>${address}</em></div><div><b>Else</b><em>x@else.example</em></div>`;
    const stored = await pick(row('first@brand.example'), 'em');
    expect(await readWith(row('second@brand.example'), [stored])).toMatchObject({ address: 'second@brand.example' });
  });

  it('is described without its address, classes or generated ids', async () => {
    const stored = await pick(
      '<label for="uid-ctrl-17">Letter head</label><input id="uid-ctrl-17" name="head" class="css-1dimb5e" value="first@brand.example">',
      'input',
    );
    expect(stored).toMatchObject({ tag: 'input', labels: ['letter head'], attributes: { name: 'head' }, frame: '' });
    expect(JSON.stringify(stored)).not.toMatch(/first@brand|css-|uid-ctrl/);
  });

  it('does not speak for a page on which nothing like it stands', async () => {
    const stored = await pick(odd('first@brand.example', 'a1'), '[data-testid]');
    const page = '<label for="e">Sender email address</label><input id="e" value="right@brand.example">';
    expect(await readWith(page, [stored])).toMatchObject({ kind: 'found', address: 'right@brand.example' });
  });

  it('is empty when it is there and holds nothing', async () => {
    const field = (value: string) => `<label for="e">Letter head</label><input id="e" name="head" value="${value}">`;
    const stored = await pick(field('first@brand.example'), 'input');
    expect(await readWith(field(''), [stored])).toEqual({ kind: 'notFound', reason: 'empty' });
  });

  it('of another ESP is not looked for', async () => {
    const stored = await pick(odd('first@brand.example', 'a1'), '[data-testid]');
    expect(await readWith(odd('x@brand.example', 'b2'), [{ ...stored, esp: 'hubspot' }])).toMatchObject({
      kind: 'notFound',
    });
  });

  it('shows its address to the picker, if it has one', async () => {
    await open('<p>Brand &lt;a@b.example&gt;</p><i>a@b.example, c@d.example</i><input value="in@field.example">');
    const address = (selector: string) =>
      browser.page.$eval(selector, (element) => presendTools.addressOfElement(element));
    expect(await address('p')).toBe('a@b.example');
    expect(await address('i')).toBeNull();
    expect(await address('input')).toBe('in@field.example');
  });
});

describe('the structure of a page for a report', () => {
  it('holds no text, no value, no address and no name of the page', async () => {
    await open(
      `<h1>Secret Spring Launch</h1><label for="e">Sender email address</label><input id="e" name="from_email" value="hello@secret-brand.example" placeholder="Your Secret"><a href="https://secret.example/?token=abc" title="Jane Secret">x</a>${everything}`,
    );
    const text = await browser.page.evaluate(() => presendTools.describePage(document));
    expect(text).toContain('input');
    expect(text).toContain('[senderEmail]');
    expect(text).not.toMatch(/secret|spring|hello|jane|token|example|doe|max/i);
  });

  it('is cut where the page is large', async () => {
    await open('<p>text</p>'.repeat(5000));
    const text = await browser.page.evaluate(() => presendTools.describePage(document));
    expect(text.split('\n').length).toBeLessThan(1600);
    expect(text).toContain('cut');
  });
});

describe("an ESP's own page about a sending domain", () => {
  const read = async (body: string, url: string) => {
    await openCase(browser.page, toCase(body, url));
    return readCase(browser.page, code);
  };

  it('says which records it wants: HubSpot', async () => {
    const reading = await read(
      `<h1>Connect brand.example</h1><table><tr><th>Type</th><th>Host</th><th>Value</th></tr>
       <tr><td>CNAME</td><td>hs1-8675309._domainkey.brand.example</td><td><input type="text" readonly value="brand-example.hs04a.dkim.hubspotemail.net"></td></tr>
       <tr><td>CNAME</td><td>hs2-8675309._domainkey.brand.example</td><td><input type="text" readonly value="brand-example.hs04b.dkim.hubspotemail.net"></td></tr></table>`,
      'https://app.hubspot.com/settings/8675309/website/domains',
    );
    expect(reading).toMatchObject({
      composing: false,
      account: '8675309',
      sending: {
        domain: 'brand.example',
        selectors: ['hs1-8675309', 'hs2-8675309'],
        targets: ['brand-example.hs04a.dkim.hubspotemail.net', 'brand-example.hs04b.dkim.hubspotemail.net'],
      },
    });
  });

  it('says which records it wants: Klaviyo, with an account number of its own', async () => {
    const reading = await read(
      `<div><span>kl._domainkey.send.brand.example</span><code>kl.domainkey.123456.klaviyodns.com</code></div><div><span>kl2._domainkey.send.brand.example</span><code>kl2.domainkey.123456.klaviyodns.com</code></div>`,
      'https://www.klaviyo.com/settings/email/domains',
    );
    expect(reading?.sending).toEqual({
      domain: 'send.brand.example',
      selectors: ['kl', 'kl2'],
      targets: ['kl.domainkey.123456.klaviyodns.com', 'kl2.domainkey.123456.klaviyodns.com'],
    });
  });

  it('says nothing where it lists domains only', async () => {
    const reading = await read(
      '<h1>Domains</h1><p>brand.example: verified</p>',
      'https://us21.admin.mailchimp.com/account/domains/',
    );
    expect(reading?.sending).toBeNull();
  });
});
