import { describe, expect, it } from 'vitest';
import {
  judgeSource,
  readMessage,
  toMessageTools,
  toOctets,
  toText,
  type Judged,
} from '../../helpers/signed-messages.ts';
import { signedZone, signMessage, type Canonicalisation } from '../../helpers/sign-message.ts';

const judge = (text: string): Promise<Judged> => judgeSource(toOctets(text), {}, toMessageTools(signedZone));
const resultOf = ({ message }: Judged): string =>
  message.dkim.map(({ result, reason }) => [result, reason].filter(Boolean).join(':')).join(' ');

const ESCAPED_LINE = 'From: Ann &lt;ann@x.test&gt;<br>';
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('character references are decoded only where a signature confirms it', () => {
  it.each<[string, string, string[]]>([
    [
      'a quoted reply in HTML',
      `<p>On Monday:</p>\r\n${ESCAPED_LINE}\r\n${ESCAPED_LINE}\r\n`,
      ['Content-Type: text/html'],
    ],
    ['a text about HTML', `Write it so:\r\n${ESCAPED_LINE}\r\nTo: you &lt;you@x.test&gt;\r\n`, []],
    ['a header field that was sent so', 'Hello\r\n', ['X-To: Ann &lt;ann@x.test&gt;']],
  ])('%s is left as it was sent', async (_name, body, headers) => {
    const judged = await judge(await signMessage(body, { headers }));
    expect(resultOf(judged)).toBe('pass');
    expect(judged.message.repairs).not.toContain('references');
  });

  it('a To field that was escaped alone is decoded', async () => {
    const text = (await signMessage('Hello\r\n')).replace(
      'To: Ada <ada@mailbox.example>',
      'To: Ada &lt;ada@mailbox.example&gt;',
    );
    const judged = await judge(text);
    expect(resultOf(judged)).toBe('pass');
    expect(judged.message.repairs).toContain('references');
  });

  it('a header that was escaped above a body that has references of its own is decoded alone', async () => {
    const sent = await signMessage(`${ESCAPED_LINE}\r\n`, { headers: ['Content-Type: text/html'] });
    const judged = await judge(sent.replace('From: Brand <hello@brand.com>', 'From: Brand &lt;hello@brand.com&gt;'));
    expect([resultOf(judged), judged.message.from]).toEqual(['pass', 'hello@brand.com']);
    expect(judged.message.repairs).toContain('references');
  });

  it('a page’s markup with such lines in its body is decoded once', async () => {
    const judged = await judge(
      escape(await signMessage(`${ESCAPED_LINE}\r\n`, { headers: ['Content-Type: text/html'] })),
    );
    expect(resultOf(judged)).toBe('pass');
    expect(judged.message).toMatchObject({ from: 'hello@brand.com', returnPath: 'b@bounce.esp.net', ip: '192.0.2.10' });
  });

  it('markup without any signature is decoded where its From says nothing as it is', async () => {
    const text = escape(toText(readMessage('signature-none')));
    expect((await judge(text)).message.from).toBe('hello@brand.com');
  });
});

describe('damage is named only where it can be the cause', () => {
  const FLOWED = ['Content-Type: text/plain; format=flowed'];
  const PARAGRAPH =
    'the new blends are in: three coffees from small farms, roasted on \r\nTuesday, and here until Sunday.\r\n';
  const withSubject = (text: string): string => text.replace('Three new coffees', 'Three old coffees');

  it('not a flowed text of one short line whose subject was changed', async () => {
    const judged = await judge(withSubject(await signMessage('Hello Ann.\r\n', { headers: FLOWED })));
    expect(resultOf(judged)).toBe('fail:header');
    expect(judged.codes).not.toContain('message.damaged');
  });

  it.each<[Canonicalisation, string]>([
    ['relaxed/simple', 'unknown:altered'],
    ['relaxed/relaxed', 'pass'],
  ])('a flowed text that lost its spaces, signed %s: %s', async (canonicalisation, expected) => {
    const text = await signMessage(PARAGRAPH, { headers: FLOWED, canonicalisation });
    expect(resultOf(await judge(text.replace('roasted on \r\n', 'roasted on\r\n')))).toBe(expected);
  });

  it('not a flowed text with relaxed canonicalisation whose words were changed', async () => {
    const text = (await signMessage(PARAGRAPH, { headers: FLOWED })).replace(
      'roasted on \r\nTuesday',
      'roasted on\r\nFriday',
    );
    expect(resultOf(await judge(text))).toBe('fail:body');
  });

  it('not a body that became other characters, for a signature whose header fields were changed', async () => {
    const body = 'Caf\u00ef\u00bf\u00bd\r\n';
    expect(resultOf(await judge(withSubject(await signMessage(body))))).toBe('fail:header');
    expect(resultOf(await judge((await signMessage(body)).replace('Caf', 'Cof')))).toBe('unknown:altered');
  });
});

