import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import type { Severity } from '../../../lib/findings/finding.ts';
import { explainFinding, type WordsContext } from '../../../lib/words/explain.ts';
import { findingWords } from '../../../lib/words/en/findings.ts';
import { sampleFinding } from '../../helpers/sample-findings.ts';

const MAILCHIMP: WordsContext = {
  espName: 'Mailchimp',
  domain: 'alderandoak.example',
  recordsPath: 'Account & billing > Domains',
  confirmButton: 'Authenticate',
};
const LONGEST_NAME: WordsContext = { ...MAILCHIMP, espName: 'Constant Contact' };
const NOBODY: WordsContext = { ...MAILCHIMP, espName: null, recordsPath: null, confirmButton: null };
const CONTEXTS = { Mailchimp: MAILCHIMP, 'Constant Contact': LONGEST_NAME, 'no service': NOBODY };
const SEVERITIES: Severity[] = ['fail', 'unknown', 'warn', 'info'];

const everyWord = (code: (typeof FINDING_CODES)[number]) =>
  Object.values(CONTEXTS).flatMap((context) =>
    SEVERITIES.map((severity) => explainFinding(sampleFinding(code, severity), context, findingWords)),
  );

describe.each(FINDING_CODES)('the words of %s', (code) => {
  it('keep the title to one line and the action to a few words', () => {
    for (const { title, action } of everyWord(code)) {
      expect(title.length, title).toBeLessThanOrEqual(60);
      expect(action.split(' ').length, action).toBeLessThanOrEqual(9);
      expect(`${title}${action}`).not.toMatch(/[.!]$/u);
    }
  });

  it('explain in whole sentences that begin and end as sentences do', () => {
    for (const { title, action, why, expert } of everyWord(code)) {
      expect(title).toMatch(/^[\p{Lu}\p{N}]/u);
      expect(action).toMatch(/^\p{Lu}/u);
      expect(why, why).toMatch(/^(?:[“\p{Lu}\p{N}]|[a-z0-9@_-]+\.[a-z]).*[.”]$/u);
      expect(expert.length).toBeGreaterThan(3);
    }
  });

  it('leave nothing blank, doubled or unsaid', () => {
    for (const words of everyWord(code)) {
      const text = [words.title, words.action, words.why, words.expert].join('\n');
      expect(text).not.toMatch(/undefined|\bnull\b(?! MX)|\[object|NaN|  |\.\.(?!\.)| \.|,,/u);
      expect(text).not.toMatch(/\b(?:please|oops|successfully|simply|just a)\b/iu);
    }
  });

  it('keep technical names for the second level', () => {
    for (const { title, why } of everyWord(code)) {
      expect(`${title} ${why}`).not.toMatch(/\b(?:DKIM|SPF|MAIL FROM|permerror|NXDOMAIN|SERVFAIL|tree walk)\b/u);
    }
  });
});
