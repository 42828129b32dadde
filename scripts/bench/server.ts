import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Zone } from '../../tests/helpers/dns-zone.ts';
import type { Order } from './server-thread.ts';

export interface BenchServer {
  url: string;
  /** ms added to each answer from now on. */
  setDelay(ms: number): Promise<void>;
  /** Questions since the last call. */
  takeQuestions(): Promise<number>;
  close(): Promise<void>;
}

export async function startBenchServer(zone: Zone): Promise<BenchServer> {
  /* oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin; the rule means windows */
  const worker = new Worker(new URL('./server-thread.ts', import.meta.url), { workerData: zone });
  const hear = async (): Promise<unknown> => (await once(worker, 'message'))[0];
  const order = async (message: Order): Promise<unknown> => {
    worker.postMessage(message);
    return hear();
  };
  const url = String(await hear());
  return {
    url,
    async setDelay(ms) {
      await order({ kind: 'delay', ms });
    },
    takeQuestions: async () => Number(await order({ kind: 'questions' })),
    async close() {
      worker.postMessage({ kind: 'close' } satisfies Order);
      await once(worker, 'exit');
    },
  };
}
