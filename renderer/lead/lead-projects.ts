import { hasBit, popcount, withBit } from '../../shared/consensus/masks.ts';
import { fromHex } from '../../shared/bytes.ts';
import { splitBatch, unpackItem } from '../../shared/labels/codec-bytes.ts';
import type { ProjectSchema } from '../../shared/labels/schema.ts';
import type { BatchRecord, ChainIndex, ProjectRecord, SeatRecord } from '../../shared/protocol/chain-records.ts';
import { reputationKey } from '../../shared/protocol/chain-records.ts';
import { goldStage } from '../../shared/protocol/gold/due.ts';
import { goldIn } from '../../shared/protocol/gold/gold.ts';
import { itemsToRule } from '../../shared/protocol/reduce-batch.ts';
import { batchIdFrom } from '../../shared/labels/ids.ts';
import { krippendorffAlpha } from '../../shared/quality/agreement.ts';
import type { Answer } from '../../shared/quality/answers.ts';
import { NOTHING } from '../../shared/quality/answers.ts';
import type { TileState } from '../app/ui/mosaic-state.ts';
import type { BatchStage, ClassShare, GoldOfBatch, GoldSeat, LeadAnnotator, LeadBatch, LeadProject } from './model.ts';

/** What the pack of a project says, where it is on this machine. */
export interface PackFacts {
  readonly name: string;
  readonly schema: ProjectSchema;
}

export interface LeadInput {
  readonly index: ChainIndex;
  /** By manifest root. */
  readonly packs: ReadonlyMap<string, PackFacts>;
  /** When blocks were made, in unix seconds; 0 where it is not known. */
  readonly timeOf: (blockNumber: number) => number;
  /** Of the newest block. */
  readonly nowSeconds: number;
}

/** Every project of the index as its lead sees it, newest first. */
export function leadProjects(input: LeadInput): LeadProject[] {
  const seats = seatsByBatch(input.index);
  return [...input.index.projects.values()].map((project) => leadProject(project, seats, input)).sort((one, other) => Number(BigInt(other.id) - BigInt(one.id)));
}

function seatsByBatch({ seats }: ChainIndex): Map<string, SeatRecord[]> {
  const byBatch = new Map<string, SeatRecord[]>();
  for (const seat of seats.values()) byBatch.set(seat.batchId, [...(byBatch.get(seat.batchId) ?? []), seat]);
  return byBatch;
}

function leadProject(project: ProjectRecord, seatsOf: ReadonlyMap<string, SeatRecord[]>, { index, packs, timeOf, nowSeconds }: LeadInput): LeadProject {
  const pack = packs.get(project.manifestRoot) ?? null;
  const ids = Array.from({ length: project.batchCount }, (_, at) => batchIdFrom(project.id, at));
  const seats = ids.flatMap((id) => seatsOf.get(id) ?? []);
  return {
    id: project.id,
    name: pack?.name ?? '',
    lead: project.lead,
    root: project.manifestRoot,
    schema: pack?.schema ?? null,
    params: project.params,
    itemCount: project.itemCount,
    openedAtSeconds: timeOf(project.opened.blockNumber),
    budgetWei: project.budget,
    claimedWei: project.paid,
    feesWei: project.feesPaid,
    refundedWei: project.refunded,
    isClosed: project.isClosed,
    experts: project.experts,
    batches: ids.map((id, at) => leadBatch(id, at, project, index.batches.get(id), seatsOf.get(id) ?? [], nowSeconds)),
    annotators: annotatorsOf(project, seats, index),
    alpha: alphaOf(project, seats, index),
    classes: classShares(project, ids.flatMap((id) => index.batches.get(id) ?? []), pack?.schema ?? null),
  };
}

const HOLDING = new Set(['leased', 'committed', 'revealed', 'paid']);

