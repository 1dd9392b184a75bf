import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHost } from '../../../e2e/support/test-host.ts';
import type { TestHost } from '../../../e2e/support/test-host.ts';
import type { HostMethod, HostParams, HostResult, Result } from '../../../shared/host-api.ts';
import { parseAddress, parseBytes32, seatIdOf } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorLog, decodeCoordinatorResult, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { pagesOf } from '../../../shared/protocol/batch-record.ts';
import { callDomain, callHash } from '../../../shared/protocol/eip712.ts';
import { callOfRequest, relayRequestSchema } from '../../../shared/protocol/relay.ts';
import { must } from '../../../shared/result.ts';
import { createChainService } from '../chain/chain-service.ts';
import { startRelay } from '../relay/relay.ts';
import { relayOptions } from '../relay/test-support/options.ts';
import { NO_DETAILS, TSR, type World, labelsHex, labelsOf, startWorld } from '../relay/test-support/world.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { keccak } from '../../../shared/bytes.ts';

const CHAIN_ID = 4260;
const LABELS = [1, 2, 1, 2];
let world: World;
let dir = '';
let payer: Wallet;
let clockMs = 0;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  world = await startWorld(CHAIN_ID, undefined, { batches: 60 });
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tessera-sponsor-'));
  payer = new Wallet(Wallet.createRandom().privateKey);
  await world.node.give(payer.address, 10n ** 19n);
  clockMs = Date.now();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function honest(on = world): Promise<string> {
  const relay = must(await startRelay(relayOptions(on, payer, join(dir, 'relay'))));
  closers.push(() => relay.close());
  return relay.url;
}

type Answer = (body: string, send: (status: number, text: string) => void) => void;

/** A relay that is no friend. */
async function hostile(answer: Answer): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      bodies.push(body);
      answer(body, (status, text) => void response.writeHead(status, { 'content-type': 'application/json' }).end(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, bodies };
}

/** A person with the real host, a key, tokens and no gas. */
class Person {
  address = parseAddress(`0x${'00'.repeat(20)}`);
  seats: bigint[] = [];

  constructor(
    readonly test: TestHost,
    readonly on: World,
    public relay: string,
  ) {}

  async call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
    return must((await this.test.host.dispatch(method, params)) as Result<HostResult<M>>);
  }

  /** Sends as the window does, and approves what the wallet asks about. */
  async send(data: string, to: string = this.on.coordinator): Promise<Result<{ transactionHash: string; relay?: string | undefined }>> {
    const asked = (await this.test.host.dispatch('chain.send', { to, data, relay: this.relay })) as Result<HostResult<'chain.send'>>;
    if (!asked.ok) return asked;
    if (asked.value.status === 'sent') return { ok: true, value: asked.value };
    return (await this.test.host.dispatch('wallet.approve', { id: asked.value.approvalId })) as Result<HostResult<'wallet.approve'>>;
  }

  async done(data: string, to?: string): Promise<void> {
    const sent = must(await this.send(data, to));
    expect(sent.relay).toBe(this.relay);
    await expect.poll(async () => (await this.call('chain.receipt', { transactionHash: sent.transactionHash })).status, { timeout: 20_000, interval: 50 }).toBe('mined');
  }

  async take(): Promise<void> {
    const logs = must(await this.on.node.rpc.logs(this.on.coordinator, 0, must(await this.on.node.rpc.block('latest'))?.number ?? 0));
    this.seats = logs.map(decodeCoordinatorLog).flatMap((event) => (event?.name === 'SeatsTaken' && event.args.annotator === this.address ? [...event.args.seatIds] : []));
  }

  async view(name: 'stake'): Promise<bigint> {
    return decodeCoordinatorResult(name, must(await this.on.node.rpc.call({ to: this.on.coordinator, data: encodeCoordinatorCall(name, [this.on.token, this.address]) }))).free;
  }
}

