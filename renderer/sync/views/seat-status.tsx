import { assertNever } from '../../../shared/assert-never.ts';
import type { SeatState, SeatStatus } from '../../../shared/protocol/seat-state.ts';
import { absoluteTime } from '../../app/format/when.ts';
import type { Say } from '../../app/strings/strings.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { Badge } from '../../app/ui/badge.tsx';
import type { BadgeProps } from '../../app/ui/badge.tsx';

export function StateBadge({ status }: { status: SeatStatus | null }) {
  const t = useStrings();
  if (status === null) return <Badge>{t('sync:state.unknown')}</Badge>;
  return (
    <Badge tone={toneOf(status.state)} title={t(`sync:reason.${status.reason}`)}>
      {t(`sync:state.${status.state}`)}
    </Badge>
  );
}

function toneOf(state: SeatState): BadgeProps['tone'] {
  switch (state) {
    case 'leased':
    case 'labelling':
      return 'neutral';
    case 'sealed':
    case 'signed':
    case 'committed':
    case 'revealable':
    case 'revealed':
    case 'settled':
    case 'audited':
      return 'accent';
    case 'claimable':
    case 'paid':
      return 'good';
    case 'expired':
      return 'warn';
    case 'forfeited':
      return 'bad';
    default:
      return assertNever(state);
  }
}

/** "Reveal by 14:00 or lose the stake"; null where nothing ends. */
export function deadlineText(status: SeatStatus | null, t: Say): string | null {
  if (status?.deadlineSeconds == null) return null;
  const time = absoluteTime(status.deadlineSeconds * 1000, locale());
  if (status.step === 'reveal') return t('sync:deadline.reveal', { time });
  const isBeforeCommit = status.step === 'label' || status.step === 'sign' || status.step === 'commit';
  return t(isBeforeCommit ? 'sync:deadline.commit' : 'sync:deadline.wait', { time });
}
