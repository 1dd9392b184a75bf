import { KeyRound, Wallet } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { openOverlay } from '../../app/state/overlays.ts';
import { useActiveAccount, useLive } from '../../app/state/use-live.tsx';
import { ContactsPanel } from '../contacts/contacts-panel.tsx';
import { setHistorySlot } from '../history/history-slot.ts';
import { LimitsPanel } from '../limits/limits-panel.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { BalancesPanel } from './balances-panel.tsx';
import { LockButton } from './lock-button.tsx';
import { ReceivePanel } from './receive-panel.tsx';
import './wallet-view.css';

/** Accounts, what they hold, and how to pay them. */
export function WalletView() {
  const t = useStrings();
  const { wallet, error } = useLive();
  const account = useActiveAccount();
  return (
    <Page title={t('wallet:title')} lead={t('wallet:lead')} actions={account !== null && <LockButton />}>
      {wallet === null && (error === null ? <Skeleton lines={5} /> : <ErrorPanel error={error} />)}
      {wallet !== null && account === null && (
        <EmptyState
          title={t('wallet:none.title')}
          actions={
            <>
              <Button tone="primary" icon={Wallet} onClick={() => openOverlay('create-wallet')}>
                {t('wallet:none.create')}
              </Button>
              <Button icon={KeyRound} onClick={() => openOverlay('import-wallet')}>
                {t('wallet:none.import')}
              </Button>
            </>
          }
        >
          {t('wallet:none.text')}
        </EmptyState>
      )}
      {account !== null && (
        <div className="t-wallet">
          <BalancesPanel address={account.address} />
          <ReceivePanel address={account.address} />
          <div ref={setHistorySlot} className="t-wallet__wide" />
          <LimitsPanel account={account} />
          <ContactsPanel />
          <AccountsPanel />
        </div>
      )}
    </Page>
  );
}