async function person(relay: string, on = world, tokens = 2n * TSR): Promise<Person> {
  const test = await startTestHost({
    homeDir: mkdtempSync(join(dir, 'home-')),
    nowMs: () => clockMs,
    services: { chain: (context, account) => createChainService({ context, account, foreign: { rpcUrl: on.node.url, coordinator: on.coordinator, token: on.token } }) },
  });
  closers.push(() => test.dispose());
  const someone = new Person(test, on, relay);
  const { address } = await someone.call('wallet.importKey', { privateKey: Wallet.createRandom().privateKey, password: 'four unrelated words', name: 'Ann' });
  someone.address = parseAddress(address);
  await on.give(address, tokens);
  return someone;
}

/** With stake put there by a transaction of its own, and no gas left. */
async function staked(relay: string, tokens = 2n * TSR): Promise<Person> {
  const someone = await person(relay, world, tokens);
  await world.node.give(someone.address, 10n ** 18n);
  for (const [to, data] of [[world.token, encodeTokenCall('approve', [world.coordinator, tokens])], [world.coordinator, encodeCoordinatorCall('depositStake', [world.token, tokens])]] as const) {
    const asked = await someone.call('chain.send', { to, data });
    if (asked.status !== 'needs-approval') throw new Error('stake needs an approval');
    await someone.call('wallet.approve', { id: asked.approvalId });
  }
  await expect.poll(() => someone.view('stake'), { timeout: 10_000 }).toBe(tokens);
  await world.node.give(someone.address, 0n);
  return someone;
}

const takeOne = (on = world) => encodeCoordinatorCall('takeSeats', [on.project, 1]);
const gas = 10n ** 18n;