function leadBatch(batchId: string, at: number, project: ProjectRecord, batch: BatchRecord | undefined, seats: readonly SeatRecord[], nowSeconds: number): LeadBatch {
  const { batchSize } = project.params;
  const itemCount = batch?.itemCount ?? Math.min(batchSize, project.itemCount - at * batchSize);
  const taken = seats.filter(({ state }) => HOLDING.has(state));
  const isSettled = batch?.phase === 'settled';
  return {
    batchId,
    index: at,
    stage: stageOf(batch, nowSeconds),
    tiles: Array.from({ length: itemCount }, (_, item) => tileOf(batch, item, taken)),
    taken: taken.length,
    committed: taken.filter(({ commitment }) => commitment !== null).length,
    revealed: taken.filter(({ reveal }) => reveal !== null).length,
    auditEndSeconds: isSettled ? batch.auditEndSeconds : null,
    drawn: popcount(batch?.drawn?.mask ?? 0n),
    audited: popcount(batch?.auditedMask ?? 0n),
    overturned: popcount(batch?.overturnedMask ?? 0n),
    toRule: isSettled ? itemsToRule(batch).length : 0,
    disputed: isSettled ? itemCount - popcount(batch.resolvedMask) : 0,
    gold: goldOf(project, batch, seats, itemCount, nowSeconds),
  };
}

function goldOf(project: ProjectRecord, batch: BatchRecord | undefined, seats: readonly SeatRecord[], itemCount: number, nowSeconds: number): GoldOfBatch {
  const answers = batch?.rulings.filter(({ source }) => source === 'gold') ?? [];
  const judged = seats.flatMap((seat): GoldSeat[] => {
    if (seat.gold === 'none') return [];
    const right = answers.filter(({ rightSeats }) => hasBit(rightSeats, seat.index)).length;
    return [{ address: seat.annotator, right, verdict: seat.gold, stakeLost: seat.stakeLost }];
  });
  return { stage: goldStage(project, batch, itemCount, nowSeconds), asked: goldIn(project.params, itemCount), seats: judged };
}

function stageOf(batch: BatchRecord | undefined, nowSeconds: number): BatchStage {
  if (batch === undefined) return 'open';
  if (batch.phase === 'settled') return nowSeconds < batch.auditEndSeconds ? 'auditing' : 'done';
  if (batch.phase !== 'open') return batch.phase;
  return batch.revealStartSeconds > 0 && nowSeconds >= batch.revealStartSeconds ? 'revealing' : 'open';
}

/** No labels are known before they are revealed: until then an item is as far as its batch's seats. */
function tileOf(batch: BatchRecord | undefined, item: number, taken: readonly SeatRecord[]): TileState {
  if (batch !== undefined && item < batch.consensus.length) {
    if (hasBit(batch.overturnedMask, item)) return 'overturned';
    return hasBit(batch.resolvedMask, item) ? 'agreed' : 'disputed';
  }
  if (taken.some(({ commitment }) => commitment !== null)) return 'sealed';
  return taken.length > 0 ? 'started' : 'untouched';
}

/** Where the seat's answer stands as right: agreed, and dissent that a ruling proved right. */
function rightMask(seat: SeatRecord, batch: BatchRecord): bigint {
  const vindicated = batch.rulings.filter(({ item, rightSeats }) => hasBit(batch.overturnedMask, item) && hasBit(rightSeats, seat.index));
  return vindicated.reduce((mask, { item }) => withBit(mask, item), seat.agreedMask);
}

