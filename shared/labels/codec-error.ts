import type { Failure } from '../result.ts';
import { err } from '../result.ts';

export type CodecCode =
  | 'TRUNCATED'
  | 'TRAILING_BYTES'
  | 'TOO_MANY_REGIONS'
  | 'NOT_ASCENDING'
  | 'CLASS_OUTSIDE'
  | 'CONFIDENCE_OUTSIDE'
  | 'NOT_A_NUMBER'
  | 'BOX_OUTSIDE'
  | 'BOX_EMPTY'
  | 'SPAN_OUTSIDE'
  | 'SPAN_EMPTY'
  | 'SPAN_QUOTE'
  | 'SPAN_OFFSETS'
  | 'DUPLICATE'
  | 'WRONG_KIND'
  | 'SIZE_UNKNOWN'
  | 'DETAILS_INVALID';

/** What keeps labels from being encoded or decoded: where it is, and what mends it. */
export interface CodecError extends Failure {
  readonly code: CodecCode;
  /** Place of the item in its batch, from 0, where a batch was given. */
  readonly itemIndex?: number;
  /** Place of the region in its item, from 0. */
  readonly regionIndex?: number;
  readonly field?: string;
  readonly fix: string;
}

export function codecFail(error: Omit<CodecError, 'itemIndex'>) {
  return err<CodecError>(error);
}

/** The same error, told of which item it is. */
export function inItem(error: CodecError, itemIndex: number) {
  return err<CodecError>({ ...error, itemIndex, message: `Item ${itemIndex + 1}: ${error.message}` });
}
