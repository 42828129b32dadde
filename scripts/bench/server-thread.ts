/** The DoH server on a thread of its own, so that what it costs is not counted to who asks. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Zone } from '../../tests/helpers/dns-zone.ts';
import { startDohServer } from '../../tests/helpers/doh-server.ts';

export type Order = { kind: 'delay'; ms: number } | { kind: 'questions' } | { kind: 'close' };

const port = parentPort;
if (!port) throw new Error('runs as a worker only');
const server = await startDohServer(workerData as Zone);

port.on('message', (order: Order) => {
  if (order.kind === 'close') {
    void server.close().then(() => port.close());
    return;
  }
  if (order.kind === 'delay') server.delay = order.ms;
  port.postMessage(server.log.length);
  if (order.kind === 'questions') server.log.length = 0;
});
port.postMessage(server.url);