describe('an annotator without gas', { timeout: 180_000 }, () => {
  it('allows, deposits, takes, commits, reveals, settles, claims and withdraws through the relay, and pays nothing', async () => {
    const on = await startWorld(CHAIN_ID + 1, undefined, { batches: 1 });
    closers.push(() => on.close());
    await on.node.give(payer.address, 10n ** 19n);
    const url = await honest(on);
    const people = [await person(url, on), await person(url, on)];
    for (const who of people) {
      must(await who.send(encodeTokenCall('approve', [on.coordinator, 2n * TSR]), on.token));
      await expect.poll(async () => BigInt(must(await on.node.rpc.call({ to: on.token, data: encodeTokenCall('allowance', [who.address, on.coordinator]) }))), { timeout: 20_000 }).toBe(2n * TSR);
      await who.done(encodeCoordinatorCall('depositStake', [on.token, 2n * TSR]));
      await who.done(takeOne(on));
      await who.take();
    }
    const history: { seat: number; word: string }[] = [];
    const opening = async (who: Person) => ({ seat: who.seats[0] ?? 0n, salt: parseBytes32((await who.call('wallet.seatSalt', { seatId: String(who.seats[0]) })).salt) });
    for (const who of people) {
      const { seat, salt } = await opening(who);
      const word = commitmentOf({ chainId: on.chainId, coordinator: on.coordinator, seatId: seatIdOf(seat), annotator: who.address, labelsHash: keccak(labelsOf(LABELS)), detailsHash: NO_DETAILS, salt });
      history.push({ seat: Number(seat & 255n), word });
      await who.done(encodeCoordinatorCall('commit', [[seat], [word]]));
    }
    for (const who of people) {
      const { seat, salt } = await opening(who);
      must(await who.send(encodeCoordinatorCall('reveal', [seat, salt, labelsHex(LABELS), NO_DETAILS, '0x', history])));
    }
    const batch = (people[0]?.seats[0] ?? 0n) >> 8n;
    const reveals = async () => decodeCoordinatorResult('batch', must(await on.node.rpc.call({ to: on.coordinator, data: encodeCoordinatorCall('batch', [batch]) }))).reveals;
    await expect.poll(reveals, { timeout: 20_000 }).toBe(2);
    must(await people[0]!.send(encodeCoordinatorCall('settle', [batch, pagesOf('class', [labelsHex(LABELS), labelsHex(LABELS)], 4, 0, 4), 0, 4])));
    await expect.poll(async () => decodeCoordinatorResult('batch', must(await on.node.rpc.call({ to: on.coordinator, data: encodeCoordinatorCall('batch', [batch]) }))).settledItems, { timeout: 20_000 }).toBe(4);
    await on.pass(601);
    for (const who of people) {
      await who.done(encodeCoordinatorCall('claim', [[batch]]));
      await who.done(encodeCoordinatorCall('withdrawStake', [on.token, 2n * TSR]));
      const balances = await who.call('chain.balances', { address: who.address });
      expect(balances).toMatchObject({ nativeWei: '0', token: String(6n * TSR), stakeFree: '0', stakeLocked: '0' });
      expect(must(await on.node.rpc.nonce(who.address))).toBe(0);
    }
  });

  it('shows its labels to no relay before reveal is open', async () => {
    const spy = await hostile((_, send) => send(500, '{}'));
    const who = await staked(spy.url);
    await world.node.give(who.address, gas);
    must(await who.test.host.dispatch('chain.send', { to: world.coordinator, data: takeOne() }));
    await who.take();
    const early = await who.send(encodeCoordinatorCall('reveal', [who.seats[0] ?? 0n, `0x${'11'.repeat(32)}`, labelsHex(LABELS), NO_DETAILS, '0x', []]));
    expect(early).toMatchObject({ ok: false, error: { code: 'REVERTED' } });
    expect(spy.bodies).toEqual([]);
  });

  it('waits and says so where the relay is dead, is silent, drips, redirects, or answers garbage, too much, or about another operation', async () => {
    const dead = 'http://127.0.0.1:9';
    const silent = await hostile(() => undefined);
    const garbage = await hostile((_, send) => send(200, '<html>'));
    const flood = await hostile((_, send) => send(200, 'x'.repeat(100_000)));
    const another = await hostile((_, send) => send(202, JSON.stringify({ hash: `0x${'aa'.repeat(32)}`, status: 'queued', transactionHash: null, reason: null })));
    const elsewhere = await hostile((_, send) => send(307, '{}'));
    const full = await hostile((_, send) => send(429, JSON.stringify({ error: { code: 'OVER_QUOTA', message: 'No\u001b[31m more  today' } })));
    const refuses = await hostile((_, send) => send(202, '{"error":1}'));
    const who = await staked(dead);
    for (const [url, code] of [[dead, 'RELAY_UNREACHABLE'], [garbage.url, 'RELAY_BAD_ANSWER'], [flood.url, 'RELAY_UNREACHABLE'], [another.url, 'RELAY_BAD_ANSWER'], [elsewhere.url, 'RELAY_UNREACHABLE'], [full.url, 'RELAY_BUSY'], [refuses.url, 'RELAY_BAD_ANSWER'], [silent.url, 'RELAY_UNREACHABLE']] as const) {
      who.relay = url;
      const sent = await who.send(takeOne());
      expect(sent).toMatchObject({ ok: false, error: { code } });
      if (!sent.ok) expect(sent.error.message).toMatch(/^[\x20-\x7e’]+$/);
    }
    // The two that put its stake there.
    expect(must(await world.node.rpc.nonce(who.address))).toBe(2);
    // The same call all the while: one operation, one nonce, whoever sends it in the end.
    const nonces = new Set([garbage, another, full, refuses, silent].flatMap(({ bodies }) => bodies.map((body) => (JSON.parse(body) as { operation: { nonce: string } }).operation.nonce)));
    expect(nonces.size).toBe(1);
    who.relay = await honest();
    await who.done(takeOne());
    await who.take();
    expect(who.seats).toHaveLength(1);
  });
});

