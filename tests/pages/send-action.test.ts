import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { findSendAction } from '../../lib/detect/send-action.ts';
import { doc } from '../fixtures/pages/page-case.ts';
import { bundle, openBrowser, openCase, type PageBrowser } from './detector-page.ts';

declare const presendTools: { findSendAction: typeof findSendAction };

/** `#x` is what is pressed. */
const SENDS = [
  '<button id="x">Send</button>',
  '<button><svg width="8" height="8"></svg><span id="x">Send now</span></button>',
  '<button id="x">Schedule or Send</button>',
  '<button id="x">Schedule campaign</button>',
  '<button id="x">Send to 12,480 people</button>',
  '<div role="button" tabindex="0" id="x">Send email</div>',
  '<input type="submit" id="x" value="Send campaign">',
  '<button aria-label="Send now" id="x"><i class="icon"></i></button>',
  '<div role="menu"><div role="menuitem" id="x">Schedule</div></div>',
  '<button data-testid="send-now-button" id="x">Absenden</button>',
  '<button data-selenium-test="schedule-email-button" id="x">Küldés</button>',
  '<div role="dialog" aria-label="You’re about to send"><button id="x">Send now</button></div>',
  '<button id="x">Jetzt senden</button>',
  '<button id="x">Kampagne planen</button>',
  '<button id="x">Envoyer maintenant</button>',
  '<button id="x">Programmer l’envoi</button>',
  '<button id="x">Enviar campaña</button>',
  '<button id="x">Enviar agora</button>',
  '<button id="x">Invia ora</button>',
  '<button id="x">Nu verzenden</button>',
  '<button id="x">Wyślij teraz</button>',
  '<button id="x">Skicka nu</button>',
  '<button id="x">今すぐ送信</button>',
  '<button id="x">立即发送</button>',
  '<button id="x">지금 보내기</button>',
  '<button id="x">예약</button>',
];

const DOES_NOT_SEND = [
  '<button id="x">Send a test email</button>',
  '<button id="x">Send test</button>',
  '<button id="x">Testmail senden</button>',
  '<button id="x">Review and send</button>',
  '<button id="x">Save</button>',
  '<button id="x">Sender</button>',
  '<button id="x">Edit sender</button>',
  '<button id="x">Resend</button>',
  '<button id="x">Send feedback</button>',
  '<button id="x">Schedule a demo</button>',
  '<button id="x">Send reply</button>',
  '<button id="x" disabled>Send</button>',
  '<button id="x" aria-disabled="true">Send</button>',
  '<button role="tab" id="x">Schedule</button>',
  '<div role="radiogroup"><button role="radio" id="x">Send now</button></div>',
  '<label><input type="radio" id="x"> Send now</label>',
  '<button aria-haspopup="menu" id="x">Send</button>',
  '<nav><a href="/send" id="x">Send</a></nav>',
  '<p id="x">Send</p>',
  '<div role="dialog" aria-label="Send a test email"><button id="x">Send</button></div>',
  '<div role="dialog" aria-modal="true"><h2>Send a test email</h2><button id="x">Send</button></div>',
  '<section aria-label="Comments"><textarea></textarea><button id="x">Send</button></section>',
  '<div id="chat-widget"><button id="x">Send</button></div>',
  '<form><h3>Feedback</h3><button id="x">Send</button></form>',
  '<button data-testid="send-test-email" id="x">…</button>',
  '<div contenteditable="true">' + 'text '.repeat(80) + '<a href="#" id="x">Send</a></div>',
];

let browser: PageBrowser;
let code = '';

beforeAll(async () => {
  code = await bundle(join(import.meta.dirname, 'in-page.ts'));
  browser = await openBrowser();
});
afterAll(async () => browser.close());

async function isSend(html: string): Promise<boolean> {
  const url = 'https://us21.admin.mailchimp.com/campaigns/edit?id=1';
  await openCase(browser.page, { name: 'send', url, html: doc(html), expect: { none: 'any' } });
  await browser.page.evaluate(code);
  return browser.page.$eval('#x', (element) => presendTools.findSendAction(element) !== null);
}

describe('what sends or schedules the campaign', () => {
  it.each(SENDS)('%s', async (html) => expect(await isSend(html)).toBe(true));
  it.each(DOES_NOT_SEND)('not %s', async (html) => expect(await isSend(html)).toBe(false));

  it('is found through a shadow root', async () => {
    await isSend('<x-button></x-button><i id="x"></i>');
    const found = await browser.page.evaluate(() => {
      const host = document.querySelector('x-button') as Element;
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = '<button><slot></slot></button>';
      host.innerHTML = '<span>Send now</span>';
      return presendTools.findSendAction(host.querySelector('span') as Element)?.localName;
    });
    expect(found).toBe('button');
  });
});
