import { defineContentScript } from 'wxt/utils/define-content-script';
import { lend } from '../../lib/detect/lend.ts';
import * as naming from '../../lib/detect/naming.ts';
import * as pageStructure from '../../lib/detect/page-structure.ts';
import * as pick from '../../lib/detect/pick.ts';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';

export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  main: () =>
    lend({
      'lib/detect/naming.ts': naming,
      'lib/detect/page-structure.ts': pageStructure,
      'lib/detect/pick.ts': pick,
    }),
});
