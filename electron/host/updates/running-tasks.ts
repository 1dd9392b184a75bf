import type { HostMethod } from '../../../shared/host-api.ts';
import type { Dispatch } from '../dispatch.ts';

/** Calls that a restart would cut in the middle. */
const TASKS: ReadonlySet<unknown> = new Set<HostMethod>(['packs.ingest', 'files.export', 'files.verify', 'backup.make', 'backup.restore', 'gold.commit', 'chain.send', 'wallet.approve']);

/** Counts which of them run at this moment. */
export function countTasks(dispatch: Dispatch, onChange: (running: number) => void): Dispatch {
  let running = 0;
  return async (method, params) => {
    if (!TASKS.has(method)) return dispatch(method, params);
    onChange((running += 1));
    try {
      return await dispatch(method, params);
    } finally {
      onChange((running -= 1));
    }
  };
}
