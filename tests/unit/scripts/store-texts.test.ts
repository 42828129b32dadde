import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../lib/words/language.ts';
import { ROOT } from '../../../scripts/run.ts';

interface Locale {
  name: { message: string };
  description: { message: string };
}

const localeOf = (language: string): Locale =>
  JSON.parse(readFileSync(join(ROOT, 'public/_locales', language.replace('-', '_'), 'messages.json'), 'utf8'));

/** Limits of the two stores: Chrome's manifest takes names of 75 characters and descriptions of 132. */
describe.each(LANGUAGES)('the store texts in %s', (language) => {
  it('fit the stores', () => {
    const { name, description } = localeOf(language);
    expect(name.message.length).toBeLessThanOrEqual(75);
    expect(description.message.length).toBeLessThanOrEqual(132);
  });

  it('say as much as the English ones, what leaves the browser included', () => {
    const read = (one: string) => readFileSync(join(ROOT, 'docs/store', `${one}.md`), 'utf8');
    const [own, english] = [read(language), read('en')];
    expect(own.match(/^- /gm)?.length).toBe(english.match(/^- /gm)?.length);
    expect(own).toMatch(/DNS/);
    for (const word of ['Klaviyo', 'HubSpot', 'Mailchimp', 'Gmail', 'DMARC']) expect(own).toContain(word);
  });
});
