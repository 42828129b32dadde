import { describe, expect, it } from 'vitest';
import { checkContent, readContent, type ContentFault } from '../../../lib/message/content/content.ts';

const FOOTER =
  '<p>Brand Coffee, 12 Harbour Street, Portland, OR 97209. <a href="https://brand.com/unsubscribe">Unsubscribe</a></p>';
const WORDS = '<p>Three new coffees from small farms are on the shelf until Sunday, roasted this Tuesday.</p>';

const faultsOf = (
  html: string | null,
  more: { text?: string | null; attachments?: string[]; isWhole?: boolean } = {},
): ContentFault[] =>
  checkContent(
    {
      html,
      text: more.text === undefined ? 'The same in plain text.' : more.text,
      attachments: more.attachments ?? [],
    },
    'brand.com',
    more.isWhole ?? true,
  );

const codesOf = (...input: Parameters<typeof faultsOf>): string[] => faultsOf(...input).map(({ code }) => code);
const campaign = (inner: string): string => `<html><body>${inner}${WORDS}${FOOTER}</body></html>`;

describe('a campaign as it should be', () => {
  it('has nothing said against it', () => {
    expect(
      codesOf(campaign('<a href="https://brand.com/x"><img src="https://brand.com/a.jpg" alt="A bag"></a>')),
    ).toEqual([]);
  });
});

/** Each code with messages that raise it, and with ones that must not. */
const CASES: Record<ContentFault['code'], { raised: string[]; silent: string[] }> = {
  'content.link-text-differs': {
    raised: [
      '<a href="https://evil.example/login">www.brand.com</a>',
      '<a href="https://evil.example/">https://brand.com/account</a>',
      '<a href="http://192.0.2.1/x">brand.com</a>',
      '<a href="https://brand.com.evil.example/">brand.com</a>',
      '<a href="https://attacker.co.uk/">victim.co.uk</a>',
      '<a href="https://evil.example/">Log in at https://brand.com now</a>',
      '<a href="https://evil.example/"><b>brand</b>.com</a>',
      '<a href="https://evil.example/">br&#97;nd&period;com</a>',
    ],
    silent: [
      '<a href="https://www.brand.com/coffee">brand.com</a>',
      '<a href="https://shop.brand.com/">www.brand.com</a>',
      '<a href="https://brand.us2.list-manage.com/track/click?u=1">www.brand.com</a>',
      '<a href="https://ctrk.klclick.com/l/1">brand.com</a>',
      '<a href="https://click.brand.com/ls/1">partner.example</a>',
      '<a href="https://evil.example/">Read more</a>',
      '<a href="https://files.example/">menu.pdf</a>',
      '<a href="mailto:hello@brand.com">hello@brand.com</a>',
      '<a href="https://x.example/">Ready at 9.30</a>',
      '<a href="https://x.example/">e.g. this one</a>',
    ],
  },
  'content.link-shortener': {
    raised: ['<a href="https://bit.ly/3x">See</a>', '<a href="https://www.tinyurl.com/x">See</a>'],
    silent: [
      '<a href="https://brand.com/bit.ly">See</a>',
      '<a href="https://notbit.ly/x">See</a>',
      '<p>We wrote about bit.ly today.</p>',
    ],
  },
  'content.link-http': {
    raised: ['<a href="http://brand.com/">See</a>', '<map><area href="http://brand.com/"></map>'],
    silent: ['<a href="https://brand.com/?to=http://x">See</a>', '<p>http://brand.com</p>', '<a href="#top">Up</a>'],
  },
  'content.image-only': { raised: [], silent: ['<img src="a.jpg" alt="A">'] },
  'content.alt-missing': {
    raised: ['<img src="https://brand.com/a.jpg">'],
    silent: [
      '<img src="a.jpg" alt="">',
      '<img src="https://brand.com/open.gif" width="1" height="1">',
      '<img src="p.gif" style="display:none">',
    ],
  },
  'content.hidden-text': {
    raised: [
      '<div style="display:none">Preview</div><p>x</p><div style="display:none">cheap pills and casino</div>',
      `${WORDS}<div style="display:none">cheap pills and casino</div>`,
      `${WORDS}<span style="font-size:0">casino bonus</span>`,
      `${WORDS}<span style="visibility:hidden">casino bonus</span>`,
      `${WORDS}<p hidden>casino bonus</p>`,
      `${WORDS}<div style="max-height:0;overflow:hidden">casino bonus</div>`,
      `<div style="display:none">${'casino bonus '.repeat(20)}</div>`,
      '<table bgcolor="#FFFFFF"><tr><td><font color="white">invisible words here</font></td></tr></table>',
      '<div style="background-color:#fff"><p style="color: rgb(255,255,255)">invisible words here</p></div>',
      '<p style="color:#fefefe">invisible words on paper</p>',
      '<p style="color:transparent">invisible words here</p>',
      '<p style="color:snow">invisible words on paper</p>',
      '<p style="color:hsl(0, 0%, 99%)">invisible words on paper</p>',
      '<table bgcolor="000080"><tr><td style="color:Navy">invisible words here</td></tr></table>',
      `<style>/* x */ p.zz, .yy { display: none }</style>${WORDS}<div class="zz a">casino bonus</div>`,
      '<style>@media print{.b{color:red}} #foot{color:#FFF}</style><div id="foot">invisible words here</div>',
    ],
    silent: [
      '<div style="display:none;max-height:0">Fresh coffee inside &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>',
      '<p>View in browser</p><div style="display:none">Preview</div><div style="display:none">&nbsp;&zwnj;&nbsp;&zwnj;&#847;</div>',
      '<style>@media screen and (max-width:600px){.mobile{display:block!important}}</style><div style="display:none">Preview</div><div class="mobile" style="display:none">Menu for phones</div>',
      '<!--[if mso]><p>For Outlook only</p><![endif]-->',
      '<p style="color:#ffffff;background-color:#000000">White on black</p>',
      '<div style="background:#fff url(night.jpg)"><p style="color:#fff">White on a picture</p></div>',
      '<table background="night.jpg"><tr><td style="color:#fff">White on a picture</td></tr></table>',
      '<style>.dark{background-color:#036}</style><div class="dark"><p style="color:#fff">White on blue</p></div>',
      '<style>.phone{display:none}@media (max-width:600px){.phone{display:block}}</style><p class="phone">Menu for phones</p>',
      '<style>@media (max-width:600px){.desk{display:none!important}}</style><p class="desk">For wide windows</p>',
      '<style>.wrap .in{display:none} a:hover{color:#fff}</style><p class="in">Who knows</p><a href="https://brand.com/">x</a>',
      '<p style="color:#eeeeee">Light, and still seen</p>',
      '<td style="font-size:0"><span style="font-size:16px">Columns side by side</span></td>',
    ],
  },
  'content.no-plain-part': { raised: [], silent: [] },
  'content.form': {
    raised: ['<form action="https://brand.com"><input name="q"></form>'],
    silent: ['<p>Fill in the form on our page.</p>'],
  },
  'content.script': {
    raised: [
      '<script>alert(1)</script>',
      '<p onclick="x()">y</p>',
      '<a href="javascript:x()">y</a>',
      '<SCRIPT SRC=//x></SCRIPT>',
    ],
    silent: [
      '<script type="application/ld+json">{"@type":"Order"}</script>',
      '<p>script</p>',
      '<p one="1">x</p>',
      '<!-- <script>x</script> -->',
    ],
  },
  'content.clipped': { raised: [`<p>${'word '.repeat(24_000)}</p>`], silent: [`<p>${'word '.repeat(18_000)}</p>`] },
  'content.no-unsubscribe-link': { raised: [], silent: [] },
  'content.no-postal-address': { raised: [], silent: [] },
  'content.attachment': { raised: [], silent: [] },
};

