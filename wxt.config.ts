import { defineConfig } from 'wxt';
import { mailauthAliases } from './lib/mailauth/aliases.ts';
import { inPageTokens, sendButtonsFile, withoutContext } from './scripts/in-page-build.ts';
import { collectNotices } from './scripts/notices.ts';
import { ALL_SITE_MATCHES } from './lib/esp/site-matches.ts';
import { compileCatalogue } from './lib/words/compile.ts';
import { readCatalogue } from './lib/words/files.ts';
import { LANGUAGES } from './lib/words/language.ts';
import { CATALOGUE_PARTS, isInPart } from './lib/words/parts.ts';

/**
 * `PRESEND_TEST_BUILD=1` makes the hosts required that the product asks for only when they are needed: no driver can
 * answer a browser's permission prompt.
 */
const testBuild = process.env.PRESEND_TEST_BUILD === '1';

const toIcons = (folder: string) =>
  Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/${folder}/${size}.png`]));

const notices = collectNotices();

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  // An import rule cannot see what WXT would import by itself.
  imports: false,
  outDir: testBuild ? '.output/test' : '.output',
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  vite: () => ({
    plugins: [notices.plugin, inPageTokens(), withoutContext()],
    resolve: {
      alias: [
        ...mailauthAliases,
        // Catalogues are parsed at build time: nothing in the extension parses a message.
        {
          find: /^@formatjs\/icu-messageformat-parser$/,
          replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
        },
      ],
    },
    // Both know light-dark(): written for older ones it would follow the system in a page that does not.
    build: { cssTarget: ['chrome123', 'firefox140'] },
  }),
  hooks: {
    // One catalogue a language, beside the scripts: pages and worker fetch the one that is read.
    async 'build:publicAssets'(_, files) {
      files.push(sendButtonsFile());
      for (const language of LANGUAGES) {
        const messages = Object.entries(compileCatalogue(await readCatalogue(language)));
        for (const part of CATALOGUE_PARTS) {
          const contents = JSON.stringify(Object.fromEntries(messages.filter(([key]) => isInPart(key, part))));
          files.push({ relativeDest: `words/${language}/${part}.json`, contents });
        }
      }
    },
    'build:done'({ config }) {
      notices.write(config.outDir);
    },
  },
  manifest: ({ browser }) => ({
    default_locale: 'en',
    name: '__MSG_name__',
    short_name: 'Presend',
    description: '__MSG_description__',
    // Grey wherever there is nothing to say; the worker turns it blue on a tab of a dashboard.
    action: { default_icon: toIcons('icon-off') },
    // `scripting` adds no warning at install; it reaches only the hosts below.
    // Opens the popup from the keyboard; the user can change it at the browser's page for shortcuts.
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+P' } } },
    permissions: ['storage', 'alarms', 'scripting', ...(testBuild ? ['notifications'] : [])],
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
