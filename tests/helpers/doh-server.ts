/**
 * A DNS-over-HTTPS server (RFC 8484, GET and POST) that answers from a plain-object zone: over HTTP on loopback
 * for browsers and commands, or as a `fetch` of its own that needs no socket.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import packet, { type Answer, type DecodedPacket } from 'dns-packet';
import { createZoneView, toRcode, type Fault, type Zone, type ZoneOptions, type ZoneView } from './dns-zone.ts';

export interface LoggedQuestion {
  /** As it stood on the wire. */
  name: string;
  type: string;
  method: 'GET' | 'POST';
  /** Whether the question carried EDNS, and which flags. */
  flags: number;
  edns: boolean;
  /** Of the answer; 0 where no DNS was answered. */
  octets: number;
}

export interface DohServer {
  /** Address of the endpoint, `http://127.0.0.1:PORT/dns-query`. */
  readonly url: string;
  /** Every question, in the order of arrival. Empty it with `log.length = 0`. */
  readonly log: LoggedQuestion[];
  /** How often a name was asked, for this type or for any. */
  count(name: string, type?: string): number;
  setZone(zone: Zone): void;
  /** ms added to every answer. */
  delay: number;
  /** Goes wrong for every question, before the zone is looked at. */
  fault: Fault | null;
  close(): Promise<void>;
}

interface Reply {
  /** 0: the connection is dropped. */
  status: number;
  contentType: string;
  body: Uint8Array;
  /** ms to wait before it is sent. */
  delay: number;
  maxAge: number;
}

interface State {
  view: ZoneView;
  options: ZoneOptions;
  log: LoggedQuestion[];
  delay: number;
  fault: Fault | null;
}

const DNS_MESSAGE = 'application/dns-message';
const MOST_OCTETS = 65_535;
const NO_ERROR = 0;
const NAME_ERROR = 3;

const text = (status: number, body: string): Reply => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: new TextEncoder().encode(body),
  delay: 0,
  maxAge: 0,
});

function parseQuery(octets: Uint8Array): DecodedPacket | null {
  try {
    const query = packet.decode(Buffer.from(octets));
    return query.questions?.length === 1 && !query.flag_qr ? query : null;
  } catch {
    return null;
  }
}

/** OPT record of an answer, with the extended error where there is one (RFC 6891, RFC 8914 § 2). */
function toOpt(ede: number | undefined): Answer {
  const error = Buffer.alloc(2);
  error.writeUInt16BE(ede ?? 0);
  const options = ede === undefined ? [] : [{ code: 15, data: error }];
  return { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, flags: 0, options } as unknown as Answer;
}

function answerFromZone(state: State, query: DecodedPacket): Reply {
  const [question] = query.questions ?? [];
  if (!question) return text(400, 'no question');
  const found = state.view.lookUp(question.name, question.type);
  const faults = [...(state.fault ? [state.fault] : []), ...found.faults];
  const http = faults.find((fault) => fault.http !== undefined);
  const raw = faults.find((fault) => fault.raw !== undefined);
  const failing = faults.find((fault) => toRcode(fault) !== null);
  const rcode = failing ? (toRcode(failing) ?? NO_ERROR) : found.rcode;
  const trusted = state.options.authenticated === true && (rcode === NO_ERROR || rcode === NAME_ERROR);
  const edns = query.additionals?.some(({ type }) => type === 'OPT') === true;
  const message = packet.encode({
    type: 'response',
    id: query.id ?? 0,
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | (trusted ? packet.AUTHENTIC_DATA : 0) | rcode,
    questions: [question],
    answers: (failing ? [] : found.answers) as Answer[],
    authorities: (failing ? [] : found.authorities) as Answer[],
    additionals: edns ? [toOpt(failing?.ede)] : [],
  });
  const delay = state.delay + faults.reduce((sum, fault) => sum + (fault.delay ?? 0), 0);
  const maxAge = Math.min(...[...found.answers, ...found.authorities].map(({ ttl }) => ttl), 86_400);
  if (faults.some(({ drop }) => drop)) return { ...text(0, ''), delay };
  if (http) return { ...text(http.http ?? 500, 'fault of the zone'), delay };
  if (raw?.raw !== undefined) return { ...toRawReply(raw.raw), delay };
  return { status: 200, contentType: DNS_MESSAGE, body: message, delay, maxAge };
}

