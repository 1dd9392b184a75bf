import { useStrings, locale } from '../strings/strings.ts';
import { exactAmount, formatAmount } from '../format/amount.ts';

export interface AmountProps {
  /** In the smallest unit. */
  value: bigint | string;
  decimals: number;
  symbol: string;
  maxFraction?: number | undefined;
  /** `+` before what is gained. */
  hasSign?: boolean | undefined;
  className?: string | undefined;
}

/** Money: tabular, cut off and never rounded up, every digit in the title. */
export function Amount({ value, decimals, symbol, maxFraction, hasSign = false, className }: AmountProps) {
  const t = useStrings();
  const text = formatAmount(value, { decimals, maxFraction, locale: locale() });
  const plus = hasSign && BigInt(value) > 0n ? '+' : '';
  return (
    <span className={className} title={t('app:amount.exact', { amount: `${exactAmount(value, decimals)} ${symbol}` })}>
      <span className="t-number">{plus + text}</span> {symbol}
    </span>
  );
}
