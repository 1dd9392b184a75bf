import { useStrings, locale } from '../../app/strings/strings.ts';
import { formatAmount } from '../../app/format/amount.ts';
import { Amount } from '../../app/ui/amount.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { usdText } from '../../../shared/protocol/gas-costs.ts';
import type { LabelCost } from '../../../shared/protocol/gas-costs.ts';
import type { TokenState } from '../use-token.ts';
import type { Budget } from './budget.ts';
import { coinsText } from './gas-panel.tsx';
import type { GasPrices } from './use-gas-prices.ts';

export interface BudgetPanelProps {
  /** Null while the rules do not hold. */
  budget: Budget | null;
  params: ProjectParams | null;
  itemCount: number;
  isExact: boolean;
  tokenState: TokenState;
  /** Gas of one label; null while a price is missing. */
  cost: LabelCost | null;
  prices: GasPrices;
}

/** What opening will take, live; the contract counts the same. */
export function BudgetPanel({ budget, params, itemCount, isExact, tokenState, cost, prices }: BudgetPanelProps) {
  const t = useStrings();
  const { token, balance } = tokenState;
  if (budget === null || params === null || itemCount === 0) {
    return (
      <Panel title={t('lead:new.budget.title')}>
        <p className="t-soft">{t('lead:new.budget.needsFiles')}</p>
      </Panel>
    );
  }
  const amount = (value: bigint) => <Amount value={value} decimals={token.decimals} symbol={token.symbol} />;
  const missing = balance === null ? 0n : budget.total - balance;
  return (
    <Panel title={t('lead:new.budget.title')}>
      <div className="t-stack">
        <div>
          <p className="t-soft">{t('lead:new.budget.total')}</p>
          <p className="t-lead-budget__total" data-testid="lead-budget">
            {amount(budget.total)}
          </p>
          {prices.tokenPriceUsd !== null && <p>{t('lead:new.budget.inMoney', { usd: usdText((Number(budget.total) / 10 ** token.decimals) * prices.tokenPriceUsd) })}</p>}
          <p className="t-soft">{isExact ? t('lead:new.budget.exact', { count: itemCount }) : t('lead:new.budget.estimate', { count: itemCount })}</p>
        </div>
        <dl className="t-lead-sum">
          <dt>
            {t('lead:new.budget.labels')}
            <br />
            {t('lead:new.budget.labelsOf', { items: itemCount, seats: params.seats })}, {t('lead:new.budget.multiplier')}
          </dt>
          <dd>{amount(budget.labels)}</dd>
          <dt>{t('lead:new.budget.audits')}</dt>
          <dd>{amount(budget.audits)}</dd>
          {cost !== null && (
            <>
              <dt>{t('lead:new.budget.gas')}</dt>
              <dd className="t-number" data-testid="lead-budget-gas">
                {coinsText(cost.coins * itemCount * params.seats, prices.currency)}
                {cost.usd !== null && (
                  <>
                    <br />
                    {`$${usdText(cost.usd * itemCount * params.seats)}`}
                  </>
                )}
              </dd>
            </>
          )}
          {balance !== null && (
            <>
              <dt>{t('lead:new.budget.balance')}</dt>
              <dd>{amount(balance)}</dd>
            </>
          )}
        </dl>
        {missing > 0n && (
          <p role="alert" className="t-lead-missing">
            {t('lead:new.budget.missing')}: {amount(missing)}. {t('lead:new.budget.missingHint', { symbol: token.symbol })}
          </p>
        )}
        <p className="t-soft">
          {t('lead:new.budget.asIs', { amount: formatAmount(budget.likely, { decimals: token.decimals, locale: locale() }), symbol: token.symbol })}
        </p>
        <p className="t-soft">
          {t('lead:new.budget.batches', { count: budget.batches })}.{params.kind === 'class' && params.batchSize < 64 && ` ${t('lead:new.budget.small')}`}
        </p>
      </div>
    </Panel>
  );
}
