import { useCallback, useEffect, useRef, useState } from 'react';
import type { HostError, HostMethod, HostParams, HostResult } from '../../../shared/host-api.ts';
import { useHost } from './host.tsx';

export interface Answer<T> {
  /** null until the first answer. */
  value: T | null;
  error: HostError | null;
  /** Asks again; what is shown stays until the new answer is there. */
  reload: () => void;
}

/** Asks the host once, and again when `askKey` changes (a network, an account). */
export function useAnswer<M extends HostMethod>(method: M, params: HostParams<M>, askKey = ''): Answer<HostResult<M>> {
  const host = useHost();
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Pick<Answer<HostResult<M>>, 'value' | 'error'>>({ value: null, error: null });
  const wanted = JSON.stringify(params);
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  });
  useEffect(() => {
    let isCurrent = true;
    void host.call(method, latest.current).then((answer) => {
      if (!isCurrent) return;
      setState((before) => (answer.ok ? { value: answer.value, error: null } : { value: before.value, error: answer.error }));
    });
    return () => {
      isCurrent = false;
    };
  }, [host, method, wanted, askKey, round]);
  return { ...state, reload: useCallback(() => setRound((before) => before + 1), []) };
}
