import { defineContentScript } from 'wxt/utils/define-content-script';
import { describePage } from '../../lib/detect/page-structure.ts';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import { createDetector } from './detector.ts';
import { watchPage } from './watch-page.ts';

export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  allFrames: true,
  // Frames without an address of their own (about:blank, srcdoc, blob) belong to the page that made them.
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  main(context) {
    const detector = createDetector(window, (message) => void sendFromPage(message));
    const watcher = watchPage(window, detector, context.signal, () => context.isInvalid);
    context.addEventListener(window, 'wxt:locationchange', ({ newUrl }) => watcher.navigate(newUrl.href));
    const stop = onWorkerMessage((message) => {
      if (message.kind === 'settings') detector.teach(message.picks);
      if (message.kind === 'rescan') detector.forget();
      if (message.kind === 'settings' || message.kind === 'rescan') watcher.scanSoon();
      if (message.kind === 'describe-page') {
        void sendFromPage({ kind: 'page-structure', text: describePage(document) });
      }
    });
    context.onInvalidated(stop);
  },
});
