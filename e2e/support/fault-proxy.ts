import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Random } from './random.ts';

/** What can go wrong between a program and a node. */
export const faults = ['drop-before', 'drop-after', 'delay', 'duplicate', 'garbage', 'busy'] as const;
export type Fault = (typeof faults)[number];

const requestSchema = z.object({ id: z.unknown(), method: z.string(), params: z.array(z.unknown()).default([]) });
type Request = z.infer<typeof requestSchema>;

/** Where each method names its block. */
const BLOCK_PLACE: Readonly<Record<string, number>> = { eth_getBlockByNumber: 0, eth_getTransactionCount: 1, eth_getBalance: 1, eth_getCode: 1, eth_call: 1, eth_estimateGas: 1 };
const isNewest = (tag: unknown): boolean => tag === undefined || tag === 'latest' || tag === 'pending';

/** A test's own moment: called around the forwarding of a transaction, to kill somebody just there. */
export interface Hooks {
  beforeSend?: () => Promise<void>;
  afterSend?: () => Promise<void>;
}

/** JSON-RPC between a host and its node, with whatever goes wrong on the way. The node itself stays whole. */
export class FaultProxy {
  /** How likely each request is struck by each fault. */
  chances: Partial<Record<Fault, number>> = {};
  hooks: Hooks = {};
  /** Answers like a node that has not seen the newest blocks. */
  blocksBehind = 0;
  /** Answers for another chain. */
  wrongChainId: number | null = null;
  /** Nobody is there. */
  isCut = false;
  readonly struck: Record<Fault, number> = { 'drop-before': 0, 'drop-after': 0, 'delay': 0, 'duplicate': 0, 'garbage': 0, 'busy': 0 };
  /** Raw transactions that the node took, in order, copies included. */
  readonly taken: string[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response).catch(() => response.destroy()));

  private constructor(
    private readonly upstream: () => string,
    private readonly random: Random,
  ) {}

  /** @param upstream the node's address now: it may be started anew elsewhere */
  static async start(upstream: () => string, random: Random, port = 0): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream, random);
    await new Promise<void>((resolve) => proxy.#server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All is well from here on. */
  heal(): void {
    this.chances = {};
    this.hooks = {};
    this.blocksBehind = 0;
    this.wrongChainId = null;
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #strikes(fault: Fault): boolean {
    const isHit = this.random.next() < (this.chances[fault] ?? 0);
    if (isHit) this.struck[fault]++;
    return isHit;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = requestSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    if (this.isCut || this.#strikes('drop-before')) return void response.destroy();
    if (this.#strikes('busy')) return void response.writeHead(429, { 'retry-after': '1' }).end('slow down');
    if (this.#strikes('delay')) await new Promise((resolve) => setTimeout(resolve, this.random.between(200, 1_500)));
    const isSend = request.method === 'eth_sendRawTransaction';
    if (isSend) await this.hooks.beforeSend?.();
    if (this.#strikes('duplicate')) await this.#forward(request);
    const answer = await this.#answer(request);
    if (isSend) await this.hooks.afterSend?.();
    if (this.#strikes('drop-after')) return void response.destroy();
    if (this.#strikes('garbage')) return void response.end(this.random.pick(['<html>bad gateway</html>', '{"jsonrpc":"2.0","id":1}', answer.slice(0, answer.length / 2), '']));
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  }

  async #answer(request: Request): Promise<string> {
    const { id, method, params } = request;
    const say = (result: unknown): string => JSON.stringify({ jsonrpc: '2.0', id, result });
    const refuse = (message: string): string => JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message } });
    if (this.wrongChainId !== null) {
      if (method === 'eth_chainId') return say(`0x${this.wrongChainId.toString(16)}`);
      if (method === 'eth_sendRawTransaction') return refuse('invalid chain id for signer');
    }
    if (this.blocksBehind === 0) return this.#forward(request);
    const head = Math.max(0, Number(await this.#result('eth_blockNumber', [])) - this.blocksBehind);
    const tag = `0x${head.toString(16)}`;
    if (method === 'eth_blockNumber') return say(tag);
    if (method === 'eth_getTransactionReceipt') {
      const receipt = z.object({ blockNumber: z.string() }).nullable().parse(await this.#result(method, params));
      return say(receipt !== null && Number(receipt.blockNumber) <= head ? receipt : null);
    }
    const place = BLOCK_PLACE[method];
    if (place === undefined) return this.#forward(request);
    if (!isNewest(params[place]) && Number(params[place]) > head) return method === 'eth_getBlockByNumber' ? say(null) : refuse('header not found');
    const behind = [...params];
    if (isNewest(params[place])) behind[place] = tag;
    return this.#forward({ ...request, params: behind });
  }

  async #result(method: string, params: readonly unknown[]): Promise<unknown> {
    const answer: unknown = JSON.parse(await this.#forward({ id: 1, method, params: [...params] }));
    return z.object({ result: z.unknown() }).parse(answer).result;
  }

  async #forward({ id, method, params }: Request): Promise<string> {
    const response = await fetch(this.upstream(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jsonrpc: '2.0', id, method, params }) });
    const text = await response.text();
    if (method === 'eth_sendRawTransaction' && !text.includes('"error"')) this.taken.push(String(params[0]));
    return text;
  }
}
