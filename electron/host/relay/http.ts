import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { relayRequestSchema } from '../../../shared/protocol/relay.ts';
import type { Admission, Refusal } from './admission.ts';
import { RateLimit } from './limits.ts';
import type { Metrics } from './metrics.ts';
import type { RelayOptions } from './options.ts';
import { answerOf } from './queue.ts';
import type { Queue } from './queue.ts';

export interface RelayParts {
  readonly options: RelayOptions;
  readonly queue: Queue;
  readonly admission: Admission;
  readonly metrics: Metrics;
  /** Health as JSON, and whether all is well. */
  readonly health: () => { readonly isWell: boolean; readonly body: object };
  readonly metricsText: () => Promise<string>;
  readonly info: () => object;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
const MAX_CONNECTIONS = 512;
const MAX_PATH_CHARS = 200;

type Body = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: Refusal };

const refusal = (status: number, code: string, message: string): Refusal => ({ status, code, message });

/** The relay's door. Every answer is JSON, but for the metrics; every refusal has a code and a sentence. */
export function createRelayServer(parts: RelayParts): Server {
  const { options, metrics } = parts;
  const rate = new RateLimit(options.requestsPerMinute, options.nowMs);
  const server = createServer((request, response) => {
    response.on('finish', () => metrics.count('tessera_relay_requests_total', String(response.statusCode)));
    void serve(parts, rate, request, response).catch((error: unknown) => {
      options.log(`A request failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) refuse(response, refusal(500, 'INTERNAL', 'Something went wrong in the relay; the operation was not taken.'));
      else response.destroy();
    });
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

async function serve(parts: RelayParts, rate: RateLimit, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { options } = parts;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  const door = atTheDoor(options, request, response);
  if (door !== null) return void refuse(response, door);
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  const path = (request.url ?? '/').slice(0, MAX_PATH_CHARS).split('?')[0] ?? '/';
  const isAsking = path === '/v1/operations' || path.startsWith('/v1/operations/');
  const waitSeconds = isAsking ? rate.take(askerOf(options, request)) : null;
  if (waitSeconds !== null) return void refuse(response, { ...refusal(429, 'TOO_FAST', `At most ${options.requestsPerMinute} requests a minute are answered.`), retryAfterSeconds: waitSeconds });
  if (request.method === 'POST' && path === '/v1/operations') return takeOperation(parts, request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return void refuse(response, refusal(405, 'METHOD_NOT_ALLOWED', 'Operations are sent by POST to /v1/operations.'));
  if (path.startsWith('/v1/operations/')) return void tellOperation(parts, path.slice('/v1/operations/'.length), response);
  if (path === '/v1/info') return void send(response, 200, parts.info());
  if (path === '/health') {
    const { isWell, body } = parts.health();
    return void send(response, isWell ? 200 : 503, body);
  }
  if (path === '/metrics') {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(await parts.metricsText());
    return;
  }
  refuse(response, refusal(404, 'NOT_FOUND', 'There is /v1/operations, /v1/info, /health and /metrics.'));
}

/** Web pages have no business here unless their origin was named; and on loopback no name that was bound to it. */
function atTheDoor({ listen, allowedOrigins }: RelayOptions, request: IncomingMessage, response: ServerResponse): Refusal | null {
  const { origin, host = '' } = request.headers;
  if (isLoopback(listen.host) && !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return refusal(403, 'WRONG_HOST', 'This relay answers to loopback names alone.');
  response.setHeader('vary', 'Origin');
  if (origin === undefined) return null;
  if (!allowedOrigins.includes(origin)) return refusal(403, 'ORIGIN_NOT_ALLOWED', 'Web pages of this origin may not ask this relay.');
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('access-control-max-age', '600');
  return null;
}

export const isLoopback = (host: string): boolean => host === '127.0.0.1' || host === '::1' || host === 'localhost';

function askerOf({ isBehindProxy }: RelayOptions, request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = isBehindProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(',').at(-1)?.trim();
  return last === undefined || last === '' ? direct : last.slice(0, 64);
}

async function takeOperation(parts: RelayParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { metrics, admission } = parts;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return void refuse(response, refusal(415, 'NOT_JSON', 'An operation is sent as application/json.'));
  const body = await readBody(request, parts.options.maxBodyBytes);
  if (!body.ok) return void refuse(response, body.refusal, true);
  const parsed = relayRequestSchema.safeParse(parse(body.text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return void refuse(response, refusal(400, 'BAD_REQUEST', `${issue?.path.map(String).join('.') || 'The body'}: ${issue?.message ?? 'is not as expected'}`));
  }
  const admitted = await admission.admit(parsed.data);
  if (!admitted.ok) {
    metrics.count('tessera_relay_refused_total', admitted.refusal.code);
    return void refuse(response, admitted.refusal);
  }
  if (admitted.isNew) metrics.count('tessera_relay_accepted_total', admitted.operation.what.name);
  send(response, admitted.isNew ? 202 : 200, answerOf(admitted.operation));
}

function tellOperation({ queue }: RelayParts, hash: string, response: ServerResponse): ServerResponse {
  const operation = /^0x[0-9a-f]{64}$/.test(hash) ? queue.get(hash) : undefined;
  if (operation === undefined) return refuse(response, refusal(404, 'UNKNOWN_OPERATION', 'The relay knows of no such operation in the last 24 hours.'));
  return send(response, 200, answerOf(operation));
}

/** Stops reading where the body is larger than allowed; what is announced too large is not read at all. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const tooLarge: Body = { ok: false, refusal: refusal(413, 'TOO_LARGE', `An operation has at most ${maxBytes} bytes.`) };
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(tooLarge);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.pause();
        resolve(tooLarge);
      } else chunks.push(chunk);
    });
    request.on('error', () => resolve({ ok: false, refusal: refusal(400, 'BAD_REQUEST', 'The request broke off.') }));
    request.on('end', () => resolve({ ok: true, text: Buffer.concat(chunks).toString('utf8') }));
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object): ServerResponse {
  return response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** @param isCutOff the rest of the request is not read: the connection ends with the answer */
function refuse(response: ServerResponse, { status, code, message, retryAfterSeconds }: Refusal, isCutOff = false): ServerResponse {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  if (isCutOff) response.setHeader('connection', 'close');
  return send(response, status, { error: { code, message, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) } });
}
