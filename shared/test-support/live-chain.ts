import { AbiCoder, HDNodeWallet, JsonRpcProvider } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import type { Address } from '../labels/ids.ts';
import { parseAddress } from '../labels/ids.ts';
import type { AbiInputs, AbiOutput } from '../protocol/abi-types.ts';
import { decodeCoordinatorResult, decodeRevert, encodeCoordinatorCall } from '../protocol/abi.ts';
import type { CoordinatorAbi, CoordinatorFunction } from '../protocol/abi.ts';
import type { ChainLog } from '../protocol/chain-index.ts';
import { deploymentSteps } from '../protocol/generated/deployment.ts';

/** The node's well-known phrase for development: its accounts hold play money on every local chain. */
const PHRASE = 'test test test test test test test test test test test junk';
export const LIVE_CHAIN_ID = 31_337;

/** A throw-away EVM chain with the contracts on it, for tests that hold the references against the real thing. */
export interface LiveChain {
  readonly provider: JsonRpcProvider;
  readonly coordinator: Address;
  readonly token: Address;
  /** An account with gas money; its nonce is kept here. */
  readonly account: (index: number) => HDNodeWallet;
  readonly send: (from: HDNodeWallet, to: string | null, data: string) => Promise<TransactionReceipt>;
  readonly call: <N extends CoordinatorFunction>(from: HDNodeWallet, name: N, args: AbiInputs<CoordinatorAbi, N>) => Promise<TransactionReceipt>;
  readonly read: <N extends CoordinatorFunction>(name: N, args: AbiInputs<CoordinatorAbi, N>) => Promise<AbiOutput<CoordinatorAbi, N>>;
  /** The revert's name, or null where the call would go through. */
  readonly revertOf: <N extends CoordinatorFunction>(name: N, args: AbiInputs<CoordinatorAbi, N>) => Promise<string | null>;
  readonly passSeconds: (seconds: number) => Promise<void>;
  readonly nowSeconds: () => Promise<number>;
  readonly logs: () => Promise<ChainLog[]>;
  readonly close: () => void;
}

/** Connects to a node that nobody else uses, and deploys. */
export async function connectLiveChain(url: string): Promise<LiveChain> {
  const provider = new JsonRpcProvider(url, LIVE_CHAIN_ID, { staticNetwork: true, batchMaxCount: 1, cacheTimeout: -1, pollingInterval: 20 });
  const nonces = new Map<string, number>();
  const account = (index: number) => HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`).connect(provider);
  const send = async (from: HDNodeWallet, to: string | null, data: string): Promise<TransactionReceipt> => {
    const nonce = nonces.get(from.address) ?? (await provider.getTransactionCount(from.address));
    const fees = { gasLimit: 29_000_000, maxFeePerGas: 3_000_000_000, maxPriorityFeePerGas: 1 };
    const signed = await from.signTransaction({ to, data, nonce, chainId: LIVE_CHAIN_ID, type: 2, ...fees });
    const hash = String(await provider.send('eth_sendRawTransaction', [signed]));
    nonces.set(from.address, nonce + 1);
    // The node mines at once, but answers the sender first.
    let receipt: TransactionReceipt | null = null;
    for (let attempt = 0; receipt === null && attempt < 2000; attempt++) receipt = await provider.getTransactionReceipt(hash);
    if (receipt?.status !== 1) throw new Error(`Transaction ${hash} failed: ${await reasonOf(provider, from.address, to, data)}`);
    return receipt;
  };
  const { coordinator, token } = await deploy((data) => send(account(0), null, data), account(0).address);
  const raw = (data: string) => provider.send('eth_call', [{ to: coordinator, data }, 'latest']).then(String);
  return {
    provider,
    coordinator,
    token,
    account,
    send,
    call: (from, name, args) => send(from, coordinator, encodeCoordinatorCall(name, args)),
    read: async (name, args) => decodeCoordinatorResult(name, await raw(encodeCoordinatorCall(name, args))),
    revertOf: async (name, args) => {
      try {
        await raw(encodeCoordinatorCall(name, args));
        return null;
      } catch (error) {
        return decodeRevert(revertData(error))?.name ?? String(error);
      }
    },
    passSeconds: async (seconds) => {
      await provider.send('evm_increaseTime', [seconds]);
      await provider.send('evm_mine', []);
    },
    nowSeconds: async () => (await provider.getBlock('latest'))?.timestamp ?? 0,
    logs: async () => {
      const found = await provider.getLogs({ address: coordinator, fromBlock: 0, toBlock: 'latest' });
      return found.map((log) => ({ address: log.address, topics: [...log.topics], data: log.data, blockNumber: log.blockNumber, blockHash: log.blockHash, transactionHash: log.transactionHash, logIndex: log.index }));
    },
    close: () => provider.destroy(),
  };
}

async function deploy(create: (data: string) => Promise<TransactionReceipt>, minter: string): Promise<{ coordinator: Address; token: Address }> {
  const addresses = new Map<string, string>();
  for (const step of deploymentSteps) {
    let code = step.bytecode;
    for (const { library, offsets } of step.links) {
      const address = (addresses.get(library.split(':').at(-1) ?? '') ?? '').slice(2).toLowerCase();
      for (const offset of offsets) code = code.slice(0, 2 + 2 * offset) + address + code.slice(2 + 2 * offset + 40);
    }
    const args = step.name === 'RewardToken' ? AbiCoder.defaultAbiCoder().encode(['address'], [minter]).slice(2) : '';
    addresses.set(step.name, (await create(code + args)).contractAddress ?? '');
  }
  return { coordinator: parseAddress(addresses.get('LabelCoordinator') ?? ''), token: parseAddress(addresses.get('RewardToken') ?? '') };
}

async function reasonOf(provider: JsonRpcProvider, from: string, to: string | null, data: string): Promise<string> {
  try {
    await provider.send('eth_call', [{ from, to, data }, 'latest']);
    return 'no reason, and it goes through now';
  } catch (error) {
    const revert = decodeRevert(revertData(error));
    return revert === null ? String(error) : `${revert.name} ${Object.values(revert.args).map(String).join(' ')}`;
  }
}

function revertData(error: unknown): string {
  return /"data":\s*"(0x[0-9a-f]*)"/.exec(JSON.stringify(error))?.[1] ?? '0x';
}