const toRawReply = (raw: string | Uint8Array): Reply =>
  typeof raw === 'string'
    ? { ...text(200, raw), contentType: 'text/html; charset=utf-8' }
    : { ...text(200, ''), contentType: DNS_MESSAGE, body: raw };

function answerMessage(state: State, octets: Uint8Array, method: 'GET' | 'POST'): Reply {
  const query = parseQuery(octets);
  const [question] = query?.questions ?? [];
  if (!query || !question) return text(400, 'not a DNS query');
  const reply = answerFromZone(state, query);
  state.log.push({
    name: question.name,
    type: question.type,
    method,
    flags: query.flags ?? 0,
    edns: query.additionals?.some(({ type }) => type === 'OPT') === true,
    octets: reply.contentType === DNS_MESSAGE ? reply.body.length : 0,
  });
  return reply;
}

function answerGet(state: State, url: URL): Reply {
  const encoded = url.searchParams.get('dns');
  // RFC 8484 § 4.1: base64url without padding; a server that winked at padding would hide a fault of the client.
  if (encoded === null || !/^[\w-]+$/.test(encoded)) return text(400, 'dns= is missing or no base64url');
  return answerMessage(state, Buffer.from(encoded, 'base64url'), 'GET');
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of request) {
    octets += (chunk as Buffer).length;
    if (octets > MOST_OCTETS) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function answerRequest(state: State, request: IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname !== '/dns-query') return text(404, 'no such path');
  if (request.method === 'OPTIONS') return text(204, '');
  if (request.method === 'GET') return answerGet(state, url);
  if (request.method !== 'POST') return text(405, 'GET or POST');
  if (request.headers['content-type'] !== DNS_MESSAGE) return text(415, `not ${DNS_MESSAGE}`);
  const body = await readBody(request);
  return body ? answerMessage(state, body, 'POST') : text(413, 'too long');
}

async function send(reply: Reply, response: ServerResponse): Promise<void> {
  if (reply.delay > 0) await sleep(reply.delay);
  if (reply.status === 0) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'content-type',
    'Cache-Control': `max-age=${reply.maxAge}`,
    'Content-Type': reply.contentType,
    ...(reply.status === 204 ? {} : { 'Content-Length': String(reply.body.length) }),
  });
  response.end(reply.body);
}

const createState = (zone: Zone, options: ZoneOptions): State => ({
  view: createZoneView(zone, options),
  options,
  log: [],
  delay: 0,
  fault: null,
});

const countIn = (log: readonly LoggedQuestion[], name: string, type?: string) =>
  log.filter((asked) => asked.name.toLowerCase() === name && (type === undefined || asked.type === type)).length;

/** Starts the server on a free port of loopback, or on the one given. */
export async function startDohServer(zone: Zone, options: ZoneOptions & { port?: number } = {}): Promise<DohServer> {
  const state = createState(zone, options);
  const server = createServer((request, response) => {
    answerRequest(state, request).then(
      (reply) => send(reply, response),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/dns-query`,
    log: state.log,
    count: (name, type) => countIn(state.log, name, type),
    setZone(next) {
      state.view = createZoneView(next, options);
    },
    get delay() {
      return state.delay;
    },
    set delay(ms) {
      state.delay = ms;
    },
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** The same server without a socket: a `fetch` to hand to a resolver, in tests that ask much. Understands GET. */
export function createZoneFetch(
  zone: Zone,
  options: ZoneOptions = {},
): {
  fetch: typeof fetch;
  log: LoggedQuestion[];
  count(name: string, type?: string): number;
  setZone(zone: Zone): void;
} {
  const state = createState(zone, options);
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit): Promise<Response> => {
    const reply = answerGet(state, new URL(input instanceof Request ? input.url : input));
    if (reply.delay > 0) await sleep(reply.delay, undefined, init?.signal ? { signal: init.signal } : {});
    init?.signal?.throwIfAborted();
    if (reply.status === 0) throw new TypeError('fetch failed');
    return new Response(reply.body as Uint8Array<ArrayBuffer>, {
      status: reply.status,
      headers: { 'Content-Type': reply.contentType },
    });
  };
  return {
    fetch,
    log: state.log,
    count: (name, type) => countIn(state.log, name, type),
    setZone(next) {
      state.view = createZoneView(next, options);
    },
  };
}
