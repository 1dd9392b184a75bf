import { assertionStep } from '../../../shared/protocol/assertion-step.ts';
import { pagesOf } from '../../../shared/protocol/batch-record.ts';
import type { BatchNote, ProjectNote } from './board.ts';
import type { BatchView } from './annotators.ts';
import type { PracticeDesk } from './desk.ts';

/** Regions to match cost gas: box and span batches are settled in pieces that fit a block. A class batch goes whole. */
const ITEMS_PER_SETTLE = 16;

const SETTLED_PHASES = { open: 0, settling: 1, settled: 2, void: 3, asserted: 4 } as const;

interface AnyoneStep {
  readonly desk: PracticeDesk;
  readonly batch: BatchNote;
  readonly project: ProjectNote;
  readonly sync: () => Promise<void>;
  readonly say: (line: string) => void;
}

/** Every seat's labels in the order of seats, empty for one that did not reveal: what submitAudit wants. */
export function revealedLabels(batch: BatchNote, seats: number): string[] {
  return Array.from({ length: seats }, (_, place) => batch.seats.get(place)?.labels ?? '0x');
}

/** Whether the batch waits only for somebody to settle it. */
export function isSettleable(view: BatchView, quorum: number, nowSeconds: number): boolean {
  if (view.phase === SETTLED_PHASES.settling) return true;
  if (view.phase !== SETTLED_PHASES.open || view.revealStart === 0n || BigInt(nowSeconds) < view.revealStart) return false;
  const haveAllRevealed = view.reveals === view.commits;
  return view.reveals >= quorum && (haveAllRevealed || BigInt(nowSeconds) > view.revealEnd);
}

export function isVoidable(view: BatchView, quorum: number, nowSeconds: number): boolean {
  return view.phase === SETTLED_PHASES.open && view.revealEnd > 0n && BigInt(nowSeconds) > view.revealEnd && view.reveals < quorum;
}

export const isSettled = (view: BatchView): boolean => view.phase === SETTLED_PHASES.settled;
export const isAsserted = (view: BatchView): boolean => view.phase === SETTLED_PHASES.asserted;
export const isOpen = (view: BatchView): boolean => view.phase === SETTLED_PHASES.open;

/** Settles as the project says: an asserted batch by an assertion of what it comes to. */
export async function settleBatch(step: AnyoneStep, view: BatchView): Promise<void> {
  if (step.project.params.settlement === 'computed' || view.phase === SETTLED_PHASES.settling) return computeBatch(step, view);
  const equipped = await step.desk.equip('deployer', step.project.params.token);
  if (!equipped.ok) step.say(`no stake for a bond: ${equipped.error.message}`);
  else await keepAssertion(step, view);
}

/** The next step of an assertion, own or another's: a wrong one is challenged, a right one helped on until it is final. */
export async function keepAssertion({ desk, batch, project, sync, say }: AnyoneStep, view: BatchView): Promise<void> {
  const { batchId, history, assertion } = batch;
  const seats = Array.from({ length: project.params.seats }, (_, place) => batch.seats.get(place)?.opening ?? undefined);
  const next = assertionStep({ batchId, params: project.params, itemCount: view.itemCount, history, seats, assertion }, view, desk.nowSeconds());
  if (next.step === 'wait') return;
  const done = await desk.send('deployer', next.data);
  if (!done.ok && done.error.message.startsWith('AnchorLost')) {
    const anchored = await desk.call('deployer', 'anchorAssertion', [batchId]);
    if (!anchored.ok) say(`the assertion of batch ${batch.index} of project ${batch.projectId} was not anchored: ${anchored.error.message}`);
  } else if (!done.ok && !done.error.message.startsWith('AnchorAhead')) {
    say(`${next.step} of batch ${batch.index} of project ${batch.projectId} failed: ${done.error.message}`);
  }
  await sync();
}

async function computeBatch({ desk, batch, project, sync, say }: AnyoneStep, view: BatchView): Promise<void> {
  const step = project.params.kind === 'class' ? view.itemCount : ITEMS_PER_SETTLE;
  for (let from = view.settledItems; from < view.itemCount; from += step) {
    const to = Math.min(view.itemCount, from + step);
    const pages = pagesOf(project.params.kind, revealedLabels(batch, project.params.seats), view.itemCount, from, to);
    const done = await desk.call('deployer', 'settle', [batch.batchId, pages, from, to]);
    await sync();
    if (!done.ok) {
      say(`batch ${batch.index} of project ${batch.projectId} was not settled: ${done.error.message}`);
      return;
    }
  }
}

export async function voidBatch({ desk, batch, sync, say }: AnyoneStep): Promise<void> {
  const done = await desk.call('deployer', 'voidBatch', [batch.batchId]);
  await sync();
  if (!done.ok) say(`batch ${batch.index} of project ${batch.projectId} was not voided: ${done.error.message}`);
}

/** Draws the audit, from a new block where the hash of the anchoring one is gone. */
export async function drawBatch({ desk, batch, sync, say }: AnyoneStep): Promise<void> {
  const drawn = await desk.call('deployer', 'drawAudit', [batch.batchId]);
  if (!drawn.ok && drawn.error.message.startsWith('AnchorLost')) {
    const anchored = await desk.call('deployer', 'anchorAudit', [batch.batchId]);
    if (!anchored.ok) say(`the audit of batch ${batch.index} of project ${batch.projectId} was not anchored: ${anchored.error.message}`);
  } else if (!drawn.ok && !drawn.error.message.startsWith('AnchorAhead')) {
    say(`the audit of batch ${batch.index} of project ${batch.projectId} was not drawn: ${drawn.error.message}`);
  }
  await sync();
}
