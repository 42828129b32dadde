import { defineContentScript } from 'wxt/utils/define-content-script';
import { lend } from '../../lib/detect/lend.ts';
import * as pageAddress from '../../lib/detect/page-address.ts';
import * as words from '../../lib/detect/words.ts';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';

export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  main: () => lend({ 'lib/detect/page-address.ts': pageAddress, 'lib/detect/words.ts': words }),
});