describe.each(Object.entries(CASES))('%s', (code, { raised, silent }) => {
  it('is raised where it belongs', () => {
    for (const inner of raised)
      expect([inner.slice(0, 120), codesOf(campaign(inner)).includes(code)]).toEqual([inner.slice(0, 120), true]);
  });

  it('is silent beside it', () => {
    for (const inner of silent)
      expect([inner.slice(0, 120), codesOf(campaign(inner))]).toEqual([
        inner.slice(0, 120),
        expect.not.arrayContaining([code]),
      ]);
  });
});

describe('what is judged of a message as a whole', () => {
  it('images and next to no text', () => {
    expect(codesOf(`<a href="https://brand.com"><img src="a.jpg" alt="Sale"></a>${FOOTER}`)).toContain(
      'content.image-only',
    );
    expect(codesOf(`<img src="a.jpg" alt="Sale"><p>Sale!</p>`)).toContain('content.image-only');
    expect(codesOf(`<p>Short.</p>${FOOTER}`)).not.toContain('content.image-only');
    expect(codesOf(`<img src="t.gif" width="1" height="1"><p>Short.</p>${FOOTER}`)).not.toContain('content.image-only');
  });

  it('HTML without a plain alternative', () => {
    expect(codesOf(campaign(''), { text: null })).toContain('content.no-plain-part');
    expect(codesOf(campaign(''), { text: ' \n' })).toContain('content.no-plain-part');
    expect(codesOf(null, { text: 'Plain only' })).not.toContain('content.no-plain-part');
  });

  it.each([
    ['Unsubscribe here'],
    ['Hier abmelden'],
    ['Newsletter abbestellen'],
    ['Se désabonner'],
    ['Se désinscrire'],
    ['Darme de baja'],
    ['Cancelar suscripción'],
    ['Annulla iscrizione'],
    ['Disiscriviti'],
    ['Cancelar inscrição'],
    ['Uitschrijven'],
    ['Afmelden'],
    ['Avregistrera dig'],
    ['Wypisz się'],
    ['Odhlásit odběr'],
    ['Отписаться'],
    ['配信停止はこちら'],
    ['수신거부'],
    ['退订'],
    ['Manage preferences'],
    ['Update your preferences'],
    ['Opt out'],
  ])('finds the way out in “%s”', (words) => {
    expect(codesOf(`${WORDS}<a href="https://brand.com/x">${words}</a>`)).not.toContain('content.no-unsubscribe-link');
  });

  it('finds the way out by its address, and in a plain text', () => {
    expect(codesOf(`${WORDS}<a href="https://brand.us1.list-manage.com/unsubscribe?u=1">Click</a>`)).not.toContain(
      'content.no-unsubscribe-link',
    );
    expect(codesOf(null, { text: 'News.\nTo unsubscribe: https://brand.com/x' })).not.toContain(
      'content.no-unsubscribe-link',
    );
    expect(codesOf(`${WORDS}<a href="https://brand.com/">Shop</a>`)).toContain('content.no-unsubscribe-link');
    expect(codesOf(null, { text: 'News without a way out. https://brand.com/' })).toContain(
      'content.no-unsubscribe-link',
    );
  });

  it.each([
    '12 Harbour Street, Portland, OR 97209',
    'PO Box 123, Wellington',
    '10 Downing Street, London SW1A 2AA',
    'Hauptstraße 12, 10115 Berlin',
    'Musterweg 3 · D-80331 München',
    '12 rue de la Paix, 75002 Paris',
    'Keizersgracht 123, 1015 CJ Amsterdam',
    'Calle Mayor 5, 28013 Madrid',
    'Via Roma 12, 00184 Roma',
    'Storgatan 5, 111 22 Stockholm',
    'Level 3, 100 George Street, Sydney NSW 2000',
    '100 King St W, Toronto ON M5X 1A9',
    '〒100-0001 東京都千代田区',
    'Unit 4, Dublin 2, D02 X285',
  ])('finds a postal address in “%s”', (address) => {
    expect(codesOf(`${WORDS}<p>${address}</p>`)).not.toContain('content.no-postal-address');
  });

  it('finds none in prices, dates and phone numbers', () => {
    expect(codesOf(`${WORDS}<p>Call 555 0100 before 24 November 2026, 25 % off, from 9.00</p>`)).toContain(
      'content.no-postal-address',
    );
  });

  it('calls nothing missing from a message that is cut', () => {
    expect(codesOf('<p>Three new', { text: null, isWhole: false })).toEqual([]);
  });

  it('names attachments by kind', () => {
    expect(faultsOf(campaign(''), { attachments: ['pdf', 'pdf', 'zip'] })).toEqual([
      { code: 'content.attachment', subject: 'attachments', params: { kinds: ['pdf', 'zip'] } },
    ]);
  });

  it('gives each finding its place', () => {
    const [fault] = faultsOf(
      campaign('<a href="http://evil.example/a">brand.com</a><a href="http://evil.example/b">brand.com</a>'),
    );
    expect(fault).toEqual({
      code: 'content.link-text-differs',
      subject: 'http://evil.example/a',
      params: { text: 'brand.com', address: 'http://evil.example/a', count: 2 },
    });
  });
});

