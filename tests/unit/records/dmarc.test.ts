import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  effectivePolicy,
  formatDmarc,
  type DmarcRecord,
  isDmarcRecord,
  parseDmarc,
  policyFor,
  withDmarcTags,
} from '../../../lib/records/dmarc/read.ts';

function recordOf(text: string): DmarcRecord {
  const parsed = parseDmarc(text);
  if (parsed.kind !== 'record') throw new Error(`${text} is ${parsed.kind}`);
  return parsed.record;
}

/** What the parser makes of a text, in one line: kind or state, policy, faults. */
function summary(text: string): string {
  const parsed = parseDmarc(text);
  if (parsed.kind === 'other') return 'other';
  const faults = parsed.kind === 'record' ? parsed.record.faults : parsed.faults;
  const words = faults.map(({ reason, tag }) => (tag === null ? reason : `${reason} ${tag}`));
  return [parsed.kind === 'record' ? `${parsed.record.state} ${parsed.record.p}` : 'meant', ...words].join(', ');
}

const repairOf = (text: string): string | null => {
  const parsed = parseDmarc(text);
  return parsed.kind === 'record' ? parsed.record.repaired : parsed.kind === 'meant' ? parsed.repaired : null;
};

const faultsOf = (rua: string): (string | null)[] =>
  recordOf(`v=DMARC1; p=none; rua=${rua}`).rua.map((each) => each.fault);

describe('M2 the form of a DMARC record', () => {
  test.each([
    'v=DMARC1; p=none',
    'v=DMARC1;p=none;',
    'v = DMARC1 ; p = none ;; ',
    'v\t=\tDMARC1\t;\tp=none',
    'v=DMARC1; p=None; adkim=R; aspf=S; fo=1:d:s; rua=mailto:a@b.example; psd=U; t=N',
    'v=DMARC1; rua=mailto:a@b.example; p=none',
    'v=DMARC1; p=none; unheard=of',
  ])('%j has no fault', (text) => {
    expect(summary(text)).toBe('valid none');
    expect(repairOf(text)).toBeNull();
  });

  test.each([
    ['v=DMARC1', 'void null, no-policy p'],
    ['v=dmarc1; p=none', 'meant, version v'],
    ['v=DMARC10; p=none', 'meant, version v'],
    ['p=none; v=DMARC1', 'meant, version-not-first v'],
    [' v=DMARC1; p=none', 'meant, leading-blank'],
    ['v=spf1 -all', 'other'],
    ['k=rsa; p=MIIB', 'other'],
    ['google-site-verification=dmarc', 'other'],
    ['', 'other'],
  ])('%j: %s', (text, expected) => {
    expect(summary(text)).toBe(expected);
  });

  test('tag names keep their case: P is an unknown tag', () => {
    expect(summary('v=DMARC1; P=reject; rua=mailto:a@b.example')).toBe('as-none null, tag-case P');
    expect(repairOf('v=DMARC1; P=reject; rua=mailto:a@b.example')).toBe('v=DMARC1; p=reject; rua=mailto:a@b.example');
  });

  test('only the name of the version tag may stand in upper case (RFC 5234 § 2.3)', () => {
    expect(isDmarcRecord('V=DMARC1; p=none')).toBe(true);
    expect(isDmarcRecord('V=dmarc1; p=none')).toBe(false);
  });
});

describe('M3 historic and unknown tags', () => {
  test.each(['pct=', 'pct=150', 'ri=abc', 'rf=bob', 'rf=iodef', 'pct=“100”'])(
    '%s is no fault: the tag is dead',
    (tag) => {
      const record = recordOf(`v=DMARC1; p=reject; ${tag}`);
      expect(record.faults).toEqual([]);
      expect(record.p).toBe('reject');
    },
  );

  test('a tag that counts is still found inside a dead one', () => {
    expect(recordOf('v=DMARC1; p=reject; pct=100 rua=mailto:a@b.example').faults).toMatchObject([{ tag: 'pct' }]);
  });

  test('pct, rf, ri and a size are named, and void nothing', () => {
    const record = recordOf('v=DMARC1; p=reject; pct=50; rf=afrf; ri=86400; rua=mailto:a@b.example!10m');
    expect(record.historic).toEqual(['pct', 'rf', 'ri', '!size']);
    expect(record.pct).toBe(50);
    expect(record.faults).toEqual([]);
    expect(policyFor(record, 'itself')).toBe('reject');
  });

  test('an unknown tag is passed over unless it is a slip of the pen', () => {
    expect(summary('v=DMARC1; p=none; comment=ours')).toBe('valid none');
    expect(summary('v=DMARC1; p=none; rau=mailto:a@b.example')).toBe('valid none, unknown-tag rau');
    expect(repairOf('v=DMARC1; p=none; rau=mailto:a@b.example')).toBe('v=DMARC1; p=none; rua=mailto:a@b.example');
  });
});

