import { absoluteTime, relativeTime } from '../../../app/format/when.ts';
import { formatAmount } from '../../../app/format/amount.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { cx } from '../../../app/ui/cx.ts';
import { useNow } from '../../../app/ui/when.tsx';
import { useTokenFormat } from '../../hooks.ts';
import type { SeatCard } from '../../model/seats.ts';

/** So near, it is shown as a thing to be done soon. */
const SOON_MS = 2 * 3_600_000;

/** By when the step must be done and what it costs to miss it, with the time that is left. */
export function Deadline({ card: { status, project } }: { card: SeatCard }) {
  const t = useStrings();
  const nowMs = useNow(5_000);
  const { decimals, symbol } = useTokenFormat();
  if (status?.deadlineSeconds == null) return null;
  const atMs = status.deadlineSeconds * 1000;
  const time = absoluteTime(atMs, locale());
  const stake = `${formatAmount(project.params.stakePerSeat, { decimals, locale: locale() })} ${symbol}`.trim();
  const isDue = status.step !== 'wait';
  const words = status.step === 'reveal' && project.params.stakePerSeat > 0n ? t('sync:sync.revealBy', { time, stake }) : t(isDue ? 'sync:sync.by' : 'sync:sync.until', { time });
  return (
    <span className={cx('t-deadline', isDue && atMs - nowMs < SOON_MS && 't-deadline--soon')}>
      <span>{words}</span>
      <span className="t-deadline__left">{relativeTime(atMs, nowMs, locale())}</span>
    </span>
  );
}
