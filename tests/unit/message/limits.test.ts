import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageReport } from '../../../lib/message/message-report.ts';
import { readWords } from '../../../lib/words/files.ts';
import { LANGUAGES } from '../../../lib/words/language.ts';
import { explainProblem } from '../../../lib/words/message-problem.ts';
import {
  judgeSource,
  messageZone,
  readMessage,
  toMessageTools,
  toOctets,
  toText,
} from '../../helpers/signed-messages.ts';

const english = await readWords('en');
const BASE = toText(readMessage('postfix-passes'));
const END = BASE.indexOf('\r\n\r\n');
const HEADER = BASE.slice(0, END);
const BODY = BASE.slice(END);
const SIGNATURE = /DKIM-Signature:[^]*?\r\n(?=[^ \t])/.exec(BASE)?.[0] ?? '';
const HTML_HEADER = HEADER.replace('multipart/alternative; boundary="=_part"', 'text/html; charset=utf-8');

/** Wide enough for a busy machine; what grows by the square takes minutes. */
const LONGEST = 30_000;

const withFields = (fields: string): string => `${HEADER}\r\n${fields}${BODY}`;
const withHtml = (html: string): string => `${HTML_HEADER}\r\n\r\n${html}`;

function nest(depth: number): string {
  let body = 'innermost';
  for (let level = 0; level < depth; level++) {
    body = `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level - 1}\r\n\r\n${body}\r\n--b${level}--`;
  }
  return `${HEADER.replace('multipart/alternative; boundary="=_part"', `multipart/mixed; boundary=b${depth - 1}`)}\r\n\r\n${body}`;
}

describe('hostile messages take bounded time, and still have a report', () => {
  it.each([
    [
      '10,000 header fields',
      () => withFields(Array.from({ length: 10_000 }, (_, at) => `X-Filler-${at}: ${at}`).join('\r\n')),
      'pass',
    ],
    ['one field of 100,000 folds', () => withFields(`X-Long: a${'\r\n b'.repeat(100_000)}`), 'pass'],
    [
      'a signature that names 100,000 fields',
      () => SIGNATURE.replace('h=from', `h=from${' : subject'.repeat(100_000)}`) + BASE,
      'pass',
    ],
    [
      '5,000 Received fields',
      () => 'Received: from a (b [10.0.0.1]) by c; Tue, 24 Nov 2026 10:00:00 +0000\r\n'.repeat(5000) + BASE,
      'pass',
    ],
    [
      'results without end',
      () => `Authentication-Results: x${'; dkim=pass header.d=brand.com'.repeat(20_000)}\r\n${BASE}`,
      'pass',
    ],
    ['90,000 brackets', () => `Received: from ${'('.repeat(90_000)} by x; Tue\r\n${BASE}`, 'pass'],
    ['30 MB in one line', () => `${HEADER}\r\n\r\n${'a'.repeat(30e6)}`, 'unknown'],
    ['30 MB of short lines', () => `${HEADER}\r\n\r\n${'Hello there, my friend.\n'.repeat(1.25e6)}`, 'unknown'],
    ['multiparts nested 300 deep', () => nest(300), 'unknown'],
    [
      '100,000 parts',
      () => `${HEADER}\r\n\r\n${'--=_part\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(100_000)}--=_part--`,
      'unknown',
    ],
    ['a tag that never ends', () => withHtml('<a href="'.repeat(200_000)), 'unknown'],
    ['300,000 elements nested', () => withHtml('<div>'.repeat(300_000)), 'unknown'],
    ['40,000 links', () => withHtml('<a href="https://x.example/1">www.brand.com</a>'.repeat(40_000)), 'unknown'],
    ['comments and scripts that never end', () => withHtml('<!--<script>'.repeat(200_000)), 'unknown'],
    [
      'a style sheet of 300,000 rules',
      () => withHtml(`<style>@media screen {${'.a{}'.repeat(300_000)}}</style><p>x`),
      'unknown',
    ],
    ['words that look like an address', () => withHtml(`<p>${'via calle 12 rue a '.repeat(30_000)}`), 'unknown'],
  ])('%s', { timeout: 120_000 }, async (_name, make, result) => {
    const source = toOctets(make());
    const started = performance.now();
    const { message, report } = await judgeSource(source);
    expect(performance.now() - started).toBeLessThan(LONGEST);
    expect(message.dkim.at(-1)?.result).toBe(result);
    expect(JSON.stringify(report).length).toBeLessThan(100_000);
  });

  it('evaluates the first 24 of 1,000 signatures, and asks nothing for the rest', async () => {
    const asked: string[] = [];
    const many = Array.from({ length: 1000 }, (_, at) => SIGNATURE.replace('s=sel', `s=x${at}`)).join('');
    const { message } = await judgeSource(
      toOctets(many + toText(readMessage('signature-none'))),
      {},
      toMessageTools(messageZone, asked),
    );
    expect(message.dkim).toHaveLength(1000);
    const rest = message.dkim.slice(24);
    expect(new Set(rest.map(({ result, reason }) => `${result} ${reason}`))).toEqual(new Set(['unknown null']));
    expect(new Set(message.dkim.slice(0, 24).map(({ reason }) => reason))).toEqual(new Set(['no-key']));
    expect(asked.filter((question) => /^x\d+\._domainkey/.test(question))).toHaveLength(24);
  });
});

