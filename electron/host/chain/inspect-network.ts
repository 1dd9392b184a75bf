import { getAddress } from 'ethers/address';
import type { Result } from '../../../shared/host-api.ts';
import { entryOf } from '../../../shared/protocol/address-book.ts';
import { fail } from '../context.ts';
import { bookPath, readBook } from './book.ts';
import { inspectCoordinator } from './deploy/inspect-code.ts';
import { checkNetwork, deploymentBlock, tokenInUse } from './network-check.ts';
import type { StoredNetwork } from './networks.ts';
import { type Rpc, checkRpcUrl, createRpc } from './rpc.ts';
import { createWire } from './wire.ts';

const CHECK_TIMEOUT_MS = 10_000;

export interface Described {
  readonly name: string;
  readonly rpcUrl: string;
  /** null: whatever the node says. */
  readonly chainId: number | null;
  readonly coordinator: string;
  readonly token?: string | undefined;
  readonly acceptsUnknownCode?: boolean | undefined;
}

async function look(rpc: Rpc, homeDir: string, described: Described): Promise<Result<Omit<StoredNetwork, 'id'>>> {
  const answered = await rpc.chainId();
  if (!answered.ok) return answered;
  const chainId = described.chainId ?? answered.value;
  const coordinator = getAddress(described.coordinator);
  const book = readBook(bookPath(homeDir));
  if (!book.ok) return book;
  const entry = entryOf(book.value, chainId, coordinator);
  const checked = await checkNetwork(rpc, { chainId, coordinator, codeHash: entry?.coordinator.codeHash });
  if (!checked.ok) return checked;
  const inspected = await inspectCoordinator(rpc, chainId, coordinator);
  if (!inspected.ok) return inspected;
  const { codeHash, isThisVersion } = inspected.value;
  const code = isThisVersion ? 'this-version' : entry === undefined ? 'unknown' : 'book';
  if (code === 'unknown' && described.acceptsUnknownCode !== true) {
    return fail('UNKNOWN_CODE', `The code of the contract at ${coordinator} is neither this version's nor in the address book.`, { field: 'coordinator', fix: 'Ask who runs it for their address book, or for the version of Tessera that it belongs to. Such a contract could keep what is staked there.' });
  }
  const head = await rpc.block('latest');
  if (!head.ok) return head;
  const token = described.token ?? entry?.token?.address ?? (await tokenInUse(rpc, coordinator));
  const deployedAtBlock = entry?.deployedAtBlock ?? (await deploymentBlock(rpc, coordinator, head.value?.number ?? 0));
  return { ok: true, value: { name: described.name, chainId, rpcUrl: rpc.url, coordinator, token: token === null ? null : getAddress(token), deployedAtBlock, code, codeHash, ...(entry?.relay === undefined ? {} : { bookRelay: entry.relay }) } };
}

/**
 * A network as it is kept, after its node has been asked and its coordinator's code held against this app's own and
 * the address book. WRONG_CHAIN, NO_CODE, NOT_COORDINATOR, CODE_DIFFERS, UNKNOWN_CODE.
 */
export async function inspectNetwork(homeDir: string, described: Described): Promise<Result<Omit<StoredNetwork, 'id'>>> {
  const checked = checkRpcUrl(described.rpcUrl);
  if (!checked.ok) return checked;
  const rpc = createRpc(createWire(checked.value), CHECK_TIMEOUT_MS);
  try {
    return await look(rpc, homeDir, described);
  } finally {
    rpc.close();
  }
}
