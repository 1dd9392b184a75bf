import { useStrings } from '../strings/strings.ts';
import { Page } from '../ui/layout.tsx';
import { AboutPanel } from './about-panel.tsx';
import { CrashPanel } from '../crash/crash-panel.tsx';
import { AppearancePanel } from './appearance-panel.tsx';
import { KeymapPanel } from './keymap/keymap-panel.tsx';
import { LockingPanel } from './locking-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { PacksPanel } from './packs-panel.tsx';
import { PracticePanel } from './practice-panel.tsx';
import { RolePanel } from '../../practice/roles/role-panel.tsx';
import { UpdatesPanel } from '../updates/updates-panel.tsx';
import { setStorageSlot } from './storage-slot.ts';
import './settings.css';

export function SettingsView() {
  const t = useStrings();
  return (
    <Page title={t('app:settings.title')}>
      <div className="t-settings">
        <AppearancePanel />
        <RolePanel />
        <LockingPanel />
        <NetworkPanel />
        <PacksPanel />
        <PracticePanel />
        <div ref={setStorageSlot} />
        <KeymapPanel />
        <UpdatesPanel />
        <CrashPanel />
        <AboutPanel />
      </div>
    </Page>
  );
}
