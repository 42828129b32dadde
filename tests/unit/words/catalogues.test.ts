import { TYPE } from '@formatjs/icu-messageformat-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import type { FindingCode, FindingParams } from '../../../lib/findings/finding.ts';
import type { FixNoteCode, MessageNoteCode } from '../../../lib/fixes/fix.ts';
import type { BounceCause } from '../../../lib/message/bounce/bounce-codes.ts';
import type { SourceFault } from '../../../lib/message/source/source.ts';
import { parseMessage } from '../../../lib/words/compile.ts';
import type { FAULT_CODES, MessageParamsOf, Part } from '../../../lib/words/explain-finding.ts';
import { readCatalogue } from '../../../lib/words/files.ts';
import { LANGUAGES } from '../../../lib/words/language.ts';
import type { MessageKey, Messages } from '../../../lib/words/messages.ts';
import { toMessagesModule, usesOf } from '../../../scripts/words-types.ts';

const ROOT = join(import.meta.dirname, '../../..');
const english = await readCatalogue('en');
const KEYS = Object.keys(english) as MessageKey[];

/** Words of the reader that this product does not use, by language. */
const FORBIDDEN: Record<string, RegExp> = {
  en: /\b(?:seal\w*|unsealed|returns? (?:address|go)|lines? up|carr(?:y|ies) your name|allowed senders|mend\w*|look-?ups\b(?<=-ups)|turn(?:s|ed)? away|speaks? against|hangs? on|stands? (?:there|at|in|beside)|whoever manages DNS|blanks?|please|oops|successfully|simply|Microsoft)\b/iu,
  de: /\b(?:Siegel|versiegel\w*|Rücksendeadresse|Rückgabe|Nachschlag\w*|bitte|Microsoft|du|dein\w*)\b/iu,
  fr: /\b(?:sceau|sceller|scell\w*|cachet|adresse de retour|veuillez|Microsoft|tu|ton|ta)\b/iu,
  es: /\b(?:sello|sellar|sellad\w*|dirección de devolución|por favor|Microsoft|usted|su dominio)\b/iu,
  'pt-BR': /\b(?:selo|selar|selad\w*|endereço de devolução|por favor|Microsoft|ficheiro|registo|teu|tua)\b/iu,
};

/** Title and action have no full stop and fit on a line. */
const LONGEST_TITLE = { en: 60 } as const;

const paramsOf = (text: string): string[] => [...usesOf(parseMessage(text)).keys()].toSorted();

/** All that a message can say: one text for each way through its branches. */
function textsOf(parts: ReturnType<typeof parseMessage>): string[] {
  return parts.reduce<string[]>(
    (texts, part) => {
      const more =
        part.type === TYPE.literal
          ? [part.value]
          : part.type === TYPE.select || part.type === TYPE.plural
            ? Object.values(part.options).flatMap(({ value }) => textsOf(value))
            : ['x'.repeat(10)];
      return texts.flatMap((text) => more.map((one) => text + one)).slice(0, 500);
    },
    [''],
  );
}

