import type { Life } from '../../lib/in-page/life.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import { onAddressChange } from './address.ts';
import { createDetector } from './detector.ts';
import { watchPage } from './watch-page.ts';

/** Reads the sender out of this frame whenever it changes, and tells the worker. */
export function startDetecting({ signal, isOver }: Life): void {
  const detector = createDetector(window, (message) => void sendFromPage(message));
  const watcher = watchPage(window, detector, signal, isOver);
  onAddressChange((url) => watcher.navigate(url), signal);
  const stop = onWorkerMessage((message) => {
    if (message.kind !== 'settings') return;
    detector.teach(message.picks);
    // What this frame told may have come before the worker knew which page it belongs to.
    detector.forget();
    watcher.scanSoon();
  });
  signal.addEventListener('abort', stop);
}
