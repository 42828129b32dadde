/**
 * The globals that mailauth takes for granted, for a browser. An entrypoint that bundles lib/mailauth imports this
 * file first, for its effect: a side-effect import that comes first is evaluated before any other.
 */
import { Buffer } from 'buffer/index.js';

/** A task of its own, at once: `setTimeout` would wait 4 ms for each chunk of a message (HTML § 8.7). */
function nextTask(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    port1.close();
    callback();
  });
  port1.start();
  port2.postMessage(null);
}

const target: Record<string, unknown> = globalThis;
target['Buffer'] ??= Buffer;
target['process'] ??= { env: {} };
target['setImmediate'] ??= nextTask;
