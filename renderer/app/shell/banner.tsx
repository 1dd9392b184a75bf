import type { ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Unplug, UserRound } from 'lucide-react';
import { useRoute } from 'wouter';
import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { openOverlay } from '../state/overlays.ts';
import { useLive } from '../state/use-live.tsx';
import './banner.css';

/** What concerns every view, above it: a lost host first, else that there is no wallet yet. */
export function Banners() {
  const t = useStrings();
  const { isConnected, wallet, info } = useLive();
  const [isPractising] = useRoute('/practice/*?');
  if (!isConnected && info !== null) {
    return (
      <Banner tone="warn" icon={Unplug} actions={<Button size="s" onClick={() => location.reload()}>{t('app:banner.reload')}</Button>}>
        <strong>{t('app:banner.lostTitle')}</strong> {t('app:banner.lost')}
      </Banner>
    );
  }
  // Who draws a first box is not asked for a wallet: practice needs none.
  if (wallet !== null && wallet.accounts.length === 0 && !isPractising) {
    return (
      <Banner
        tone="accent"
        icon={UserRound}
        actions={
          <>
            <Button size="s" tone="quiet" onClick={() => openOverlay('import-wallet')}>{t('app:banner.import')}</Button>
            <Button size="s" tone="primary" onClick={() => openOverlay('create-wallet')}>{t('app:banner.create')}</Button>
          </>
        }
      >
        <strong>{t('app:banner.browseTitle')}</strong> {t('app:banner.browse')}
      </Banner>
    );
  }
  return null;
}

/** A line above the views. */
export function Banner({ tone, icon: Icon, actions, children }: { tone: 'accent' | 'warn' | 'bad'; icon: LucideIcon; actions: ReactNode; children: ReactNode }) {
  return (
    <div className={`t-banner t-banner--${tone}`} role={tone === 'accent' ? 'status' : 'alert'}>
      <Icon size={16} aria-hidden="true" />
      <p className="t-banner__text">{children}</p>
      {actions}
    </div>
  );
}
