import { Wallet } from 'ethers/wallet';
import { afterEach, describe, expect, it } from 'vitest';
import { contractsFingerprint, standardCoordinator, stepsToDeploy } from '../../../../shared/protocol/deployment/contracts.ts';
import { create2Proxy } from '../../../../shared/protocol/deployment/create2.ts';
import { must } from '../../../../shared/result.ts';
import { ChainAccount } from '../account.ts';
import { type Rpc, createRpc } from '../rpc.ts';
import type { Wire } from '../wire.ts';
import { type DeployOptions, type Deployment, checkFunds, deployPrepared, prepareDeployment } from './deploy.ts';
import { inspectCoordinator } from './inspect-code.ts';
import { hasCreate2, putCreate2 } from './proxy.ts';
import { type FarNode, startFarNode } from './test-support/far-node.ts';

const RICH = 10n ** 20n;
const ALL = stepsToDeploy(true).length;
const NO_CREATE2 = '--disable-default-create2-deployer';
const nodes: FarNode[] = [];

async function start(chainId: number, ...more: string[]): Promise<FarNode> {
  const node = await startFarNode(chainId, ...more);
  nodes.push(node);
  return node;
}
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});

async function accountOn(node: FarNode, chainId: number, wallet = Wallet.createRandom(), wei = RICH, rpc: Rpc = node.rpc): Promise<ChainAccount> {
  await node.give(wallet.address, wei);
  return new ChainAccount(rpc, new Wallet(wallet.privateKey), chainId);
}

async function deploy(account: ChainAccount, options: DeployOptions): Promise<Deployment> {
  return must(await deployPrepared(account, options, must(await prepareDeployment(account, options))));
}

const newOnes = (deployment: Deployment): number => deployment.contracts.filter(({ isNew }) => isNew).length;

/** The line to the node breaks after so many transactions. */
function breakingAfter(wire: Wire, transactions: number): Rpc {
  let sent = 0;
  return createRpc({
    ...wire,
    call: async (method, params, timeoutMs) => {
      if (method === 'eth_sendRawTransaction' && (sent += 1) > transactions) return { ok: false, error: { kind: 'unreachable', message: 'cut' } };
      return wire.call(method, params, timeoutMs);
    },
  });
}

describe('deployment where CREATE2 is there', () => {
  const options = (chainId: number): DeployOptions => ({ chainId, method: 'create2', hasToken: true });

  it('puts the same addresses on two chains, verified, and says from which block on', async () => {
    const wallet = Wallet.createRandom();
    const deployments: Deployment[] = [];
    for (const chainId of [4242, 4343]) {
      const node = await start(chainId);
      const account = await accountOn(node, chainId, wallet);
      if (chainId === 4343) must(await account.send({ to: wallet.address, data: '0x' }));
      const deployment = await deploy(account, options(chainId));
      deployments.push(deployment);
      expect(newOnes(deployment)).toBe(ALL);
      expect(must(await node.rpc.codeAt(deployment.coordinator, deployment.deployedAtBlock)).length).toBeGreaterThan(1000);
      expect(must(await node.rpc.codeAt(deployment.coordinator, deployment.deployedAtBlock - 1))).toBe('0x');
      expect(must(await inspectCoordinator(node.rpc, chainId, deployment.coordinator))).toMatchObject({ isThisVersion: true });
    }
    const [first, second] = deployments.map(({ contracts }) => contracts.map(({ name, address }) => `${name} ${address}`));
    expect(second).toEqual(first);
    expect(deployments[0]?.coordinator).toBe(standardCoordinator());
  });

  it('sends nothing the second time, whoever asks, and still knows the block', async () => {
    const node = await start(4242);
    const first = await deploy(await accountOn(node, 4242), { ...options(4242), hasToken: false });
    const stranger = await accountOn(node, 4242);
    const again = await deploy(stranger, { ...options(4242), hasToken: false });
    expect(newOnes(again)).toBe(0);
    expect(again).toMatchObject({ coordinator: first.coordinator, deployedAtBlock: first.deployedAtBlock, token: null });
    expect(must(await node.rpc.nonce(stranger.address))).toBe(0);
  });

  it('goes on where it was interrupted', async () => {
    const node = await start(4242);
    const wallet = Wallet.createRandom();
    const cut = await accountOn(node, 4242, wallet, RICH, breakingAfter(node.wire, 3));
    const prepared = must(await prepareDeployment(cut, options(4242)));
    expect(await deployPrepared(cut, options(4242), prepared)).toMatchObject({ ok: false, error: { code: 'CHAIN_OFFLINE' } });
    const rest = await deploy(await accountOn(node, 4242, wallet), options(4242));
    expect(newOnes(rest)).toBe(ALL - 3);
  });

  it('names a contract whose place holds other code, and sends nothing', async () => {
    const node = await start(4242);
    const account = await accountOn(node, 4242);
    const { contracts } = await deploy(account, options(4242));
    const library = contracts[1];
    const code = must(await node.rpc.codeAt(library?.address ?? '', 'latest'));
    // One byte of the logic, well behind the place for the library's own address.
    await node.setCode(library?.address ?? '', `${code.slice(0, 400)}${code.slice(400, 402) === '00' ? '01' : '00'}${code.slice(402)}`);
    const nonce = must(await node.rpc.nonce(account.address));
    expect(await prepareDeployment(account, options(4242))).toMatchObject({ ok: false, error: { code: 'WRONG_CODE', field: library?.name } });
    expect(must(await node.rpc.nonce(account.address))).toBe(nonce);
    expect(must(await inspectCoordinator(node.rpc, 4242, standardCoordinator()))).toMatchObject({ isThisVersion: false });
  });

  it('finds want of money before the first transaction', async () => {
    const node = await start(4242);
    const account = await accountOn(node, 4242, Wallet.createRandom(), 10n ** 12n);
    const { cost } = must(await prepareDeployment(account, options(4242)));
    expect(cost.gasTotal).toBeGreaterThan(10_000_000n);
    expect(await checkFunds(account, cost.neededWei)).toMatchObject({ ok: false, error: { code: 'INSUFFICIENT_FUNDS' } });
    await node.give(account.address, cost.neededWei);
    must(await checkFunds(account, cost.neededWei));
    const deployment = await deploy(account, options(4242));
    const spent = deployment.contracts.reduce((gas, { gasUsed }) => gas + gasUsed, 0n);
    expect(spent).toBeLessThanOrEqual(cost.gasTotal);
    expect(Number(spent)).toBeGreaterThan(Number(cost.gasTotal) * 0.9);
  });
});

