import { lazy, Suspense, useEffect } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Overlay } from '../state/overlays.ts';
import { useOverlay } from '../state/overlays.ts';
import { useLive } from '../state/use-live.tsx';
import { Approvals } from '../../wallet/approvals/approvals.tsx';
import { Unlock } from '../../wallet/unlock.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { Palette } from './palette.tsx';

const load = {
  CreateWallet: () => import('../../wallet/create/create-wallet.tsx').then((module) => ({ default: module.CreateWallet })),
  SendDialog: () => import('../../wallet/send/send-dialog.tsx').then((module) => ({ default: module.SendDialog })),
  ImportWallet: () => import('../../wallet/import/import-wallet.tsx').then((module) => ({ default: module.ImportWallet })),
} as const;

const CreateWallet = lazy(load.CreateWallet);
const ImportWallet = lazy(load.ImportWallet);
const SendDialog = lazy(load.SendDialog);

/** Brought in while the host can be reached, as the views are. */
function preloadOverlays(): void {
  for (const overlay of Object.values(load)) overlay().catch(() => undefined);
}

/** The one thing that floats over the view. The view stays as it is below: nothing in it is lost. */
export function Overlays() {
  const overlay = useOverlay();
  useEffect(preloadOverlays, []);
  const { approvals } = useLive();
  if (overlay === 'approvals' && approvals.length === 0) return null;
  return <Suspense fallback={null}>{contentOf(overlay)}</Suspense>;
}

function contentOf(overlay: Overlay) {
  switch (overlay) {
    case null:
      return null;
    case 'palette':
      return <Palette />;
    case 'help':
      return <HelpSheet />;
    case 'unlock':
      return <Unlock />;
    case 'create-wallet':
      return <CreateWallet />;
    case 'import-wallet':
      return <ImportWallet />;
    case 'send':
      return <SendDialog />;
    case 'approvals':
      return <Approvals />;
    default:
      return assertNever(overlay);
  }
}
