import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import type { Severity } from '../../../lib/findings/finding.ts';
import { explainFinding, type WordsContext } from '../../../lib/words/explain-finding.ts';
import { readWords } from '../../../lib/words/files.ts';
import { LANGUAGES } from '../../../lib/words/language.ts';
import { sampleFinding } from '../../helpers/sample-findings.ts';

const MAILCHIMP: WordsContext = {
  esp: 'Mailchimp',
  domain: 'alderandoak.example',
  recordsPath: 'Account & billing > Domains',
  confirmButton: 'Authenticate',
};
const LONGEST_NAME: WordsContext = { ...MAILCHIMP, esp: 'Constant Contact' };
const NOBODY: WordsContext = { ...MAILCHIMP, esp: null, recordsPath: null, confirmButton: null };
const CONTEXTS = { Mailchimp: MAILCHIMP, 'Constant Contact': LONGEST_NAME, 'no service': NOBODY };
const SEVERITIES: Severity[] = ['fail', 'unknown', 'warn', 'info'];

describe.each(LANGUAGES)('the findings in %s', async (language) => {
  const words = await readWords(language);
  const everyWord = (code: (typeof FINDING_CODES)[number]) =>
    Object.values(CONTEXTS).flatMap((context) =>
      SEVERITIES.map((severity) => explainFinding(sampleFinding(code, severity), context, words)),
    );
  const most = language === 'en' ? 60 : 75;

  it.each(FINDING_CODES)('%s: title and action are short, and no sentences', (code) => {
    for (const { title, action } of everyWord(code)) {
      expect(title.length, title).toBeLessThanOrEqual(most);
      expect(title, title).toMatch(/^(?:[\p{Lu}\p{N}]|[a-z0-9-]+\.[a-z]).*[^.!]$/u);
      expect(action, action).toMatch(language === 'en' ? /^\p{Lu}.*[^.!]$/u : /^[„«“\p{L}\p{N}].*[^.!]$/u);
    }
  });

  it.each(FINDING_CODES)('%s: the reason is one or two whole sentences', (code) => {
    for (const { why, expert } of everyWord(code)) {
      expect(why, why).toMatch(/^(?:[“„«\p{Lu}\p{N}]|[a-z0-9@_-]+\.[a-z]|[a-z]+:[a-z]).*[.”“»]$/u);
      expect(why.split(/[.!?]["”“»]? (?=[“„«\p{Lu}])/u).length, why).toBeLessThanOrEqual(2);
      expect(expert.length).toBeGreaterThan(3);
    }
  });

  it.each(FINDING_CODES)('%s: nothing is left out, doubled or unsaid', (code) => {
    for (const { title, action, why, expert } of everyWord(code)) {
      const text = [title, action, why, expert].join('\n');
      expect(text).not.toMatch(/undefined|\bnull\b(?! MX|-MX)|\[object|NaN|  |\.\.(?!\.)|(?<![:,]) \.(?!\w)|,,|[{}]/u);
    }
  });
});

describe('the words of a finding', () => {
  it('hold text from outside on one line, and short', async () => {
    const words = await readWords('en');
    const finding = sampleFinding('spf.syntax');
    const hostile = {
      ...finding,
      params: { ...finding.params, term: `a\n\u202eb${'c'.repeat(5000)}` },
    } as typeof finding;
    const { expert } = explainFinding(hostile, MAILCHIMP, words);
    expect(expert).not.toMatch(/[\n\u202e]/u);
    expect(expert.length).toBeLessThan(800);
  });

  it('join lists as the language does, and count what is left out', async () => {
    const words = await readWords('en');
    const finding = sampleFinding('dns.unreachable');
    const outcomes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const many = { ...finding, params: { outcomes } } as typeof finding;
    expect(explainFinding(many, NOBODY, words).expert).toContain('(a, b, c, d, e and 3 more)');
  });
});
