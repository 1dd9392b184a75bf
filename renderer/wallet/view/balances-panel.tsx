import { HandCoins, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { notify } from '../../app/notices/notices.ts';
import { Amount } from '../../app/ui/amount.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { useHost } from '../../app/state/host.tsx';
import { openOverlay } from '../../app/state/overlays.ts';
import { useAction } from '../../app/state/use-action.ts';
import { useLive, useLiveSource } from '../../app/state/use-live.tsx';

const NATIVE_DECIMALS = 18;

/** What the active account holds, as of a block. */
export function BalancesPanel({ address }: { address: string }) {
  const t = useStrings();
  const { balances, chain } = useLive();
  const token = { decimals: balances?.tokenDecimals ?? NATIVE_DECIMALS, symbol: balances?.tokenSymbol ?? '' };
  return (
    <Panel
      title={t('wallet:balance.title')}
      className="t-wallet__balances"
      actions={
        <Button icon={Send} tone="quiet" disabled={balances === null} onClick={() => openOverlay('send')}>
          {t('wallet:send.title')}
        </Button>
      }
    >
      {balances === null ? (
        <p className="t-soft">{t('wallet:balance.unknown')}</p>
      ) : (
        <dl className="t-balances">
          <Balance label={t('wallet:balance.token')} isMain>
            <Amount value={balances.token} {...token} />
          </Balance>
          <Balance label={t('wallet:balance.native')}>
            <Amount value={balances.nativeWei} decimals={NATIVE_DECIMALS} symbol={chain?.network.currency ?? ''} />
          </Balance>
          <Balance label={t('wallet:balance.stakeFree')}>
            <Amount value={balances.stakeFree} {...token} />
          </Balance>
          <Balance label={t('wallet:balance.stakeLocked')}>
            <Amount value={balances.stakeLocked} {...token} />
          </Balance>
        </dl>
      )}
      {balances !== null && <p className="t-wallet__as-of">{t('wallet:balance.asOf', { block: balances.blockNumber })}</p>}
      {(chain?.network.isLocal ?? false) && <Faucet address={address} />}
    </Panel>
  );
}

function Balance({ label, isMain = false, children }: { label: string; isMain?: boolean; children: ReactNode }) {
  return (
    <div className={isMain ? 't-balances__pair t-balances__pair--main' : 't-balances__pair'}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Faucet({ address }: { address: string }) {
  const t = useStrings();
  const host = useHost();
  const live = useLiveSource();
  const ask = useAction(
    () => host.call('chain.faucet', { address }),
    () => {
      notify({ tone: 'good', text: t('wallet:balance.faucetDone') });
      void live.refreshBalances();
    },
  );
  return (
    <div className="t-wallet__faucet">
      <p className="t-soft">{t('wallet:balance.faucetHint')}</p>
      <Button icon={HandCoins} isBusy={ask.isBusy} onClick={() => void ask.run()}>
        {t('wallet:balance.faucet')}
      </Button>
      {ask.error !== null && <ErrorPanel error={ask.error} onRetry={() => void ask.run()} />}
    </div>
  );
}