describe('M4 no valid policy', () => {
  test.each([
    ['v=DMARC1; rua=mailto:a@b.example', 'as-none'],
    ['v=DMARC1; p=rejct; rua=mailto:a@b.example', 'as-none'],
    ['v=DMARC1; p=reject; sp=rejct; rua=mailto:a@b.example', 'as-none'],
    ['v=DMARC1; p=reject; np=; rua=mailto:a@b.example', 'as-none'],
    ['v=DMARC1; p=rejct; rua=https://collector.example/in', 'as-none'],
    ['v=DMARC1; p=rejct; rua=mailto:', 'void'],
    ['v=DMARC1; p=rejct; rua=a@b.example', 'void'],
    ['v=DMARC1; p=rejct', 'void'],
    ['v=DMARC1; p=reject; sp=rejct', 'void'],
  ])('%j is %s', (text, state) => {
    expect(recordOf(text).state).toBe(state);
  });

  test('acts as none where reports are asked for, and not at all where none are', () => {
    expect(policyFor(recordOf('v=DMARC1; p=reject; sp=x; rua=mailto:a@b.example'), 'itself')).toBe('none');
    expect(policyFor(recordOf('v=DMARC1; p=reject; sp=x'), 'itself')).toBeNull();
  });
});

test('M5 p need not stand second', () => {
  expect(summary('v=DMARC1; rua=mailto:a@b.example; sp=none; p=reject')).toBe('valid reject');
});

describe('M9 the policy of names below', () => {
  const record = recordOf('v=DMARC1; p=reject; sp=quarantine; np=none');
  test('np counts where the name does not exist, else sp, else p', () => {
    expect(policyFor(record, 'itself')).toBe('reject');
    expect(policyFor(record, 'subdomain')).toBe('quarantine');
    expect(policyFor(record, 'missing-subdomain')).toBe('none');
    expect(policyFor(recordOf('v=DMARC1; p=reject; sp=quarantine'), 'missing-subdomain')).toBe('quarantine');
    expect(policyFor(recordOf('v=DMARC1; p=reject'), 'missing-subdomain')).toBe('reject');
  });
});

test('M11 t=y lowers the policy by one step', () => {
  expect(recordOf('v=DMARC1; p=reject; t=Y').testing).toBe(true);
  expect(effectivePolicy('reject', true)).toBe('quarantine');
  expect(effectivePolicy('quarantine', true)).toBe('none');
  expect(effectivePolicy('none', true)).toBe('none');
  expect(effectivePolicy('reject', false)).toBe('reject');
});

describe('M15 report addresses', () => {
  test.each([
    ['mailto:a@b.example', [null]],
    ['mailto:a@b.example , mailto:c@d.example!10m', [null, null]],
    ['MAILTO:a@B.example', [null]],
    ["mailto:o'neill@b.example?subject=x", [null]],
    ['', ['empty']],
    ['mailto:', ['empty']],
    ['mailto:a@b.example,', [null, 'empty']],
    ['a@b.example', ['not-a-uri']],
    ['mailto:a', ['not-a-uri']],
    ['mailto:@b.example', ['no-local-part']],
    ['mailto: a@b.example', ['not-a-uri']],
    ['mailto://a@b.example', ['not-a-uri']],
    ['mailto:a!b@c.example', ['not-a-uri']],
    ['https://collector.example/in', ['scheme']],
  ])('%j: %j', (rua, expected) => {
    expect(faultsOf(rua)).toEqual(expected);
  });

  test('know the host that must agree to receive them', () => {
    expect(recordOf('v=DMARC1; p=none; rua=mailto:x@Reports.Example!5m').rua[0]).toMatchObject({
      host: 'reports.example',
      size: '5m',
      uri: 'mailto:x@Reports.Example',
    });
  });

  test.each([
    ['a@b.example', 'mailto:a@b.example'],
    ['mailto://a@b.example', 'mailto:a@b.example'],
    ['mailto: a@b.example', 'mailto:a@b.example'],
    ['mail to:a@b.example', 'mailto:a@b.example'],
    ['mailto:a@bücher.example', 'mailto:a@xn--bcher-kva.example'],
    ['<a@b.example>', 'mailto:a@b.example'],
    ['mailto:a@b.example;mailto:c@d.example', 'mailto:a@b.example,mailto:c@d.example'],
    ['mailto:a@b.example mailto:c@d.example', 'mailto:a@b.example,mailto:c@d.example'],
    ['mailto:a@b.example,,', 'mailto:a@b.example'],
  ])('%j becomes %s', (rua, expected) => {
    expect(repairOf(`v=DMARC1; p=none; rua=${rua}`)).toBe(`v=DMARC1; p=none; rua=${expected}`);
  });
});

