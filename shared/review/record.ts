import { z } from 'zod';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { Failure } from '../result.ts';
import { reasonTable, reviewVerdicts } from './reasons.ts';
import type { ReasonCode } from './reasons.ts';

const hex = z.string().regex(/^0x([0-9a-f]{2})*$/);
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const id = z.string().regex(/^\d{1,78}$/);
const codes = reasonTable.map(({ code }) => code) as [ReasonCode, ...ReasonCode[]];

export const MAX_NOTE_LENGTH = 1000;

/** One item under one expert's review. What the chain has no room for is here: the blind answer, the verdict, the reasons. */
export const reviewRecordSchema = z.object({
  v: z.literal(1),
  expert: address,
  projectId: id,
  batchId: id,
  /** Within the batch. */
  item: z.int().min(0).max(63),
  /** The expert's labels as they were sealed before anybody's were shown. */
  blind: hex,
  blindAtMs: z.number(),
  verdict: z.enum(reviewVerdicts).nullable(),
  /** Of an accepted item: whose answer stands, the consensus' or a seat's. */
  of: z.union([z.literal('consensus'), z.int().min(0).max(6)]).nullable(),
  reasons: z.array(z.enum(codes)).max(codes.length),
  note: z.string().max(MAX_NOTE_LENGTH),
  /** The labels that were sent, or are to be; null where none are. */
  truth: hex.nullable(),
  atMs: z.number(),
  sent: z.object({ transactionHash: z.string(), blockNumber: z.int() }).nullable(),
});
export type ReviewRecord = z.infer<typeof reviewRecordSchema>;

/** A file of reviews: for the lead, for the annotators, for another expert to compare with. */
export const reviewFileSchema = z.object({
  kind: z.literal('tessera-reviews'),
  version: z.literal(1),
  chainId: z.int(),
  coordinator: address,
  /** The block as of which it was written. */
  blockNumber: z.int(),
  exportedAt: z.string(),
  reasons: z.array(z.object({ code: z.string(), number: z.int() })),
  reviews: z.array(reviewRecordSchema).max(200_000),
});
export type ReviewFile = z.infer<typeof reviewFileSchema>;

export function reviewFile(parts: Pick<ReviewFile, 'chainId' | 'coordinator' | 'blockNumber' | 'exportedAt' | 'reviews'>): ReviewFile {
  return { kind: 'tessera-reviews', version: 1, ...parts, reasons: reasonTable.map(({ code, number }) => ({ code, number })) };
}

/** Reads a file of reviews, or says what of it is none: REVIEW_FILE_INVALID with the first field at fault. */
export function parseReviewFile(text: string): Result<ReviewFile, Failure & { readonly field: string }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: 'REVIEW_FILE_INVALID', message: 'The file is no JSON', field: '(file)' });
  }
  const parsed = reviewFileSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  return err({ code: 'REVIEW_FILE_INVALID', message: `The file is none of reviews: ${field === '' ? 'it' : field} ${issue?.message ?? 'is not as expected'}`, field: field === '' ? '(file)' : field });
}
