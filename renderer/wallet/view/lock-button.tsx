import { Lock, LockOpen } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { useHost } from '../../app/state/host.tsx';
import { askUnlock } from '../../app/state/overlays.ts';
import { useLive } from '../../app/state/use-live.tsx';

export function LockButton() {
  const t = useStrings();
  const host = useHost();
  const isUnlocked = useLive().wallet?.isUnlocked ?? false;
  return (
    <Button icon={isUnlocked ? Lock : LockOpen} onClick={() => (isUnlocked ? void host.call('wallet.lock', {}) : askUnlock())}>
      {isUnlocked ? t('wallet:accounts.lock') : t('wallet:accounts.unlock')}
    </Button>
  );
}
