import type { UpdateHold, UpdateWork } from '../../../shared/updates/update-status.ts';

/** What the window said longer ago is not known any more: it says so every minute. */
const FRESH_MS = 5 * 60_000;
/** Within so long of a deadline no other version is tried out: it might not come up. */
export const DEADLINE_MS = 12 * 3_600_000;

/** The window's word, with the moment at which it was given. */
export interface SaidWork {
  readonly work: UpdateWork;
  readonly atMs: number;
}

export interface HoldFacts {
  readonly said: SaidWork | null;
  /** Requests that wait for the person. */
  readonly approvals: number;
  /** Calls of the host that make something big. */
  readonly tasks: number;
}

/** What keeps a new version from being put in place now. Silence is a reason, too. */
export function holdsOf({ said, approvals, tasks }: HoldFacts, nowMs: number): UpdateHold[] {
  const own: UpdateHold[] = [...(approvals > 0 ? ['approval' as const] : []), ...(tasks > 0 ? ['task' as const] : [])];
  if (said === null || Math.abs(nowMs - said.atMs) > FRESH_MS) return ['unknown', ...own];
  const { waiting, underWay, edits, deadlineInMs } = said.work;
  return [
    ...(underWay > 0 ? ['sending' as const] : []),
    ...(waiting > 0 ? ['waiting' as const] : []),
    ...(edits > 0 ? ['edits' as const] : []),
    ...(deadlineInMs !== null && said.atMs + deadlineInMs - nowMs < DEADLINE_MS ? ['deadline' as const] : []),
    ...own,
  ];
}
