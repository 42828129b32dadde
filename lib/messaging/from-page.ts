import { browser } from 'wxt/browser';
import type { PageMessage, ToPageMessage } from './protocol.ts';

/** Identity of this document, for browsers that do not tell the worker theirs. */
const page = Math.random().toString(36).slice(2);

/**
 * The page's half of the messaging: no schemas, so that the content scripts stay small.
 * After an update or reload of the extension the old scripts' messages fail: that is silence, not an error.
 */
export async function sendFromPage(message: PageMessage): Promise<void> {
  try {
    await browser.runtime.sendMessage({ ...message, page });
  } catch {
    // Whatever fails here, the dashboard goes on as if we were not there.
  }
}

/** Calls back for each message of the worker; returns what stops it. */
export function onWorkerMessage(callback: (message: ToPageMessage) => void): () => void {
  const listener = (message: unknown) => {
    callback(message as ToPageMessage);
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}
