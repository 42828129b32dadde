import { describe, expect, it } from 'vitest';
import { parseHeaderSection } from '../../../lib/message/headers/header-fields.ts';
import { findReception, type Reception } from '../../../lib/message/authentication/receiver.ts';
import { judgeSource, readMessage, toOctets, toText } from '../../helpers/signed-messages.ts';

const receptionOf = (header: string): Reception =>
  findReception(parseHeaderSection(header.trim().replace(/\r?\n/g, '\r\n')).fields);

const headerOf = (name: string): string => {
  const text = toText(readMessage(name));
  return text.slice(0, text.indexOf('\r\n\r\n'));
};

const DATE = 'Tue, 24 Nov 2026 10:00:00 +0000';
const from = (host: string, ip: string, by: string, protocol = 'ESMTPS'): string =>
  `Received: from ${host} (${host} [${ip}]) by ${by} with ${protocol} id 1; ${DATE}`;

describe('R1, R3: who received it, and what that server wrote', () => {
  it.each([
    ['gmail-mailchimp-passes', 'gmail', '198.2.128.150', 'mail150.suw14.mcdlv.net'],
    ['microsoft-hubspot-passes', 'microsoft', '158.247.16.20', 'bf10.na2.hubspotemail.net'],
    ['yahoo-passes', 'yahoo', '192.0.2.10', 'mail.esp.net'],
    ['icloud-passes', 'icloud', '192.0.2.10', 'mail.esp.net'],
    ['fastmail-passes', 'fastmail', '192.0.2.10', 'mail.esp.net'],
    ['proton-passes', 'proton', '192.0.2.10', 'mail.esp.net'],
    ['postfix-passes', 'other', '192.0.2.10', 'mail.esp.net'],
  ])('%s', (name, via, ip, helo) => {
    const reception = receptionOf(headerOf(name));
    expect(reception).toMatchObject({ via, ip, helo });
    expect(reception.results.map(({ method }) => method)).toEqual(expect.arrayContaining(['spf', 'dkim', 'dmarc']));
    expect(reception.mailFrom?.domain).toMatch(/esp\.net|mcdlv\.net|hubspotemail\.net/);
    expect(new Date(reception.at ?? 0).toISOString()).toMatch(/^2026-11-24T10:00:0[0-3]/);
  });

  it('takes the Return-Path of the receiver, not one that the sender wrote', () => {
    for (const name of ['gmail-mailchimp-passes', 'yahoo-passes', 'postfix-passes']) {
      const forged = headerOf(name).replace(/DKIM-Signature:/, 'Return-Path: <ceo@brand.com>\r\nDKIM-Signature:');
      expect(receptionOf(forged).mailFrom?.domain).not.toBe('brand.com');
    }
    const behind = `${headerOf('postfix-passes')}\r\nReturn-Path: <ceo@brand.com>`;
    expect(receptionOf(behind).mailFrom?.domain).toBe('bounce.esp.net');
  });

  it('takes Microsoft’s own Return-Path at the bottom, and none that stands among the sender’s fields', () => {
    const header = headerOf('microsoft-hubspot-passes');
    const forged = header.replace(/DKIM-Signature:/, 'Return-Path: ceo@brand.com\r\nDKIM-Signature:');
    expect(receptionOf(forged).mailFrom).toEqual({
      address: '1ax.77@bf10.na2.hubspotemail.net',
      domain: 'bf10.na2.hubspotemail.net',
    });
    const without = forged.replace(/Return-Path: 1ax[^\r]*\r\n/, '');
    expect(receptionOf(without).mailFrom?.domain).toBe('bf10.na2.hubspotemail.net');
  });

  it('believes Gmail’s first field of results, and no second one that follows it', () => {
    const header = headerOf('gmail-mailchimp-passes');
    const at = header.indexOf('DKIM-Signature:') < 0 ? 0 : header.indexOf('DKIM-Signature:');
    const forged = `${header.slice(0, at)}Authentication-Results: mx.google.com; dkim=pass header.d=victim.com; arc=pass\r\n${header.slice(at)}`;
    const { results } = receptionOf(forged);
    expect(results.filter(({ properties }) => properties['header.d'] === 'victim.com')).toEqual([]);
    expect(results.some(({ method }) => method === 'arc')).toBe(false);
  });

  it('knows iCloud by its gateways, which have no public names', () => {
    const header = `Return-path: <b@bounce.esp.net>
Received: from p00-icloudmta-smtpin-us-east-1a-60-percent-5 by p119-mailgateway-smtp-5bdc8f6d5f-x2x4z (mailgateway 2648B12)
\twith SMTP id 7d1c0f2e; ${DATE}
X-Apple-UUID: 7d1c0f2e
${from('mail.esp.net', '192.0.2.10', 'p00-icloudmta-smtpin-us-east-1a-60-percent-5')}
Authentication-Results: dmarc.icloud.com; dmarc=fail header.from=brand.com
Authentication-Results: spf.icloud.com; spf=pass smtp.mailfrom=b@bounce.esp.net
Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=brand.com
From: x@brand.com`;
    const reception = receptionOf(header);
    expect(reception).toMatchObject({ via: 'icloud', ip: '192.0.2.10', helo: 'mail.esp.net' });
    expect(reception.results.map(({ method, result }) => `${method}=${result}`)).toEqual(['dmarc=fail', 'spf=pass']);
  });

  it('believes every field of iCloud’s up to its result of SPF, one for each signature, and none behind that', () => {
    const header = headerOf('icloud-passes');
    const second = 'Authentication-Results: dkim-verifier.icloud.com; dkim=pass header.d=esp.net\r\n';
    const forged = 'Authentication-Results: dkim-verifier.icloud.com; dkim=pass header.d=victim.com\r\n';
    const both = header
      .replace('Authentication-Results: spf.icloud.com', `${second}Authentication-Results: spf.icloud.com`)
      .replace('DKIM-Signature:', `${forged}DKIM-Signature:`);
    const domains = receptionOf(both).results.flatMap(({ properties }) => properties['header.d'] ?? []);
    expect(domains).toEqual(['brand.com', 'esp.net']);
    // Without its result of SPF nothing says where its own fields end.
    const cut = both.replace(/Authentication-Results: spf\.icloud\.com[^\r]*\r\n/, '');
    expect(receptionOf(cut).results.flatMap(({ properties }) => properties['header.d'] ?? [])).toEqual(['brand.com']);
  });

  it('believes no results below the boundary of a server that it does not know', () => {
    const reception = receptionOf(`
${from('evil.example', '192.0.2.66', 'mx.mailbox.example')}
Authentication-Results: mx.mailbox.example; dkim=pass header.d=brand.com; spf=pass smtp.mailfrom=brand.com
Received-SPF: pass (mx.mailbox.example: domain of x@brand.com designates 203.0.113.80 as permitted sender) client-ip=203.0.113.80
From: x@brand.com`);
    expect(reception).toMatchObject({ via: 'other', ip: '192.0.2.66', authservId: null, results: [], mailFrom: null });
  });

  it('does not go on to a forged hop behind the real one', () => {
    const reception = receptionOf(`
${from('evil.example', '192.0.2.66', 'mx.mailbox.example')}
${from('real.brand.com', '203.0.113.80', 'mx.google.com')}
From: x@brand.com`);
    expect(reception).toMatchObject({ via: 'other', ip: '192.0.2.66', helo: 'evil.example' });
  });

  it('is not deceived by a client that calls itself one of the receiver’s own', () => {
    const gmail = `Received: by 2002:a05:1 with SMTP id x; ${DATE}
Received: from mail-x.google.com (evil.example. [192.0.2.66]) by mx.google.com with ESMTPS id 1; ${DATE}
${from('real.brand.com', '203.0.113.80', 'mx.google.com')}`;
    expect(receptionOf(gmail)).toMatchObject({ via: 'gmail', ip: '192.0.2.66' });
    const postfix = `Received: from mx.mailbox.example (evil.example [192.0.2.66]) by mx.mailbox.example (Postfix) with ESMTPS id 1; ${DATE}
${from('real.brand.com', '203.0.113.80', 'mx.mailbox.example')}`;
    expect(receptionOf(postfix)).toMatchObject({ ip: '192.0.2.66' });
    const fastmail = `Received: from compute.internal (compute.internal [10.2.0.1]) by sloti1 (Cyrus) with LMTPA; ${DATE}
Received: from mx9.messagingengine.com (evil.example [192.0.2.66]) by mx2.messagingengine.com (Postfix) with ESMTPS id 1; ${DATE}
${from('real.brand.com', '203.0.113.80', 'mx2.messagingengine.com')}`;
    expect(receptionOf(fastmail)).toMatchObject({ via: 'fastmail', ip: '192.0.2.66' });
  });

  it('walks over the receiver’s own hops, whatever they are called', () => {
    const inner = [
      `Received: from mx.mailbox.example by store.mailbox.example with LMTP id k; ${DATE}`,
      `Received: from localhost (localhost [127.0.0.1]) by mx.mailbox.example (Postfix) with ESMTP id 2; ${DATE}`,
      `Received: from filter1 (filter1.lan [192.168.3.4]) by mx.mailbox.example with ESMTP id 3; ${DATE}`,
      from('mx2.mailbox.example', '203.0.113.2', 'mx.mailbox.example'),
    ];
    const reception = receptionOf(
      `${inner.join('\n')}\n${from('mail.esp.net', '192.0.2.10', 'mx2.mailbox.example')}\n${from('a.esp.net', '192.0.2.99', 'mail.esp.net')}`,
    );
    expect(reception).toMatchObject({ via: 'other', ip: '192.0.2.10' });
    expect(reception.hops.map(({ trusted }) => trusted)).toEqual([true, true, true, true, true, false]);
  });

  it('takes a brand’s own server that delivers to the brand’s own mailbox', () => {
    expect(receptionOf(from('mail.brand.com', '203.0.113.80', 'mx.brand.com'))).toMatchObject({ ip: '203.0.113.80' });
  });

  it('knows a connecting host without its address, and then no address of a hop below', () => {
    const reception = receptionOf(
      `Received: from mail.esp.net by mx.mailbox.example with ESMTP id 1; ${DATE}\n${from('real.brand.com', '203.0.113.80', 'x.example')}`,
    );
    expect(reception).toMatchObject({ via: 'other', ip: null, helo: 'mail.esp.net' });
  });

  it('takes the tenant-to-tenant hop of Microsoft as one from outside', () => {
    const header = headerOf('microsoft-hubspot-passes')
      .replaceAll(
        'bf10.na2.hubspotemail.net (158.247.16.20)',
        'EUR05-DB8-obe.outbound.protection.outlook.com (40.107.20.1)',
      )
      .replaceAll('158.247.16.20', '40.107.20.1');
    expect(receptionOf(header)).toMatchObject({ via: 'microsoft', ip: '40.107.20.1' });
  });

  it.each([
    [
      'nothing at all',
      'From: x@brand.com\nReturn-Path: <x@brand.com>\nAuthentication-Results: mx.google.com; spf=pass smtp.mailfrom=brand.com',
    ],
    [
      'a copy that the sender kept',
      `Received: from [10.0.0.5] by filter1.esp.net with ESMTP id 1; ${DATE}\nFrom: x@brand.com`,
    ],
    ['Received fields without a sense', 'Received: hello\nReceived: ;;;;\nFrom: x@brand.com'],
  ])('has no receiver where there is %s', (_name, header) => {
    expect(receptionOf(header)).toMatchObject({
      via: 'unknown',
      boundary: null,
      ip: null,
      helo: null,
      mailFrom: null,
      results: [],
    });
  });

  it('takes the address of a bounce as no address', () => {
    expect(
      receptionOf(`Return-Path: <>\n${from('mail.esp.net', '192.0.2.10', 'mx.mailbox.example')}`).mailFrom,
    ).toEqual({ address: '', domain: '' });
  });

  it('prefers what SPF was judged for to a Return-Path that contradicts it', () => {
    const header = headerOf('gmail-mailchimp-passes').replace(/Return-Path: <[^>]*>/, 'Return-Path: <x@other.example>');
    expect(receptionOf(header).mailFrom?.domain).toBe('mail150.suw14.mcdlv.net');
  });
});

