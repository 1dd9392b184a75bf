import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/layout.tsx';
import { DeskView } from '../../desk/desk-view.tsx';
import type { SeatKey } from '../../store/keys.ts';
import { netKey, seatKey } from '../../store/keys.ts';
import { useDeskPort } from '../../sync/sync-provider.tsx';
import { EffortView } from '../../sync/views/effort-view.tsx';
import { goTo } from './paths.ts';

/** The desk at a seat of this machine: `/desk/<chainId>:<coordinator>/<seatId>`. */
export function DeskRoute({ address }: { address: string }) {
  const seat = parseSeatKey(address);
  return seat === null ? <UnknownSeat /> : <SeatDesk key={seat} seat={seat} />;
}

function SeatDesk({ seat }: { seat: SeatKey }) {
  return <DeskView port={useDeskPort(seat)} effort={EffortView} />;
}

function UnknownSeat() {
  const t = useStrings();
  return (
    <Page title={t('app:view.seatTitle')}>
      <EmptyState title={t('app:view.seatTitle')} actions={<Button onClick={() => goTo('/work')}>{t('app:view.missingAction')}</Button>}>
        {t('app:view.seat')}
      </EmptyState>
    </Page>
  );
}

export function parseSeatKey(address: string): SeatKey | null {
  const [, chainId, coordinator, seatId] = /^(\d{1,15}):(0x[0-9a-fA-F]{40})\/(\d{1,78})$/.exec(address) ?? [];
  return chainId === undefined || coordinator === undefined || seatId === undefined ? null : seatKey(netKey(Number(chainId), coordinator), seatId);
}