describe('input that is no message', () => {
  const outcomeOf = async (source: Uint8Array) => {
    const outcome = await messageReport(source, {}, toMessageTools());
    return outcome.ok ? 'message' : outcome.fault;
  };

  it.each([
    ['nothing', '', 'empty'],
    ['blank lines', '\r\n \n\t\n', 'empty'],
    ['a page', '<!DOCTYPE html><html><head><title>Inbox</title></head><body><p>From: me</p></body></html>', 'page'],
    ['a page with some code in it', '<html><body><pre>const a = 1;\nreturn a;</pre></body></html>', 'page'],
    ['prose', 'Dear team,\n\nplease look at this: it does not work.\n', 'no-message'],
    ['a list of domains', 'brand.com\nother.com\n', 'no-message'],
    ['JSON', '{"from": "a@b.c", "subject": "x"}', 'no-message'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n', 'binary'],
    ['an Outlook file', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'binary'],
    ['octets', Array.from({ length: 3000 }, (_, at) => String.fromCharCode((at * 37) % 256)).join(''), 'binary'],
  ])('%s', async (_name, text, fault) => {
    expect(await outcomeOf(toOctets(text))).toBe(fault);
  });

  it.each(LANGUAGES)('says in one line what is wrong and what to hand in instead (%s)', async (language) => {
    const outcome = await messageReport(toOctets('hello'), {}, toMessageTools());
    expect(outcome.ok ? '' : explainProblem(outcome, await readWords(language))).toMatch(/^[^\n]{20,160}$/);
  });

  it('whatever the octets: a report or a fault, never a throw', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (octets) => {
        expect(['message', 'empty', 'page', 'binary', 'no-message']).toContain(await outcomeOf(octets));
      }),
      { numRuns: 300 },
    );
  });

  it(
    'whatever is done to a message: a report or a fault, never a throw, and never a pass for another text',
    { timeout: 120_000 },
    async () => {
      const place = fc.nat({ max: BASE.length - 1 });
      const edit = fc.record({
        at: place,
        drop: fc.nat({ max: 300 }),
        insert: fc.string({ unit: 'binary-ascii', maxLength: 40 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
          const text = edits.reduce((so, { at, drop, insert }) => so.slice(0, at) + insert + so.slice(at + drop), BASE);
          const outcome = await messageReport(toOctets(text), {}, toMessageTools());
          const passes = outcome.ok && outcome.report.message?.dkim.some(({ result }) => result === 'pass');
          // What the signature covers, blanks aside, must be there as it was.
          const bare = (source: string): string => source.slice(source.indexOf('--=_part')).replace(/\s/g, '');
          expect(!passes || bare(text).includes(bare(BASE))).toBe(true);
        }),
        { numRuns: 150 },
      );
    },
  );
});

describe('Gmail’s summary, or a few lines of a header', () => {
  const box =
    "Original Message\nMessage ID\t<1@mail.esp.net>\nCreated at:\tTue, Nov 24, 2026 at 10:00 AM\nFrom:\tBrand <hello@brand.com>\nTo:\tada@gmail.com\nSubject:\tThree new coffees\nSPF:\tPASS with IP 192.0.2.10 Learn more\nDKIM:\t'PASS' with domain brand.com Learn more\nDMARC:\t'FAIL' Learn more\n";

  it.each([
    ['the box', box],
    ['the box with CRLF', box.replaceAll('\n', '\r\n')],
    ['its results alone', 'SPF:\tPASS with IP 192.0.2.10\nDKIM:\tPASS with domain brand.com\nDMARC:\tFAIL'],
    ['labels on lines of their own', box.replaceAll(':\t', ':\n')],
  ])('%s is named, with what Gmail says', async (_name, text) => {
    const outcome = await messageReport(Buffer.from(text), {}, toMessageTools());
    expect(outcome).toMatchObject({ ok: false, fault: 'summary' });
    expect(outcome.ok ? '' : explainProblem(outcome, english)).toContain(
      'Gmail says: SPF pass, DKIM pass and DMARC fail.',
    );
  });

  it('a few header lines are no message', async () => {
    const text = 'From: Brand <hello@brand.com>\nTo: ada@gmail.com\nSubject: Three new coffees\n';
    expect(await messageReport(Buffer.from(text), {}, toMessageTools())).toMatchObject({ fault: 'header-lines' });
  });
});

describe('time grows with the size, not with its square', () => {
  const SIZE = 100_000;
  it.each<[string, (size: number) => string]>([
    ['a bounce of recipient fields', (size) => `550 5.1.1 x\n${'Final-Recipient:\n\n'.repeat(size / 18)}`],
    ['a recipient field before empty lines', (size) => `550 5.1.1 x\nFinal-Recipient:${'\n'.repeat(size)}`],
    ['a bounce of remote hosts', (size) => `550 5.1.1 x\n${'Remote-MTA:'.repeat(size / 11)}`],
    ['a signature of lists', (size) => `DKIM-Signature: v=1;${'\th='.repeat(size / 3)}\r\n${BASE}`],
    ['references without end', (size) => `To: ${'&lt;x'.repeat(size / 5)}\r\n${BASE}`],
    ['a long header field', (size) => `X-Long: ${'a b'.repeat(size / 3)}\r\n${BASE}`],
    ['many header fields', (size) => `${'X-A: b\r\n'.repeat(size / 8)}${BASE}`],
  ])('%s', async (_name, make) => {
    const times: number[] = [];
    for (const factor of [1, 2, 4]) {
      const source = toOctets(make(SIZE * factor));
      const started = performance.now();
      await messageReport(source, {}, toMessageTools());
      times.push(performance.now() - started);
    }
    const [one = 0, , four = 0] = times;
    // Sixteen times as long would be quadratic; a busy machine varies by some hundred milliseconds.
    expect(four).toBeLessThan(one * 10 + 3000);
  });
});
