import { useStrings, locale } from '../../app/strings/strings.ts';
import { Field } from '../../app/ui/field.tsx';
import { NumberInput } from '../../app/ui/inputs.tsx';
import { Facts, Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';
import { labelCost, usdText } from '../../../shared/protocol/gas-costs.ts';
import type { LabelCost } from '../../../shared/protocol/gas-costs.ts';
import { networkPrices } from '../../../shared/protocol/gas-costs-prices.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { TokenInfo } from './draft.ts';
import type { GasPrices } from './use-gas-prices.ts';
import { costOf, hasRegions, questionOf } from './use-gas-prices.ts';

export interface GasPanelProps {
  params: ProjectParams | null;
  itemCount: number;
  token: TokenInfo;
  prices: GasPrices;
}

/** Coins of a network with as many digits as say something. */
export function coinsText(coins: number, currency: string): string {
  return `${new Intl.NumberFormat(locale(), { maximumSignificantDigits: 3, maximumFractionDigits: 18 }).format(coins)} ${currency}`;
}

/** What the network charges for the labels: a figure from the measured gas, prices that can be put right, other networks. */
export function GasPanel({ params, itemCount, token, prices }: GasPanelProps) {
  const t = useStrings();
  const cost = costOf(params, prices);
  return (
    <Panel title={t('lead:new.gas.title')}>
      <div className="t-stack">
        <p className="t-soft">{t('lead:new.gas.intro')}</p>
        <PriceFields kind={params?.kind ?? 'class'} token={token} prices={prices} />
        {params === null || cost === null ? <p className="t-soft">{t('lead:new.gas.needs')}</p> : <Cost cost={cost} params={params} itemCount={itemCount} prices={prices} />}
        {params !== null && (
          <details className="t-lead-more">
            <summary>{t('lead:new.gas.others')}</summary>
            <OtherNetworks params={params} regions={prices.regions} labels={itemCount * params.seats} />
          </details>
        )}
      </div>
    </Panel>
  );
}

function PriceFields({ kind, token, prices }: Pick<GasPanelProps, 'token' | 'prices'> & { kind: ProjectParams['kind'] }) {
  const t = useStrings();
  const { preset, currency, change } = prices;
  const dated = preset.coinPriceUsd === null ? t('lead:new.gas.noCoinPrice') : t('lead:new.gas.asOf', { month: preset.asOf });
  return (
    <div className="t-lead-fields">
      <Field label={t('lead:new.gas.gasPrice')} hint={prices.isFromNode ? t('lead:new.gas.fromNode') : t('lead:new.gas.asOf', { month: preset.asOf })}>
        {(control) => <NumberInput {...control} min={0} step="any" unit="gwei" value={prices.gasPriceGwei} onChange={(gasPriceGwei) => change({ gasPriceGwei })} />}
      </Field>
      <Field label={t('lead:new.gas.coinPrice', { currency })} hint={dated} isOptional>
        {(control) => <NumberInput {...control} min={0} step="any" unit="USD" value={prices.coinPriceUsd} onChange={(coinPriceUsd) => change({ coinPriceUsd })} />}
      </Field>
      <Field label={t('lead:new.gas.tokenPrice', { symbol: token.symbol })} hint={t('lead:new.gas.tokenPriceHint')} isOptional>
        {(control) => <NumberInput {...control} min={0} step="any" unit="USD" value={prices.tokenPriceUsd} onChange={(tokenPriceUsd) => change({ tokenPriceUsd })} />}
      </Field>
      {hasRegions(kind) && (
        <Field label={t('lead:new.gas.regions')} hint={t('lead:new.gas.regionsHint')}>
          {(control) => <NumberInput {...control} min={1} max={32} step={1} value={prices.regions} onChange={(regions) => change({ regions })} />}
        </Field>
      )}
    </div>
  );
}

function Cost({ cost, params, itemCount, prices }: { cost: LabelCost; params: ProjectParams; itemCount: number; prices: GasPrices }) {
  const t = useStrings();
  const labels = itemCount * params.seats;
  const worth = (times: number) => (cost.usd === null ? coinsText(cost.coins * times, prices.currency) : `${coinsText(cost.coins * times, prices.currency)} = $${usdText(cost.usd * times)}`);
  const gas = new Intl.NumberFormat(locale()).format(cost.gas);
  return (
    <div data-testid="lead-gas">
      <Facts
        facts={[
          { label: t('lead:new.gas.aLabel'), value: <span className="t-number">{`${t('lead:new.gas.units', { gas })}, ${worth(1)}`}</span> },
          ...(labels === 0 ? [] : [{ label: t('lead:new.gas.allLabels', { count: labels }), value: <span className="t-number">{worth(labels)}</span> }]),
        ]}
      />
      <p className="t-soft">{t(`lead:new.gas.basis.${cost.basis}`)}</p>
    </div>
  );
}

/** @param labels of the whole project; 0 while there are no files */
function OtherNetworks({ params, regions, labels }: { params: ProjectParams; regions: number | null; labels: number }) {
  const t = useStrings();
  const rows = networkPrices.filter(({ coinPriceUsd }) => coinPriceUsd !== null).map((network) => ({ network, cost: labelCost(questionOf(params, regions), network) }));
  return (
    <div className="t-stack">
      <Table
        caption={t('lead:new.gas.others')}
        rows={rows}
        rowKey={({ network }) => network.id}
        columns={[
          { id: 'network', head: t('lead:new.gas.network'), cell: ({ network }) => network.name },
          { id: 'price', head: t('lead:new.gas.gasPrice'), isNumber: true, cell: ({ network }) => `${network.gasPriceGwei} gwei` },
          { id: 'coin', head: t('lead:new.gas.coin'), isNumber: true, cell: ({ network }) => `${network.currency} $${network.coinPriceUsd ?? 0}` },
          { id: 'label', head: t('lead:new.gas.thousand'), isNumber: true, cell: ({ cost }) => `$${usdText((cost.usd ?? 0) * 1000)}` },
          ...(labels === 0 ? [] : [{ id: 'all', head: t('lead:new.gas.allLabels', { count: labels }), isNumber: true, cell: ({ network, cost }: (typeof rows)[number]) => `${coinsText(cost.coins * labels, network.currency)} = $${usdText((cost.usd ?? 0) * labels)}` }]),
        ]}
      />
      <p className="t-soft t-prose">{t('lead:new.gas.othersHint')}</p>
      <ul className="t-lead-sources">
        {rows.map(({ network }) => (
          <li key={network.id} className="t-soft">
            {network.name}, {network.asOf}: {network.source}
          </li>
        ))}
      </ul>
    </div>
  );
}
