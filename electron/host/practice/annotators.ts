import { keccak, toHex } from '../../../shared/bytes.ts';
import { type Bytes32, itemsOfBatch, parseAddress, seatIdOf } from '../../../shared/labels/ids.ts';
import { LOCAL_CHAIN_ID } from '../../../shared/protocol/addresses.ts';
import type { CoordinatorAbi } from '../../../shared/protocol/abi.ts';
import type { AbiOutput } from '../../../shared/protocol/abi-types.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { practiceWallet, type PracticeRole } from '../chain/local/keys.ts';
import type { BatchNote, ProjectNote, SeatNote } from './board.ts';
import type { PracticeDesk } from './desk.ts';
import { type PracticePack, encodeBatchOf } from './sample-packs.ts';

export type BatchView = AbiOutput<CoordinatorAbi, 'batch'>;

const ANNOTATORS = ['annotatorA', 'annotatorB'] as const;
export type AnnotatorRole = (typeof ANNOTATORS)[number];
const WHO = { annotatorA: 'a', annotatorB: 'b' } as const;
/** Details of a practice seat: none. The hash of no bytes opens them, whether they travel on chain or not. */
const NO_DETAILS = '0x';
const NO_DETAILS_HASH = keccak(new Uint8Array());
/** A search for one batch may be given seats in others first; no project of the sample has more batches. */
const MAX_TAKES = 32;

/** What a step on a batch has to know, and the way to do something about it. */
export interface BatchStep {
  readonly desk: PracticeDesk;
  readonly coordinator: string;
  readonly batch: BatchNote;
  readonly project: ProjectNote;
  readonly pack: PracticePack;
  /** Brings `batch` up to date after a call. */
  readonly sync: () => Promise<void>;
  readonly say: (line: string) => void;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function isAnnotator(account: string): boolean {
  return ANNOTATORS.some((role) => same(practiceWallet(role).address, account));
}

function seatOf(batch: BatchNote, role: PracticeRole): SeatNote | undefined {
  return [...batch.seats.values()].find((seat) => same(seat.annotator, practiceWallet(role).address));
}

function saltOf(role: AnnotatorRole, seatId: bigint): Bytes32 {
  return keccak(Buffer.from(`practice ${practiceWallet(role).address} ${seatId}`));
}

function labelsOf({ project, batch, pack }: BatchStep, role: AnnotatorRole): Uint8Array {
  const { first, count } = itemsOfBatch(batch.index, project.params.batchSize, project.itemCount);
  return encodeBatchOf(pack, first, count, WHO[role], project.params);
}

/** Fills the batch's free seats. The contract picks: seats in other batches on the way there are kept for later. */
export async function takeFreeSeats(step: BatchStep): Promise<void> {
  const { desk, batch, project } = step;
  for (const role of ANNOTATORS) {
    if (seatOf(batch, role) !== undefined) continue;
    if (batch.seats.size >= project.params.seats) return;
    const equipped = await desk.equip(role, project.params.token);
    if (!equipped.ok) {
      step.say(`no stake for practice: ${equipped.error.message}`);
      return;
    }
    for (let takes = 0; takes < MAX_TAKES && seatOf(batch, role) === undefined && batch.seats.size < project.params.seats; takes += 1) {
      const taken = await desk.call(role, 'takeSeats', [batch.projectId, 1]);
      await step.sync();
      if (!taken.ok) {
        step.say(`practice took no seat: ${taken.error.message}`);
        return;
      }
    }
  }
}

/** Seals practice's answers in every seat that it holds in this batch. */
export async function commitSeats(step: BatchStep): Promise<void> {
  const { desk, batch, coordinator } = step;
  for (const role of ANNOTATORS) {
    const seat = seatOf(batch, role);
    if (seat === undefined || seat.isCommitted) continue;
    const commitment = commitmentOf({
      chainId: LOCAL_CHAIN_ID,
      coordinator: parseAddress(coordinator),
      seatId: seatIdOf(seat.seatId),
      annotator: parseAddress(practiceWallet(role).address),
      labelsHash: keccak(labelsOf(step, role)),
      detailsHash: NO_DETAILS_HASH,
      salt: saltOf(role, seat.seatId),
    });
    const done = await desk.call(role, 'commit', [[seat.seatId], [commitment]]);
    await step.sync();
    if (!done.ok) step.say(`practice did not commit: ${done.error.message}`);
  }
}

export async function revealSeats(step: BatchStep): Promise<void> {
  const { desk, batch } = step;
  for (const role of ANNOTATORS) {
    const seat = seatOf(batch, role);
    if (seat === undefined || !seat.isCommitted || seat.labels !== null) continue;
    const args = [seat.seatId, saltOf(role, seat.seatId), toHex(labelsOf(step, role)), NO_DETAILS_HASH, NO_DETAILS, batch.history] as const;
    const done = await desk.call(role, 'reveal', args);
    await step.sync();
    if (!done.ok) step.say(`practice did not reveal: ${done.error.message}`);
  }
}

/** Takes practice's pay, so that its stake is free for the next batch. */
export async function claimSeats({ desk, batch, sync, say }: Pick<BatchStep, 'desk' | 'batch' | 'sync' | 'say'>): Promise<void> {
  for (const role of ANNOTATORS) {
    const seat = seatOf(batch, role);
    if (seat === undefined || seat.isClaimed || seat.labels === null) continue;
    const done = await desk.call(role, 'claim', [[batch.batchId]]);
    await sync();
    if (!done.ok) {
      seat.isClaimed = true;
      say(`practice claimed nothing: ${done.error.message}`);
    }
  }
}
