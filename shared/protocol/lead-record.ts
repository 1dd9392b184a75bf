import { lowBits, popcount } from '../consensus/masks.ts';
import type { Address, ProjectId } from '../labels/ids.ts';
import type { BatchRecord, ChainIndex, ProjectRecord } from './chain-records.ts';
import { goldStage } from './gold/due.ts';

/** What anyone can know of a lead before taking a seat, over all of the lead's projects. */
export interface LeadRecord {
  readonly projects: number;
  readonly settledItems: number;
  /** Ruled on by an expert or by known answers, disputed items among them. */
  readonly auditedItems: number;
  /** Of those the ones on which annotators had agreed: only these can be overturned. */
  readonly agreedAuditedItems: number;
  readonly overturnedItems: number;
  /** Disputed items whose audit window ended without a ruling: they paid half. */
  readonly disputesLeft: number;
  /** Disputed items whose audit window is over, or that were ruled on. */
  readonly disputesEnded: number;
  /** From settlement to a batch's last ruling by an expert, the median over batches; null where no expert has ruled. */
  readonly auditSeconds: number | null;
  /** Batches whose known answers were never revealed. */
  readonly goldMissed: number;
  /** In the token asked for: put into escrow, and taken back unearned. */
  readonly budget: bigint;
  readonly refunded: bigint;
}

export interface LeadQuestion {
  readonly lead: Address;
  /** Budgets and refunds in other tokens do not add up with it. */
  readonly token: Address;
  /** The chain's time, unix seconds. */
  readonly nowSeconds: number;
  /** When a block was made, unix seconds; null where that is not known. */
  readonly timeOf: (blockNumber: number) => number | null;
}

export function leadRecord(index: ChainIndex, { lead, token, nowSeconds, timeOf }: LeadQuestion): LeadRecord {
  const projects = new Map<ProjectId, ProjectRecord>([...index.projects].filter(([, project]) => project.lead === lead));
  const batches = [...index.batches.values()].filter((batch) => batch.phase === 'settled' && projects.has(batch.projectId));
  const sum = (count: (batch: BatchRecord) => number) => batches.reduce((total, batch) => total + count(batch), 0);
  const isOver = (batch: BatchRecord) => nowSeconds >= batch.auditEndSeconds;
  const disputed = (batch: BatchRecord) => lowBits(batch.itemCount) & ~batch.consensusMask;
  const paying = [...projects.values()].filter((project) => project.token === token);
  return {
    projects: projects.size,
    settledItems: sum((batch) => batch.itemCount),
    auditedItems: sum((batch) => popcount(batch.auditedMask)),
    agreedAuditedItems: sum((batch) => popcount(batch.auditedMask & batch.consensusMask)),
    overturnedItems: sum((batch) => popcount(batch.overturnedMask)),
    disputesLeft: sum((batch) => (isOver(batch) ? popcount(disputed(batch) & ~batch.auditedMask) : 0)),
    disputesEnded: sum((batch) => popcount(isOver(batch) ? disputed(batch) : disputed(batch) & batch.auditedMask)),
    auditSeconds: median(batches.flatMap((batch) => auditTime(batch, projects.get(batch.projectId), timeOf) ?? [])),
    goldMissed: sum((batch) => (isMissed(batch, projects.get(batch.projectId), nowSeconds) ? 1 : 0)),
    budget: paying.reduce((total, project) => total + project.budget, 0n),
    refunded: paying.reduce((total, project) => total + project.refunded, 0n),
  };
}

function auditTime(batch: BatchRecord, project: ProjectRecord | undefined, timeOf: LeadQuestion['timeOf']): number | null {
  const last = batch.rulings.filter(({ source }) => source === 'expert').at(-1);
  const atSeconds = last === undefined ? null : timeOf(last.place.blockNumber);
  if (atSeconds === null || project === undefined) return null;
  return Math.max(0, atSeconds - (batch.auditEndSeconds - project.params.auditSeconds));
}

function isMissed(batch: BatchRecord, project: ProjectRecord | undefined, nowSeconds: number): boolean {
  return project !== undefined && goldStage(project, batch, batch.itemCount, nowSeconds) === 'missed';
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.floor((low + high) / 2);
}
