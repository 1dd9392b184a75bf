import { encodeCoordinatorCall } from '../../shared/protocol/abi.ts';
import type { ReviewTask } from './tasks.ts';

/** The expert's ruling on one item: its encoded labels as hex. */
export interface SealedRuling {
  readonly item: number;
  readonly labels: string;
}

/**
 * The call that rules on items of a settled batch. Its chain of consensus and every seat's labels go with it, because
 * the contract keeps one hash of them all; a seat that did not reveal is empty.
 */
export function submitAuditCall(task: ReviewTask, rulings: readonly SealedRuling[]): string {
  const sorted = [...rulings].sort((a, b) => a.item - b.item);
  const labels = Array.from({ length: task.project.params.seats }, (_, place) => task.seats.find((seat) => seat.index === place)?.reveal?.labels ?? '0x');
  const root = task.batch.consensusRoot;
  if (root === null) throw new Error(`batch ${task.batch.id} is not settled, so nothing of it can be ruled on`);
  return encodeCoordinatorCall('submitAudit', [BigInt(task.batch.id), sorted.map(({ item }) => item), sorted.map(({ labels: truth }) => truth), root, labels]);
}
