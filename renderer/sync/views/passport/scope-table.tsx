import type { PassportScope } from '../../../../shared/passport/passport.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Address } from '../../../app/ui/address.tsx';
import { Table } from '../../../app/ui/table.tsx';

const BPS = 10_000;

/** A record, scope by scope. */
export function ScopeTable({ scopes }: { scopes: readonly PassportScope[] }) {
  const t = useStrings();
  const percent = (bps: number) => new Intl.NumberFormat(locale(), { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(bps / BPS);
  return (
    <Table
      caption={t('sync:passport.title')}
      rows={scopes}
      rowKey={({ scope }) => scope}
      columns={[
        { id: 'scope', head: t('sync:passport.scope'), cell: ({ scope }) => <Address address={scope} /> },
        { id: 'score', head: t('sync:passport.score'), isNumber: true, cell: ({ scoreBps }) => percent(scoreBps) },
        { id: 'items', head: t('sync:passport.items'), isNumber: true, cell: ({ items }) => items },
        { id: 'events', head: t('sync:passport.events'), isNumber: true, cell: ({ moves }) => moves.length },
        { id: 'tiers', head: t('sync:passport.tiers'), cell: ({ tiers }) => (tiers.length === 0 ? '–' : tiers.map(({ projectId, tier }) => t('sync:passport.tierOf', { tier, project: projectId })).join(', ')) },
      ]}
    />
  );
}
