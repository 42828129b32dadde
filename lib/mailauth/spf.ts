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

/** Stands for an underscore while mailauth reads a domain: it takes only host names, RFC 7208 § 4.3 asks for no such thing. */
const UNDERSCORE = 'qzu0q';
const toHostName = (text: string): string => {
  const at = text.lastIndexOf('@');
  return text.slice(0, at + 1) + text.slice(at + 1).replaceAll('_', UNDERSCORE);
};
const fromHostName = (text: string): string => text.replaceAll(UNDERSCORE, '_');

/** SPF for one connection (RFC 7208), by mailauth in its strict reading. Never throws. */
export async function judgeSpf({ ip, helo, mailFrom, ask }: SpfQuestion): Promise<SpfJudgement> {
  const { resolver } = toBridge(ask);
  const answer = await spf({
    sender: toHostName(mailFrom),
    ip,
    helo: toHostName(helo),
    mta: 'localhost',
    resolver: (name, type) => resolver(fromHostName(name), type),
    strict: true,
  });
  const result = RESULTS.find((word) => word === answer.status.result) ?? 'temperror';
  return { result, domain: fromHostName(answer.domain) };
}
