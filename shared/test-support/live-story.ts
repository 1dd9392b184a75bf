import { concat, keccak, word } from '../bytes.ts';
import type { Bytes32, ProjectId, SeatId } from '../labels/ids.ts';
import { parseAddress, projectIdOf, seatIdOf } from '../labels/ids.ts';
import type { HDNodeWallet } from 'ethers';
import { decodeCoordinatorLog, encodeTokenCall } from '../protocol/abi.ts';
import { commitmentOf } from '../protocol/commitment.ts';
import { budgetOf, toAbiParams } from '../protocol/params.ts';
import type { ProjectParams } from '../protocol/params.ts';
import { LIVE_CHAIN_ID } from './live-chain.ts';
import type { LiveChain } from './live-chain.ts';

export const NO_DETAILS = keccak(new Uint8Array());
const ZERO = `0x${'00'.repeat(32)}`;

/** Opens a project, funded by its lead with freshly minted tokens. */
export async function openProject(chain: LiveChain, lead: HDNodeWallet, params: ProjectParams, itemCount: number, manifestRoot: Bytes32): Promise<ProjectId> {
  const budget = budgetOf(params, itemCount);
  await fund(chain, lead, budget);
  await chain.call(lead, 'openProject', [toAbiParams(params), manifestRoot, ZERO, itemCount, 'https://packs.example/one']);
  return projectIdOf(await chain.read('projectCount', []));
}

/** Mints tokens for an account and lets the coordinator take them. */
export async function fund(chain: LiveChain, owner: HDNodeWallet, amount: bigint): Promise<void> {
  await chain.send(chain.account(0), chain.token, encodeTokenCall('mint', [owner.address, amount]));
  await chain.send(owner, chain.token, encodeTokenCall('approve', [chain.coordinator, amount]));
}

/** Deposits stake and takes seats until the project has none left for the account. */
export async function takeAllSeats(chain: LiveChain, annotator: HDNodeWallet, params: ProjectParams, projectId: ProjectId, batches: number): Promise<SeatId[]> {
  const stake = params.stakePerSeat * BigInt(batches);
  if (stake > 0n) {
    await fund(chain, annotator, stake);
    await chain.call(annotator, 'depositStake', [chain.token, stake]);
  }
  const seats: SeatId[] = [];
  while (seats.length < batches) {
    const receipt = await chain.call(annotator, 'takeSeats', [BigInt(projectId), Math.min(32, batches - seats.length)]);
    for (const log of receipt.logs) {
      const event = decodeCoordinatorLog(log);
      if (event?.name === 'SeatsTaken') seats.push(...event.args.seatIds.map(seatIdOf));
    }
  }
  return seats;
}

/** What a seat's holder keeps: a salt of its own for every seat. */
export function saltOf(seatId: SeatId): Bytes32 {
  return keccak(concat(word(BigInt(seatId)), word(7n)));
}

export async function commitSeat(chain: LiveChain, annotator: HDNodeWallet, seatId: SeatId, labels: Uint8Array, detailsHash: Bytes32 = NO_DETAILS): Promise<void> {
  const commitment = commitmentOf({
    chainId: LIVE_CHAIN_ID,
    coordinator: chain.coordinator,
    seatId,
    annotator: parseAddress(annotator.address),
    labelsHash: keccak(labels),
    detailsHash,
    salt: saltOf(seatId),
  });
  await chain.call(annotator, 'commit', [[BigInt(seatId)], [commitment]]);
}
