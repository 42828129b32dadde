import { defineConfig } from 'wxt';
import { mailauthAliases } from './lib/mailauth/aliases.ts';
import { ALL_SITE_MATCHES } from './lib/esp/site-matches.ts';

/**
 * `PRESEND_TEST_BUILD=1` makes the hosts required that the product asks for only when they are needed: no driver can
 * answer a browser's permission prompt.
 */
const testBuild = process.env.PRESEND_TEST_BUILD === '1';

const toIcons = (folder: string) =>
  Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/${folder}/${size}.png`]));

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  // An import rule cannot see what WXT would import by itself.
  imports: false,
  outDir: testBuild ? '.output/test' : '.output',
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  vite: () => ({
    resolve: { alias: [...mailauthAliases] },
    // Both know light-dark(): written for older ones it would follow the system in a page that does not.
    build: { cssTarget: ['chrome123', 'firefox140'] },
  }),
  manifest: ({ browser }) => ({
    name: 'Presend: will this campaign be accepted?',
    short_name: 'Presend',
    description:
      'Says inside Klaviyo, HubSpot and Mailchimp whether the campaign you are about to send will be accepted, and which record repairs it.',
    // Grey wherever there is nothing to say; the worker turns it blue on a tab of a dashboard.
    action: { default_icon: toIcons('icon-off') },
    permissions: ['storage', 'alarms', ...(testBuild ? ['notifications'] : [])],
    host_permissions: [...ALL_SITE_MATCHES, ...(testBuild ? ['https://*/*', 'http://127.0.0.1/*'] : [])],
    optional_permissions: testBuild ? [] : ['notifications'],
    optional_host_permissions: testBuild ? [] : ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
    minimum_chrome_version: '123',
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'presend@presend.invalid',
              strict_min_version: '140.0',
              // A domain read from a page goes to the resolver that the user chose: "none" would not be honest.
              data_collection_permissions: { required: ['websiteContent'] },
            },
          },
        }
      : {}),
  }),
});
