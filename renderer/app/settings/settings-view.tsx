import { useStrings } from '../strings/strings.ts';
import { Page } from '../ui/layout.tsx';
import { AboutPanel } from './about-panel.tsx';
import { AppearancePanel } from './appearance-panel.tsx';
import { KeymapPanel } from './keymap/keymap-panel.tsx';
import { LockingPanel } from './locking-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { PacksPanel } from './packs-panel.tsx';
import { PracticePanel } from './practice-panel.tsx';
import { setStorageSlot } from './storage-slot.ts';
import './settings.css';

export function SettingsView() {
  const t = useStrings();
  return (
    <Page title={t('app:settings.title')}>
      <div className="t-settings">
        <AppearancePanel />
        <LockingPanel />
        <NetworkPanel />
        <PacksPanel />
        <PracticePanel />
        <div ref={setStorageSlot} />
        <KeymapPanel />
        <AboutPanel />
      </div>
    </Page>
  );
}
