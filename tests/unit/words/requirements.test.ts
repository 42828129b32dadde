import { describe, expect, it } from 'vitest';
import { PROVIDER_RULES } from '../../../lib/audit/providers.ts';
import { explainRequirement, hasRequirementWords } from '../../../lib/words/en/requirements.ts';

const RULES = [
  ...new Set(Object.values(PROVIDER_RULES).flatMap(({ rules }) => rules.map(({ requirement }) => requirement))),
];

describe('the rules of the mailbox providers', () => {
  it.each(RULES)('%s has words for a marketer and a technical name', (requirement) => {
    expect(hasRequirementWords(requirement)).toBe(true);
    const { title, expert } = explainRequirement(requirement);
    expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
    expect(title).not.toMatch(/seal|return address|allowed senders|line up/iu);
    expect(expert).not.toBe('');
  });

  it('stand for themselves where they are new', () => {
    expect(explainRequirement('toString')).toEqual({ title: 'toString', expert: '' });
  });
});
