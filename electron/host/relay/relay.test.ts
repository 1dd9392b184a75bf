import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { pagesOf } from '../../../shared/protocol/batch-record.ts';
import { encodeExecuteBySig } from '../../../shared/protocol/eip712.ts';
import { callOfRequest } from '../../../shared/protocol/relay.ts';
import { must } from '../../../shared/result.ts';
import { createRpc } from '../chain/rpc.ts';
import { wireMust } from '../chain/wire.ts';
import type { RelayOptions } from './options.ts';
import { type Relay, startRelay } from './relay.ts';
import { outcome, post, statusOf } from './test-support/ask.ts';
import { relayOptions } from './test-support/options.ts';
import { Annotator, NO_DETAILS, SALT, TSR, type World, labelsHex, labelsOf, startWorld } from './test-support/world.ts';

const CHAIN_ID = 4250;
let world: World;
let payer: Wallet;
let dir = '';
const open: Relay[] = [];
const logged: string[] = [];

beforeAll(async () => {
  world = await startWorld(CHAIN_ID);
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tessera-relay-'));
  payer = new Wallet(Wallet.createRandom().privateKey);
  await world.node.give(payer.address, 10n ** 19n);
  logged.length = 0;
});
afterEach(async () => {
  await wireMust(world.node.wire, 'evm_setAutomine', [true]);
  for (const relay of open.splice(0)) await relay.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(more: Partial<RelayOptions> = {}): Promise<string> {
  const relay = must(await startRelay(relayOptions(world, payer, dir, { allowedOrigins: ['https://lead.example'], log: (line) => logged.push(line), ...more })));
  open.push(relay);
  return relay.url;
}

const take = (count = 1) => encodeCoordinatorCall('takeSeats', [world.project, count]);
const transactions = () => world.node.rpc.nonce(payer.address).then(must);
async function staked(stake = 6n * TSR): Promise<Annotator> {
  const annotator = new Annotator(world);
  await annotator.stakeItself(stake);
  return annotator;
}

describe('an honest relay', { timeout: 120_000 }, () => {
  it('takes annotators without gas all the way: permit, deposit, seats, commit, reveal, settle, claim', async () => {
    // One batch: the contract has no other seats to give.
    const own = await startWorld(CHAIN_ID + 1, undefined, { batches: 1 });
    await own.node.give(payer.address, 10n ** 19n);
    const url = await start({ rpc: own.node.rpc, chainId: own.chainId, coordinator: own.coordinator });
    const people = [new Annotator(own), new Annotator(own)];
    const say = async (who: Annotator, data: `0x${string}`) => {
      const taken = await post(url, await who.request(data));
      expect(taken).toMatchObject({ status: 202, body: { status: 'queued', transactionHash: null, reason: null } });
      expect(await outcome(url, taken.body['hash'])).toMatchObject({ status: 'done' });
    };
    const both = (act: (who: Annotator, at: number) => Promise<void>) => Promise.all(people.map(act));
    await both(async (who) => own.give(who.address, 2n * TSR));
    await both(async (who) => say(who, await who.permit(2n * TSR)));
    await both(async (who) => say(who, encodeCoordinatorCall('depositStake', [own.token, 2n * TSR])));
    for (const who of people) await say(who, encodeCoordinatorCall('takeSeats', [own.project, 1]));
    const seats = await Promise.all(people.map((who) => who.seats()));
    const [seat = 0n] = seats[0] ?? [];
    expect(seats.map(([each = 0n]) => each >> 8n)).toEqual([seat >> 8n, seat >> 8n]);
    const labels = [1, 2, 1, 2];
    const words = people.map((who, at) => who.commitment(seats[at]?.[0] ?? 0n, labelsOf(labels)));
    for (const [at, who] of people.entries()) await say(who, encodeCoordinatorCall('commit', [[seats[at]?.[0] ?? 0n], [words[at] ?? '']]));
    const history = people.map((_, at) => ({ seat: Number((seats[at]?.[0] ?? 0n) & 255n), word: words[at] ?? '' }));
    for (const [at, who] of people.entries()) await say(who, encodeCoordinatorCall('reveal', [seats[at]?.[0] ?? 0n, SALT, labelsHex(labels), NO_DETAILS, '0x', history]));
    const batch = seat >> 8n;
    await say(people[0]!, encodeCoordinatorCall('settle', [batch, pagesOf('class', people.map(() => labelsHex(labels)), 4, 0, 4), 0, 4]));
    await own.pass(601);
    await both(async (who) => say(who, encodeCoordinatorCall('claim', [[batch]])));
    for (const who of people) {
      expect(await who.balance()).toBe(4n * TSR);
      expect(await who.freeStake()).toBe(2n * TSR);
      expect(must(await own.node.rpc.balanceWei(who.address))).toBe(0n);
      expect(must(await own.node.rpc.nonce(who.address))).toBe(0);
    }
    // Sixteen operations; those that were asked for side by side went out together.
    expect(must(await own.node.rpc.nonce(payer.address))).toBeLessThanOrEqual(13);
    for (const relay of open.splice(0)) await relay.close();
    await own.close();
  });

  it('puts what comes together into few transactions, each under its gas', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5, 6].map(() => staked(2n * TSR)));
    const url = await start({ gasPerTransaction: 900_000n, batchMs: 1_500 });
    const hashes = await Promise.all(people.map(async (who) => (await post(url, await who.request(take()))).body['hash']));
    const outcomes = await Promise.all(hashes.map((hash) => outcome(url, hash)));
    const used = new Set(outcomes.map((each) => each['transactionHash']));
    expect(used.size).toBeLessThan(6);
    expect(used.size).toBeGreaterThan(1);
    for (const hash of used) expect(must(await world.node.rpc.receipt(String(hash)))?.gasUsed).toBeLessThan(900_000n);
    for (const who of people) expect(await who.seats()).toHaveLength(1);
  });

  it('one that fails takes no other with it', async () => {
    const [rich, poor] = [await staked(), await staked(2n * TSR)];
    const url = await start({ batchMs: 1_500 });
    // Good when it is taken, and no more when it is sent: the stake went into a seat meanwhile.
    const good = await post(url, await rich.request(take()));
    const first = await post(url, await poor.request(take()));
    const second = await post(url, await poor.request(take()));
    expect([good.status, first.status, second.status]).toEqual([202, 202, 202]);
    expect(await outcome(url, good.body['hash'])).toMatchObject({ status: 'done' });
    expect(await outcome(url, first.body['hash'])).toMatchObject({ status: 'done' });
    expect(await outcome(url, second.body['hash'])).toMatchObject({ status: 'refused', reason: expect.stringContaining('StakeTooLow') as string });
    expect(await poor.seats()).toHaveLength(1);
  });

  it('takes the same operation once, however often and however fast it comes', async () => {
    const who = await staked();
    const url = await start();
    const request = await who.request(take());
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(url, request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body['hash'])).size).toBe(1);
    await outcome(url, answers[0]!.body['hash']);
    expect(await post(url, request)).toMatchObject({ status: 200, body: { status: 'done' } });
    expect(await who.seats()).toHaveLength(1);
    expect(await transactions()).toBe(1);
    // Another relay that never heard of it knows from the chain.
    for (const relay of open.splice(0)) await relay.close();
    rmSync(dir, { recursive: true, force: true });
    expect(await post(await start(), request)).toMatchObject({ status: 409, body: { error: { code: 'STALE_NONCE' } } });
  });

  it('says of an operation that somebody else has sent that it is done, and pays nothing for it', async () => {
    const who = await staked();
    await wireMust(world.node.wire, 'evm_setAutomine', [true]);
    const url = await start({ batchMs: 3_000 });
    const request = await who.request(take());
    const { body } = await post(url, request);
    must(await world.lead.send({ to: world.coordinator, data: encodeExecuteBySig([callOfRequest(request)]) }));
    expect(await outcome(url, body['hash'])).toMatchObject({ status: 'done' });
    expect(await who.seats()).toHaveLength(1);
    expect(await transactions()).toBe(0);
  });

  it('sends again at a higher price what is not mined', async () => {
    const who = await staked();
    const url = await start({ bumpMs: 700 });
    await wireMust(world.node.wire, 'evm_setAutomine', [false]);
    const { body } = await post(url, await who.request(take()));
    await expect.poll(async () => (await (await fetch(`${url}/metrics`)).text()).includes('tessera_relay_fee_bumps_total 2'), { timeout: 20_000 }).toBe(true);
    await wireMust(world.node.wire, 'evm_mine', []);
    expect(await outcome(url, body['hash'])).toMatchObject({ status: 'done' });
    expect(must(await world.node.rpc.transaction(String((await statusOf(url, body['hash']))['transactionHash'])))?.blockNumber).toBeGreaterThan(0);
    expect(await who.seats()).toHaveLength(1);
    expect(must(await world.node.rpc.nonce(payer.address))).toBe(1);
  });

  it('goes on after an end in order with what waited, and with what was on its way', async () => {
    const [one, other] = [await staked(), await staked()];
    const first = await start({ batchMs: 200 });
    await wireMust(world.node.wire, 'evm_setAutomine', [false]);
    const sent = await post(first, await one.request(take()));
    await expect.poll(async () => (await statusOf(first, sent.body['hash']))['status'], { timeout: 10_000 }).toBe('sent');
    const waits = await post(first, await other.request(take()));
    for (const relay of open.splice(0)) await relay.close();
    await wireMust(world.node.wire, 'evm_setAutomine', [true]);
    await wireMust(world.node.wire, 'evm_mine', []);
    const second = await start();
    for (const { body } of [sent, waits]) expect(await outcome(second, body['hash'])).toMatchObject({ status: 'done' });
    expect([await one.seats(), await other.seats()].map((seats) => seats.length)).toEqual([1, 1]);
    expect(await transactions()).toBe(2);
  });
});