function annotatorsOf(project: ProjectRecord, seats: readonly SeatRecord[], index: ChainIndex): LeadAnnotator[] {
  const byAccount = new Map<SeatRecord['annotator'], SeatRecord[]>();
  for (const seat of seats) byAccount.set(seat.annotator, [...(byAccount.get(seat.annotator) ?? []), seat]);
  return [...byAccount]
    .map(([address, own]): LeadAnnotator => {
      const standing = index.reputations.get(reputationKey(project.scope, address));
      const settled = own.flatMap((seat) => {
        const batch = index.batches.get(seat.batchId);
        return batch?.phase === 'settled' && seat.reveal !== null ? [{ seat, batch }] : [];
      });
      const sum = (of: (seat: SeatRecord, batch: BatchRecord) => number) => settled.reduce((total, { seat, batch }) => total + of(seat, batch), 0);
      return {
        address,
        seats: own.filter(({ state }) => state !== 'freed').length,
        scored: sum((seat, batch) => popcount(batch.resolvedMask & ~seat.blankMask)),
        agreed: sum((seat, batch) => popcount(rightMask(seat, batch) & batch.resolvedMask & ~seat.blankMask)),
        reputation: standing === undefined ? null : { scoreBps: standing.scoreBps, items: standing.items },
        claimedWei: own.reduce((total, { claim }) => total + (claim?.amount ?? 0n), 0n),
        forfeits: own.filter(({ state }) => state === 'forfeited').length,
      };
    })
    .sort((one, other) => other.seats - one.seats || one.address.localeCompare(other.address));
}

/** Read once: a seat's record is another one after every event that touches it. */
const answersKnown = new WeakMap<SeatRecord, readonly Answer[]>();
const alphasKnown = new WeakMap<ProjectRecord, { readonly parts: readonly (readonly Answer[])[]; readonly alpha: number | null }>();

/** Over what seats found in the items of settled batches. The pages ask every few seconds, and a hundred thousand answers take a while. */
function alphaOf(project: ProjectRecord, seats: readonly SeatRecord[], index: ChainIndex): number | null {
  const parts = seats.filter(({ batchId, reveal }) => reveal !== null && index.batches.get(batchId)?.phase === 'settled').map((seat) => answersOf(project, seat, index));
  const before = alphasKnown.get(project);
  if (before?.parts.length === parts.length && before.parts.every((part, place) => part === parts[place])) return before.alpha;
  const alpha = krippendorffAlpha(parts.flat());
  alphasKnown.set(project, { parts, alpha });
  return alpha;
}

/** What a seat found in each item of its settled batch, as classes and not as places; whoever cannot tell gives none. */
function answersOf({ params }: ProjectRecord, seat: SeatRecord, index: ChainIndex): readonly Answer[] {
  const known = answersKnown.get(seat);
  if (known !== undefined) return known;
  const items = seat.reveal === null ? null : splitBatch(params.kind, fromHex(seat.reveal.labels), index.batches.get(seat.batchId)?.itemCount ?? 0);
  const answers = (items?.ok === true ? items.value : []).flatMap((bytes, item): Answer[] => {
    const regions = unpackItem(params.kind, bytes, { classCount: params.classCount });
    if (!regions.ok || regions.value === null) return [];
    const label = [...new Set(regions.value.map(({ classId }) => classId))].sort((one, other) => one - other).join(' + ');
    return [{ task: `${seat.batchId}/${item}`, worker: seat.annotator, label: label === '' ? NOTHING : label }];
  });
  answersKnown.set(seat, answers);
  return answers;
}

/** Regions by class over what counts now: the consensus, or the ruling that took its place. */
function classShares(project: ProjectRecord, batches: readonly BatchRecord[], schema: ProjectSchema | null): ClassShare[] {
  if (schema === null) return [];
  const counts = new Map<number, number>();
  for (const batch of batches) {
    for (const [item, consensus] of batch.consensus.entries()) {
      const ruling = batch.rulings.find((each) => each.item === item && each.source === 'expert');
      if (ruling === undefined && !hasBit(batch.resolvedMask, item)) continue;
      const regions = unpackItem(project.params.kind, fromHex(ruling?.labels ?? consensus), { classCount: project.params.classCount, maxRegions: 63 });
      for (const { classId } of regions.ok ? (regions.value ?? []) : []) counts.set(classId, (counts.get(classId) ?? 0) + 1);
    }
  }
  return [...schema.classes, ...schema.documentClasses].map(({ id, name, colour }) => ({ classId: id, name, colour, count: counts.get(id) ?? 0 }));
}
