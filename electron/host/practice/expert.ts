import { toHex } from '../../../shared/bytes.ts';
import { itemsOfBatch } from '../../../shared/labels/ids.ts';
import { practiceWallet } from '../chain/local/keys.ts';
import type { BatchStep, BatchView } from './annotators.ts';
import { revealedLabels } from './anyone.ts';

const ZERO_HASH = `0x${'00'.repeat(32)}`;
const bits = (mask: bigint, count: number): number[] => Array.from({ length: count }, (_, bit) => bit).filter((bit) => (mask >> BigInt(bit) & 1n) === 1n);

/** Items that an expert may still rule on: drawn for audit, or disputed. */
export function openItems(view: BatchView): number[] {
  const all = (1n << BigInt(view.itemCount)) - 1n;
  return bits((view.drawnMask | (all & ~view.resolvedMask)) & ~view.auditedMask, view.itemCount);
}

/** Rules on what nobody has ruled on, by the sample's truths. */
export async function auditBatch(step: BatchStep, view: BatchView): Promise<void> {
  const { desk, batch, project, pack } = step;
  const items = openItems(view);
  if (items.length === 0) return;
  const isExpert = await desk.read('isExpert', [batch.projectId, practiceWallet('expert').address]);
  if (!isExpert.ok || !isExpert.value) return;
  const equipped = await desk.equip('expert', project.params.token);
  if (!equipped.ok) {
    step.say(`no gas for the practice expert: ${equipped.error.message}`);
    return;
  }
  const { first } = itemsOfBatch(batch.index, project.params.batchSize, project.itemCount);
  const truths = items.map((item) => toHex(pack.encode(first + item, 'expert', project.params)));
  const done = await desk.call('expert', 'submitAudit', [batch.batchId, items, truths, batch.consensusRoot ?? ZERO_HASH, revealedLabels(batch, project.params.seats)]);
  await step.sync();
  step.say(done.ok ? `the practice expert ruled on ${items.length} items of batch ${batch.index} of project ${batch.projectId}` : `the practice expert did not rule: ${done.error.message}`);
}
