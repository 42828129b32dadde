import { describe, expect, it } from 'vitest';
import { cutRelease, isNewer } from '../../../scripts/changelog.ts';

const BEFORE = '# Changelog\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 0.1.0 (2026-11-29)\n\nFirst.\n';

describe('a release', () => {
  it('moves what was unreleased under its version, and leaves room for the next', () => {
    expect(cutRelease(BEFORE, '0.2.0', '2026-12-01')).toEqual({
      changelog:
        '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n### Added\n\n- One.\n\n## 0.1.0 (2026-11-29)\n\nFirst.\n',
      notes: '### Added\n\n- One.',
    });
  });

  it('is none where nothing has changed', () => {
    const after = cutRelease(BEFORE, '0.2.0', '2026-12-01')?.changelog ?? '';
    expect(cutRelease(after, '0.3.0', '2026-12-02')).toBeNull();
    expect(cutRelease('# Changelog\n', '0.3.0', '2026-12-02')).toBeNull();
  });

  it.each([
    ['0.1.1', '0.1.0', true],
    ['0.10.0', '0.9.9', true],
    ['1.0.0', '0.99.99', true],
    ['0.1.0', '0.1.0', false],
    ['0.1.9', '0.2.0', false],
    ['v1.0.0', '0.1.0', false],
    ['1.0', '0.1.0', false],
    ['', '0.1.0', false],
  ])('of %s after %s: %s', (version, current, expected) => {
    expect(isNewer(version, current)).toBe(expected);
  });
});
