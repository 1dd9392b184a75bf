import { useCommands } from '../../commands/use-commands.ts';
import { goTo } from '../routes/paths.ts';
import { useHost } from '../state/host.tsx';
import { askUnlock, openOverlay } from '../state/overlays.ts';
import { useLive } from '../state/use-live.tsx';
import { isDark, setAppearance } from '../theme/appearance.ts';
import { startTour } from '../../practice/tour/tour.ts';

/** What the frame itself can do, everywhere. */
export function useGlobalCommands(): void {
  const host = useHost();
  const { wallet } = useLive();
  const hasWallet = (wallet?.accounts.length ?? 0) > 0;
  const isUnlocked = wallet?.isUnlocked ?? false;
  useCommands('global', {
    'go.work': () => goTo('/work'),
    'go.sync': () => goTo('/sync'),
    'go.earnings': () => goTo('/earnings'),
    'go.wallet': () => goTo('/wallet'),
    'go.review': () => goTo('/review'),
    'go.lead': () => goTo('/lead'),
    'go.settings': () => goTo('/settings'),
    'go.practice': () => goTo('/practice'),
    'go.guide': () => goTo('/guide'),
    'window.tour': () => {
      startTour();
      goTo('/practice');
    },
    'window.palette': () => openOverlay('palette'),
    'window.help': () => openOverlay('help'),
    'window.keys': () => goTo('/settings'),
    'window.theme': () => setAppearance({ theme: isDark() ? 'light' : 'dark' }),
    ...(hasWallet ? { 'wallet.send': () => openOverlay('send') } : {}),
    ...(hasWallet && isUnlocked ? { 'wallet.lock': () => void host.call('wallet.lock', {}) } : {}),
    ...(hasWallet && !isUnlocked ? { 'wallet.unlock': () => askUnlock() } : {}),
    ...(hasWallet ? {} : { 'wallet.create': () => openOverlay('create-wallet'), 'wallet.import': () => openOverlay('import-wallet') }),
  });
}
