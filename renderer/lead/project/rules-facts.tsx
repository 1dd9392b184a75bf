import { useStrings } from '../../app/strings/strings.ts';
import { Hash } from '../../app/ui/address.tsx';
import { Amount } from '../../app/ui/amount.tsx';
import { Facts, Panel } from '../../app/ui/layout.tsx';
import type { LeadProject } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { percent } from './figures.tsx';

/** What was fixed when the project opened. */
export function RulesFacts({ project, token }: { project: LeadProject; token: TokenFormat }) {
  const t = useStrings();
  const { params } = project;
  const amount = (value: bigint) => <Amount value={value} decimals={token.decimals} symbol={token.symbol} />;
  const share = (bps: number) => percent(bps / 10_000);
  const facts = [
    { label: t('lead:project.rules.seatsLabel'), value: t('lead:project.rules.seats', { quorum: params.quorum, seats: params.seats }) },
    { label: t('lead:project.rules.reward'), value: amount(params.rewardPerLabel) },
    { label: t('lead:project.rules.stake'), value: amount(params.stakePerSeat) },
    { label: t('lead:project.rules.auditFee'), value: amount(params.auditFeePerItem) },
    { label: t('lead:project.rules.batch'), value: params.batchSize },
    { label: t('lead:project.rules.audit'), value: share(params.auditBps) },
    ...(params.kind === 'class' ? [] : [{ label: t('lead:project.rules.threshold'), value: share(params.thresholdBps) }]),
    { label: t('lead:project.rules.agreement'), value: share(params.agreementBps) },
    { label: t('lead:project.rules.minScore'), value: share(params.minScoreBps) },
    { label: t('lead:new.rules.settlement'), value: t(`lead:new.rules.settlementOf.${params.settlement}`) },
    ...(params.settlement === 'computed' ? [] : [{ label: t('lead:project.rules.bond'), value: amount(params.assertBond) }]),
    { label: t('lead:project.rules.root'), value: <Hash hash={project.root} /> },
  ];
  return (
    <Panel title={t('lead:project.rules.title')}>
      <Facts facts={facts} />
    </Panel>
  );
}
