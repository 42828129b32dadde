import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { ZoneEntry } from '../helpers/dns-zone.ts';
import { DOMAIN, GOOD_KEY, soundZone, toFill, WAYS, WEAK_KEY, type Way } from '../helpers/fault-zones.ts';
import { readWords } from '../../lib/words/files.ts';
import { explainFixNote } from '../../lib/words/fix-note.ts';
import { actionable, mendAll } from '../helpers/mend-all.ts';

const words = await readWords('en');

/** What people and panels put into records, whole and in pieces. */
const PIECES = [
  'v=spf1',
  'v=spf10',
  'v=DMARC1',
  'v=DMARC1;',
  'v=DKIM1',
  'spf2.0/pra',
  'p=none',
  'p=reject;',
  'p=quarantine',
  'p=',
  'rua=mailto:a@brand.test',
  'rua=',
  'sp=none',
  'adkim=s',
  'psd=n',
  'psd=y',
  'pct=50',
  't=y',
  'k=rsa',
  's=tlsrpt',
  'h=sha1',
  'include:_spf.google.com',
  'include:spf.crm.test',
  'include:spf.shop.test',
  'include:servers.mcsv.net',
  'include:gone.test',
  'include:brand.test',
  'include:loop.test',
  'include:',
  'redirect=_spf.google.com',
  'redirect=spf.shop.test',
  'redirect=',
  '~all',
  '-all',
  '+all',
  '?all',
  'all',
  'mx',
  'a',
  'ptr',
  'a:x.brand.test',
  'mx:',
  'exists:%{i}.x.test',
  'ip4:192.0.2.1',
  'ip4:192.0.2.1/99',
  'ip6:::1',
  'dkim2.mcsv.net',
  'dkim2.mcsv.net.',
  ';',
  ' ',
  '"',
  '\\',
  '“',
  'é',
  '\u0000',
  GOOD_KEY,
  WEAK_KEY,
];
const TARGETS = ['gone.test', DOMAIN, 'dkim2.mcsv.net', '_spf.google.com', `dkim3.mcsv.net.${DOMAIN}`];

const text = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(' ', '; ', '')), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.flat().join(''));
const entry: fc.Arbitrary<ZoneEntry> = fc.oneof(
  { weight: 7, arbitrary: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((TXT) => ({ TXT })) },
  { weight: 1, arbitrary: fc.constantFrom(...TARGETS).map((CNAME) => ({ CNAME })) },
);

const namesOf = ({ keys }: Way): string[] => [
  `_dmarc.${DOMAIN}`,
  `dmarc.${DOMAIN}`,
  `_dmarc.${DOMAIN}.${DOMAIN}`,
  `_spf.${DOMAIN}`,
  ...keys.flatMap(({ selector }) => [`${selector}._domainkey.${DOMAIN}`, `${selector}.domainkey.${DOMAIN}`]),
];

const mess = fc.constantFrom(...WAYS).chain((way) =>
  fc.record({
    way: fc.constant(way),
    list: fc.option(fc.uniqueArray(text, { minLength: 1, maxLength: 3 })),
    entries: fc.dictionary(fc.constantFrom(...namesOf(way)), entry, { maxKeys: 5 }),
  }),
);

/** Whoever owns a key given by hand shows a name for a CNAME and a key for a TXT. */
const fillFor =
  (way: Way) =>
  (change: RecordChange): string =>
    change.type === 'CNAME' && way.id === 'none' ? 'dkim2.mcsv.net' : toFill(way)(change);

describe('a zone with anything in it', () => {
  it('is mended fix by fix: each can be made as it stands, none is missing, and nothing red is left', async () => {
    await fc.assert(
      fc.asyncProperty(mess, async ({ way, list, entries }) => {
        const sound = soundZone(way);
        const apex = list === null ? {} : { [DOMAIN]: { ...sound[DOMAIN], TXT: list } };
        const { report, told } = await mendAll(
          { ...sound, ...entries, ...apex },
          { from: DOMAIN, ...way.input },
          fillFor(way),
        );
        expect(
          report.findings.filter(({ severity }) => severity === 'fail'),
          told.join('\n'),
        ).toEqual([]);
        for (const finding of actionable(report))
          expect(explainFixNote(report, finding, words)).toMatch(/^\p{Lu}.*\.$/u);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
