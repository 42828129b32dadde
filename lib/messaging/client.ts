import { browser } from 'wxt/browser';
import type { Answer, ExtensionMessage } from './protocol.ts';

/**
 * Whether this page of ours stands in a private window. Only the page knows: a popup has no tab that would tell the
 * worker.
 */
export const isInPrivateWindow = async (): Promise<boolean> => (await browser.windows.getCurrent()).incognito;

/** What is asked for in a private window is marked as such, so that nothing of it is kept. */
const marked = async (message: ExtensionMessage): Promise<ExtensionMessage> =>
  message.kind === 'audit' && (await isInPrivateWindow()) ? { ...message, isPrivate: true } : message;

/** Asks the worker. A worker that fails or cannot be reached is an answer too, never a rejection. */
export async function sendToWorker<T = unknown>(message: ExtensionMessage): Promise<Answer<T>> {
  try {
    const answer: Answer<T> | undefined = await browser.runtime.sendMessage(await marked(message));
    return answer ?? { ok: false, problem: 'no-answer' };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
