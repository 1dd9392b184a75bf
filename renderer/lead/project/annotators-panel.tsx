import { useStrings } from '../../app/strings/strings.ts';
import { Address } from '../../app/ui/address.tsx';
import { Amount } from '../../app/ui/amount.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';
import type { LeadAnnotator } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { percent } from './figures.tsx';

/** Who works in the project, how often they agree, what they stand at and have earned. */
export function AnnotatorsPanel({ annotators, token }: { annotators: readonly LeadAnnotator[]; token: TokenFormat }) {
  const t = useStrings();
  return (
    <Panel title={t('lead:project.annotators.title')} isFlush>
      <Table
        caption={t('lead:project.annotators.title')}
        rows={annotators}
        rowKey={({ address }) => address}
        empty={t('lead:project.annotators.empty')}
        columns={[
          { id: 'account', head: t('lead:project.annotators.account'), cell: ({ address }) => <Address address={address} /> },
          { id: 'seats', head: t('lead:project.annotators.seats'), isNumber: true, cell: ({ seats }) => seats },
          {
            id: 'agreed',
            head: t('lead:project.annotators.agreed'),
            isNumber: true,
            cell: ({ agreed, scored }) => (scored === 0 ? '–' : `${t('lead:project.annotators.agreedOf', { agreed, scored })} (${percent(agreed / scored)})`),
          },
          {
            id: 'reputation',
            head: t('lead:project.annotators.reputation'),
            isNumber: true,
            cell: ({ reputation }) =>
              reputation === null
                ? t('lead:project.annotators.none')
                : t('lead:project.annotators.reputationOf', { score: percent(reputation.scoreBps / 10_000), count: reputation.items }),
          },
          {
            id: 'claimed',
            head: t('lead:project.annotators.claimed'),
            isNumber: true,
            cell: ({ claimedWei }) => <Amount value={claimedWei} decimals={token.decimals} symbol={token.symbol} />,
          },
          { id: 'forfeits', head: t('lead:project.annotators.forfeits'), isNumber: true, cell: ({ forfeits }) => forfeits },
        ]}
      />
    </Panel>
  );
}