describe('deployment where CREATE2 is not there', () => {
  const plain: DeployOptions = { chainId: 5151, method: 'plain', hasToken: true };

  it('deploys plainly, finds it again without a file, and goes on after an interruption', async () => {
    const node = await start(5151, NO_CREATE2);
    expect(must(await hasCreate2(node.rpc))).toBe(false);
    const wallet = Wallet.createRandom();
    const cut = await accountOn(node, 5151, wallet, RICH, breakingAfter(node.wire, 2));
    expect(await deployPrepared(cut, plain, must(await prepareDeployment(cut, plain)))).toMatchObject({ ok: false });
    const account = await accountOn(node, 5151, wallet);
    const rest = await deploy(account, plain);
    expect(newOnes(rest)).toBe(ALL - 2);
    expect(rest.coordinator).not.toBe(standardCoordinator());
    expect(must(await inspectCoordinator(node.rpc, 5151, rest.coordinator))).toMatchObject({ isThisVersion: true });
    const again = await deploy(account, plain);
    expect(newOnes(again)).toBe(0);
    expect(again).toMatchObject({ coordinator: rest.coordinator, token: rest.token, deployedAtBlock: rest.deployedAtBlock });
  });

  it('takes what the address book knows where somebody else deployed', async () => {
    const node = await start(5151, NO_CREATE2);
    const options = { ...plain, hasToken: false };
    const first = await deploy(await accountOn(node, 5151), options);
    const known = new Map(first.contracts.map(({ name, address }) => [name, address]));
    const stranger = await accountOn(node, 5151);
    expect(newOnes(await deploy(stranger, { ...options, known }))).toBe(0);
    // Other code at a known address is passed over.
    await node.setCode(first.coordinator, '0x00');
    const mended = await deploy(stranger, { ...options, known });
    expect(newOnes(mended)).toBe(1);
    expect(mended.coordinator).not.toBe(first.coordinator);
  });

  it('puts the proxy there by its presigned transaction, then deploys as everywhere', async () => {
    const node = await start(5151, NO_CREATE2);
    const account = await accountOn(node, 5151);
    must(await putCreate2(account));
    expect(must(await hasCreate2(node.rpc))).toBe(true);
    expect((await deploy(account, { ...plain, method: 'create2' })).coordinator).toBe(standardCoordinator());
  });

  it('gives the presigned transaction no money where the node refuses it', async () => {
    const node = await start(5151, NO_CREATE2);
    const refusing = createRpc({
      ...node.wire,
      call: async (method, params, timeoutMs) =>
        method === 'eth_sendRawTransaction' && params[0] === create2Proxy.transaction
          ? { ok: false, error: { kind: 'refused', code: -32_000, message: 'only replay-protected (EIP-155) transactions allowed over RPC', data: undefined } }
          : node.wire.call(method, params, timeoutMs),
    });
    const account = await accountOn(node, 5151, Wallet.createRandom(), RICH, refusing);
    expect(await putCreate2(account)).toMatchObject({ ok: false, error: { code: 'CREATE2_REFUSED' } });
    expect(must(await node.rpc.balanceWei(create2Proxy.signer))).toBe(0n);
  });
});

describe('code of a coordinator', () => {
  it('is not ours where a library behind it is another, or another contract stands there', async () => {
    const node = await start(4242);
    const { coordinator, token, contracts } = await deploy(await accountOn(node, 4242), { chainId: 4242, method: 'create2', hasToken: true });
    const { codeHash, isThisVersion } = must(await inspectCoordinator(node.rpc, 4242, coordinator));
    expect(isThisVersion).toBe(true);
    expect(codeHash).toBe(contracts.find(({ address }) => address === coordinator)?.codeHash);
    expect(must(await inspectCoordinator(node.rpc, 4242, token ?? ''))).toMatchObject({ isThisVersion: false });
    for (const library of contracts.slice(0, -2)) {
      const code = must(await node.rpc.codeAt(library.address, 'latest'));
      await node.setCode(library.address, `${code}00`);
      expect(must(await inspectCoordinator(node.rpc, 4242, coordinator)), library.name).toMatchObject({ isThisVersion: false });
      await node.setCode(library.address, code);
    }
    expect(must(await inspectCoordinator(node.rpc, 4242, coordinator))).toMatchObject({ isThisVersion: true });
  });

  it('is another version for any other byte', () => {
    const steps = stepsToDeploy(true);
    const changed = steps.map((step, index) => (index === 2 ? { ...step, bytecode: `${step.bytecode}00` } : step));
    expect(contractsFingerprint(changed)).not.toBe(contractsFingerprint(steps));
  });
});
