import { useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { HardDrive } from 'lucide-react';
import { formatBytes } from '../../../app/format/when.ts';
import { Banner } from '../../../app/shell/banner.tsx';
import { SPACE_SLOT } from '../../../app/shell/queue-slot.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { useSync } from '../../sync-provider.tsx';

/** Room on the disk runs short: said early, and said again when nothing new is taken on any more. */
export function SpaceBanner() {
  const t = useStrings();
  const { session } = useSync();
  const [slot] = useState(() => document.getElementById(SPACE_SLOT));
  const { level, diskBytes, quotaBytes, isRefused } = useSyncExternalStore(session.space.subscribe, session.space.get);
  if (level === 'enough' || slot === null) return null;
  const bytes = Math.min(diskBytes ?? Infinity, quotaBytes ?? Infinity);
  const size = Number.isFinite(bytes) && !isRefused ? formatBytes(bytes, locale()) : null;
  return createPortal(
    <Banner tone={level === 'full' ? 'bad' : 'warn'} icon={HardDrive} actions={null}>
      <strong>{size === null ? t('sync:storage.bannerFullTitle') : t(level === 'full' ? 'sync:storage.bannerReadOnlyTitle' : 'sync:storage.bannerLowTitle', { size })}</strong>{' '}
      {t(level === 'full' ? 'sync:storage.bannerFull' : 'sync:storage.bannerLow')}
    </Banner>,
    slot,
  );
}
