import { describe, expect, it } from 'vitest';
import { PROVIDER_RULES } from '../../../lib/audit/providers.ts';
import { readWords } from '../../../lib/words/files.ts';
import { LANGUAGES } from '../../../lib/words/language.ts';
import { explainRequirement } from '../../../lib/words/provider-words.ts';

const RULES = [
  ...new Set(Object.values(PROVIDER_RULES).flatMap(({ rules }) => rules.map(({ requirement }) => requirement))),
];

describe.each(LANGUAGES)('the rules of the mailbox providers in %s', async (language) => {
  const words = await readWords(language);

  it.each(RULES)('%s has words', (requirement) => {
    expect(explainRequirement(requirement, words)).toMatch(/^\p{Lu}.*[^.]$/u);
  });

  it('are shown as they are where they are new', () => {
    expect(explainRequirement('toString', words)).toBe('toString');
  });
});
