import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { Page, Panel } from '../ui/layout.tsx';
import { openOverlay } from '../state/overlays.ts';
import { AboutPanel } from './about-panel.tsx';
import { AppearancePanel } from './appearance-panel.tsx';
import { LockingPanel } from './locking-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { PracticePanel } from './practice-panel.tsx';
import './settings.css';

export function SettingsView() {
  const t = useStrings();
  return (
    <Page title={t('app:settings.title')}>
      <div className="t-settings">
        <AppearancePanel />
        <LockingPanel />
        <NetworkPanel />
        <PracticePanel />
        <Panel title={t('app:settings.keys')}>
          <div className="t-row">
            <p className="t-soft">{t('app:settings.keysHint')}</p>
            <Button onClick={() => openOverlay('help')}>{t('app:settings.keysAction')}</Button>
          </div>
        </Panel>
        <AboutPanel />
      </div>
    </Page>
  );
}
