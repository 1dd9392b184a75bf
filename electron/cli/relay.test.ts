import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers/wallet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCoordinatorCall } from '../../shared/protocol/abi.ts';
import { must } from '../../shared/result.ts';
import { wireMust } from '../host/chain/wire.ts';
import { outcome, post, statusOf } from '../host/relay/test-support/ask.ts';
import { Annotator, TSR, type World, startWorld } from '../host/relay/test-support/world.ts';
import { type Running, runCli, startCli } from './test-support/run-cli.ts';

let world: World;
let home = '';
const payer = new Wallet(Wallet.createRandom().privateKey);
const urlOf = ({ line }: Running): string => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
const network = (): string[] => ['--rpc', world.node.url, '--coordinator', world.coordinator, '--home', home];
const relay = (...more: string[]): Promise<Running> => startCli(/Relay:/, 'relay', ...network(), '--key-file', join(home, 'key'), '--project', String(world.project), '--port', '0', '--batch-seconds', '0.2', ...more);
const take = () => encodeCoordinatorCall('takeSeats', [world.project, 1]);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-relay-cli-'));
  world = await startWorld(4270);
  await world.node.give(payer.address, 10n ** 19n);
  writeFileSync(join(home, 'key'), payer.privateKey, { mode: 0o600 });
}, 120_000);
afterAll(async () => {
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

// Each start of the command takes its time on a busy machine.
describe('tessera relay', { timeout: 300_000 }, () => {
  it('has everything it took after kill -9, what waited and what was on its way, and does it once', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(async () => {
      const who = new Annotator(world);
      await who.stakeItself(6n * TSR);
      return who;
    }));
    await wireMust(world.node.wire, 'evm_setAutomine', [false]);
    const requests = await Promise.all(people.map((who) => who.request(take())));
    const first = await relay();
    const [sent] = [await post(urlOf(first), requests[0]!)];
    await expect.poll(async () => (await statusOf(urlOf(first), sent.body['hash']))['status'], { timeout: 20_000 }).toBe('sent');
    const rest = await Promise.all(requests.slice(1).map((request) => post(urlOf(first), request)));
    expect([sent, ...rest].map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    await first.end('SIGKILL');
    // A power cut in the middle of a write.
    const log = join(home, 'relay', `4270-${world.coordinator.slice(2, 10).toLowerCase()}`, 'operations.jsonl');
    writeFileSync(log, `${readFileSync(log, 'utf8')}{"kind":"done","hash":"0x12`);
    await wireMust(world.node.wire, 'evm_setAutomine', [true]);
    const second = await relay();
    await expect.poll(() => second.output()).toContain('4 operations from before go on.');
    for (const { body } of [sent, ...rest]) expect(await outcome(urlOf(second), body['hash'])).toMatchObject({ status: 'done' });
    for (const request of requests) expect(await post(urlOf(second), request)).toMatchObject({ status: 200, body: { status: 'done' } });
    for (const who of people) expect(await who.seats()).toHaveLength(1);
    expect(must(await world.node.rpc.nonce(payer.address))).toBeLessThanOrEqual(3);
    await second.end('SIGTERM');
    expect(second.output()).toContain('The relay ends: SIGTERM');
    expect(second.child.exitCode).toBe(0);
  });

  it('has to be told whom it pays for, with a key and a chain', async () => {
    expect(await runCli('relay', ...network(), '--key-file', join(home, 'key'))).toMatchObject({ code: 2 });
    const nobody = await runCli('relay', ...network(), '--project', '1');
    expect(nobody).toMatchObject({ code: 2 });
    expect(nobody.stderr).toContain('--key-file');
    expect(await runCli('relay', '--rpc', 'http://127.0.0.1:1', '--home', home, '--key-file', join(home, 'key'), '--all-projects')).toMatchObject({ code: 4 });
  });
});
