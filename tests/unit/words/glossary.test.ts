import { describe, expect, expectTypeOf, it } from 'vitest';
import { readWords } from '../../../lib/words/files.ts';
import { explainTerms, type TermId } from '../../../lib/words/glossary.ts';
import { LANGUAGES } from '../../../lib/words/language.ts';
import type { MessageKey } from '../../../lib/words/messages.ts';

it('the glossary has texts for its terms, and for no other', () => {
  type Wanted = `page.glossary.${TermId}.${'term' | 'plain' | 'exact'}`;
  expectTypeOf<Exclude<Extract<MessageKey, `page.glossary.${string}`>, Wanted>>().toBeNever();
});

describe.each(LANGUAGES)('the glossary in %s', async (language) => {
  const terms = explainTerms(await readWords(language));

  it('explains what the pages name', () => {
    expect(terms.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['spf', 'dkim', 'dmarc', 'alignment', 'mx', 'return-path', 'mua', 'mta', 'mda']),
    );
  });

  it.each(terms)('$term has an anchor, a picture and the exact words', ({ id, plain, exact }) => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
    for (const text of [plain, exact]) expect(text).toMatch(/^(?:\p{Lu}|[ps]=).*\.$/u);
    expect(plain).not.toMatch(/\b(?:RFC|TXT|CNAME|MAIL FROM|d=)\b/u);
  });
});
