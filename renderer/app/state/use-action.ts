import { useCallback, useState } from 'react';
import type { HostError, Result } from '../../../shared/host-api.ts';

export interface Action<A extends readonly unknown[]> {
  run: (...args: A) => Promise<void>;
  isBusy: boolean;
  error: HostError | null;
  clear: () => void;
}

/** A call that can fail as expected: busy while it runs, its error kept to be shown where it was asked. */
export function useAction<A extends readonly unknown[], T>(work: (...args: A) => Promise<Result<T>>, done?: (value: T) => void): Action<A> {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<HostError | null>(null);
  const run = async (...args: A) => {
    setIsBusy(true);
    setError(null);
    const answer = await work(...args);
    setIsBusy(false);
    if (answer.ok) done?.(answer.value);
    else setError(answer.error);
  };
  return { run, isBusy, error, clear: useCallback(() => setError(null), []) };
}
