import { describe, expect, it } from 'vitest';
import { judgeSource, readMessage, toOctets, toText } from '../../helpers/signed-messages.ts';

const SOURCE = toText(readMessage('gmail-mailchimp-passes'));
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const TABLE =
  '<table><tr><th>Message ID</th><td>&lt;1@mail.esp.net&gt;</td></tr><tr><th>SPF:</th><td>PASS</td></tr></table>';

describe('the page of a mailbox that shows a source', () => {
  it.each([
    [
      'Gmail',
      `<!DOCTYPE html><html><body>${TABLE}<a href="?view=att">Download Original</a><pre class="raw_message_text" id="raw_message_text">${escape(SOURCE)}</pre></body></html>`,
    ],
    [
      'Gmail, with LF',
      `<html><body>${TABLE}<pre class="raw_message_text">${escape(SOURCE).replaceAll('\r\n', '\n')}</pre>`,
    ],
    [
      'Yahoo, a file shown by the browser',
      `<html><head><meta name="color-scheme" content="light dark"></head><body><pre style="word-wrap: break-word; white-space: pre-wrap;">${escape(SOURCE)}</pre></body></html>`,
    ],
    [
      'Outlook, in a dialog behind other text',
      `<div role="dialog"><h2>Message source</h2><pre>Close</pre><pre tabindex="0">${escape(SOURCE)}</pre></div>`,
    ],
    [
      'numeric references',
      `<html><pre>${SOURCE.replaceAll('&', '&#38;').replaceAll('<', '&#60;').replaceAll('>', '&#x3e;')}</pre>`,
    ],
  ])('%s', async (_name, page) => {
    const { message } = await judgeSource(toOctets(page));
    expect(message.dkim.map(({ result }) => result)).toEqual(['pass']);
    expect(message.repairs).toContain('page');
  });
});
