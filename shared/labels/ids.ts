import { getAddress } from 'ethers/address';
import { z } from 'zod';

const DECIMAL = /^(0|[1-9][0-9]{0,77})$/;
const UINT256_MAX = (1n << 256n) - 1n;
const INDEX_BITS = 32n;
const SEAT_BITS = 8n;

const decimal = z
  .string()
  .regex(DECIMAL, 'must be a whole number in decimal digits')
  .refine((text) => !DECIMAL.test(text) || BigInt(text) <= UINT256_MAX, 'must fit 256 bits');

/** A project's number on chain, in decimal digits. */
export const projectIdSchema = decimal.brand<'ProjectId'>();
export type ProjectId = z.infer<typeof projectIdSchema>;

/** `projectId << 32 | index`, in decimal digits. */
export const batchIdSchema = decimal.brand<'BatchId'>();
export type BatchId = z.infer<typeof batchIdSchema>;

/** `batchId << 8 | seat`, in decimal digits. */
export const seatIdSchema = decimal.brand<'SeatId'>();
export type SeatId = z.infer<typeof seatIdSchema>;

/** An item's name in its pack's manifest: 1 to 128 characters without blanks or control characters. */
export const itemIdSchema = z
  .string()
  .regex(/^[^\s\p{C}]{1,128}$/u, 'must have 1 to 128 characters, no blanks, no control characters')
  .brand<'ItemId'>();
export type ItemId = z.infer<typeof itemIdSchema>;

/** A region's name within its item, made by whoever draws it. */
export const regionIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must have 1 to 64 letters, digits, _ or -')
  .brand<'RegionId'>();
export type RegionId = z.infer<typeof regionIdSchema>;

/** SHA-256 in 64 lower-case hexadecimal digits, without 0x. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof sha256Schema>;

/** 32 bytes as 0x and 64 lower-case hexadecimal digits. */
export const bytes32Schema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hexadecimal digits')
  .transform((text) => text.toLowerCase())
  .pipe(z.string().brand<'Bytes32'>());
export type Bytes32 = z.infer<typeof bytes32Schema>;

function checksum(text: string): string | null {
  try {
    return getAddress(text);
  } catch {
    return null;
  }
}

/** An account or contract, in checksummed form; other spellings of the same address are turned into it. */
export const addressSchema = z
  .string()
  .transform((text, context) => {
    const address = checksum(text);
    if (address !== null) return address;
    context.addIssue({ code: 'custom', message: 'must be an Ethereum address (0x and 40 hexadecimal digits, checksum right)' });
    return z.NEVER;
  })
  .pipe(z.string().brand<'Address'>());
export type Address = z.infer<typeof addressSchema>;

/** Each throws on a text that is no such id: use where the text is known to be good, and the schemas at the edge. */
export const parseProjectId = (text: string): ProjectId => projectIdSchema.parse(text);
export const parseBatchId = (text: string): BatchId => batchIdSchema.parse(text);
export const parseSeatId = (text: string): SeatId => seatIdSchema.parse(text);
export const parseItemId = (text: string): ItemId => itemIdSchema.parse(text);
export const parseRegionId = (text: string): RegionId => regionIdSchema.parse(text);
export const parseSha256 = (text: string): Sha256 => sha256Schema.parse(text);
export const parseBytes32 = (text: string): Bytes32 => (PLAIN_BYTES32.test(text) ? (text as Bytes32) : bytes32Schema.parse(text));

const PLAIN_BYTES32 = /^0x[0-9a-f]{64}$/;

/** Known good, in the spelling in which they were asked for: the checksum is a hash, and the same few accounts stand everywhere. */
const addresses = new Map<string, Address>();
const MOST_ADDRESSES = 10_000;

export function parseAddress(text: string): Address {
  const known = addresses.get(text);
  if (known !== undefined) return known;
  const address = addressSchema.parse(text);
  if (addresses.size >= MOST_ADDRESSES) addresses.clear();
  addresses.set(text, address);
  return address;
}

/** A whole number that fits is an id as it is printed; others go through the schema for what it says of them. */
const fits = (value: bigint): boolean => value >= 0n && value <= UINT256_MAX;
export const projectIdOf = (value: bigint): ProjectId => (fits(value) ? (value.toString() as ProjectId) : parseProjectId(value.toString()));
export const batchIdOf = (value: bigint): BatchId => (fits(value) ? (value.toString() as BatchId) : parseBatchId(value.toString()));
export const seatIdOf = (value: bigint): SeatId => (fits(value) ? (value.toString() as SeatId) : parseSeatId(value.toString()));

/** @param index the batch's place in its project, from 0 */
export function batchIdFrom(projectId: ProjectId, index: number): BatchId {
  return batchIdOf((BigInt(projectId) << INDEX_BITS) | BigInt(index));
}

/** @param seat the seat's place in its batch, from 0 */
export function seatIdFrom(batchId: BatchId, seat: number): SeatId {
  return seatIdOf((BigInt(batchId) << SEAT_BITS) | BigInt(seat));
}

export function projectOfBatch(batchId: BatchId): ProjectId {
  return projectIdOf(BigInt(batchId) >> INDEX_BITS);
}

export function batchIndexOf(batchId: BatchId): number {
  return Number(BigInt.asUintN(Number(INDEX_BITS), BigInt(batchId)));
}

export function batchOfSeat(seatId: SeatId): BatchId {
  return batchIdOf(BigInt(seatId) >> SEAT_BITS);
}

export function projectOfSeat(seatId: SeatId): ProjectId {
  return projectOfBatch(batchOfSeat(seatId));
}

export function seatIndexOf(seatId: SeatId): number {
  return Number(BigInt.asUintN(Number(SEAT_BITS), BigInt(seatId)));
}

/** The project's items that a batch holds: from `first`, `count` of them. */
export function itemsOfBatch(index: number, batchSize: number, itemCount: number): { first: number; count: number } {
  const first = index * batchSize;
  return { first, count: Math.max(0, Math.min(batchSize, itemCount - first)) };
}

export function batchCountOf(batchSize: number, itemCount: number): number {
  return Math.ceil(itemCount / batchSize);
}