describe('the types of the messages', () => {
  it('are what scripts/words-types.ts writes', async () => {
    const written = readFileSync(join(ROOT, 'lib/words/messages.ts'), 'utf8');
    expect(written).toBe(await toMessagesModule());
  });

  it('give every message of a finding what it asks for', () => {
    type Missing<C extends FindingCode> = {
      [P in Part]: `finding.${C}.${P}` extends infer K
        ? K extends MessageKey
          ? Messages[K] extends null
            ? never
            : MessageParamsOf<C> extends Messages[K]
              ? never
              : K
          : K
        : never;
    }[Part];
    expectTypeOf<{ [C in FindingCode]: Missing<C> }[FindingCode]>().toBeNever();
  });

  it('give every note of a fix its sentence', () => {
    type Code = Exclude<FixNoteCode, 'message'> | MessageNoteCode;
    expectTypeOf<Exclude<`note.${Code}`, MessageKey>>().toBeNever();
    expectTypeOf<Exclude<Extract<MessageKey, `note.${string}`>, `note.${Code}`>>().toBeNever();
  });

  it('give every cause of a bounce and every fault of a source its sentences, and none more', () => {
    type Wanted = `page.bounce.rule.${BounceCause}.${'meaning' | 'action'}` | `page.source.${SourceFault | 'says'}`;
    expectTypeOf<Exclude<Wanted, MessageKey>>().toBeNever();
    expectTypeOf<Exclude<Extract<MessageKey, `page.${'bounce.rule' | 'source'}.${string}`>, Wanted>>().toBeNever();
  });

  it('give every reason its sentence', () => {
    type FaultCode = (typeof FAULT_CODES)[number];
    type Missing<C extends FaultCode> = FindingParams[C] extends { reason: infer R extends string }
      ? `fault.${C}.${R}` extends infer K
        ? K extends MessageKey
          ? Messages[K] extends null
            ? never
            : MessageParamsOf<C> extends Messages[K]
              ? never
              : K
          : K
        : never
      : C;
    expectTypeOf<{ [C in FaultCode]: Missing<C> }[FaultCode]>().toBeNever();
  });
});

describe('the keys', () => {
  const sources = ['lib', 'cli', 'components', 'entrypoints', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/u.test(name) && !name.endsWith('messages.ts'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const literals = new Set(
    sources.flatMap((text) => [...text.matchAll(/'([a-z]+\.[\w.-]+)'/gu)].map(([, key]) => key)),
  );
  const templates = sources
    .flatMap((text) => [...text.matchAll(/`([a-z]+\.[^`\s]*\$\{[^`]*)`/gu)].map(([, template]) => template ?? ''))
    .map(
      (template) =>
        new RegExp(
          `^${template
            .split(/\$\{[^}]*\}/u)
            .map(escape)
            .join('.+')}$`,
          'u',
        ),
    );

  it('are all used', () => {
    const unused = KEYS.filter((key) => !literals.has(key) && !templates.some((template) => template.test(key)));
    expect(unused).toEqual([]);
  });

  it('have one entry for each part of each finding, and none for another', () => {
    const wanted = FINDING_CODES.flatMap((code) =>
      ['title', 'action', 'why', 'expert'].map((part) => `finding.${code}.${part}`),
    );
    expect(KEYS.filter((key) => key.startsWith('finding.')).toSorted()).toEqual(wanted.toSorted());
  });
});

describe.each(LANGUAGES)('the catalogue %s', async (language) => {
  const catalogue = await readCatalogue(language);
  const texts = (key: string) => textsOf(parseMessage(catalogue[key] ?? ''));

  it('has the keys of the English one, in its order', () => {
    expect(Object.keys(catalogue)).toEqual(KEYS);
  });

  it('is valid MessageFormat, with the parameters of the English one', () => {
    for (const key of KEYS) expect(paramsOf(catalogue[key] ?? ''), key).toEqual(paramsOf(english[key] ?? ''));
  });

  it('says nothing that the glossary forbids', () => {
    const said = KEYS.filter((key) => !key.endsWith('.expert')).filter((key) =>
      FORBIDDEN[language]?.test(catalogue[key] ?? ''),
    );
    expect(said.map((key) => `${key}: ${catalogue[key]}`)).toEqual([]);
  });

  it('keeps titles to a line', () => {
    const most = language === 'en' ? LONGEST_TITLE.en : 75;
    const long = KEYS.filter((key) => /^finding\..*\.title$/u.test(key))
      .flatMap(texts)
      .filter((title) => title.length > most);
    expect(long).toEqual([]);
  });

  it('explains in two sentences at most', () => {
    const long = KEYS.filter((key) => /^finding\..*\.why$/u.test(key)).filter((key) =>
      texts(key).some(
        (text) =>
          text.split(/[.!?](?= \p{Lu})/u).length +
            Number((catalogue[key] ?? '').includes('{outcome}') && text.includes('xxxxxxxxxx')) >
          3,
      ),
    );
    expect(long).toEqual([]);
  });
});
