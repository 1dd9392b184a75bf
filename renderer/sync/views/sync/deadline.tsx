import { relativeTime } from '../../../app/format/when.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { cx } from '../../../app/ui/cx.ts';
import { useNow } from '../../../app/ui/when.tsx';
import { useTokenFormat } from '../../hooks.ts';
import type { SeatCard } from '../../model/seats.ts';
import { deadlineText } from '../seat-status.tsx';

/** So near, it is shown as a thing to be done soon. */
const SOON_MS = 2 * 3_600_000;

/** By when the step must be done and what it costs to miss it, with the time that is left. */
export function Deadline({ card: { status, project } }: { card: SeatCard }) {
  const t = useStrings();
  const nowMs = useNow(5_000);
  const token = useTokenFormat();
  if (status?.deadlineSeconds == null) return null;
  const atMs = status.deadlineSeconds * 1000;
  return (
    <span className={cx('t-deadline', status.step !== 'wait' && atMs - nowMs < SOON_MS && 't-deadline--soon')}>
      <span>{deadlineText(status, { stake: project.params.stakePerSeat, token }, t)}</span>
      <span className="t-deadline__left">{relativeTime(atMs, nowMs, locale())}</span>
    </span>
  );
}
