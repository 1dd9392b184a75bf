import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';

/**
 * Runs password checks one at a time and answers each wrong one later than the one before (a quarter of a second,
 * doubling up to eight seconds), so that the window's side can't try passwords faster by asking in parallel.
 */
export interface GuessDelay {
  guard<T>(check: () => Promise<Result<T>>): Promise<Result<T>>;
}

const FIRST_MS = 250;
const LONGEST_MS = 8000;
/** A person has one or two checks under way, never more. */
const MAX_WAITING = 4;

export function createGuessDelay(pause: (ms: number) => Promise<unknown> = (ms) => wait(ms)): GuessDelay {
  let wrongInARow = 0;
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    guard: (check) => {
      if (waiting >= MAX_WAITING) {
        return Promise.resolve(fail('BUSY', 'Other passwords are still being checked', { fix: 'Wait a moment and try again.' }));
      }
      waiting += 1;
      const answer = turn.then(async () => {
        const result = await check();
        if (result.ok) wrongInARow = 0;
        else if (result.error.code === 'WRONG_PASSWORD') {
          await pause(Math.min(FIRST_MS * 2 ** wrongInARow, LONGEST_MS));
          wrongInARow += 1;
        }
        return result;
      });
      turn = answer.catch(() => undefined).finally(() => (waiting -= 1));
      return answer;
    },
  };
}
