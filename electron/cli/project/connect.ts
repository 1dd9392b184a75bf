import { formatUnits } from 'ethers/utils';
import type { Result } from '../../../shared/host-api.ts';
import type { Address } from '../../../shared/labels/ids.ts';
import { addressSchema, parseAddress } from '../../../shared/labels/ids.ts';
import { decodeTokenResult, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { bookPath, readBook } from '../../host/chain/book.ts';
import { inspectNetwork } from '../../host/chain/inspect-network.ts';
import { chainPaths } from '../../host/chain/local/paths.ts';
import { readRpcFile } from '../../host/chain/local/rpc-file.ts';
import { type Rpc, checkRpcUrl, createRpc } from '../../host/chain/rpc.ts';
import { createWire } from '../../host/chain/wire.ts';
import { fail } from '../../host/context.ts';
import type { Output } from '../output.ts';

export interface NetworkOptions {
  readonly home: string;
  readonly rpc?: string;
  readonly chainId?: number;
  readonly coordinator?: string;
  readonly acceptUnknownCode?: boolean;
  readonly json?: boolean;
}

/** A chain with a coordinator whose code has been looked at. */
export interface Connected {
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly coordinator: Address;
  /** Of the book, or of the newest project; null where neither says. */
  readonly token: Address | null;
  readonly deployedAtBlock: number;
  close(): void;
}

/**
 * The network that the options name: the home's local chain without --rpc; otherwise the node, and the coordinator
 * from --coordinator or from the home's address book. Unknown code is refused.
 */
export async function connect(options: NetworkOptions, output: Output): Promise<Result<Connected>> {
  if (options.rpc === undefined) return connectLocal(options);
  const url = checkRpcUrl(options.rpc);
  if (!url.ok) return url;
  const rpc = createRpc(createWire(url.value));
  const chainId = await rpc.chainId();
  const coordinator = chainId.ok ? coordinatorOf(options, chainId.value) : chainId;
  if (!chainId.ok || !coordinator.ok) {
    rpc.close();
    return chainId.ok ? (coordinator as Result<never>) : chainId;
  }
  const inspected = await inspectNetwork(options.home, { name: '-', rpcUrl: url.value, chainId: options.chainId ?? chainId.value, coordinator: coordinator.value, acceptsUnknownCode: options.acceptUnknownCode });
  if (!inspected.ok) {
    rpc.close();
    return inspected;
  }
  const { token, deployedAtBlock, code } = inspected.value;
  if (code === 'unknown') output.progress(`The code of ${coordinator.value} is neither this version's nor in the address book: it could keep what is sent there.`);
  return { ok: true, value: { rpc, chainId: inspected.value.chainId, coordinator: parseAddress(coordinator.value), token: token === null ? null : parseAddress(token), deployedAtBlock, close: () => rpc.close() } };
}

function connectLocal({ home }: NetworkOptions): Result<Connected> {
  const file = readRpcFile(chainPaths(home));
  if (file === null) return fail('CHAIN_OFFLINE', 'The local chain of this home does not run.', { field: '--rpc', fix: 'Start it (tessera chain), or name another network with --rpc.' });
  const rpc = createRpc(createWire(file.url));
  const { chainId, coordinator, token, deployedAtBlock } = file.deployment;
  return { ok: true, value: { rpc, chainId, coordinator: parseAddress(coordinator), token: parseAddress(token), deployedAtBlock, close: () => rpc.close() } };
}

function coordinatorOf({ home, coordinator }: NetworkOptions, chainId: number): Result<string> {
  if (coordinator !== undefined) {
    const address = addressSchema.safeParse(coordinator);
    return address.success ? { ok: true, value: address.data } : fail('BAD_ADDRESS', `"${coordinator}" is no address.`, { field: '--coordinator', fix: 'Give it as 0x and 40 hex digits.' });
  }
  const book = readBook(bookPath(home));
  if (!book.ok) return book;
  const entry = book.value.deployments.filter((each) => each.chainId === chainId).at(-1);
  if (entry !== undefined) return { ok: true, value: entry.coordinator.address };
  return fail('NO_COORDINATOR', `The address book of ${home} has no coordinator on chain ${chainId}.`, { field: '--coordinator', fix: 'Give its address with --coordinator, or put the address book there.' });
}

export interface TokenFacts {
  readonly decimals: number;
  /** In whole tokens, with the symbol. */
  readonly show: (amount: bigint) => string;
}

/** NOT_TOKEN where the contract does not answer as an ERC-20. */
export async function tokenFacts(rpc: Rpc, token: string): Promise<Result<TokenFacts>> {
  const [decimals, symbol] = await Promise.all([rpc.call({ to: token, data: encodeTokenCall('decimals', []) }), rpc.call({ to: token, data: encodeTokenCall('symbol', []) })]);
  try {
    if (!decimals.ok || !symbol.ok) throw new Error('no answer');
    const [unit, name] = [decodeTokenResult('decimals', decimals.value), decodeTokenResult('symbol', symbol.value)];
    // A symbol is a stranger's text, and this is a terminal.
    const shown = /^[\w.$-]{1,16}$/.test(name) ? name : '?';
    return { ok: true, value: { decimals: unit, show: (amount) => `${formatUnits(amount, unit)} ${shown}` } };
  } catch {
    return fail('NOT_TOKEN', `The contract at ${token} does not answer like an ERC-20 token.`, { field: '--token', fix: 'Check the token\'s address and the network.' });
  }
}

export async function tokenNumber(rpc: Rpc, token: string, call: { readonly name: 'balanceOf'; readonly args: [string] } | { readonly name: 'allowance'; readonly args: [string, string] }): Promise<Result<bigint>> {
  const data = call.name === 'balanceOf' ? encodeTokenCall('balanceOf', call.args) : encodeTokenCall('allowance', call.args);
  const answer = await rpc.call({ to: token, data });
  return answer.ok ? { ok: true, value: decodeTokenResult(call.name, answer.value) } : answer;
}
