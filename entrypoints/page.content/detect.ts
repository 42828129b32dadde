import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { describePage } from '../../lib/detect/page-structure.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import { createDetector } from './detector.ts';
import { watchPage } from './watch-page.ts';

/** Reads the sender out of this frame whenever it changes, and tells the worker. */
export function startDetecting(context: ContentScriptContext): void {
  const detector = createDetector(window, (message) => void sendFromPage(message));
  const watcher = watchPage(window, detector, context.signal, () => context.isInvalid);
  context.addEventListener(window, 'wxt:locationchange', ({ newUrl }) => watcher.navigate(newUrl.href));
  const stop = onWorkerMessage((message) => {
    if (message.kind === 'settings') {
      detector.teach(message.picks);
      // What this frame told may have come before the worker knew which page it belongs to.
      detector.forget();
      watcher.scanSoon();
    }
    if (message.kind === 'describe-page') void sendFromPage({ kind: 'page-structure', text: describePage(document) });
  });
  context.onInvalidated(stop);
}
