import { describe, expect, it } from 'vitest';
import {
  firstFixOf,
  isEnough,
  toLineup,
  toLineupAfter,
  toSeenLineup,
} from '../../../components/alignment/to-lineup.ts';
import type { MessageReport } from '../../../lib/report/report.ts';
import * as reports from '../../fixtures/reports.ts';

const SERVICE = 'mailchimpapp.net';

describe('the alignment picture', () => {
  it('shows the service’s own names apart while nothing is set up', () => {
    const lineup = toLineup(reports.rejected, SERVICE);
    expect(lineup.holds).toBe('no');
    expect(lineup.seal).toEqual({ is: 'apart', domain: 'mailchimpapp.net', note: 'not-your-name' });
    expect(lineup.returns).toEqual({ is: 'apart', domain: 'mcsv.net', note: 'not-your-name' });
    expect(lineup.conclusion).toBe('neither');
  });

  it('holds by the seal alone, and then says that the return address is not needed', () => {
    const lineup = toLineup(reports.accepted, null);
    expect(lineup.holds).toBe('yes');
    expect(lineup.seal.is).toBe('inline');
    expect(lineup.returns.note).toBe('not-needed');
    expect(lineup.conclusion).toBe('dkim');
  });

  it('is not known, and never red, where DNS gave no answer', () => {
    const lineup = toLineup(reports.untold, 'klaviyomail.com');
    expect(lineup.holds).toBe('unknown');
    expect(lineup.seal.is).toBe('unknown');
    expect(lineup.returns.is).toBe('unknown');
  });

  it.each(['revoked', 'invalid', 'dangling', 'wrong-target'] as const)(
    'says of a key that is %s that nobody can check the seal',
    (key) => {
      const report = reports.makeReport({
        legs: { spf: reports.rejected.legs.spf, dkim: [reports.leg('k2', key, { aligned: true })] },
        alignment: { spf: false, dkim: false, conclusion: 'no-key' },
      });
      const lineup = toLineup(report, SERVICE);
      expect(lineup.seal).toEqual({ is: 'apart', domain: 'alderandoak.example', note: 'no-key' });
      expect(lineup.conclusion).toBe('no-key');
    },
  );

  it('says that a return address without a valid list cannot be relied on', () => {
    const report = reports.makeReport({
      legs: { spf: { domain: 'alderandoak.example', aligned: true, basis: 'predicted' }, dkim: [] },
      alignment: { spf: false, dkim: false, conclusion: 'neither' },
    });
    expect(toLineup(report, null).returns).toEqual({ is: 'apart', domain: 'alderandoak.example', note: 'no-list' });
  });

  it('says what strict alignment asks for', () => {
    const report = reports.makeReport({
      legs: {
        spf: reports.rejected.legs.spf,
        dkim: [reports.leg('km1', 'ok', { domain: 'send.alderandoak.example', aligned: false })],
      },
      alignment: { spf: false, dkim: false, conclusion: 'strict' },
      findings: [
        reports.finding('align.strict', 'fail', {
          from: 'alderandoak.example',
          leg: 'dkim',
          domain: 'send.alderandoak.example',
          tag: 'adkim',
          record: 'v=DMARC1; p=reject; adkim=s',
        }),
      ],
    });
    const lineup = toLineup(report, null);
    expect(lineup.seal.note).toBe('not-exactly-your-name');
    expect(lineup.conclusion).toBe('strict');
  });

  it('says what readers will see where the service is certain to replace the address', () => {
    const rewritten = (certain: boolean) =>
      reports.makeReport({
        ...reports.rejected,
        findings: [reports.finding('from.rewritten', 'warn', { shown: 'x@hs-send.com', certain })],
      });
    expect(toLineup(rewritten(true), null).shownAs).toBe('x@hs-send.com');
    expect(toLineup(rewritten(false), null).shownAs).toBeNull();
  });
});

