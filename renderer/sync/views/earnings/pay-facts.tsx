import { exactAmount } from '../../../app/format/amount.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Amount } from '../../../app/ui/amount.tsx';
import { Facts } from '../../../app/ui/layout.tsx';
import { useTokenFormat } from '../../hooks.ts';
import type { Earning } from '../../model/earnings.ts';

const times = (bps: number): string => (bps / 10_000).toString();

/** The contract's rule with this batch's numbers in it, and what it did to reputation. */
export function PayFacts({ earning: { project, seat, pay, moves } }: { earning: Earning }) {
  const t = useStrings();
  const { decimals, symbol } = useTokenFormat();
  const amount = (value: bigint) => <Amount value={value} decimals={decimals} symbol={symbol} maxFraction={decimals} />;
  const formula = t('sync:earnings.formula', {
    agreed: pay.agreedItems,
    reward: `${exactAmount(project.params.rewardPerLabel, decimals)} ${symbol}`,
    multiplier: times(seat.multiplierBps),
    factor: times(seat.payFactorBps),
  });
  const last = moves.at(-1);
  const isLost = seat.gold === 'pay-lost' || seat.gold === 'slashed';
  return (
    <>
      <Facts
        facts={[
          { label: formula, value: amount(pay.forAgreed) },
          ...(pay.forUnsettled > 0n ? [{ label: t('sync:earnings.unsettled', { count: seat.unsettledItems }), value: amount(pay.forUnsettled) }] : []),
          ...(pay.bonus > 0n ? [{ label: t('sync:earnings.bonus'), value: amount(pay.bonus) }] : []),
          { label: t('sync:earnings.total'), value: <strong>{amount(pay.total)}</strong> },
          ...(seat.claim === null ? [] : [{ label: t('sync:earnings.claimed'), value: amount(seat.claim.amount) }]),
        ]}
      />
      {seat.payFactorBps < 10_000 && <p className="t-soft">{t('sync:earnings.f', { factor: times(seat.payFactorBps) })}</p>}
      {isLost && <p>{t('sync:earnings.goldLost')}</p>}
      {seat.stakeLost > 0n && <p>{t('sync:earnings.stakeLost', { amount: `${exactAmount(seat.stakeLost, decimals)} ${symbol}` })}</p>}
      {last !== undefined && <p className="t-soft">{t('sync:earnings.moved', { score: last.scoreBps / 100, count: last.items })}</p>}
    </>
  );
}
