import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { z } from 'zod';
import type { WireAnswer } from '../wire.ts';
import type { LocalNode } from './node.ts';

/** A method that the chain's owner answers itself, such as `tessera_faucet`. */
export type OwnMethod = (params: readonly unknown[]) => Promise<WireAnswer>;

export interface ProxyOptions {
  readonly node: LocalNode;
  readonly own: Readonly<Record<string, OwnMethod>>;
  /** Opens evm_increaseTime, evm_mine and anvil_*, for tests. */
  readonly allowsCheats: boolean;
  /** Somebody began or ceased to hold the chain open. */
  readonly onLeases: (count: number) => void;
}

export interface Proxy {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_BATCH = 200;
const METHOD_NOT_FOUND = -32601;

const requestSchema = z.object({ id: z.union([z.string(), z.number(), z.null()]).default(null), method: z.string(), params: z.array(z.unknown()).default([]) });

/** Methods that would move the chain past the journal, or sign for somebody. */
const CLOSED = new Set(['eth_sendTransaction', 'eth_sendTransactionSync', 'eth_sendUnsignedTransaction', 'eth_signTransaction', 'eth_sign', 'eth_signTypedData', 'eth_signTypedData_v3', 'eth_signTypedData_v4', 'eth_newFilter', 'eth_newBlockFilter', 'eth_newPendingTransactionFilter']);
const OPEN_FAMILIES = ['eth_', 'net_', 'web3_'];
const CHEAT_FAMILIES = ['anvil_', 'hardhat_', 'evm_'];

const refuse = (code: number, message: string): WireAnswer => ({ ok: false, error: { kind: 'refused', code, message, data: undefined } });
const closedAnswer = (method: string): WireAnswer => refuse(METHOD_NOT_FOUND, `the method ${method} is not open on this chain`);

async function cheat(node: LocalNode, method: string, params: readonly unknown[]): Promise<WireAnswer> {
  if (method === 'evm_increaseTime') {
    await node.increaseTime(Number(params[0]));
    return { ok: true, value: params[0] };
  }
  if (method === 'evm_mine' || method === 'anvil_mine') {
    await node.mine(method === 'anvil_mine' ? Number(params[0] ?? 1) : 1);
    return { ok: true, value: '0x0' };
  }
  return node.cheat(method, params);
}

async function answer(options: ProxyOptions, method: string, params: readonly unknown[]): Promise<WireAnswer> {
  const { node, own } = options;
  const ownMethod = Object.hasOwn(own, method) ? own[method] : undefined;
  if (ownMethod !== undefined) return ownMethod(params);
  if (method === 'eth_sendRawTransaction') {
    const [raw] = params;
    return typeof raw === 'string' ? node.send(raw) : refuse(-32602, 'eth_sendRawTransaction takes the transaction as 0x-hex');
  }
  if (CHEAT_FAMILIES.some((family) => method.startsWith(family))) return options.allowsCheats ? cheat(node, method, params) : closedAnswer(method);
  if (CLOSED.has(method) || !OPEN_FAMILIES.some((family) => method.startsWith(family))) return closedAnswer(method);
  return node.read(method, params);
}

async function answerOne(options: ProxyOptions, input: unknown): Promise<object> {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success) return { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'no JSON-RPC request' } };
  const { id, method, params } = parsed.data;
  const result = await answer(options, method, params);
  if (result.ok) return { jsonrpc: '2.0', id, result: result.value ?? null };
  const { error } = result;
  return { jsonrpc: '2.0', id, error: error.kind === 'refused' ? { code: error.code, message: error.message, data: error.data } : { code: -32603, message: error.message } };
}

function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('error', () => resolve(null));
    request.on('end', () => resolve(size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : null));
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A page in a browser sends an Origin, and one that rebinds a name sends that name as Host: neither has business here. */
function isForeign(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host ?? '';
  return request.headers.origin !== undefined || (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`);
}

async function serve(options: ProxyOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, content: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  };
  const body = await readBody(request);
  const input = body === null ? undefined : parse(body);
  if (body === null) send(413, { error: 'the request is too large' });
  else if (!Array.isArray(input)) send(200, await answerOne(options, input));
  else if (input.length > MAX_BATCH) send(413, { error: `at most ${MAX_BATCH} calls a batch` });
  else send(200, await Promise.all(input.map((one: unknown) => answerOne(options, one))));
}

function listen(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
}

/**
 * The address that everybody uses. `GET /lease` holds the chain open for as long as the connection lives:
 * it ends with its process, however that ends.
 * @param wantedPort last time's, tried first; another free one where it is taken
 */
export async function startProxy(options: ProxyOptions, wantedPort: number): Promise<Proxy> {
  const leases = new Set<ServerResponse>();
  let port = 0;
  const server = createServer((request, response) => {
    if (isForeign(request, port)) return void response.writeHead(403).end();
    if (request.method === 'POST') return void serve(options, request, response).catch(() => response.destroy());
    if (request.method !== 'GET' || request.url !== '/lease') return void response.writeHead(405).end();
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('held\n');
    leases.add(response);
    options.onLeases(leases.size);
    response.on('close', () => {
      leases.delete(response);
      options.onLeases(leases.size);
    });
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  port = (await listen(server, wantedPort)) ?? (await listen(server, 0)) ?? 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, port, close };
}
