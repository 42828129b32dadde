/** A resolver over HTTP on loopback that goes wrong in one way: it takes the true answer and spoils what is sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Zone } from './dns-zone.ts';
import { createZoneFetch } from './doh-server.ts';

/** Sends something else than the true answer. `octets`: that answer, in wire format. */
export type Spoil = (octets: Buffer, response: ServerResponse) => void;

export interface FaultyResolver {
  /** Address of the endpoint. */
  readonly url: string;
  /** null: it answers as it should. */
  spoil: Spoil | null;
  close(): Promise<void>;
}

/** Sends these octets as DNS over HTTPS does (RFC 8484 § 6). */
export function sendAnswer(octets: Uint8Array, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/dns-message' });
  response.end(octets);
}

/** Starts the resolver on a free port of loopback; it answers from `zone` and spoils every answer. */
export async function startFaultyResolver(zone: Zone, spoil: Spoil): Promise<FaultyResolver> {
  const truth = createZoneFetch(zone);
  const at = { spoil: spoil as Spoil | null };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const answered = await truth.fetch(new URL(request.url ?? '/', 'http://127.0.0.1'));
    (at.spoil ?? sendAnswer)(Buffer.from(await answered.arrayBuffer()), response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/dns-query`,
    get spoil() {
      return at.spoil;
    },
    set spoil(next) {
      at.spoil = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
