import { describe, expect, it } from 'vitest';
import type { Resolver } from '../../../lib/dns/resolver.ts';
import { messageReport, type MessageInput } from '../../../lib/message/message-report.ts';
import {
  judgeMessageFile,
  judgeSource,
  messageZone,
  readMessage,
  toMessageTools,
  toOctets,
  toText,
} from '../../helpers/signed-messages.ts';

const paramsOf = async (name: string, input: MessageInput, code: string) => {
  const { report } = await judgeMessageFile(name, input);
  return report.findings.find((finding) => finding.code === code)?.params;
};

describe('against what was composed', () => {
  it('says that another From arrived', async () => {
    expect(
      await paramsOf('gmail-mailchimp-from-rewritten', { from: 'hello@brand.com' }, 'message.from-differs'),
    ).toEqual({
      composed: 'hello@brand.com',
      arrived: 'hello.brand.com@send.mailchimpapp.com',
    });
    expect(
      await paramsOf('gmail-mailchimp-passes', { from: 'Brand <HELLO@brand.com>' }, 'message.from-differs'),
    ).toBeUndefined();
    expect(await paramsOf('gmail-mailchimp-passes', { from: 'brand.com' }, 'message.from-differs')).toBeUndefined();
    expect(await paramsOf('gmail-mailchimp-passes', { from: 'news@brand.com' }, 'message.from-differs')).toBeDefined();
  });

  it('audits the composed domain, and judges the message by its own From', async () => {
    const { report, message } = await judgeMessageFile('gmail-mailchimp-from-rewritten', { from: 'hello@brand.com' });
    expect(report.domain).toBe('brand.com');
    expect(message.from).toBe('hello.brand.com@send.mailchimpapp.com');
    expect(message.dmarc.result).toBe('none');
  });

  it('says that it did not come through the ESP it was said to', async () => {
    expect(await paramsOf('gmail-mailchimp-passes', { esp: 'klaviyo' }, 'message.not-via-esp')).toEqual({
      said: 'Klaviyo',
      found: 'Mailchimp',
    });
    expect(await paramsOf('postfix-passes', { esp: 'klaviyo' }, 'message.not-via-esp')).toEqual({
      said: 'Klaviyo',
      found: null,
    });
    expect(await paramsOf('gmail-mailchimp-passes', { esp: 'mailchimp' }, 'message.not-via-esp')).toBeUndefined();
    expect(await paramsOf('postfix-passes', { esp: 'none' }, 'message.not-via-esp')).toBeUndefined();
  });

  it('takes the ESP from the message where nobody said', async () => {
    expect((await judgeMessageFile('gmail-mailchimp-passes')).report.esp).toBe('mailchimp');
    expect((await judgeMessageFile('microsoft-hubspot-passes')).report.esp).toBe('hubspot');
    expect((await judgeMessageFile('gmail-klaviyo-shared-pool-fails-dmarc')).report.esp).toBe('klaviyo');
    expect((await judgeMessageFile('postfix-passes')).report.esp).toBeNull();
  });
});

describe('against what was predicted', () => {
  it('confirms a prediction, and what was predicted is observed now', async () => {
    const { report, message, codes } = await judgeMessageFile('gmail-mailchimp-passes', { esp: 'mailchimp' });
    expect(message.predicted).toMatchObject({ esp: 'mailchimp', spf: { domain: 'mcsv.net', basis: 'predicted' } });
    expect(message.differences).toEqual([]);
    expect(report.legs.spf).toEqual({ domain: 'mail150.suw14.mcdlv.net', aligned: false, basis: 'observed' });
    expect(codes).not.toContain('align.predicted');
    expect(codes).not.toContain('esp.not-confirmed');
  });

  it('names what is otherwise: the signing domain, and with it the alignment', async () => {
    const { message, codes } = await judgeMessageFile('gmail-mailchimp-foreign-signature-fails-dmarc', {
      esp: 'mailchimp',
    });
    expect(message.differences).toEqual([
      { what: 'dkim-domain', predicted: 'brand.com', actual: 'mailchimpapp.net' },
      { what: 'alignment', predicted: 'pass', actual: 'fail' },
    ]);
    expect(codes.filter((code) => code === 'message.prediction-differs')).toHaveLength(2);
  });

  it('names another return-path than the ESP’s own', async () => {
    const source = toText(readMessage('gmail-mailchimp-passes')).replaceAll(
      'bounce-mc.us2_1.2-ada=gmail.com@mail150.suw14.mcdlv.net',
      'x@bounce.esp.net',
    );
    const { message } = await judgeSource(toOctets(source), { esp: 'mailchimp' });
    expect(message.differences).toEqual([{ what: 'return-path', predicted: 'mcsv.net', actual: 'bounce.esp.net' }]);
  });

  it('holds nothing against a message whose ESP only its selector suggests', async () => {
    const source = toText(readMessage('postfix-passes')).replace('s=sel;', 's=km1;');
    const { message } = await judgeSource(toOctets(source));
    expect(message.differences).toEqual([]);
  });

  it('has no difference where a signature merely broke', async () => {
    const source = toText(readMessage('gmail-mailchimp-passes'))
      .replace('dkim=pass', 'dkim=fail')
      .replace('three coffees', 'four coffees');
    const { message, codes } = await judgeSource(toOctets(source), { esp: 'mailchimp' });
    expect(message.differences).toEqual([]);
    expect(codes).toContain('message.dkim-fail');
  });
});

