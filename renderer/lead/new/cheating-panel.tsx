import { ShieldCheck, TriangleAlert } from 'lucide-react';
import { exactAmount, typedAmount } from '../../app/format/amount.ts';
import { useStrings, locale } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { NumberInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';
import { FEARED_RING_SHARE } from '../../../shared/protocol/economics-advice.ts';
import type { CheatPays, Remedy } from '../../../shared/protocol/economics-advice.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { RulesDraft, TokenInfo } from './draft.ts';
import type { ExpectationsDraft, Judgement } from './use-expectations.ts';

export interface CheatingPanelProps {
  params: ProjectParams | null;
  token: TokenInfo;
  expectations: ExpectationsDraft;
  /** null while the rules or the expectations do not hold. */
  judgement: Judgement | null;
  onExpectations: (change: Partial<ExpectationsDraft>) => void;
  onRules: (change: Partial<RulesDraft>) => void;
}

/** What honesty and cheating earn under the rules as they stand, and what to change where cheating pays. */
export function CheatingPanel({ params, token, expectations, judgement, onExpectations, onRules }: CheatingPanelProps) {
  const t = useStrings();
  const common = params?.kind === 'class' ? 'commonClass' : 'commonNothing';
  return (
    <Panel title={t('lead:new.cheating.title')}>
      <div className="t-stack">
        <p className="t-soft">{t('lead:new.cheating.intro')}</p>
        <div className="t-lead-fields">
          <Field label={t(`lead:new.cheating.${common}`)} hint={t(`lead:new.cheating.${common}Hint`)}>
            {(control) => <NumberInput {...control} min={0} max={100} step="any" unit="%" value={expectations.commonPercent} onChange={(commonPercent) => onExpectations({ commonPercent })} />}
          </Field>
          <Field label={t('lead:new.cheating.accuracy')} hint={t('lead:new.cheating.accuracyHint')}>
            {(control) => <NumberInput {...control} min={1} max={100} step="any" unit="%" value={expectations.accuracyPercent} onChange={(accuracyPercent) => onExpectations({ accuracyPercent })} />}
          </Field>
        </div>
        {params === null || judgement === null ? (
          <p className="t-soft">{t('lead:new.cheating.needs')}</p>
        ) : (
          <>
            <div role="status" className="t-stack" data-testid="lead-cheating">
              {judgement.cheats.map((cheat) => (
                <CheatWarning key={cheat.cheat} cheat={cheat} params={params} token={token} onRules={onRules} />
              ))}
              {judgement.cheats.length === 0 && <NonePays share={judgement.economics.ringShare} />}
            </div>
            <GainTable judgement={judgement} params={params} token={token} />
          </>
        )}
      </div>
    </Panel>
  );
}

const percentText = (share: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** Rewards of a seat and batch in the token; a hundredth of a reward is as close as an expectation needs to be. */
function inTokens(rewards: number, { rewardPerLabel }: ProjectParams, { decimals, symbol }: TokenInfo): string {
  const amount = ((Math.round(rewards * 100) / 100) * Number(rewardPerLabel)) / 10 ** decimals;
  return `${new Intl.NumberFormat(locale(), { maximumSignificantDigits: 3 }).format(amount)} ${symbol}`;
}

function NonePays({ share }: { share: number | null }) {
  const t = useStrings();
  return (
    <div className="t-lead-notice t-lead-notice--good">
      <ShieldCheck size={20} aria-hidden="true" />
      <p>
        {t('lead:new.cheating.none')} {share === null ? t('lead:new.cheating.ringNever') : t('lead:new.cheating.ringFrom', { share: percentText(share) })}
      </p>
    </div>
  );
}

interface CheatWarningProps extends Pick<CheatingPanelProps, 'token' | 'onRules'> {
  cheat: CheatPays;
  params: ProjectParams;
}

function CheatWarning({ cheat, params, token, onRules }: CheatWarningProps) {
  const t = useStrings();
  const amounts = { gain: inTokens(cheat.gain, params, token), honest: inTokens(cheat.honest, params, token) };
  const share = cheat.seatShare === null ? '' : percentText(cheat.seatShare);
  return (
    <div className="t-lead-notice t-lead-notice--warn" data-cheat={cheat.cheat}>
      <TriangleAlert size={20} aria-hidden="true" />
      <div className="t-lead-notice__words">
        <strong>{t(`lead:new.cheating.pays.${cheat.cheat}`)}</strong>
        <p>
          {t('lead:new.cheating.gain', amounts)} {cheat.cheat === 'ring' ? t('lead:new.cheating.ringWhen', { share, feared: percentText(FEARED_RING_SHARE), quorum: params.quorum }) : t('lead:new.cheating.workSaved')}
        </p>
        <p>{cheat.remedies.length === 0 ? t('lead:new.cheating.noRemedy') : t('lead:new.cheating.change', { count: cheat.remedies.length })}</p>
        <div className="t-row">
          {cheat.remedies.map((remedy) => (
            <Button key={remedy.field} size="s" onClick={() => onRules(rulesChange(remedy, token))}>
              {t(`lead:new.cheating.set.${remedy.field}`, { value: shownValue(remedy, token), quorum: 'quorum' in remedy ? remedy.quorum : '' })}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}

function shownValue({ field, value }: Remedy, token: TokenInfo): string {
  if (field === 'stakePerSeat') return `${typedAmount(exactAmount(value, token.decimals), locale())} ${token.symbol}`;
  return field === 'auditBps' || field === 'targetBps' ? percentText(value / 10_000) : String(value);
}

/** The remedy as the form has its rules. */
export function rulesChange(remedy: Remedy, token: TokenInfo): Partial<RulesDraft> {
  const { field, value } = remedy;
  switch (field) {
    case 'stakePerSeat':
      return { stake: exactAmount(value, token.decimals) };
    case 'auditBps':
      return { auditPercent: value / 100 };
    case 'targetBps':
      return { targetPercent: value / 100 };
    case 'batchSize':
      return { batchSize: value };
    case 'quorum':
      return { quorum: value };
    case 'seats':
      return { seats: value, ...(remedy.quorum === undefined ? {} : { quorum: remedy.quorum }) };
    case 'goldPerBatch':
      return { goldPerBatch: value };
  }
}

function GainTable({ judgement, params, token }: { judgement: Judgement; params: ProjectParams; token: TokenInfo }) {
  const t = useStrings();
  const { batchSize, economics } = judgement;
  const { honest } = economics;
  const rows = (['honest', 'lazy', 'random', 'ring'] as const).map((name) => ({ name, gain: economics[name].gain }));
  return (
    <Table
      caption={t('lead:new.cheating.table')}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { id: 'who', head: t('lead:new.cheating.who'), cell: ({ name }) => t(`lead:new.cheating.name.${name}`, { quorum: params.quorum, seats: params.seats }) },
        { id: 'gain', head: t('lead:new.cheating.batchGain', { count: batchSize }), isNumber: true, cell: ({ gain }) => inTokens(gain, params, token) },
        { id: 'share', head: t('lead:new.cheating.ofHonest'), isNumber: true, cell: ({ gain }) => (honest.gain > 0 ? percentText(gain / honest.gain) : '–') },
      ]}
    />
  );
}
