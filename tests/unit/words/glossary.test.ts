import { describe, expect, it } from 'vitest';
import { glossary } from '../../../lib/words/en/glossary.ts';

describe('the glossary', () => {
  it('explains what the pages name', () => {
    const ids = glossary.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['spf', 'dkim', 'dmarc', 'alignment', 'mx', 'return-path', 'mua', 'mta', 'mda']),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(glossary)('$term has an anchor, a picture and the exact words', ({ id, plain, exact }) => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
    for (const text of [plain, exact]) expect(text).toMatch(/^(?:\p{Lu}|[ps]=).*\.$/u);
    expect(plain).not.toMatch(/\b(?:RFC|TXT|CNAME|MAIL FROM|d=)\b/u);
  });
});
