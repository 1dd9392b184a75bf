import { useStrings } from '../../app/strings/strings.ts';
import { NumberInput } from '../../app/ui/inputs.tsx';
import { eachTier } from './draft.ts';
import type { RulesDraft, TierDraft } from './draft.ts';

export interface TiersFieldsProps {
  tiers: RulesDraft['tiers'];
  error: string | undefined;
  onChange: (tiers: RulesDraft['tiers']) => void;
}

/** The reputation ladder: what each rung asks for, and what it multiplies the reward by. */
export function TiersFields({ tiers, error, onChange }: TiersFieldsProps) {
  const t = useStrings();
  const change = (at: number, part: Partial<TierDraft>) => onChange(eachTier(tiers, (tier, index) => (index === at ? { ...tier, ...part } : tier)));
  return (
    <fieldset className="t-field t-lead-fieldset">
      <legend className="t-field__label">{t('lead:new.tiers.legend')}</legend>
      <p className="t-field__hint">{t('lead:new.tiers.hint')}</p>
      <table className="t-lead-tiers">
        <thead>
          <tr>
            <th scope="col">{t('lead:new.tiers.tier')}</th>
            <th scope="col">{t('lead:new.tiers.score')}</th>
            <th scope="col">{t('lead:new.tiers.items')}</th>
            <th scope="col">{t('lead:new.tiers.multiplier')}</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map((tier, index) => {
            const number = index + 1;
            return (
              <tr key={number}>
                <th scope="row">{number}</th>
                <td>
                  <NumberInput aria-label={t('lead:new.tiers.scoreOf', { number })} min={0} max={100} step="any" unit="%" value={tier.scorePercent} onChange={(scorePercent) => change(index, { scorePercent })} />
                </td>
                <td>
                  <NumberInput aria-label={t('lead:new.tiers.itemsOf', { number })} min={0} step={1} value={tier.items} onChange={(items) => change(index, { items })} />
                </td>
                <td>
                  <NumberInput aria-label={t('lead:new.tiers.multiplierOf', { number })} min={1} max={5} step={0.05} unit="×" value={tier.multiplier} onChange={(multiplier) => change(index, { multiplier })} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="t-field__error" role="alert">
        {error ?? ''}
      </p>
    </fieldset>
  );
}
