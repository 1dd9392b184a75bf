import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostMethod, HostParams, HostResult, Result } from '../../shared/host-api.ts';
import { encodeCoordinatorCall, encodeTokenCall } from '../../shared/protocol/abi.ts';
import { must } from '../../shared/result.ts';
import { type LocalChain, ownLocalChain } from '../host/chain/local/owner.ts';
import { type Host, createHost } from '../host/host.ts';
import { attachPractice } from '../host/practice/attach.ts';
import { standardServices } from '../host/services.ts';
import type { ForeignNetwork } from './foreign.ts';
import { ensureTestSample } from '../host/practice/test-support/sample.ts';


const STAKE = 50n * 10n ** 18n;
let home = '';
let chain: LocalChain;
let host: Host;

const open = (profile: string, foreign?: ForeignNetwork) =>
  createHost({ homeDir: home, profile, shell: 'browser', version: '0', services: standardServices({ foreign }), log: () => undefined, scryptN: 1024 });

/** Through the one door that both shells use. */
async function call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
  return must((await host.dispatch(method, params)) as Result<HostResult<M>>);
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-services-'));
  const log = (): void => undefined;
  const sampleDir = ensureTestSample();
  chain = must(await ownLocalChain({ homeDir: home, nowMs: Date.now, log, attach: (attached) => attachPractice(attached, { homeDir: home, sampleDir, log, isSeeding: true, isPractising: true, graceMs: 10_000 }) }));
  host = must(await open('p'));
});
afterAll(async () => {
  await host.close();
  await chain.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a host with the services of this repository', () => {
  it('takes a person from a phrase to a seat on the local chain', async () => {
    const { phraseId, words } = await call('wallet.newPhrase', {});
    const confirmed = [0, 3, 7].map((index) => ({ index, word: words[index] ?? '' }));
    const { address } = await call('wallet.create', { phraseId, confirmed, password: 'correct horse', name: 'Ada' });
    await call('chain.faucet', { address });
    const { coordinator, token } = chain.deployment;
    for (const [to, data] of [
      [token, encodeTokenCall('approve', [coordinator, STAKE])],
      [coordinator, encodeCoordinatorCall('depositStake', [token, STAKE])],
    ] as const) {
      const asked = await call('chain.send', { to, data });
      if (asked.status !== 'needs-approval') throw new Error('stake moves value: a person has to approve');
      await call('wallet.approve', { id: asked.approvalId });
    }
    const estimate = await call('chain.estimate', { to: coordinator, data: encodeCoordinatorCall('takeSeats', [1n, 1]) });
    expect(BigInt(estimate.gas)).toBeGreaterThan(50_000n);
    const sent = await call('chain.send', { to: coordinator, data: encodeCoordinatorCall('takeSeats', [1n, 1]) });
    if (sent.status !== 'sent') throw new Error('a seat is label work: it is sent at once');
    expect(await call('chain.receipt', { transactionHash: sent.transactionHash })).toMatchObject({ status: 'mined', isSuccess: true });
    expect(await call('chain.balances', { address })).toMatchObject({ stakeFree: (45n * 10n ** 18n).toString(), stakeLocked: (5n * 10n ** 18n).toString() });
    const logs = await call('chain.logs', { fromBlock: chain.deployment.deployedAtBlock, toBlock: chain.node.head.number });
    expect(logs.at(-1)).toMatchObject({ transactionHash: sent.transactionHash });
  });

  it('has the sample packs, and the switch of practice', async () => {
    expect((await call('packs.list', {})).map(({ kind }) => kind).sort()).toEqual(['boxes', 'class', 'spans']);
    expect(await call('practice.status', {})).toMatchObject({ isAvailable: true, isEnabled: true });
    await call('practice.set', { isEnabled: false });
    expect(await call('practice.status', {})).toMatchObject({ isEnabled: false });
  });

  it('opens on a network given by address, as if it were remote', async () => {
    const other = must(await open('far', { rpcUrl: chain.url, coordinator: chain.deployment.coordinator }));
    const status = must(await other.handlers['chain.status']({}));
    expect(status).toMatchObject({ isOnline: true, error: null, network: { isLocal: false, coordinator: chain.deployment.coordinator, token: chain.deployment.token, deployedAtBlock: chain.deployment.deployedAtBlock } });
    expect(must(await other.handlers['practice.status']({}))).toMatchObject({ isAvailable: false });
    await other.close();
  });
});
