import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ESP_IDS } from '../../lib/esp/esp-id.ts';
import { loadZone } from '../helpers/dns-zone.ts';
import { judgeSource, readMessage, toMessageTools } from '../helpers/signed-messages.ts';

/**
 * One message of each ESP as it arrives in a mailbox, by `RECEIVER-ESP`; make-esps.py says how they were made. Each is in
 * order: it must be told whose it is, verified, and found to be as predicted, with nothing said against it.
 */
const FOLDER = new URL('../fixtures/messages/esps/', import.meta.url);
const { zone } = loadZone(new URL('zone.json', FOLDER));
const messages = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => /^(\w+)-(\w+)\.eml$/.exec(name)?.slice(1) ?? []) as [receiver: string, esp: string][];

const BRAND = 'tallowfern.com';
/** ESPs whose return-path is the brand's own, as these messages came. */
const OWN_RETURN_PATH = ['intercom', 'kit', 'klaviyo', 'mailgun', 'mailjet', 'postmark', 'sendgrid'];
const NAMED: string[] = ['gmail', 'microsoft', 'yahoo', 'icloud', 'fastmail', 'proton'];
const viaOf = (receiver: string): string => (NAMED.includes(receiver) ? receiver : 'other');

const judge = (receiver: string, esp: string, input = {}) =>
  judgeSource(readMessage(`esps/${receiver}-${esp}`), input, toMessageTools(zone));

it('there is one of every ESP', () => {
  expect(messages.map(([, esp]) => esp).toSorted()).toEqual([...ESP_IDS].toSorted());
});

describe.each(messages)('at %s, from %s', (receiver, esp) => {
  it('is told whose it is, and passes', async () => {
    const { report, message, codes } = await judge(receiver, esp);
    expect(report).toMatchObject({ esp, domain: BRAND, verdict: 'pass', dmarc: { result: 'pass', policy: 'reject' } });
    expect(message).toMatchObject({ from: `hello@${BRAND}`, receivedVia: viaOf(receiver), differences: [] });
    expect(message.dkim.map(({ result }) => result)).toEqual(message.dkim.map(() => 'pass'));
    expect(message.dkim.some(({ aligned }) => aligned)).toBe(true);
    expect(codes.filter((code) => code.startsWith('message.') && code !== 'message.spf-unaligned')).toEqual([]);
    expect(codes.filter((code) => code.startsWith('content.'))).toEqual([]);
  });

  it('came from the server that the receiver names, by the return-path that it wrote', async () => {
    const { message } = await judge(receiver, esp);
    const isOwn = OWN_RETURN_PATH.includes(esp);
    expect(message.spf).toMatchObject({ result: 'pass', aligned: isOwn, domain: message.returnPath?.split('@')[1] });
    expect(zone[`${message.ip?.split('.').toReversed().join('.')}.in-addr.arpa`]?.PTR).toBe(message.helo);
    expect(message.receivedAt).toBe('2026-11-24T10:00:00.000Z');
    const { spf, dkim, dmarc } = message.receiver ?? {};
    // Exim wrote nothing of what it concluded.
    expect([spf, dkim, dmarc]).toEqual(
      receiver === 'exim' ? [undefined, undefined, undefined] : ['pass', 'pass', 'pass'],
    );
  });

  it('turns the prediction for its sender into what was observed', async () => {
    const account = esp === 'hubspot' ? { account: '7654321' } : {};
    const { report, codes } = await judge(receiver, esp, { from: `hello@${BRAND}`, esp, ...account });
    expect(report).toMatchObject({ verdict: 'pass', legs: { spf: { basis: 'observed' } } });
    expect(codes).not.toContain('align.predicted');
    expect(codes).not.toContain('esp.not-confirmed');
    expect(codes).not.toContain('message.from-differs');
  });

  it('is not taken for another’s', async () => {
    const other = esp === 'brevo' ? 'mailchimp' : 'brevo';
    const { codes } = await judge(receiver, esp, { from: `hello@${BRAND}`, esp: other });
    expect(codes).toContain('message.not-via-esp');
  });
});
