import type { LucideIcon } from 'lucide-react';
import { CircleCheck, CloudOff, Coins, HardDrive, Hourglass, Lock, TriangleAlert, Unplug, Wallet } from 'lucide-react';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import type { StringKey } from '../../../app/strings/keys.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { useLive } from '../../../app/state/use-live.tsx';
import { When } from '../../../app/ui/when.tsx';
import type { PauseReason } from '../../engine/errors.ts';
import { useQueueSummary } from '../../hooks.ts';
import type { SyncSnapshot } from '../../service.ts';

const NOTES: Readonly<Record<PauseReason, { words: StringKey; icon: LucideIcon }>> = {
  offline: { words: 'sync:sync.calmOffline', icon: CloudOff },
  busy: { words: 'sync:sync.calmBusy', icon: Hourglass },
  'no-space': { words: 'sync:sync.calmSpace', icon: HardDrive },
  locked: { words: 'sync:sync.calmLocked', icon: Lock },
  'no-wallet': { words: 'sync:sync.calmNoWallet', icon: Wallet },
  'no-funds': { words: 'sync:sync.calmFunds', icon: Coins },
  relay: { words: 'sync:sync.calmRelay', icon: Unplug },
  network: { words: 'sync:sync.calmNetwork', icon: TriangleAlert },
};

/** Why nothing goes out now, calmly, and as of when; an error only where something is wrong. */
export function PauseNote({ snapshot, hasWork }: { snapshot: SyncSnapshot; hasWork: boolean }) {
  const t = useStrings();
  const { chain } = useLive();
  const { unjournaled } = useQueueSummary();
  const why = snapshot.isOnline ? snapshot.pause : 'offline';
  const error = snapshot.isOnline ? snapshot.error : why === 'offline' && chain?.error?.code !== 'CHAIN_OFFLINE' ? (chain?.error ?? null) : null;
  const isSaid = why !== null && (why !== 'locked' || hasWork);
  const { words, icon: Icon } = isSaid ? NOTES[why] : { words: 'sync:sync.calmOnline' as const, icon: CircleCheck };
  const isWrong = error !== null && (why === null || why === 'network' || why === 'no-funds' || error.code === 'INTERNAL' || error.code === 'DISK_FULL');
  return (
    <>
      <div className="t-sync-note" role="status">
        <Icon size={18} aria-hidden="true" />
        <p className="t-sync-note__words">{t(words)}</p>
        {snapshot.head !== null && (
          <p className="t-soft">
            {t('sync:asOf', { block: snapshot.head.number })}, <When atMs={snapshot.head.atMs} />
          </p>
        )}
        <p className="t-soft t-sync-note__journal">{unjournaled > 0 ? t('sync:sync.journal', { count: unjournaled }) : t('sync:sync.journalWhole')}</p>
      </div>
      {isWrong && <ErrorPanel error={error} />}
    </>
  );
}
