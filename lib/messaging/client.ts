import { browser } from 'wxt/browser';
import type { Answer, ExtensionMessage } from './protocol.ts';

/** Asks the worker. A worker that fails or cannot be reached is an answer too, never a rejection. */
export async function sendToWorker<T = unknown>(message: ExtensionMessage): Promise<Answer<T>> {
  try {
    const answer: Answer<T> | undefined = await browser.runtime.sendMessage(message);
    return answer ?? { ok: false, problem: 'no-answer' };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