describe('the first fix', () => {
  it('is the first finding’s, and carries its own records', () => {
    const first = firstFixOf(reports.rejected);
    expect(first?.finding.code).toBe('dkim.not-set-up');
    expect(first?.carrier).toBe(first?.finding);
  });

  it('takes the records from the finding that carries them where one cause shows twice', () => {
    const first = firstFixOf(reports.doubled);
    expect(first?.finding.code).toBe('dkim.not-set-up');
    expect(first?.carrier.code).toBe('dkim.doubled-name');
  });

  it('is none where the first finding is not known or only worth knowing', () => {
    expect(firstFixOf(reports.untold)).toBeNull();
    expect(firstFixOf(reports.accepted)).toBeNull();
  });

  it('is enough where every other red finding says that it has the same cause', () => {
    expect(isEnough(reports.rejected)).toBe(true);
  });

  it('is not said to be enough where nothing would be turned away today', () => {
    expect(isEnough(reports.warned)).toBe(false);
  });

  it('is not said to be enough beside another red finding', () => {
    const more = reports.makeReport({
      ...reports.rejected,
      findings: [
        ...reports.rejected.findings,
        reports.finding('dmarc.missing', 'fail', {
          domain: 'alderandoak.example',
          orgDomain: 'alderandoak.example',
        }),
      ],
    });
    expect(isEnough(more)).toBe(false);
  });

  it('puts the seal on the line in the picture of afterwards', () => {
    const after = toLineupAfter(reports.rejected, SERVICE);
    expect(after?.holds).toBe('yes');
    expect(after?.seal).toEqual({ is: 'inline', domain: 'alderandoak.example', note: 'your-name' });
    expect(after?.returns.note).toBe('not-needed');
  });

  it('has no picture of afterwards where the names line up already', () => {
    expect(toLineupAfter(reports.warned, null)).toBeNull();
  });
});

describe('the picture of a message', () => {
  const signature = (result: 'pass' | 'fail' | 'unknown', aligned: boolean) => ({
    domain: aligned ? 'alderandoak.example' : 'mailchimpapp.net',
    selector: 'k2',
    result,
    reason: null,
    aligned,
    algorithm: 'rsa-sha256',
    bits: 2048,
    unsignedBytes: 0,
  });
  const message = (changes: Partial<MessageReport>): MessageReport => ({
    from: 'hello@alderandoak.example',
    returnPath: 'bounce@mcdlv.net',
    receivedVia: 'gmail',
    receivedAt: null,
    ip: null,
    helo: null,
    spf: { result: 'pass', domain: 'mcdlv.net', aligned: false },
    dkim: [],
    dmarc: { result: 'fail' },
    alignment: { spf: false, dkim: false, conclusion: 'neither' },
    arc: { result: 'none' },
    oneClick: { result: 'ok' },
    receiver: { authservId: null, spf: null, dkim: null, dmarc: null },
    predicted: null,
    differences: [],
    ...changes,
  });
  const seen = (changes: Partial<MessageReport>) => toSeenLineup(reports.rejected, message(changes));

  it('takes the one signature that holds and carries the name, wherever it stands', () => {
    const lineup = seen({ dkim: [signature('pass', false), signature('fail', true), signature('pass', true)] });
    expect(lineup.seal).toEqual({ is: 'inline', domain: 'alderandoak.example', note: 'your-name' });
  });

  it('does not call a signature broken that could not be judged', () => {
    expect(seen({ dkim: [signature('unknown', true)] }).seal.is).toBe('unknown');
  });

  it('has nobody for a seal on a message without one', () => {
    expect(seen({ dkim: [] }).seal).toEqual({ is: 'apart', domain: null, note: 'broken' });
  });

  it('does not count a return address whose server is not on its list', () => {
    const lineup = seen({ spf: { result: 'softfail', domain: 'alderandoak.example', aligned: true } });
    expect(lineup.returns).toEqual({ is: 'apart', domain: 'alderandoak.example', note: 'not-on-list' });
  });
});
