import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, FINDING_CODES } from '../../../lib/findings/catalogue.ts';
import type { Fix } from '../../../lib/fixes/fix.ts';
import { toFixes } from '../../../lib/fixes/to-fixes.ts';
import { explainNote } from '../../../lib/words/fix-note.ts';
import { readWords } from '../../../lib/words/files.ts';
import { toFindingsPage } from '../../../scripts/findings-page.ts';
import { FAULTS } from '../../helpers/fault-zones.ts';
import { sampleContext } from '../../helpers/sample-context.ts';
import { sampleFinding } from '../../helpers/sample-findings.ts';

const words = await readWords('en');
const ACTIONABLE = FINDING_CODES.filter((code) => CATALOGUE[code] !== 'info' && CATALOGUE[code] !== 'unknown');

/** Codes that one record or another mends: each must stand in the fix loop, which publishes it. */
const MENDED_BY_RECORDS =
  /^(?:dkim|spf)\.|^dmarc\.(?!walk-differs|rests-on-spf|too-deep)|^align\.strict|^mx\.broken|^esp\.other/u;
/** Mended by records in zones of their own, or by those of another finding alone. */
const ELSEWHERE = ['dkim.ed25519-only'];

async function fixOf(code: (typeof FINDING_CODES)[number], severity: 'fail' | 'warn', esp: 'mailchimp' | null) {
  const [fix = null] = await toFixes([sampleFinding(code, severity)], sampleContext(esp));
  return fix;
}

const NAME = /^[a-z0-9*_][a-z0-9._*-]*[a-z0-9]$/u;

/** What is wrong with the form of a fix; nothing where it can be published, or says in one sentence why it cannot. */
function faultsOf(fix: Fix | null): string[] {
  if (fix === null) return ['there is none'];
  const isSaid =
    fix.records.length > 0 || /^[\p{Lu}*“].*\.$/u.test(fix.note ? explainNote(fix.note, () => null, words) : '');
  const faults = fix.records.flatMap((record) => [
    ...(NAME.test(record.name) ? [] : [`${record.name} is no name`]),
    ...(record.value === '' ? ['an empty value'] : []),
    ...(record.action === 'replace' && record.old === record.value ? ['it replaces nothing'] : []),
  ]);
  return isSaid ? faults : ['no records and no sentence', ...faults];
}

describe.each(FINDING_CODES)('%s', (code) => {
  it('always comes with a fix when it asks for something: records, or one sentence why there are none', async () => {
    for (const severity of ['fail', 'warn'] as const) {
      expect(faultsOf(await fixOf(code, severity, 'mailchimp'))).toEqual([]);
      expect(faultsOf(await fixOf(code, severity, null))).toEqual([]);
    }
  });

  it('proposes nothing while it is unknown', async () => {
    expect(await toFixes([sampleFinding(code, 'unknown')], sampleContext('mailchimp'))).toEqual([null]);
  });
});

describe('the fix loop', () => {
  const wanted = ACTIONABLE.filter((code) => MENDED_BY_RECORDS.test(code) && !ELSEWHERE.includes(code));

  it.each(wanted)('publishes %s', (code) => {
    expect(FAULTS.map((fault) => fault.code)).toContain(code);
  });
});

describe('docs/findings.md', () => {
  const page = readFileSync(new URL('../../../docs/findings.md', import.meta.url), 'utf8');

  it('is what scripts/findings-page.ts writes', async () => {
    expect(page).toBe(await toFindingsPage());
  });

  it.each(FINDING_CODES)('has an anchor for %s', (code) => {
    expect(page.split(`<a id="${code}"></a>`)).toHaveLength(2);
  });
});
