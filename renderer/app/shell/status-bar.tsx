import { CircleDashed, Lock, LockOpen, Stamp, Wifi, WifiOff } from 'lucide-react';
import { Link } from 'wouter';
import { describeError } from '../errors/describe-error.ts';
import { locale, useStrings } from '../strings/strings.ts';
import { shortAddress } from '../format/short.ts';
import { AddressTiles } from '../ui/address-tiles.tsx';
import { Amount } from '../ui/amount.tsx';
import { askUnlock, openOverlay } from '../state/overlays.ts';
import { useHost } from '../state/host.tsx';
import { networkName } from '../state/network-name.ts';
import { useActiveAccount, useLive } from '../state/use-live.tsx';
import { QUEUE_SLOT } from './queue-slot.ts';
import './status-bar.css';

/** One quiet line: network, what waits, wallet. Being offline is a way of working, not an alarm. */
export function StatusBar() {
  const t = useStrings();
  return (
    <footer className="t-status" aria-label={t('app:status.label')}>
      <NetworkStatus />
      <span id={QUEUE_SLOT} className="t-status__slot" />
      <span className="t-status__space" />
      <WaitingApprovals />
      <WalletStatus />
    </footer>
  );
}

function NetworkStatus() {
  const t = useStrings();
  const { chain } = useLive();
  if (chain === null) return <StatusText icon={CircleDashed} text={t('app:status.networkUnknown')} />;
  const Icon = chain.isOnline ? Wifi : WifiOff;
  const block = chain.head === null ? '' : new Intl.NumberFormat(locale()).format(chain.head.number);
  return (
    <Link href="/settings" className={chain.isOnline ? 't-status__item' : 't-status__item t-status__item--offline'} title={chain.error === null ? undefined : describeError(chain.error, t).sentence}>
      <Icon size={14} aria-hidden="true" />
      <span className="t-status__name">{networkName(chain.network, t)}</span>
      <span>{chain.isOnline ? t('app:status.online') : t('app:status.offline')}</span>
      {block !== '' && <span className="t-number t-status__block">{t('app:status.block', { block })}</span>}
    </Link>
  );
}

function WaitingApprovals() {
  const t = useStrings();
  const { approvals } = useLive();
  if (approvals.length === 0) return null;
  return (
    <button type="button" className="t-status__item t-status__item--call" onClick={() => openOverlay('approvals')}>
      <Stamp size={14} aria-hidden="true" />
      {t('app:status.approvals', { count: approvals.length })}
    </button>
  );
}

function WalletStatus() {
  const t = useStrings();
  const host = useHost();
  const { wallet, balances } = useLive();
  const account = useActiveAccount();
  if (wallet === null) return null;
  if (account === null) {
    return (
      <button type="button" className="t-status__item" onClick={() => openOverlay('create-wallet')}>
        {t('app:status.noWallet')}
      </button>
    );
  }
  const lock = () => (wallet.isUnlocked ? void host.call('wallet.lock', {}) : askUnlock());
  const Icon = wallet.isUnlocked ? LockOpen : Lock;
  return (
    <>
      <Link href="/wallet" className="t-status__item" title={account.address}>
        <AddressTiles address={account.address} sizePx={14} />
        <span className="t-status__name t-truncate">{account.name}</span>
        <span className="t-mono">{shortAddress(account.address)}</span>
        {balances !== null && <Amount value={balances.token} decimals={balances.tokenDecimals} symbol={balances.tokenSymbol} maxFraction={2} />}
      </Link>
      <button type="button" className="t-status__item" onClick={lock} title={wallet.isUnlocked ? t('app:status.lockNow') : t('app:status.unlockNow')}>
        <Icon size={14} aria-hidden="true" />
        {wallet.isUnlocked ? t('app:status.unlocked') : t('app:status.locked')}
      </button>
    </>
  );
}

function StatusText({ icon: Icon, text }: { icon: typeof Wifi; text: string }) {
  return (
    <span className="t-status__item">
      <Icon size={14} aria-hidden="true" />
      {text}
    </span>
  );
}