describe('a provider that writes its results into several fields', () => {
  const own = (results: string): string => `Authentication-Results: mx5.messagingengine.com; ${results}`;
  const below = [
    from('mail.esp.net', '192.0.2.10', 'mx5.messagingengine.com (Postfix)'),
    own('dkim=fail header.d=brand.com; dmarc=fail; spf=fail smtp.mailfrom=x@forger.example'),
    'From: hello@brand.com',
  ];

  it.each([
    [
      'the telling one last',
      [
        own('x-tls=pass'),
        own('bimi=none'),
        own('arc=none'),
        own(
          'dkim=pass header.d=brand.com; dmarc=pass; iprev=pass smtp.remote-ip=192.0.2.10; spf=pass smtp.mailfrom=b@bounce.esp.net',
        ),
      ],
    ],
    [
      'the telling one first',
      [
        own('dkim=pass header.d=brand.com; dmarc=pass'),
        own('spf=pass smtp.mailfrom=b@bounce.esp.net'),
        own('bimi=none'),
      ],
    ],
  ])('%s', (_name, fields) => {
    const reception = receptionOf([...fields, ...below].join('\n'));
    const words = Object.fromEntries(reception.results.map(({ method, result }) => [method, result]));
    expect(words).toMatchObject({ dkim: 'pass', dmarc: 'pass', spf: 'pass', bimi: 'none' });
    expect(reception.mailFrom?.domain).toBe('bounce.esp.net');
  });

  it('believes no field below its own Received', () => {
    const reception = receptionOf(below.join('\n'));
    expect(reception.results).toEqual([]);
  });
});