describe('a mangled record is named as what happened to it, and repaired', () => {
  test.each([
    ['v=DMARC1,p=quarantine', 'meant, commas-for-semicolons v', 'v=DMARC1; p=quarantine'],
    ['v=DMARC1 p=none', 'meant, blanks-for-semicolons v', 'v=DMARC1; p=none'],
    ['v=DMARC1: p=none', 'meant, wrong-separator v', 'v=DMARC1; p=none'],
    ['v=DMARC1p=none', 'meant, glued v', 'v=DMARC1; p=none'],
    ['v:DMARC1; p:reject', 'meant, colon-for-equals v', 'v=DMARC1; p=reject'],
    ['DMARC1; p=reject', 'meant, version v', 'v=DMARC1; p=reject'],
    ['v=DMARC2; p=reject', 'meant, version v', 'v=DMARC1; p=reject'],
    ['p=reject; rua=mailto:a@b.example', 'meant, version v', 'v=DMARC1; p=reject; rua=mailto:a@b.example'],
    ['“v=DMARC1; p=none”', 'meant, curly-quotes', 'v=DMARC1; p=none'],
    ['â€œv=DMARC1; p=noneâ€\u009d', 'meant, curly-quotes', 'v=DMARC1; p=none'],
    ['\\226\\128\\156v=DMARC1; p=none', 'meant, curly-quotes', 'v=DMARC1; p=none'],
    ['"v=DMARC1; p=none"', 'meant, quotes', 'v=DMARC1; p=none'],
    ['\\"v=DMARC1; p=none;\\"', 'meant, quotes', 'v=DMARC1; p=none'],
    ['&quot;v=DMARC1; p=none&quot;', 'meant, quotes', 'v=DMARC1; p=none'],
    ["'v=DMARC1; p=none'", 'meant, quotes', 'v=DMARC1; p=none'],
    ['"v=DMARC1; p=no" "ne; sp=reject"', 'meant, quotes', 'v=DMARC1; p=none; sp=reject'],
    ['v=DMARC1\\; p=none\\;', 'meant, backslashes', 'v=DMARC1; p=none'],
    ['v=DMARC1；p=none', 'meant, not-ascii', 'v=DMARC1; p=none'],
    ['v=DMARC1\u00a0; p=none', 'meant, not-ascii', 'v=DMARC1; p=none'],
    ['TXT v=DMARC1; p=none', 'meant, text-in-front', 'v=DMARC1; p=none'],
    ['_dmarc v=DMARC1; p=none', 'meant, name-in-value', 'v=DMARC1; p=none'],
    [
      'v=DMARC1; p=none rua=mailto:a@b.example',
      'void null, blanks-for-semicolons p',
      'v=DMARC1; p=none; rua=mailto:a@b.example',
    ],
    ['v=DMARC1; p=none, sp=none', 'void null, commas-for-semicolons p', 'v=DMARC1; p=none; sp=none'],
    ['v=DMARC1; p=none.', 'void null, wrong-separator p', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=rejectsp=none', 'void null, glued p', 'v=DMARC1; p=reject; sp=none'],
    ['v=DMARC1; p="none"', 'void null, quotes p', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=none”', 'void null, curly-quotes p', 'v=DMARC1; p=none'],
    [
      'v=DMARC1; p=none\\; rua=mailto:a@b.example',
      'as-none null, backslashes p',
      'v=DMARC1; p=none; rua=mailto:a@b.example',
    ],
    ['v=DMARC1; p=none; fo:0', 'valid none, colon-for-equals fo', 'v=DMARC1; p=none; fo=0'],
    ['v=DMARC1; p none', 'void null, not-a-tag p none', 'v=DMARC1; p=none'],
    ['v=DMARC1; preject', 'void null, not-a-tag preject', 'v=DMARC1; p=reject'],
    ['v=DMARC1; policy=reject', 'void null, unknown-tag policy', 'v=DMARC1; p=reject'],
    ['v=DMARC1;\\032p=reject', 'void null, backslashes \\032p', 'v=DMARC1; p=reject'],
    ['v=DMARC1; p=none v=DMARC1; sp=none', 'void null, glued p', 'v=DMARC1; p=none; sp=none'],
    ['v=DMARC1; reject', 'void null, not-a-tag reject', 'v=DMARC1; p=reject'],
    ['v=DMARC1;p=none;p', 'valid none, not-a-tag p', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=reject; p=none', 'valid none, tag-twice p', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=none; v=DMARC1; sp=none', 'valid none, glued v', 'v=DMARC1; p=none; sp=none'],
    ['v=DMARC1; p=none; adkim=relaxed', 'valid none, bad-value adkim', 'v=DMARC1; p=none; adkim=r'],
    ['v=DMARC1; p=none; fo=7', 'valid none, bad-value fo', 'v=DMARC1; p=none'],
    [
      'v=DMARC1; p=none; rua=mailto:a@b.example, ruf=mailto:a@b.example',
      'valid none, commas-for-semicolons rua',
      'v=DMARC1; p=none; rua=mailto:a@b.example; ruf=mailto:a@b.example',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@b.example;mailto:c@d.example',
      'valid none, semicolons-for-commas mailto:c@d.example',
      'v=DMARC1; p=none; rua=mailto:a@b.example,mailto:c@d.example',
    ],
  ])('%j', (text, expected, repaired) => {
    expect(summary(text)).toBe(expected);
    expect(repairOf(text)).toBe(repaired);
  });

  test.each([
    ['quarantena', 'quarantine', 'translated-policy'],
    ['Quarantäne', 'quarantine', 'translated-policy'],
    ['cuarentena', 'quarantine', 'translated-policy'],
    ['隔離', 'quarantine', 'translated-policy'],
    ['rechazar', 'reject', 'translated-policy'],
    ['ablehnen', 'reject', 'translated-policy'],
    ['rejeter', 'reject', 'translated-policy'],
    ['keine', 'none', 'translated-policy'],
    ['ninguno', 'none', 'translated-policy'],
    ['quarentine', 'quarantine', 'bad-policy'],
    ['quarantined', 'quarantine', 'bad-policy'],
    ['rejected', 'reject', 'bad-policy'],
    ['monitor', 'none', 'bad-policy'],
  ])('the policy word %s was meant as %s', (word, policy, reason) => {
    const text = `v=DMARC1; p=${word}; rua=mailto:a@b.example`;
    expect(summary(text)).toBe(`as-none null, ${reason} p`);
    expect(repairOf(text)).toBe(`v=DMARC1; p=${policy}; rua=mailto:a@b.example`);
  });
});

test('a record is edited tag by tag, and the rest stays', () => {
  const text = 'v=DMARC1; rua=mailto:a@b.example; p=none; fo=1';
  expect(withDmarcTags(text, { p: 'reject', fo: null, ruf: 'mailto:c@d.example' })).toBe(
    'v=DMARC1; p=reject; rua=mailto:a@b.example; ruf=mailto:c@d.example',
  );
  expect(formatDmarc([{ name: 'rua', value: 'mailto:a@b.example' }])).toBe('v=DMARC1; p=none; rua=mailto:a@b.example');
});

/** Whatever is repaired is a record without a fault. */
function repairsWell(text: string): boolean {
  const repaired = repairOf(text);
  return repaired === null || (summary(repaired).startsWith('valid') && repairOf(repaired) === null);
}

const PIECES = [
  'v=DMARC1',
  'p=none',
  'p=',
  'sp=rejct',
  'rua=mailto:a@b.example',
  'ruf=',
  'fo:1',
  'P=x',
  ';',
  ',',
  ' ',
  '"',
  '”',
  '\\',
  'v=',
  'DMARC1',
  '=',
  'none',
  't=y',
  '!10m',
  '\u00a0',
  'é',
];

test('no text makes the parser throw, and what it repairs it reads without a fault', () => {
  const hostile = oneof(
    string({ unit: 'binary', maxLength: 200 }),
    string({ unit: constantFrom(...PIECES), maxLength: 14 }),
  );
  expect(() => assert(property(hostile, repairsWell), { numRuns: 3000 })).not.toThrow();
});

test.each([
  'v=DMARC1; ',
  'p=none ',
  'v=DMARC1;p=none, ',
  '"',
  '“',
  ' ',
  ';',
  '=',
  'mailto:',
  'v = ',
  'd\\',
  'noner',
  'rua=a@b,',
])('a text full of %j is read in time that grows with its length', (unit) => {
  const start = performance.now();
  for (const size of [1_000, 10_000, 100_000]) parseDmarc(`v=DMARC1; p=x${unit.repeat(size / unit.length)}`);
  parseDmarc(unit.repeat(100_000 / unit.length));
  expect(performance.now() - start).toBeLessThan(5000);
});
