import { Agent, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import { z } from 'zod';

/**
 * Why a JSON-RPC call brought no result.
 * `unreachable`: no answer at all. `busy`: it asks to come back later, and waiting has not been enough. `garbage`: an answer that is no JSON-RPC. `refused`: the node's own error.
 */
export type WireFailure =
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'busy'; readonly message: string }
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
/** A log page or a state dump of the local chain may be tens of megabytes; a hostile endpoint stops here. */
const MAX_ANSWER_BYTES = 512 * 1024 * 1024;
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

function post(url: URL, agent: Agent, body: string, timeoutMs: number): Promise<Posted> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = send(url, { method: 'POST', agent, headers, timeout: timeoutMs }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) outgoing.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, retryAfter: incoming.headers['retry-after'] ?? null, body: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A kept-open connection that the server closed in the very moment we used it: the call never arrived. */
function isStaleConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

async function postTwiceIfStale(url: URL, agent: Agent, body: string, timeoutMs: number): Promise<Posted> {
  try {
    return await post(url, agent, body, timeoutMs);
  } catch (error) {
    if (!isStaleConnection(error)) throw error;
    // Sending a raw transaction twice is harmless: its hash and nonce make it one.
    return post(url, agent, body, timeoutMs);
  }
}

const isBusy = ({ status }: Posted): boolean => status === 429 || status === 503;

/** So often a call is tried again by itself while the node asks for patience. */
const BUSY_TRIES = 4;
/** A node that wants a longer rest than this is told to the caller, and not asked before. */
const LONGEST_HELD_MS = 10_000;
const FIRST_REST_MS = 400;

/** How long a busy node wants to be left alone: as it says (seconds or a date), else doubling with each try. */
function restMsOf({ retryAfter }: Posted, tries: number): number {
  const seconds = Number(retryAfter);
  const asked = retryAfter === null ? NaN : Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  const restMs = Number.isFinite(asked) && asked >= 0 ? asked : FIRST_REST_MS * 2 ** tries;
  // Not all at once again.
  return restMs * (1 + Math.random() / 4);
}

/** @param url http: or https:, checked by the caller */
export function createWire(url: string): Wire {
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
          const posted = await postTwiceIfStale(target, agent, body, timeoutMs);
          if (!isBusy(posted)) return readAnswer(posted.status, posted.body);
          restUntilMs = Math.max(restUntilMs, performance.now() + restMsOf(posted, tries));
        }
      } catch (error) {
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
