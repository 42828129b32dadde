import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildFolder } from '../../scripts/builds.ts';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';

const manifestOf = (browser: 'chromium' | 'firefox') =>
  JSON.parse(readFileSync(join(buildFolder(browser), 'manifest.json'), 'utf8'));

describe.each(['chromium', 'firefox'] as const)('the manifest for %s', (browser) => {
  const manifest = manifestOf(browser);

  it('asks for the three dashboards, storage, alarms, scripting and the panel next to the page, and nothing else', () => {
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.permissions.sort()).toEqual([
      'alarms',
      'scripting',
      ...(browser === 'chromium' ? ['sidePanel'] : []),
      'storage',
    ]);
    expect(manifest.host_permissions.sort()).toEqual([...ALL_SITE_MATCHES].sort());
    for (const script of manifest.content_scripts)
      expect([...ALL_SITE_MATCHES]).toEqual(expect.arrayContaining(script.matches));
  });

  it('leaves notifications and other hosts to a click', () => {
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.optional_host_permissions).toContain('https://*/*');
  });

  it('exposes nothing of itself to pages', () => {
    expect(manifest.web_accessible_resources ?? []).toEqual([]);
  });
});

describe('the manifest for Firefox', () => {
  it('runs from ESR 140 on and says what data leaves the browser', () => {
    const { gecko } = manifestOf('firefox').browser_specific_settings;
    expect(gecko.strict_min_version).toBe('140.0');
    // The domain of a From address, read from a page, goes to the resolver that the user chose.
    expect(gecko.data_collection_permissions.required).toEqual(['websiteContent']);
  });
});
