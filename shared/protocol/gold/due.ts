import type { Hex } from '../../bytes.ts';
import type { Address, Bytes32 } from '../../labels/ids.ts';
import { encodeCoordinatorCall } from '../abi.ts';
import type { BatchRecord, ChainIndex, ProjectRecord } from '../chain-records.ts';
import { seatsInBatch } from '../reduce-seat.ts';
import type { GoldBatch } from './gold.ts';
import { goldIn } from './gold.ts';

/** Where a batch's known answers stand. `missed`: the audit window closed before they were revealed. */
export type GoldStage = 'none' | 'waiting' | 'due' | 'revealed' | 'missed';

/** @param batch undefined where nobody has taken a seat yet @param nowSeconds the chain's time */
export function goldStage(project: ProjectRecord, batch: BatchRecord | undefined, itemsInBatch: number, nowSeconds: number): GoldStage {
  if (goldIn(project.params, itemsInBatch) === 0) return 'none';
  if (batch?.rulings.some(({ source }) => source === 'gold') === true) return 'revealed';
  if (batch?.phase === 'void') return 'none';
  if (batch?.phase !== 'settled') return 'waiting';
  return nowSeconds < batch.auditEndSeconds ? 'due' : 'missed';
}

/** Settled batches of a lead whose known answers may be revealed now, the one that closes first in front. */
export function goldDue(index: ChainIndex, lead: Address, nowSeconds: number): { project: ProjectRecord; batch: BatchRecord }[] {
  return [...index.batches.values()]
    .flatMap((batch) => {
      const project = index.projects.get(batch.projectId);
      const isDue = project?.lead === lead && goldStage(project, batch, batch.itemCount, nowSeconds) === 'due';
      return isDue ? [{ project, batch }] : [];
    })
    .sort((one, other) => one.batch.auditEndSeconds - other.batch.auditEndSeconds);
}

/** The call that reveals a batch's known answers, with what the batch was settled with; null before it is settled. */
export function revealGoldCall(index: ChainIndex, batch: BatchRecord, gold: Omit<GoldBatch, 'index'>, proof: readonly Bytes32[]): Hex | null {
  const project = index.projects.get(batch.projectId);
  if (project === undefined || batch.consensusRoot === null) return null;
  const seats = seatsInBatch(index.seats, batch.id);
  const labels = Array.from({ length: project.params.seats }, (_, place) => seats.find((seat) => seat.index === place)?.reveal?.labels ?? '0x');
  return encodeCoordinatorCall('revealGold', [BigInt(batch.id), gold.items, gold.truths, gold.salt, proof, batch.consensusRoot, labels]);
}
