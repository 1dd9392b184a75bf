import { assertNever } from '../../../shared/assert-never.ts';
import type { SeatState, SeatStatus } from '../../../shared/protocol/seat-state.ts';
import { formatAmount } from '../../app/format/amount.ts';
import { absoluteTime } from '../../app/format/when.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
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

/** What a seat stands to lose, and how its token is written. */
export interface AtStake {
  stake: bigint;
  token: TokenFormat;
}

/** "Reveal by 14:00 or lose 5 TSR"; null where nothing ends. */
export function deadlineText(status: SeatStatus | null, { stake, token }: AtStake, t: Say): string | null {
  if (status?.deadlineSeconds == null) return null;
  const time = absoluteTime(status.deadlineSeconds * 1000, locale());
  if (status.step === 'reveal') return t('sync:deadline.reveal', { time, amount: `${formatAmount(stake, { decimals: token.decimals, locale: locale() })} ${token.symbol}`.trim() });
  const isBeforeCommit = status.step === 'label' || status.step === 'sign' || status.step === 'commit';
  return t(isBeforeCommit ? 'sync:deadline.commit' : 'sync:deadline.wait', { time });
}