describe('what a provider confirmed and fails here', () => {
  const alteredIn = async (text: string): Promise<unknown[]> =>
    (await judge(text)).report.findings.filter(({ code }) => code === 'message.altered').map(({ params }) => params);
  const confirmed = async (body: string): Promise<string> =>
    (await signMessage(body)).replace(
      'Received:',
      'Authentication-Results: mx.mailbox.example; dkim=pass header.d=brand.com header.s=own\r\nReceived:',
    );

  it('says that the source was changed only where it was', async () => {
    expect(await alteredIn((await confirmed('Hello\r\n')).replace(/Hello\r\n$/, 'Bye\r\n'))).toMatchObject([
      { reason: 'source' },
    ]);
  });

  it('says that the key is gone where it is', async () => {
    const gone = { ...signedZone };
    delete (gone as Record<string, unknown>)['own._domainkey.brand.com'];
    const { report, message } = await judgeSource(toOctets(await confirmed('Hello\r\n')), {}, toMessageTools(gone));
    expect(message.dkim).toMatchObject([{ result: 'unknown', reason: 'no-key' }]);
    expect(report.findings.filter(({ code }) => code === 'message.altered')).toMatchObject([
      { params: { reason: 'key' } },
    ]);
    expect(report.findings.map(({ code }) => code)).not.toContain('message.dkim-fail');
  });
});

describe('From fields that RFC 5322 allows', () => {
  it.each([
    ['Pete <pete(his account)@brand.com(his host)>', 'pete@brand.com'],
    ['Pete <pete @ brand . com>', 'pete@brand.com'],
    ['<@relay.example,@other.example:pete@brand.com>', 'pete@brand.com'],
    ['foo@zero_pct.brand.com', 'foo@zero_pct.brand.com'],
  ])('%s', async (from, expected) => {
    const { message, codes } = await judge(await signMessage('Hello\r\n', { from }));
    expect(message.from).toBe(expected);
    expect(codes).not.toContain('from.unusable');
    expect(message.dkim[0]).toMatchObject({ result: 'pass', aligned: true });
  });

  it('warns of an underscore in its domain', async () => {
    const { report } = await judge(await signMessage('Hello\r\n', { from: 'foo@zero_pct.brand.com' }));
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'message.format',
        params: { header: 'From', reason: 'malformed' },
        severity: 'warn',
      }),
    );
  });
});

describe('a From that the ESP put in place of the composed one', () => {
  const rewrittenIn = async (from: string, domain: string) => {
    const text = (await signMessage('Hello\r\n', { from })).replaceAll('bounce.esp.net', domain);
    return judge(text);
  };

  it.each([
    ['kai=tagsolutions.com@hs-send.com', 'bf10.na2.hubspotemail.net', 'tagsolutions.com'],
    ['hello@1234567.brevosend.com', 'mail.mailin.fr', '1234567.brevosend.com'],
    ['hello-shop.com@shared1.ccsend.com', 'in.constantcontact.com', 'shop.com'],
    ['hello@convertkit-mail2.com', 'bounce.convertkit-mail2.com', 'convertkit-mail2.com'],
    ['hello.shop.com@send.mailchimpapp.com', 'mail150.suw14.mcdlv.net', 'send.mailchimpapp.com'],
  ])('%s is named without being told what was composed', async (from, returnPath, domain) => {
    const { report } = await rewrittenIn(from, returnPath);
    const named = report.findings.filter(({ code }) => code === 'from.rewritten');
    expect(named).toMatchObject([{ subject: from, params: { shown: from, certain: true } }]);
    expect(report.domain).toBe(domain);
  });

  it('is not seen in a From of the brand', async () => {
    const { codes } = await rewrittenIn('hello@brand.com', 'bf10.na2.hubspotemail.net');
    expect(codes).not.toContain('from.rewritten');
  });
});

describe('an ARC-Seal that mailauth reads and RFC 8617 does not', () => {
  const chain = toText(readMessage('arc-one-hop'));
  const arcOf = async (text: string): Promise<string> => (await judge(text)).message.arc.result;
  const inSeal = (change: (seal: string) => string): string => chain.replace(/ARC-Seal:(?:[^\r]|\r\n[ \t])*/, change);

  it.each([
    ['as it was', (seal: string) => seal, 'pass'],
    ['a tag twice', (seal: string) => seal.replace('cv=none', 'cv=none; cv=none'), 'fail'],
    ['a capital tag', (seal: string) => seal.replace(/\bs=/, 'S='), 'fail'],
    ['a name that is none', (seal: string) => seal.replace('cv=none', '_=1; cv=none'), 'fail'],
    ['an empty piece', (seal: string) => seal.replace('cv=none;', 'cv=none;;'), 'fail'],
  ])('%s', async (_name, change, expected) => {
    expect(inSeal(change) === chain).toBe(expected === 'pass');
    expect(await arcOf(inSeal(change))).toBe(expected);
  });
});
