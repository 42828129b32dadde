import { defineContentScript } from 'wxt/utils/define-content-script';
import * as dom from '../../lib/detect/dom.ts';
import { lend } from '../../lib/detect/lend.ts';
import * as values from '../../lib/detect/values.ts';
import * as zones from '../../lib/detect/zones.ts';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';

export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  main: () =>
    lend({
      'lib/detect/dom.ts': dom,
      'lib/detect/values.ts': values,
      'lib/detect/zones.ts': zones,
    }),
});
