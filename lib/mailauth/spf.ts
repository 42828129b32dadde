import { spf } from 'mailauth/lib/spf/index.js';
import { toBridge, type Ask } from './ask.ts';

export interface SpfQuestion {
  /** The connecting IP as the receiver saw it. */
  ip: string;
  helo: string;
  /** The MAIL FROM; '' for a bounce, whose identity is `postmaster@HELO` (RFC 7208 § 2.4). */
  mailFrom: string;
  ask: Ask;
}

export interface SpfJudgement {
  /** RFC 8601 § 2.7.2's words; `temperror` where DNS did not answer. */
  result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'temperror';
  /** The domain of the identity that was checked. */
  domain: string;
}

const RESULTS = ['pass', 'fail', 'softfail', 'neutral', 'none', 'permerror', 'temperror'] as const;

/** SPF for one connection (RFC 7208), by mailauth in its strict reading. Never throws. */
export async function judgeSpf({ ip, helo, mailFrom, ask }: SpfQuestion): Promise<SpfJudgement> {
  const { resolver } = toBridge(ask);
  const answer = await spf({ sender: mailFrom, ip, helo, mta: 'localhost', resolver, strict: true });
  const result = RESULTS.find((word) => word === answer.status.result) ?? 'temperror';
  return { result, domain: answer.domain };
}