describe('the parts of a message', () => {
  const read = (text: string) => readContent(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'));

  it('are decoded from any charset and encoding', async () => {
    expect(
      await read(
        'Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>caf=E9</p>\n',
      ),
    ).toMatchObject({
      html: expect.stringContaining('café'),
    });
    expect(await read('Content-Type: text/plain; charset=no-such-charset\n\nhello \xe9\n')).toMatchObject({
      text: expect.stringContaining('hello'),
    });
  });

  it('tell attachments from pictures of the text', async () => {
    const content = await read(
      'Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src="cid:1">\n--b\nContent-Type: image/png\nContent-ID: <1>\n\nx\n--b--\n--a\nContent-Type: application/pdf; name="menu.PDF"\nContent-Disposition: attachment; filename="menu.PDF"\n\nx\n--a\nContent-Type: text/calendar\n\nx\n--a--\n',
    );
    expect(content?.attachments).toEqual(['pdf', 'text/calendar']);
  });

  it('are none where the structure is a trap', async () => {
    let body = 'x';
    for (let level = 0; level < 100; level++)
      body = `--b${level}\nContent-Type: multipart/mixed; boundary=b${level - 1}\n\n${body}\n--b${level}--`;
    expect(await read(`Content-Type: multipart/mixed; boundary=b99\n\n${body}`)).toBeNull();
  });
});
