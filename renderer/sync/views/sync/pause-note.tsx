import { CloudOff, Info } from 'lucide-react';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { useStrings } from '../../../app/strings/strings.ts';
import type { StringKey } from '../../../app/strings/keys.ts';
import { useLive } from '../../../app/state/use-live.tsx';
import type { PauseReason } from '../../engine/errors.ts';
import type { SyncSnapshot } from '../../service.ts';

const WORDS: Readonly<Record<PauseReason, StringKey>> = {
  offline: 'sync:sync.calmOffline',
  locked: 'sync:sync.calmLocked',
  'no-wallet': 'sync:sync.calmNoWallet',
  'no-funds': 'sync:sync.calmFunds',
  network: 'sync:sync.calmNetwork',
  relay: 'sync:sync.calmRelay',
};

/** Why nothing goes out now, calmly; an error only where something is wrong. */
export function PauseNote({ snapshot, hasWork }: { snapshot: SyncSnapshot; hasWork: boolean }) {
  const t = useStrings();
  const { chain } = useLive();
  const why = snapshot.isOnline ? snapshot.pause : 'offline';
  const error = snapshot.isOnline ? snapshot.error : why === 'offline' && chain?.error?.code !== 'CHAIN_OFFLINE' ? (chain?.error ?? null) : null;
  const isCalm = why !== null && (why !== 'locked' || hasWork);
  const Icon = why === 'offline' ? CloudOff : Info;
  const isWrong = error !== null && (why === null || why === 'network' || why === 'no-funds' || error.code === 'INTERNAL');
  return (
    <>
      {isCalm && (
        <p className="t-row" role="status">
          <Icon size={18} aria-hidden="true" />
          {t(WORDS[why])}
        </p>
      )}
      {isWrong && <ErrorPanel error={error} />}
    </>
  );
}
