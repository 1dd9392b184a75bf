import { canonicalAmount, typedAmount } from '../../app/format/amount.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import type { StringKey } from '../../app/strings/keys.ts';
import { Checkbox, RadioGroup } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { NumberInput, TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { settlementNames } from '../../../shared/protocol/abi.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { Draft, RulesDraft, TokenInfo } from './draft.ts';
import { DurationInput } from './duration-input.tsx';
import { TiersFields } from './tiers-fields.tsx';

type Faults = ReadonlyMap<keyof ProjectParams | 'itemCount', string>;

export interface RulesPanelProps {
  draft: Draft;
  token: TokenInfo;
  /** What the contract would refuse, by its own field. */
  faults: Faults;
  onRules: (change: Partial<RulesDraft>) => void;
  onPackUri: (packUri: string) => void;
  onRelay: (relay: string) => void;
}

type Of<T> = { [K in keyof RulesDraft]: RulesDraft[K] extends T ? K : never }[keyof RulesDraft];

/** Money, seats and the most asked-for rule in sight; the rest behind one line. */
export function RulesPanel(props: RulesPanelProps) {
  const t = useStrings();
  const { draft, onPackUri, onRelay, onRules } = props;
  const isClass = draft.kind === 'class';
  return (
    <Panel title={t('lead:new.rules.title')}>
      <div className="t-stack">
        <p className="t-soft">{t('lead:new.rules.fixed')}</p>
        <div className="t-lead-fields">
          <AmountField {...props} field="reward" param="rewardPerLabel" />
          <NumberField {...props} field="seats" param="seats" />
          <NumberField {...props} field="quorum" param="quorum" />
          <NumberField {...props} field="batchSize" param="batchSize" />
          <PercentField {...props} field="auditPercent" param="auditBps" words="audit" />
          <AmountField {...props} field="auditFee" param="auditFeePerItem" />
          <AmountField {...props} field="stake" param="stakePerSeat" />
          <PercentField {...props} field="minScorePercent" param="minScoreBps" words="minScore" />
        </div>
        <details className="t-lead-more">
          <summary>{t('lead:new.rules.more')}</summary>
          <div className="t-lead-fields">
            {!isClass && <PercentField {...props} field="thresholdPercent" param="thresholdBps" words="threshold" />}
            <PercentField {...props} field="agreementPercent" param="agreementBps" words="agreement" />
            <PercentField {...props} field="targetPercent" param="targetBps" words="target" />
            <TimeField {...props} field="leaseSeconds" words="lease" />
            <TimeField {...props} field="commitSeconds" words="commit" />
            <TimeField {...props} field="revealSeconds" words="reveal" />
            <TimeField {...props} field="auditSeconds" words="auditTime" />
            <TimeField {...props} field="prioritySeconds" words="priority" />
          </div>
          <TiersFields tiers={draft.rules.tiers} error={props.faults.get('tiers')} onChange={(tiers) => onRules({ tiers })} />
          {!isClass && (
            <div className="t-stack">
              <RadioGroup
                legend={t('lead:new.rules.settlement')}
                value={draft.rules.settlement}
                options={settlementNames.map((way) => ({ value: way, label: t(`lead:new.rules.settlementOf.${way}`), hint: t(`lead:new.rules.settlementHint.${way}`) }))}
                onChange={(settlement) => onRules({ settlement })}
              />
              {draft.rules.settlement === 'asserted' && (
                <div className="t-lead-fields">
                  <TimeField {...props} field="challengeSeconds" words="challenge" />
                </div>
              )}
            </div>
          )}
          <div className="t-stack">
            <Checkbox
              label={t('lead:new.rules.openExperts')}
              hint={t('lead:new.rules.openExpertsHint')}
              isChecked={draft.rules.openExperts}
              onChange={(openExperts) => onRules({ openExperts })}
            />
            <Checkbox
              label={t('lead:new.rules.detailsOnChain')}
              hint={t('lead:new.rules.detailsOnChainHint')}
              isChecked={draft.rules.detailsOnChain}
              onChange={(detailsOnChain) => onRules({ detailsOnChain })}
            />
            <Field label={t('lead:new.rules.packUri')} hint={t('lead:new.rules.packUriHint')} isOptional>
              {(control) => <TextInput {...control} value={draft.packUri} maxLength={500} placeholder="https://…" onChange={onPackUri} />}
            </Field>
            <Field label={t('lead:new.rules.relay')} hint={t('lead:new.rules.relayHint')} isOptional>
              {(control) => <TextInput {...control} value={draft.relay} maxLength={300} placeholder="https://…" onChange={onRelay} />}
            </Field>
          </div>
        </details>
      </div>
    </Panel>
  );
}

interface OneProps extends RulesPanelProps {
  param: keyof ProjectParams;
}

function AmountField({ draft, token, faults, onRules, field, param }: OneProps & { field: 'reward' | 'stake' | 'auditFee' }) {
  const t = useStrings();
  return (
    <Field label={t(`lead:new.rules.${field}`)} hint={t(`lead:new.rules.${field}Hint`)} error={faults.get(param)}>
      {(control) => (
        <span className="t-input-group">
          <TextInput {...control} className="t-input--number" inputMode="decimal" value={typedAmount(draft.rules[field], locale())} onChange={(typed) => onRules({ [field]: canonicalAmount(typed, locale()) })} />
          <span className="t-input-group__unit" translate="no">{token.symbol}</span>
        </span>
      )}
    </Field>
  );
}

function NumberField({ draft, faults, onRules, field, param }: OneProps & { field: 'seats' | 'quorum' | 'batchSize' }) {
  const t = useStrings();
  return (
    <Field label={t(`lead:new.rules.${field}`)} hint={t(`lead:new.rules.${field}Hint`)} error={faults.get(param)}>
      {(control) => <NumberInput {...control} min={1} step={1} value={draft.rules[field]} onChange={(value) => onRules({ [field]: value })} />}
    </Field>
  );
}

type PercentWords = 'audit' | 'threshold' | 'agreement' | 'target' | 'minScore';

function PercentField({ draft, faults, onRules, field, param, words }: OneProps & { field: Extract<Of<number | null>, `${string}Percent`>; words: PercentWords }) {
  const t = useStrings();
  const hint: StringKey = `lead:new.rules.${words}Hint`;
  return (
    <Field label={t(`lead:new.rules.${words}`)} hint={t(hint)} error={faults.get(param)}>
      {(control) => <NumberInput {...control} min={0} max={100} step="any" unit="%" value={draft.rules[field]} onChange={(value) => onRules({ [field]: value })} />}
    </Field>
  );
}

type TimeField = Extract<Of<number | null>, `${string}Seconds`>;

function TimeField({ draft, faults, onRules, field, words }: RulesPanelProps & { field: TimeField; words: 'lease' | 'commit' | 'reveal' | 'auditTime' | 'challenge' | 'priority' }) {
  const t = useStrings();
  return (
    <Field label={t(`lead:new.rules.${words}`)} hint={t(`lead:new.rules.${words}Hint`)} error={faults.get(field)}>
      {(control) => <DurationInput control={control} seconds={draft.rules[field]} onChange={(seconds) => onRules({ [field]: seconds })} />}
    </Field>
  );
}
