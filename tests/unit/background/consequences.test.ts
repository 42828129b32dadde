import '../../helpers/fake-extension.ts';
import { describe, expect, it } from 'vitest';
import { codesOfCause } from '../../../entrypoints/background/consequences.ts';

const findings = [
  { code: 'dkim.not-set-up', causedBy: null },
  { code: 'align.none', causedBy: 0 },
  { code: 'dmarc.fails', causedBy: 1 },
  { code: 'spf.lookups', causedBy: null },
];

describe('the codes of one cause', () => {
  it.each(['dkim.not-set-up', 'align.none', 'dmarc.fails'])('are the same, asked with %s', (code) => {
    expect(codesOfCause(findings as never, code)).toEqual(['dkim.not-set-up', 'align.none', 'dmarc.fails']);
  });

  it('leave another cause alone', () =>
    expect(codesOfCause(findings as never, 'spf.lookups')).toEqual(['spf.lookups']));

  it('are the code itself, where the report does not have it', () => {
    expect(codesOfCause(findings as never, 'mx.none')).toEqual(['mx.none']);
  });

  it('end where findings name each other', () => {
    const circle = [
      { code: 'a', causedBy: 1 },
      { code: 'b', causedBy: 0 },
    ];
    expect(codesOfCause(circle as never, 'a')).toContain('a');
  });
});