describe('what is remembered', () => {
  const observe = async (name: string, input: MessageInput = {}) => {
    const outcome = await messageReport(readMessage(name), input, toMessageTools());
    return outcome.ok ? outcome.observation : undefined;
  };

  it('is who signed, and the return-path, at the time of reception', async () => {
    expect(await observe('microsoft-hubspot-passes')).toEqual({
      source: 'message',
      at: Date.UTC(2026, 10, 24, 10, 0, 3),
      returnPath: 'bf10.na2.hubspotemail.net',
      dkim: [
        { domain: 'hubspotemail.net', selector: 'hs2', passed: true },
        { domain: 'brand.com', selector: 'hs1-777', passed: true },
      ],
    });
  });

  it('counts a signature that the receiver passed, and not one that nobody could check', async () => {
    expect((await observe('changed-body-receiver-passed'))?.dkim).toEqual([
      { domain: 'brand.com', selector: 'sel', passed: true },
    ]);
    expect((await observe('signature-key-unanswered'))?.dkim).toEqual([]);
    expect((await observe('signature-expired'))?.dkim).toEqual([
      { domain: 'brand.com', selector: 'sel', passed: false },
    ]);
  });

  it('is nothing of a message that is another’s', async () => {
    expect(await observe('gmail-mailchimp-passes', { esp: 'klaviyo' })).toBeNull();
    expect(await observe('gmail-mailchimp-from-rewritten', { from: 'hello@brand.com' })).toBeNull();
  });
});

describe('what the providers make of it', () => {
  it('follows from the message, not from the prediction', async () => {
    const { report } = await judgeMessageFile('gmail-mailchimp-foreign-signature-fails-dmarc');
    expect(report.dmarc.result).toBe('fail');
    expect(new Set(Object.values(report.providers))).toEqual(new Set(['reject']));
    const accepted = await judgeMessageFile('gmail-mailchimp-passes');
    expect(new Set(Object.values(accepted.report.providers))).toEqual(new Set(['accept']));
  });

  it('shows what only a message can show', async () => {
    const stateOf = async (name: string, requirement: string) => {
      const { report } = await judgeMessageFile(name);
      return report.requirements.find((each) => each.provider === 'gmail' && each.requirement === requirement)?.state;
    };
    for (const requirement of ['one-click', 'tls', 'ptr', 'format', 'unsubscribe-link']) {
      expect([requirement, await stateOf('postfix-passes', requirement)]).toEqual([requirement, 'met']);
    }
    expect(await stateOf('one-click-http', 'one-click')).toBe('not-met');
    expect(await stateOf('no-tls', 'tls')).toBe('not-met');
    expect(await stateOf('no-ptr', 'ptr')).toBe('not-met');
    expect(await stateOf('no-receiver', 'ptr')).toBe('not-visible');
    expect(await stateOf('format-two-subjects', 'format')).toBe('not-met');
  });
});