describe('a message that stayed inside one provider', () => {
  const inside = `Return-Path: <ann@fastmail.example>
Received: from phl-compute-01.internal (phl-compute-01.phl.internal [10.202.2.41]) by sloti1 (Cyrus 3.13.0) with LMTPA; Tue, 24 Nov 2026 10:00:03 +0000
Received: from phl-mx-02 ([10.202.2.201]) by phl-compute-01.internal (MEProxy); Tue, 24 Nov 2026 10:00:02 +0000
Authentication-Results: mx2.messagingengine.com; dkim=pass header.d=fastmail.example; spf=pass smtp.mailfrom=ann@fastmail.example
Received: from mailuser.phl.internal (mailuser.phl.internal [10.202.2.210]) by mx2.messagingengine.com (Postfix) with ESMTP id 1; Tue, 24 Nov 2026 10:00:01 +0000
Received: by mailuser.phl.internal (Postfix, from userid 501) id 2; Tue, 24 Nov 2026 10:00:00 +0000
From: ann@fastmail.example`;

  it('has a receiver and its time, and no connecting address', () => {
    const reception = receptionOf(inside);
    expect(reception).toMatchObject({ via: 'fastmail', boundary: null, ip: null });
    expect(new Date(reception.at ?? 0).toISOString()).toBe('2026-11-24T10:00:03.000Z');
    expect(reception.mailFrom?.domain).toBe('fastmail.example');
    expect(reception.results.map(({ method, result }) => `${method}=${result}`)).toEqual(['dkim=pass', 'spf=pass']);
  });

  it('is judged at that time: a signature that expired since is no failure', async () => {
    const text = `${inside.replaceAll('\n', '\r\n')}\r\n${toText(readMessage('signature-not-yet-expired')).replace(/^[^]*?(?=DKIM-Signature:)/, '')}`;
    const { message, codes } = await judgeSource(toOctets(text));
    expect(message).toMatchObject({ receivedVia: 'fastmail', receivedAt: '2026-11-24T10:00:03.000Z' });
    expect(message.dkim.map(({ result }) => result)).toEqual(['pass']);
    expect(codes).not.toContain('message.no-receiver');
  });
});
