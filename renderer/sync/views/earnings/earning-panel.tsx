import { useMemo } from 'react';
import { projectKey, seatKey } from '../../../store/keys.ts';
import { useStoreQuery } from '../../../store/hooks.ts';
import { unpark } from '../../../store/outbox.ts';
import { getProject } from '../../../store/projects.ts';
import { absoluteTime } from '../../../app/format/when.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import type { Say } from '../../../app/strings/strings.ts';
import { askUnlock } from '../../../app/state/overlays.ts';
import { useLive } from '../../../app/state/use-live.tsx';
import { Amount } from '../../../app/ui/amount.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { Button } from '../../../app/ui/button.tsx';
import { Panel } from '../../../app/ui/layout.tsx';
import { Mosaic } from '../../../app/ui/mosaic.tsx';
import { MosaicLegend } from '../../../app/ui/mosaic-legend.tsx';
import { itemsOf, tileOf } from '../../model/earnings.ts';
import type { Earning } from '../../model/earnings.ts';
import { useSync } from '../../sync-provider.tsx';
import { ItemTable } from './item-table.tsx';
import { PayFacts } from './pay-facts.tsx';
import { useTokenFormat } from '../../hooks.ts';

/** One batch: its items as a mosaic, the pay spelled out, each item with its reason. */
export function EarningPanel({ earning }: { earning: Earning }) {
  const t = useStrings();
  const { session, service } = useSync();
  const { project, batch, stage } = earning;
  const row = useStoreQuery(async () => (service === null ? undefined : getProject(session.db, projectKey(service.net, project.id))), [session, service, project.id]);
  const items = useMemo(() => itemsOf(earning), [earning]);
  const name = `${row === undefined || row.name === '' ? t('sync:work.unnamed', { id: String(project.id) }) : row.name}, ${t('sync:work.batch', { number: batch.index + 1 })}`;
  const states = items.map(tileOf);
  return (
    <Panel
      title={name}
      actions={
        <span className="t-row">
          <Badge tone={stage === 'claimed' || stage === 'claimable' ? 'good' : 'neutral'}>{stageText(earning, t)}</Badge>
          {stage === 'claimable' && <ClaimButton earning={earning} />}
        </span>
      }
    >
      {stage === 'unsettled' || stage === 'void' ? (
        <p className="t-soft">{t(stage === 'void' ? 'sync:reason.batch-void' : 'sync:earnings.notYet')}</p>
      ) : (
        <div className="t-stack">
          <Mosaic name={name} tiles={states.map((state) => ({ state }))} />
          <MosaicLegend states={states} />
          <PayFacts earning={earning} />
          <details>
            <summary>{t('sync:earnings.items')}</summary>
            <ItemTable items={items} schema={row?.schema ?? null} caption={name} />
          </details>
        </div>
      )}
    </Panel>
  );
}

function stageText({ stage, batch, seat }: Earning, t: Say): string {
  switch (stage) {
    case 'claimed':
      return t('sync:earnings.paidIn', { block: seat.claim?.place.blockNumber ?? 0 });
    case 'claimable':
      return t('sync:earnings.ready');
    case 'pending':
      return t('sync:earnings.until', { time: absoluteTime(batch.auditEndSeconds * 1000, locale()) });
    case 'unsettled':
    case 'void':
      return t('sync:earnings.notYet');
  }
}

/** The engine claims by itself; the button is for who does not want to wait, or whose claim was parked. */
function ClaimButton({ earning }: { earning: Earning }) {
  const t = useStrings();
  const { session, service } = useSync();
  const { wallet } = useLive();
  const { decimals, symbol } = useTokenFormat();
  const claim = async () => {
    if (service === null) return;
    await unpark(session.db, [seatKey(service.net, earning.seat.id)], session.nowMs());
    await service.syncNow();
  };
  return (
    <Button tone="primary" size="s" onClick={() => (wallet?.isUnlocked === true ? void claim() : askUnlock(() => void claim()))}>
      {t('sync:earnings.claim')} <Amount value={earning.pay.total} decimals={decimals} symbol={symbol} />
    </Button>
  );
}