describe('trouble on the way to DNS', () => {
  it('D2: leaves everything unknown that hangs on it, and nothing red', async () => {
    const zone = Object.fromEntries(Object.keys(messageZone).map((name) => [name, { rcode: 'SERVFAIL' }]));
    const { report, message } = await judgeSource(
      readMessage('gmail-mailchimp-passes'),
      {},
      toMessageTools({ ...zone, com: { rcode: 'SERVFAIL' }, net: { rcode: 'SERVFAIL' }, arpa: { rcode: 'SERVFAIL' } }),
    );
    expect(message).toMatchObject({ spf: { result: 'temperror' }, dmarc: { result: 'unknown' } });
    expect(message.dkim).toMatchObject([{ result: 'unknown', reason: 'dns' }]);
    expect(report.verdict).toBe('unknown');
    expect(report.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
  });

  it('leaves an ARC chain unknown whose key it could not get', async () => {
    const zone = { ...messageZone, 'arc._domainkey.forwarder.net': { rcode: 'SERVFAIL' } };
    const { message } = await judgeSource(readMessage('arc-one-hop'), {}, toMessageTools(zone));
    expect(message.arc.result).toBe('unknown');
  });

  it('D11: is over with the next try', async () => {
    const broken = await judgeSource(readMessage('signature-key-unanswered'));
    const zone = { ...messageZone, 'down._domainkey.brand.com': messageZone['sel._domainkey.brand.com'] ?? {} };
    const mended = await judgeSource(readMessage('signature-key-unanswered'), {}, toMessageTools(zone));
    expect([broken.message.dmarc.result, mended.message.dmarc.result]).toEqual(['unknown', 'pass']);
  });

  it('asks no name and type twice', async () => {
    const asked: string[] = [];
    await judgeSource(readMessage('gmail-mailchimp-passes'), {}, toMessageTools(messageZone, asked));
    expect(asked.length).toBe(new Set(asked).size);
  });

  it('asks nothing of the blocklists (L1, L2)', async () => {
    const asked: string[] = [];
    await judgeSource(readMessage('gmail-mailchimp-passes'), {}, toMessageTools(messageZone, asked));
    expect(asked.join('\n')).not.toMatch(/spamhaus|barracuda|sorbs|\.(?:dnsbl|zen|dbl)\./);
  });
});

describe('where it landed', () => {
  it.each([
    ['microsoft-hubspot-passes', 'dest:I', 'dest:I', 'inbox'],
    ['microsoft-hubspot-passes', 'dest:I', 'dest:J', 'spam'],
    ['icloud-passes', 'MoveToFolder: INBOX', 'MoveToFolder: Junk', 'spam'],
    ['icloud-passes', 'INBOX', 'INBOX', 'inbox'],
    [
      'gmail-mailchimp-passes',
      'Delivered-To:',
      'X-Gmail-Labels: Inbox,Category Promotions\r\nDelivered-To:',
      'promotions',
    ],
    ['postfix-passes', 'Delivered-To:', 'X-Spam-Flag: YES\r\nDelivered-To:', 'spam'],
    ['postfix-passes', 'From: Brand', 'X-Spam-Flag: YES\r\nFrom: Brand', null],
    ['gmail-mailchimp-passes', 'x', 'x', null],
  ])('%s with %s as %s: %s', async (name, was, now, landed) => {
    const { message } = await judgeSource(toOctets(toText(readMessage(name)).replace(was, now)));
    expect(message.landed).toBe(landed);
  });
});

describe('the account', () => {
  it('is read off HubSpot’s selector', async () => {
    expect((await judgeMessageFile('microsoft-hubspot-passes')).report.account).toBe('777');
    expect((await judgeMessageFile('microsoft-hubspot-passes', { account: '5' })).report.account).toBe('5');
    expect((await judgeMessageFile('postfix-passes')).report.account).toBeNull();
  });
});

describe('the Reply-To of the message', () => {
  it('is held to the same as that of a campaign', async () => {
    const source = toText(readMessage('signature-none')).replace('To: Ada', 'Reply-To: hello@gone.example\r\nTo: Ada');
    const { codes, report } = await judgeSource(toOctets(source));
    expect(codes).toContain('reply-to.no-domain');
    expect(report.replyTo).toBe('hello@gone.example');
  });
});

describe('the journey', () => {
  it('has each hop with its server, time, delay and encryption', async () => {
    const { message } = await judgeMessageFile('microsoft-hubspot-passes');
    expect(message.hops).toMatchObject([
      { by: 'db8pr01mb1002.eurprd01.prod.outlook.com', delay: 1, trusted: true },
      { by: 'am0pr01mb1001.eurprd01.prod.outlook.com', delay: 1, tls: 'TLS1.2', trusted: true },
      { from: 'bf10.na2.hubspotemail.net', ip: '158.247.16.20', tls: 'TLS1.3', delay: null, trusted: true },
    ]);
  });
});

describe('with a resolver that says no to everything', () => {
  it('a key that it calls missing is unknown, however early it said so, and nothing is red', async () => {
    const tools = toMessageTools({});
    const resolvers = tools.resolvers.map((resolver): Resolver => ({
      address: resolver.address,
      async ask(question, options) {
        if (!/^\w+\._domainkey\./.test(question.name)) await new Promise((resolve) => setTimeout(resolve, 20));
        return resolver.ask(question, options);
      },
    }));
    const { message, report } = await judgeSource(readMessage('gmail-mailchimp-passes'), {}, { ...tools, resolvers });
    expect(message.dkim.map(({ result, reason }) => [result, reason])).toContainEqual(['unknown', 'dns']);
    expect(message.dkim.filter(({ result }) => result === 'fail')).toEqual([]);
    expect(report.verdict).toBe('unknown');
  });
});
