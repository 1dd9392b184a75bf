import { useEffect, useRef } from 'react';
import { notify } from '../notices/notices.ts';
import { goTo } from '../routes/paths.ts';
import { useHost } from '../state/host.tsx';
import { useStrings } from '../strings/strings.ts';

/** Says once in a run that there is a new version, wherever the person is; the rest is in the settings. */
export function useTellUpdate(): void {
  const host = useHost();
  const t = useStrings();
  const told = useRef<string | null>(null);
  useEffect(
    () =>
      host.on('updates.changed', ({ found, activity }) => {
        if (found === null || activity !== 'idle' || told.current === found.version) return;
        told.current = found.version;
        notify({ tone: found.isUrgent ? 'warn' : 'info', text: t('app:updates.told', { version: found.version }), action: { label: t('app:updates.open'), run: () => goTo('/settings') } });
      }),
    [host, t],
  );
}
