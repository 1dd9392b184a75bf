import { lowBits, popcount } from '../../../shared/consensus/masks.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';

/** What is public of a lead, over all its projects: shown before a seat is taken. */
export interface LeadRecord {
  projects: number;
  settledItems: number;
  auditedItems: number;
  overturnedItems: number;
  /** Disputed items whose audit window ended without an expert's ruling. */
  disputesLeft: number;
}

/** @param nowSeconds the chain's time */
export function leadRecordOf(index: ChainIndex, lead: string, nowSeconds: number): LeadRecord {
  const record: LeadRecord = { projects: 0, settledItems: 0, auditedItems: 0, overturnedItems: 0, disputesLeft: 0 };
  const own = new Set([...index.projects.values()].filter((project) => project.lead === lead).map((project) => project.id));
  record.projects = own.size;
  for (const batch of index.batches.values()) {
    if (!own.has(batch.projectId) || batch.phase !== 'settled') continue;
    record.settledItems += batch.itemCount;
    record.auditedItems += popcount(batch.auditedMask);
    record.overturnedItems += popcount(batch.overturnedMask);
    if (nowSeconds >= batch.auditEndSeconds) record.disputesLeft += popcount(lowBits(batch.itemCount) & ~batch.resolvedMask);
  }
  return record;
}
