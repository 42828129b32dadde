import { authenticate } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { toBridge } from '../../lib/mailauth/ask.ts';
import { judgeMessageFile, messageNames, messageZone, readMessage } from '../helpers/signed-messages.ts';
import { toZoneAsk } from '../helpers/zone-ask.ts';

/** What both came to, in one form: `sel:pass`, in the order of the header. */
interface Outcome {
  dkim: string[];
  spf: string;
  dmarc: string;
  arc: string;
}

const passOrNot = (result: string): string => (result === 'pass' ? 'pass' : 'no pass');

async function ours(
  name: string,
): Promise<{ outcome: Outcome; connection: { ip: string | null; helo: string | null; returnPath: string | null } }> {
  const { message } = await judgeMessageFile(name);
  return {
    outcome: {
      dkim: message.dkim.map(({ selector, result }) => `${selector}:${passOrNot(result)}`),
      spf: message.spf.result,
      dmarc: message.dmarc.result,
      arc: message.arc.result,
    },
    connection: message,
  };
}

/** mailauth's own entry under Node, told the connection that we read off the headers. */
async function theirs(
  name: string,
  { ip, helo, returnPath }: Awaited<ReturnType<typeof ours>>['connection'],
): Promise<Outcome> {
  const { dkim, spf, dmarc, arc } = await authenticate(readMessage(name), {
    ...(ip === null ? {} : { ip }),
    ...(helo === null ? {} : { helo }),
    sender: returnPath === '<>' ? '' : (returnPath ?? ''),
    mta: 'mx.example',
    resolver: toBridge(toZoneAsk(messageZone)).resolver,
    disableBimi: true,
  });
  const results = dkim?.results ?? [];
  return {
    dkim: results
      .filter(({ status }) => status.result !== 'none')
      .map(({ selector, status }) => `${selector}:${passOrNot(status.result)}`),
    spf: spf ? spf.status.result : 'unknown',
    dmarc: dmarc ? dmarc.status.result : 'unknown',
    arc: arc ? arc.status.result : 'none',
  };
}

/** Where we differ, and why. Each is a difference of ours towards the RFC, or of time. */
const EXPLAINED: Record<string, { differs: Partial<Outcome>; why: string }> = {
  'no-receiver': {
    differs: { spf: 'temperror' },
    why: 'without a connecting IP nothing was evaluated: that is unknown, not an error of DNS',
  },
  'signature-sha1': {
    differs: { dkim: ['sel:pass'], dmarc: 'pass' },
    why: 'mailauth takes rsa-sha1 unless told otherwise; RFC 8301 § 3.1 forbids it',
  },
  'signature-unknown-algorithm': {
    differs: { dkim: [] },
    why: 'mailauth leaves out what it cannot evaluate; the report has one entry for each signature',
  },
  'signature-not-yet-expired': {
    differs: { dkim: ['sel:no pass'], dmarc: 'fail' },
    why: 'mailauth judges at the present time; the receiver judged when it took the message (RFC 6376 § 3.5, x=)',
  },
  'signature-key-unanswered': {
    differs: { dmarc: 'fail' },
    why: 'a key that DNS does not answer for leaves DMARC unknown, not failed',
  },
  'spf-unanswered-and-no-signature': {
    differs: { dmarc: 'fail' },
    why: 'SPF that DNS does not answer for leaves DMARC unknown, not failed',
  },
  'changed-body-receiver-passed': {
    differs: { dmarc: 'fail' },
    why: 'the receiver passed it: the source was changed afterwards, so nobody knows',
  },
  'changed-subject-receiver-passed': {
    differs: { dmarc: 'fail' },
    why: 'the receiver passed it: the source was changed afterwards, so nobody knows',
  },
};

describe('each message of the folder comes out as mailauth judges it under Node, or the difference is explained', () => {
  it.each(messageNames)('%s', async (name) => {
    const { outcome, connection } = await ours(name);
    const reference = await theirs(name, connection);
    expect(reference).toEqual({ ...outcome, ...EXPLAINED[name]?.differs });
  });

  it('explains no message that is not there', () => {
    expect(Object.keys(EXPLAINED).filter((name) => !messageNames.includes(name))).toEqual([]);
  });
});