describe('an account with gas', { timeout: 180_000 }, () => {
  it('goes by itself where the relay is dead, and the relay that comes back later does nothing twice', async () => {
    const kept = await hostile((_, send) => send(500, 'busy'));
    const who = await staked(kept.url, 8n * TSR);
    await world.node.give(who.address, gas);
    const sent = must(await who.send(takeOne()));
    expect(sent.relay).toBeUndefined();
    await who.take();
    expect(who.seats).toHaveLength(1);
    // The relay had it all the same, and sends it on to a good one: the nonce is used up.
    const url = await honest();
    const replayed = await fetch(`${url}/v1/operations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: kept.bodies[0] ?? '' });
    expect(replayed.status).toBe(409);
    await who.take();
    expect(who.seats).toHaveLength(1);
  });

  it('waits a while for a relay that takes and never sends, then goes by itself; the operation sent after all does nothing', async () => {
    const liar = await hostile((body, send) => {
      const hash = callHash(callDomain(CHAIN_ID, world.coordinator), callOfRequest(relayRequestSchema.parse(JSON.parse(body))));
      send(200, JSON.stringify({ hash, status: 'done', transactionHash: `0x${'ab'.repeat(32)}`, reason: null }));
    });
    const who = await staked(liar.url, 8n * TSR);
    const first = must(await who.send(takeOne()));
    expect(first.relay).toBe(liar.url);
    // It says that it is done. The chain does not.
    expect(await who.call('chain.receipt', { transactionHash: first.transactionHash })).toEqual({ status: 'pending' });
    clockMs += 61_000;
    expect(await who.call('chain.receipt', { transactionHash: first.transactionHash })).toEqual({ status: 'unknown' });
    expect(await who.send(takeOne())).toMatchObject({ ok: false, error: { code: 'RELAY_SILENT' } });
    await world.node.give(who.address, gas);
    expect(must(await who.send(takeOne())).relay).toBeUndefined();
    await who.take();
    expect(who.seats).toHaveLength(1);
    expect(await who.call('chain.receipt', { transactionHash: first.transactionHash })).toMatchObject({ status: 'mined', isSuccess: true });
    // A new wish is a new operation.
    clockMs += 1_000;
    must(await who.send(takeOne()));
    expect(new Set(liar.bodies.map((body) => (JSON.parse(body) as { operation: { nonce: string } }).operation.nonce)).size).toBe(2);
  });

  it('an operation whose time is over is signed anew, and the old one is dead', async () => {
    const kept = await hostile((_, send) => send(500, 'no'));
    const who = await staked(kept.url);
    expect(await who.send(takeOne())).toMatchObject({ ok: false, error: { code: 'RELAY_BAD_ANSWER' } });
    await world.pass(1_900);
    who.relay = await honest();
    await who.done(takeOne());
    const old = await fetch(`${who.relay}/v1/operations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: kept.bodies[0] ?? '' });
    expect(await old.json()).toMatchObject({ error: { code: 'DEADLINE_PASSED' } });
    await who.take();
    expect(who.seats).toHaveLength(1);
  });

  it('asks no relay where the person says so, and a lead cannot point at this machine from a network elsewhere', async () => {
    const spy = await hostile((_, send) => send(500, '{}'));
    const who = await staked(spy.url, 8n * TSR);
    await world.node.give(who.address, gas);
    const { network } = await who.call('chain.status', {});
    await who.call('chain.setRelay', { id: network.id, relay: null });
    must(await who.send(takeOne()));
    expect(spy.bodies).toEqual([]);
    expect(await who.test.host.dispatch('chain.setRelay', { id: network.id, relay: 'http://relay.example' })).toMatchObject({ ok: false, error: { code: 'BAD_RELAY_URL' } });
    await who.call('chain.setRelay', { id: network.id });
    must(await who.send(takeOne()));
    expect(spy.bodies.length).toBeGreaterThan(0);
  });
});
