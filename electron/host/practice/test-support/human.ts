import { Wallet } from 'ethers/wallet';
import { keccak, toHex } from '../../../../shared/bytes.ts';
import { parseAddress, parseBytes32, seatIdOf } from '../../../../shared/labels/ids.ts';
import type { AbiInputs, AbiOutput } from '../../../../shared/protocol/abi-types.ts';
import { type CoordinatorAbi, type CoordinatorEvent, type CoordinatorFunction, decodeCoordinatorLog, decodeCoordinatorResult, decodeTokenResult, encodeCoordinatorCall, encodeTokenCall } from '../../../../shared/protocol/abi.ts';
import { LOCAL_CHAIN_ID } from '../../../../shared/protocol/addresses.ts';
import { type HistoryEntry, commitmentsIn } from '../../../../shared/protocol/batch-record.ts';
import { commitmentOf } from '../../../../shared/protocol/commitment.ts';
import { must } from '../../../../shared/result.ts';
import { ChainAccount } from '../../chain/account.ts';
import type { LocalChain } from '../../chain/local/owner.ts';
import type { Rpc } from '../../chain/rpc.ts';

const SALT = parseBytes32(`0x${'5a'.repeat(32)}`);
const NO_DETAILS_HASH = keccak(new Uint8Array());
const STAKE = 100n * 10n ** 18n;

export async function readCoordinator<N extends CoordinatorFunction>(rpc: Rpc, chain: LocalChain, name: N, args: AbiInputs<CoordinatorAbi, N>): Promise<AbiOutput<CoordinatorAbi, N>> {
  return decodeCoordinatorResult(name, must(await rpc.call({ to: chain.deployment.coordinator, data: encodeCoordinatorCall(name, args) })));
}

/** An annotator as the window makes one: faucet, allowance, stake. */
export class Human {
  readonly account: ChainAccount;

  constructor(
    private readonly rpc: Rpc,
    private readonly chain: LocalChain,
  ) {
    this.account = new ChainAccount(rpc, Wallet.createRandom(), LOCAL_CHAIN_ID);
  }

  async equip(): Promise<void> {
    const { token, coordinator } = this.chain.deployment;
    must(await this.rpc.own('tessera_faucet', [this.account.address]));
    must(await this.account.send({ to: token, data: encodeTokenCall('approve', [coordinator, STAKE]) }));
    await this.call('depositStake', [token, STAKE]);
  }

  async call<N extends CoordinatorFunction>(name: N, args: AbiInputs<CoordinatorAbi, N>): Promise<CoordinatorEvent[]> {
    const receipt = must(await this.account.send({ to: this.chain.deployment.coordinator, data: encodeCoordinatorCall(name, args) }));
    return receipt.logs.flatMap((log) => decodeCoordinatorLog(log) ?? []);
  }

  async takeSeat(projectId: bigint): Promise<bigint> {
    const taken = (await this.call('takeSeats', [projectId, 1])).find((event) => event.name === 'SeatsTaken');
    const seatId = taken?.args.seatIds[0];
    if (seatId === undefined) throw new Error('no seat');
    return seatId;
  }

  async commit(seatId: bigint, labels: Uint8Array): Promise<void> {
    const commitment = commitmentOf({
      chainId: LOCAL_CHAIN_ID,
      coordinator: parseAddress(this.chain.deployment.coordinator),
      seatId: seatIdOf(seatId),
      annotator: parseAddress(this.account.address),
      labelsHash: keccak(labels),
      detailsHash: NO_DETAILS_HASH,
      salt: SALT,
    });
    await this.call('commit', [[seatId], [commitment]]);
  }

  async reveal(seatId: bigint, labels: Uint8Array): Promise<CoordinatorEvent[]> {
    return this.call('reveal', [seatId, SALT, toHex(labels), NO_DETAILS_HASH, '0x', await this.historyOf(seatId >> 8n)]);
  }

  /** A batch's commitments in the order they came. */
  async historyOf(batchId: bigint): Promise<HistoryEntry[]> {
    const head = must(await this.rpc.block('latest'));
    const logs = must(await this.rpc.logs(this.chain.deployment.coordinator, 0, head?.number ?? 0));
    const events = logs.flatMap((log) => decodeCoordinatorLog(log) ?? []);
    return historyIn(events, batchId);
  }

  async tokens(): Promise<bigint> {
    return decodeTokenResult('balanceOf', must(await this.rpc.call({ to: this.chain.deployment.token, data: encodeTokenCall('balanceOf', [this.account.address]) })));
  }
}

/** Looks until something is found. @param lines what was logged meanwhile, for the failure */
export async function until<T>(what: string, lines: readonly string[], look: () => Promise<T | null>, timeoutMs = 20_000): Promise<T> {
  for (const startMs = Date.now(); Date.now() - startMs < timeoutMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`${what} did not come to pass; ${lines.join(' | ')}`);
}

/** A batch's commitments in the order they came. */
function historyIn(events: readonly CoordinatorEvent[], batchId: bigint): HistoryEntry[] {
  return events.flatMap((event) => {
    if (event.name !== 'Committed') return [];
    return commitmentsIn(event.args).flatMap(({ batchId: of, seat, word }) => (BigInt(of) === batchId ? [{ seat, word }] : []));
  });
}
