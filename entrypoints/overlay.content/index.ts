import { defineContentScript } from 'wxt/utils/define-content-script';
import { lend } from '../../lib/detect/lend.ts';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';
import * as dom from '../../lib/in-page/dom.ts';
import * as frames from '../../lib/in-page/frames.ts';
import * as marks from '../../lib/in-page/marks.ts';
import * as styles from '../../lib/in-page/styles.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createBadge } from './badge.ts';

/** The badge in the page. */
export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  runAt: 'document_idle',
  main(context) {
    lend({
      'lib/in-page/dom.ts': dom,
      'lib/in-page/frames.ts': frames,
      'lib/in-page/marks.ts': marks,
      'lib/in-page/styles.ts': styles,
    });
    const badge = createBadge({
      open: () => void sendFromPage({ kind: 'open-report' }),
      hide: () => void sendFromPage({ kind: 'hide-badge' }),
    });
    const show = (state: OverlayState | null) => {
      if (state && !state.badgeHidden) badge.show(state);
      else badge.remove();
    };
    const stop = onWorkerMessage((message) => {
      if (message.kind === 'overlay') show(message.state);
    });
    const greet = (url: string) => void sendFromPage({ kind: 'overlay-ready', url });
    context.addEventListener(window, 'wxt:locationchange', ({ newUrl, oldUrl }) => {
      if (newUrl.pathname + newUrl.search === oldUrl.pathname + oldUrl.search) return;
      // Another place, another campaign perhaps: the old verdict goes at once, the worker says what comes.
      show(null);
      greet(newUrl.href);
    });
    context.addEventListener(window, 'pageshow', (event) => {
      if (event.persisted) greet(location.href);
    });
    context.onInvalidated(() => {
      stop();
      show(null);
    });
    greet(location.href);
  },
});
