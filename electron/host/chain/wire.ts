import { Agent, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import { z } from 'zod';
import { hasTooManyValues } from '../json-weight.ts';

/**
 * Why a JSON-RPC call brought no result.
 * `unreachable`: no answer at all. `busy`: it asks to come back later, and waiting has not been enough. `large`: more than is read. `garbage`: an answer that is no JSON-RPC. `refused`: the node's own error.
 */
export type WireFailure =
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'busy'; readonly message: string }
  | { readonly kind: 'large'; readonly message: string }
  | { readonly kind: 'garbage'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string; readonly data: unknown };

export type WireAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireFailure };

/** One JSON-RPC endpoint over HTTP(S), its connections kept open. */
export interface Wire {
  readonly url: string;
  call(method: string, params: readonly unknown[], timeoutMs?: number): Promise<WireAnswer>;
  close(): void;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** What drips is cut off: the whole answer has so many times the time that a silence may last. */
const WHOLE_ANSWER_FACTOR = 4;

export interface WireLimits {
  readonly mostBytes: number;
  /** Numbers, texts, lists and objects in one answer. */
  readonly mostValues: number;
}
/** A page of logs may have tens of megabytes; a hostile endpoint stops here. */
const OF_STRANGERS: WireLimits = { mostBytes: 64 * 1024 * 1024, mostValues: 8_000_000 };
/** Our own node's state dump. */
export const OF_OUR_NODE: WireLimits = { mostBytes: 512 * 1024 * 1024, mostValues: 200_000_000 };

class TooLarge extends Error {}
const EXCERPT_CHARS = 80;

const answerSchema = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }) }),
  z.object({ result: z.unknown() }).refine((answer) => 'result' in answer && answer.result !== undefined),
]);

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > EXCERPT_CHARS ? `${line.slice(0, EXCERPT_CHARS)}...` : line;
}

function readAnswer(status: number, body: string): WireAnswer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, error: { kind: 'garbage', message: `HTTP ${status}, and no JSON: "${excerpt(body)}"` } };
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return { ok: false, error: { kind: 'garbage', message: `HTTP ${status}, and no JSON-RPC: "${excerpt(body)}"` } };
  if ('error' in parsed.data) {
    const { code, message, data } = parsed.data.error;
    return { ok: false, error: { kind: 'refused', code, message, data } };
  }
  return { ok: true, value: parsed.data.result };
}

interface Posted {
  readonly status: number;
  /** The header of that name; null where there is none. */
  readonly retryAfter: string | null;
  readonly body: string;
}

function post(url: URL, agent: Agent, body: string, timeoutMs: number, limits: WireLimits): Promise<Posted> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = send(url, { method: 'POST', agent, headers, timeout: timeoutMs }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= limits.mostBytes) return;
        // Told first: an error that is given to a socket whose answer is complete already is nobody's, and ends the process.
        reject(new TooLarge(`it has more than ${limits.mostBytes} bytes`));
        chunks.length = 0;
        incoming.destroy();
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (hasTooManyValues(bytes, limits.mostValues)) reject(new TooLarge(`it has more than ${limits.mostValues} values`));
        else resolve({ status: incoming.statusCode ?? 0, retryAfter: incoming.headers['retry-after'] ?? null, body: bytes.toString('utf8') });
      });
    });
    const wholeMs = timeoutMs * WHOLE_ANSWER_FACTOR;
    const whole = setTimeout(() => {
      reject(new Error(`no whole answer within ${wholeMs} ms`));
      outgoing.destroy();
    }, wholeMs);
    outgoing.on('close', () => clearTimeout(whole));
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A kept-open connection that the server closed in the very moment we used it: the call never arrived. */
function isStaleConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

async function postTwiceIfStale(url: URL, agent: Agent, body: string, timeoutMs: number, limits: WireLimits): Promise<Posted> {
  try {
    return await post(url, agent, body, timeoutMs, limits);
  } catch (error) {
    if (!isStaleConnection(error)) throw error;
    // Sending a raw transaction twice is harmless: its hash and nonce make it one.
    return post(url, agent, body, timeoutMs, limits);
  }
}

const isBusy = ({ status }: Posted): boolean => status === 429 || status === 503;

/** So often a call is tried again by itself while the node asks for patience. */
const BUSY_TRIES = 4;
/** A node that wants a longer rest than this is told to the caller, and not asked before. */
const LONGEST_HELD_MS = 10_000;
const FIRST_REST_MS = 400;
/** A node that asks for more, a year perhaps, is tried again all the same. */
const LONGEST_REST_MS = 10 * 60_000;

/** How long a busy node wants to be left alone: as it says (seconds or a date), else doubling with each try. */
function restMsOf({ retryAfter }: Posted, tries: number): number {
  const seconds = Number(retryAfter);
  const asked = retryAfter === null ? NaN : Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  const restMs = Number.isFinite(asked) && asked >= 0 ? Math.min(asked, LONGEST_REST_MS) : FIRST_REST_MS * 2 ** tries;
  // Not all at once again.
  return restMs * (1 + Math.random() / 4);
}

/** @param url http: or https:, checked by the caller */
export function createWire(url: string, limits: WireLimits = OF_STRANGERS): Wire {
  const target = new URL(url);
  const options = { keepAlive: true, maxSockets: 16 };
  const agent = target.protocol === 'https:' ? new TlsAgent(options) : new Agent(options);
  let lastId = 0;
  /** The node has asked for patience until then: every call waits, on the monotonic clock. */
  let restUntilMs = 0;
  return {
    url,
    async call(method, params, timeoutMs = DEFAULT_TIMEOUT_MS) {
      lastId += 1;
      const body = JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params });
      try {
        for (let tries = 0; ; tries += 1) {
          const leftMs = restUntilMs - performance.now();
          if (leftMs > LONGEST_HELD_MS || tries === BUSY_TRIES) return { ok: false, error: { kind: 'busy', message: `it asks for ${Math.ceil(Math.max(0, leftMs) / 1000)} s of rest` } };
          if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
          const posted = await postTwiceIfStale(target, agent, body, timeoutMs, limits);
          if (!isBusy(posted)) return readAnswer(posted.status, posted.body);
          restUntilMs = Math.max(restUntilMs, performance.now() + restMsOf(posted, tries));
        }
      } catch (error) {
        if (error instanceof TooLarge) return { ok: false, error: { kind: 'large', message: error.message } };
        return { ok: false, error: { kind: 'unreachable', message: error instanceof Error ? error.message : String(error) } };
      }
    },
    close: () => agent.destroy(),
  };
}

/** The result, where a failure would be a bug of ours: calls to our own node. */
export async function wireMust(wire: Wire, method: string, params: readonly unknown[] = [], timeoutMs?: number): Promise<unknown> {
  const answer = await wire.call(method, params, timeoutMs);
  if (answer.ok) return answer.value;
  throw new Error(`${method}: ${answer.error.message}`);
}
