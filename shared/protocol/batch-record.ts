import { concat, fromHex, keccak, toHex, word } from '../bytes.ts';
import type { Hex } from '../bytes.ts';
import type { CodecError } from '../labels/codec-error.ts';
import { joinItems, splitBatch } from '../labels/codec-bytes.ts';
import { batchOfSeat, parseBytes32, seatIdOf, seatIndexOf } from '../labels/ids.ts';
import type { BatchId, Bytes32, SeatId } from '../labels/ids.ts';
import type { ProjectKind } from '../labels/schema.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import type { CoordinatorEventOf } from './abi.ts';

/** Items of one chunk of labels: a page of a settlement carries whole chunks. */
export const CHUNK_ITEMS = 8;
const ZERO_WORD = `0x${'00'.repeat(32)}` as Bytes32;

/** One commitment of a batch: which seat, and its word. In the order in which they were made. */
export interface HistoryEntry {
  readonly seat: number;
  readonly word: Bytes32;
}

/** A commitment as its event tells it: the history's entry, and whose it is. */
export interface Commitment extends HistoryEntry {
  readonly seatId: SeatId;
  readonly batchId: BatchId;
}

/** The commitments of one `Committed` event, in their order; they may be of several batches. */
export function commitmentsIn({ seatIds, commitments }: CoordinatorEventOf<'Committed'>['args']): Commitment[] {
  return seatIds.map((id, at) => {
    const seatId = seatIdOf(id);
    return { seatId, batchId: batchOfSeat(seatId), seat: seatIndexOf(seatId), word: parseBytes32(commitments[at] ?? '') };
  });
}

/** A part of a seat's labels, as the coordinator's `Page` has it. */
export interface LabelPage {
  readonly chunkHashes: Bytes32[];
  readonly labels: Hex;
}

/** The batch's `record` before settlement: each commitment hashed into it, from zero. */
export function historyHash(history: readonly HistoryEntry[]): Bytes32 {
  return history.reduce((hash, { seat, word: commitment }) => keccak(concat(fromHex(hash), word(BigInt(seat)), fromHex(commitment))), ZERO_WORD);
}

/** keccak256 of each chunk of eight items, the last one perhaps shorter. */
export function chunkHashes(kind: ProjectKind, labels: Uint8Array, itemCount: number): Result<Bytes32[], CodecError> {
  const chunks = chunksOf(kind, labels, itemCount);
  return chunks.ok ? ok(chunks.value.map((chunk) => keccak(chunk))) : chunks;
}

/** How the chain knows a seat's labels again: the hash over its chunks' hashes. */
export function chunksHash(hashes: readonly Bytes32[]): Bytes32 {
  return keccak(concat(...hashes.map((hash) => fromHex(hash))));
}

/** The batch's `record` once settled: its chain of consensus, then every seat's labels (zero: did not reveal). */
export function settledRecord(consensusRoot: Bytes32, labels: readonly (Bytes32 | null)[]): Bytes32 {
  return keccak(concat(fromHex(consensusRoot), ...labels.map((hash) => fromHex(hash ?? ZERO_WORD))));
}

/** The page that `settle` wants of one seat for items [fromItem, toItem). */
export function pageOf(kind: ProjectKind, labels: Uint8Array, itemCount: number, fromItem: number, toItem: number): Result<LabelPage, CodecError> {
  const chunks = chunksOf(kind, labels, itemCount);
  if (!chunks.ok) return chunks;
  const from = Math.floor(fromItem / CHUNK_ITEMS);
  const to = Math.ceil(toItem / CHUNK_ITEMS);
  return ok({ chunkHashes: chunks.value.map((chunk) => keccak(chunk)), labels: toHex(joinItems(chunks.value.slice(from, to))) });
}

/** The page of a seat that did not reveal. */
export const emptyPage: LabelPage = { chunkHashes: [], labels: '0x' };

/**
 * Every seat's page for items [fromItem, toItem), in seat order.
 * @param labels 0x-hex of the whole batch, `0x` for a seat that did not reveal; known to decode, as the chain has taken them
 */
export function pagesOf(kind: ProjectKind, labels: readonly string[], itemCount: number, fromItem: number, toItem: number): LabelPage[] {
  return labels.map((each) => {
    if (each === '0x') return emptyPage;
    const page = pageOf(kind, fromHex(each), itemCount, fromItem, toItem);
    if (!page.ok) throw new Error(`labels that the chain has taken do not decode: ${page.error.message}`);
    return page.value;
  });
}

function chunksOf(kind: ProjectKind, labels: Uint8Array, itemCount: number): Result<Uint8Array[], CodecError> {
  const items = splitBatch(kind, labels, itemCount);
  if (!items.ok) return items;
  const count = Math.ceil(itemCount / CHUNK_ITEMS);
  return ok(Array.from({ length: count }, (_, chunk) => joinItems(items.value.slice(chunk * CHUNK_ITEMS, (chunk + 1) * CHUNK_ITEMS))));
}
