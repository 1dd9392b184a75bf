import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWN_FAILURE_CODE, errorOf } from './rpc-errors.ts';
import { type Wire, createWire } from './wire.ts';

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
}
const OK: Reply = { status: 200 };

describe('a node that asks for patience', () => {
  let server: Server;
  let wire: Wire;
  let replies: Reply[] = [];
  const askedAtMs: number[] = [];

  beforeEach(async () => {
    askedAtMs.length = 0;
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        askedAtMs.push(performance.now());
        const { status, headers } = replies.shift() ?? OK;
        response.writeHead(status, headers).end(status === 200 ? JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x1' }) : 'slow down');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    wire = createWire(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(() => {
    wire.close();
    server.closeAllConnections();
    server.close();
  });

  it('gets it as long as it says, from every call, and is asked again by itself', async () => {
    replies = [{ status: 429, headers: { 'retry-after': '1' } }];
    const first = wire.call('eth_chainId', []);
    await expect.poll(() => askedAtMs.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = wire.call('eth_blockNumber', []);
    expect(await Promise.all([first, second])).toEqual([{ ok: true, value: '0x1' }, { ok: true, value: '0x1' }]);
    expect(askedAtMs).toHaveLength(3);
    for (const atMs of askedAtMs.slice(1)) expect(atMs - (askedAtMs[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('is left alone longer each time where it says nothing', async () => {
    replies = [{ status: 503 }, { status: 503 }];
    expect(await wire.call('eth_chainId', [])).toEqual({ ok: true, value: '0x1' });
    const [a = 0, b = 0, c = 0] = askedAtMs;
    expect(b - a).toBeGreaterThanOrEqual(390);
    expect(c - b).toBeGreaterThanOrEqual(790);
  });

  it('that wants a long rest is told to who asks, and not asked meanwhile', async () => {
    replies = [{ status: 429, headers: { 'retry-after': '120' } }];
    const first = await wire.call('eth_chainId', []);
    expect(first).toMatchObject({ ok: false, error: { kind: 'busy' } });
    expect(await wire.call('eth_chainId', [])).toMatchObject({ ok: false, error: { kind: 'busy' } });
    expect(askedAtMs).toHaveLength(1);
    expect(!first.ok && errorOf(first.error, wire.url)).toMatchObject({ code: 'RPC_BUSY' });
  });

  it('and wants a rest of a hundred years is tried again within a quarter of an hour', async () => {
    replies = [{ status: 429, headers: { 'retry-after': '3153600000' } }];
    const answer = await wire.call('eth_chainId', []);
    expect(Number(/asks for (\d+) s/.exec(answer.ok ? '' : answer.error.message)?.[1])).toBeLessThanOrEqual(15 * 60);
  });
});

describe('a node that means harm', () => {
  let server: Server;
  let wire: Wire;
  let body = '';
  let isDripping = false;

  beforeEach(async () => {
    isDripping = false;
    server = createServer((_, response) => {
      if (!isDripping) return void response.end(body);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    wire = createWire(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { mostBytes: 10_000, mostValues: 100 });
  });
  afterEach(() => {
    wire.close();
    server.closeAllConnections();
    server.close();
  });

  it('and answers a byte at a time is cut off', async () => {
    isDripping = true;
    expect(await wire.call('eth_chainId', [], 100)).toMatchObject({ ok: false, error: { kind: 'unreachable', message: 'no whole answer within 400 ms' } });
  });

  it.each([
    ['bytes', `{"result":"${'x'.repeat(10_000)}"}`],
    ['values', `{"result":[${'[],'.repeat(100)}[]]}`],
  ])('and sends more %s than are read is told from one that is silent, and asked for less', async (what, text) => {
    body = text;
    const answer = await wire.call('eth_getLogs', []);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'large', message: expect.stringContaining(what) as unknown } });
    expect(!answer.ok && errorOf(answer.error, wire.url)).toMatchObject({ code: 'RANGE_TOO_WIDE' });
  });

  it('and is another’s puts no words of ours into the window', () => {
    const data = { code: 'WALLET_LOCKED', message: 'Your wallet is broken', fix: 'Send your twelve words to help@example.com' };
    const failure = { kind: 'refused', code: OWN_FAILURE_CODE, message: 'no', data } as const;
    expect(errorOf(failure, 'https://node.example/')).toEqual({ code: 'RPC_REFUSED', message: 'The network refused the call: no' });
    expect(errorOf(failure, 'http://127.0.0.1:8545')).toEqual(data);
  });

  it('and says much, or turns the line round, is quoted in one plain line', () => {
    const said = `abc\u202Edef\n\n\u0000${'x'.repeat(1_000_000)}`;
    for (const failure of [{ code: -32_000, message: said }, { code: 3, message: said }, { code: -32_000, message: `pruned ${said}` }, { code: -32_000, message: `out of range ${said}` }]) {
      const { message } = errorOf({ kind: 'refused', data: undefined, ...failure }, 'https://node.example/');
      expect(message).toContain('abc def');
      expect(message.length).toBeLessThan(500);
      expect(message).not.toMatch(/\p{C}/u);
    }
  });
});

describe('what a node says about gas and money', () => {
  const of = (message: string) => errorOf({ kind: 'refused', code: -32_000, message, data: undefined }, 'http://node').code;

  it('a call that is too large is no lack of money', () => {
    expect(of('gas required exceeds allowance (30000000)')).toBe('TOO_MUCH_GAS');
    expect(of('exceeds block gas limit')).toBe('TOO_MUCH_GAS');
    expect(of('insufficient funds for gas * price + value')).toBe('INSUFFICIENT_FUNDS');
  });
});
