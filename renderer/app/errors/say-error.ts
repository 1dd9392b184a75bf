import type { Say } from '../strings/strings.ts';
import type { DescribableError } from './describe-error.ts';
import { describeError } from './describe-error.ts';

/** What was thrown, with its code where it has one. */
export function errorOf(cause: unknown): { code: string; message: string } {
  const code: unknown = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return { code: typeof code === 'string' ? code : 'UNEXPECTED', message: cause instanceof Error ? cause.message : String(cause) };
}

/** An error as a line of text, in the language of the window: what happened, and what is safe or what to do. */
export function sayError(error: DescribableError, t: Say): string {
  const { sentence, safe } = describeError(error, t);
  return `${sentence} ${safe}`;
}
