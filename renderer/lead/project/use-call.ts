import { useState } from 'react';
import type { HostError } from '../../../shared/host-api.ts';
import { useHost } from '../../app/state/host.tsx';
import type { CallPhase, CallToMake } from '../../app/state/send-call.ts';
import { sendCall } from '../../app/state/send-call.ts';
import { useLiveSource } from '../../app/state/use-live.tsx';

export interface CallState {
  /** Null while nothing is under way. */
  readonly phase: CallPhase | null;
  readonly error: HostError | null;
  run(call: CallToMake, done: () => void): void;
}

/** One call to the contract at a time, from asking to its block. */
export function useCall(): CallState {
  const host = useHost();
  const live = useLiveSource();
  const [phase, setPhase] = useState<CallPhase | null>(null);
  const [error, setError] = useState<HostError | null>(null);
  const run = async (call: CallToMake, done: () => void) => {
    setError(null);
    const mined = await sendCall(host, live, call, setPhase);
    setPhase(null);
    if (!mined.ok) {
      setError(mined.error);
      return;
    }
    await live.refreshBalances();
    done();
  };
  return { phase, error, run: (call, done) => void run(call, done) };
}
