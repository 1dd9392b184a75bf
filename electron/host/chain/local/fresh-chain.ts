import { z } from 'zod';
import type { HDNodeWallet } from 'ethers/wallet';
import type { Result } from '../../../../shared/host-api.ts';
import { LOCAL_CHAIN_ID } from '../../../../shared/protocol/addresses.ts';
import { ChainAccount } from '../account.ts';
import { type PlayDeployment, deployForPlay } from '../deploy/play.ts';
import { type Rpc, createRpc } from '../rpc.ts';
import { type Wire, wireMust } from '../wire.ts';
import { type Anvil, anvilBinary, startAnvil } from './anvil.ts';
import { practiceWallet } from './keys.ts';

const RICH_WEI = 10n ** 27n;
/** A block with hundreds of settlements, on a machine that is busy with other things. */
const FULL_BLOCK_TIMEOUT_MS = 300_000;
const timestampSchema = z.object({ timestamp: z.string() });

/** A chain in memory with the contracts on it, for one run: nothing is kept. */
export interface FreshChain {
  readonly wire: Wire;
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly deployment: PlayDeployment;
  readonly deployer: HDNodeWallet;
  /** Gives an account the means to pay for gas. */
  fund(address: string): Promise<void>;
  /** One block of what has been sent since the last. */
  mine(): Promise<void>;
  /** Lets the chain's clock run, then mines. */
  wait(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Deployments want a block after each transaction. */
function mining(wire: Wire): Wire {
  return {
    ...wire,
    async call(method, params, timeoutMs) {
      const answer = await wire.call(method, params, timeoutMs);
      if (method === 'eth_sendRawTransaction') await wireMust(wire, 'evm_mine');
      return answer;
    },
  };
}

async function assemble(anvil: Anvil): Promise<Result<FreshChain>> {
  const { wire } = anvil;
  const deployer = practiceWallet('deployer');
  const fund = async (address: string): Promise<void> => {
    await wireMust(wire, 'anvil_setBalance', [address, `0x${RICH_WEI.toString(16)}`]);
  };
  await fund(deployer.address);
  const deployment = await deployForPlay(new ChainAccount(createRpc(mining(wire)), deployer, LOCAL_CHAIN_ID), LOCAL_CHAIN_ID);
  if (!deployment.ok) return deployment;
  const mine = async (): Promise<void> => {
    await wireMust(wire, 'evm_mine', [], FULL_BLOCK_TIMEOUT_MS);
  };
  const wait = async (seconds: number): Promise<void> => {
    const { timestamp } = timestampSchema.parse(await wireMust(wire, 'eth_getBlockByNumber', ['latest', false]));
    await wireMust(wire, 'evm_mine', [Number(timestamp) + seconds]);
  };
  return { ok: true, value: { wire, rpc: createRpc(wire), chainId: LOCAL_CHAIN_ID, deployment: deployment.value, deployer, fund, mine, wait, close: () => anvil.stop() } };
}

/** Blocks without a gas limit that matters: how many transactions fit one is no question of a simulation. */
export async function startFreshChain(): Promise<Result<FreshChain>> {
  const binary = anvilBinary();
  if (!binary.ok) return binary;
  const genesisSeconds = Math.floor(Date.now() / 1000);
  const anvil = await startAnvil(binary.value, { chainId: LOCAL_CHAIN_ID, genesisSeconds, extraArguments: ['--gas-limit', '10000000000'] });
  const chain = await assemble(anvil);
  if (!chain.ok) await anvil.stop();
  return chain;
}
