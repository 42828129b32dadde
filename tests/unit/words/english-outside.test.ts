import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Read by developers only: an error that no reader meets, and the name of an alarm. */
const FOR_DEVELOPERS = new Set(['no words around this component', 'look at accounts']);

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu;
/** A string, or text between two tags, of at least three words. */
const SENTENCE = /(?:['"`]|>\s*)(\p{L}[\p{L}’]+(?: \p{Ll}[\p{L}’-]*){2,}[^'"`<>{}\n]*)/gu;

const below = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => join(folder, name));

const sentencesIn = (text: string): string[] =>
  [...text.replaceAll(COMMENT, '').matchAll(SENTENCE)].map(([, sentence = '']) => sentence.trim());

it('finds a sentence in a string and between tags', () => {
  expect(sentencesIn("title: 'Check a test message',")).toEqual(['Check a test message']);
  expect(sentencesIn('<p>Nothing left this browser.</p>')).toEqual(['Nothing left this browser.']);
  expect(sentencesIn('/** Check a test message. */ const a = b > c;')).toEqual([]);
});

it.each(['components', 'entrypoints', 'lib/words', 'lib/report', 'lib/message/source', 'lib/watch'])(
  'no file of %s says a sentence itself',
  (folder) => {
    const said = below(folder).flatMap((path) =>
      sentencesIn(readFileSync(join(ROOT, path), 'utf8'))
        .filter((sentence) => !FOR_DEVELOPERS.has(sentence))
        .map((sentence) => `${path}: ${sentence}`),
    );
    expect(said).toEqual([]);
  },
);