describe('what a relay refuses, with a code and a sentence', { timeout: 120_000 }, () => {
  const refuses = async (url: string, request: Parameters<typeof post>[1], status: number, code: string, headers = {}) => {
    const said = await post(url, request, headers);
    expect(said).toMatchObject({ status, body: { error: { code } } });
    const { message } = said.body['error'] as { message: string };
    expect(message).toMatch(/^.{10,400}[.)]?$/);
    return said;
  };

  it('bad signatures, strange coordinators, calls that it does not send, projects that it does not serve', async () => {
    const url = await start();
    const [who, other] = [await staked(), new Annotator(world)];
    const request = await who.request(take());
    const { operation } = request;
    await refuses(url, { ...request, operation: { ...operation, signer: other.address } }, 401, 'BAD_SIGNATURE');
    await refuses(url, { ...request, operation: { ...operation, nonce: '7' } }, 401, 'BAD_SIGNATURE');
    await refuses(url, { ...request, operation: { ...operation, data: take(2) } }, 401, 'BAD_SIGNATURE');
    await refuses(url, { ...request, coordinator: world.token }, 422, 'UNKNOWN_COORDINATOR');
    await refuses(url, { ...request, chainId: 1 }, 422, 'UNKNOWN_COORDINATOR');
    await refuses(url, await who.request(encodeCoordinatorCall('closeProject', [world.project])), 422, 'CALL_NOT_RELAYED');
    await refuses(url, await who.request(`${take()}00`), 422, 'CALL_NOT_RELAYED');
    await refuses(url, await who.request(encodeCoordinatorCall('takeSeats', [world.project + 1n, 1])), 422, 'NOT_SPONSORED');
    await refuses(url, await who.request(encodeCoordinatorCall('depositStake', [other.address, 1n])), 422, 'NOT_SPONSORED');
    await refuses(url, await other.request(await who.permit(1n)), 422, 'CALL_NOT_RELAYED');
    expect(await transactions()).toBe(0);
  });

  it('what would fail, what is stale, what has no time left or too much', async () => {
    const url = await start();
    const who = await staked();
    const poor = new Annotator(world);
    await refuses(url, await poor.request(take()), 422, 'REVERTED');
    await refuses(url, await poor.request(await poor.permit(6n, 5n)), 422, 'REVERTED');
    await refuses(url, await who.request(take(), { lifeSeconds: 5 }), 409, 'DEADLINE_PASSED');
    await refuses(url, await who.request(take(), { lifeSeconds: 90 * 3600 }), 422, 'DEADLINE_FAR');
    const used = await who.request(take(), { nonce: 12345n });
    await outcome(url, (await post(url, used)).body['hash']);
    // Another deadline, or it is the same operation, which is taken once.
    await refuses(url, await who.request(take(), { nonce: 12345n, lifeSeconds: 1700 }), 409, 'STALE_NONCE');
    await refuses(await start({ gasPerTransaction: 50_000n, dir: join(dir, 'small') }), await who.request(take()), 422, 'TOO_MUCH_GAS');
  });

  it('a second operation with the nonce of one that waits', async () => {
    const who = await staked();
    const url = await start({ batchMs: 2_000 });
    expect(await post(url, await who.request(take(), { nonce: 99n }))).toMatchObject({ status: 202 });
    await refuses(url, await who.request(take(2), { nonce: 99n }), 409, 'STALE_NONCE');
  });

  it('what is over an account’s quota of operations or of gas, or over the day’s, and says when to come again', async () => {
    const [who, other] = [await staked(20n * TSR), await staked()];
    const url = await start({ quota: { operationsPerAccount: 2, gasPerAccount: 20_000_000n, gasPerDay: 500_000_000n } });
    for (const _ of [1, 2]) expect(await post(url, await who.request(take()))).toMatchObject({ status: 202 });
    const over = await refuses(url, await who.request(take()), 429, 'OVER_QUOTA');
    expect(Number(over.retryAfter)).toBeGreaterThan(80_000);
    expect(await post(url, await other.request(take()))).toMatchObject({ status: 202 });
    const nearly = await start({ dir: join(dir, 'gas'), quota: { operationsPerAccount: 50, gasPerAccount: 100_000n, gasPerDay: 500_000_000n } });
    await refuses(nearly, await other.request(take()), 429, 'OVER_QUOTA');
    const spent = await start({ dir: join(dir, 'day'), quota: { operationsPerAccount: 50, gasPerAccount: 20_000_000n, gasPerDay: 1000n } });
    await refuses(spent, await other.request(take()), 429, 'RELAY_SPENT');
  });

  it('quotas outlive a restart', async () => {
    const who = await staked();
    const quota = { operationsPerAccount: 1, gasPerAccount: 20_000_000n, gasPerDay: 500_000_000n };
    const first = await post(await start({ quota }), await who.request(take()));
    for (const relay of open.splice(0)) await relay.close();
    const url = await start({ quota });
    await outcome(url, first.body['hash']);
    await refuses(url, await who.request(take()), 429, 'OVER_QUOTA');
  });

  it('everything while its account is empty or its node is away', async () => {
    const who = await staked();
    await world.node.give(payer.address, 1000n);
    await refuses(await start(), await who.request(take()), 503, 'RELAY_POOR');
    const away = createRpc({ url: 'http://nowhere', call: async () => ({ ok: false, error: { kind: 'unreachable', message: 'cut' } }), close: () => undefined });
    const url = await start({ dir: join(dir, 'away'), rpc: away });
    await refuses(url, await who.request(take()), 503, 'CHAIN_OFFLINE');
  });

  it('bodies that are too large, no JSON, of another shape; floods; pages of the web; rebound names', async () => {
    const url = await start();
    await refuses(url, 'x'.repeat(200_000), 413, 'TOO_LARGE');
    const endless = await fetch(`${url}/v1/operations`, { method: 'POST', headers: { 'content-type': 'application/json' }, duplex: 'half', body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(32_768)) }) } as RequestInit).then(
      (response) => response.status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(endless);
    await refuses(url, 'no json', 400, 'BAD_REQUEST');
    await refuses(url, '{"chainId":1}', 400, 'BAD_REQUEST');
    await refuses(url, '{}', 415, 'NOT_JSON', { 'content-type': 'text/plain' });
    await refuses(url, '{}', 403, 'ORIGIN_NOT_ALLOWED', { origin: 'https://evil.example' });
    expect(await new Promise((resolve) => httpRequest(`${url}/health`, { headers: { host: 'evil.example' } }, (response) => resolve(response.resume().statusCode)).end())).toBe(403);
    const allowed = await fetch(`${url}/v1/operations`, { method: 'OPTIONS', headers: { origin: 'https://lead.example' } });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://lead.example']);
    expect((await fetch(`${url}/v1/operations/0x12`)).status).toBe(404);
    expect((await fetch(`${url}/v1/operations`, { method: 'DELETE' })).status).toBe(405);
    const slow = await start({ dir: join(dir, 'slow'), requestsPerMinute: 3 });
    const flood = await Promise.all(Array.from({ length: 5 }, () => post(slow, '{}')));
    expect(flood.map(({ status }) => status).sort()).toEqual([400, 400, 400, 429, 429]);
    expect((await fetch(`${slow}/health`)).status).toBe(200);
  });

  it('a second relay over the same queue', async () => {
    await start();
    await expect(start()).rejects.toThrow('Another relay');
  });
});

describe('what a relay tells', { timeout: 60_000 }, () => {
  it('health, what it serves, and metrics in Prometheus’ text format', async () => {
    const who = await staked();
    const url = await start();
    await outcome(url, (await post(url, await who.request(take()))).body['hash']);
    await post(url, 'no json');
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok', waiting: 0, underWay: 0 });
    expect(await (await fetch(`${url}/v1/info`)).json()).toMatchObject({ service: 'tessera-relay', chainId: CHAIN_ID, projects: [String(world.project)], account: payer.address });
    const text = await (await fetch(`${url}/metrics`)).text();
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) tessera_relay_\w+ .+|tessera_relay_\w+(\{\w+="[^"]*"\})? -?[\d.e+-]+)$/);
    expect(text).toContain('tessera_relay_accepted_total{call="takeSeats"} 1');
    expect(text).toContain('tessera_relay_done_total 1');
    expect(text).toMatch(/tessera_relay_balance_ether 9\.99/);
    expect(text).toContain('tessera_relay_requests_total{status="400"} 1');
  });
});
