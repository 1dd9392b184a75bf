import { assertNever } from '../../../shared/assert-never.ts';
import { formatAmount } from '../../app/format/amount.ts';
import { absoluteTime } from '../../app/format/when.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { PauseReason } from '../engine/errors.ts';
import type { Warning } from './warnings.ts';

/** A warning as a sentence: "Reveal by 14:00 or lose 5 TSR. The wallet is locked." */
export function warningText(warning: Warning, why: PauseReason | null, token: TokenFormat, say: Say, language: string): string {
  const time = absoluteTime(warning.atSeconds * 1000, language);
  const amount = `${formatAmount(warning.stake, { decimals: token.decimals, locale: language })} ${token.symbol}`.trim();
  const cure = why === null ? '' : ` ${say(`sync:tell.why.${why}`)}`;
  switch (warning.kind) {
    case 'reveal':
      return say('sync:tell.reveal', { count: warning.seats, time, amount }) + cure;
    case 'may-reveal':
      return say('sync:tell.mayReveal', { count: warning.seats, time, amount });
    case 'commit':
      return say('sync:tell.commit', { count: warning.seats, time }) + cure;
    case 'label':
      return say('sync:tell.label', { count: warning.openItems, time });
    default:
      return assertNever(warning.kind);
  }
}
