import { useEffect, useRef } from 'react';
import { notify } from '../../app/notices/notices.ts';
import { goTo } from '../../app/routes/paths.ts';
import { useHost } from '../../app/state/host.tsx';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { useNow } from '../../app/ui/when.tsx';
import { readSyncSettings } from '../../store/sync-settings.ts';
import { readSeatCards, useTokenFormat } from '../hooks.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';
import { tellDesktop } from './desktop.ts';
import { dueWarnings } from './warnings.ts';
import type { Told } from './warnings.ts';
import { warningText } from './words.ts';

const LOOK_EVERY_MS = 15_000;

/** Tells of deadlines before they bite, here and on the desktop, and of blocks that were taken back. Shows nothing itself. */
export function TellDeadlines() {
  const t = useStrings();
  const host = useHost();
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const token = useTokenFormat();
  const nowMs = useNow(LOOK_EVERY_MS);
  const told = useRef<Told>(new Set());
  const { account = null, isLoaded = false, isOnline = false, isUnlocked = false, pause = null, takenBack = null } = snapshot ?? {};
  useEffect(() => {
    if (service === null || account === null || !isLoaded) return undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const cards = await readSeatCards(service, account);
      const { tellsDeadlines } = await readSyncSettings(session.db);
      if (isOver) return;
      const seenSeconds = service.times().headSeconds;
      const situation = { nowSeconds: Math.max(seenSeconds, Math.floor(nowMs / 1000)), seenSeconds, isOnline, canSend: isUnlocked && pause === null };
      const why = !isOnline ? 'offline' : !isUnlocked ? 'locked' : pause;
      for (const warning of dueWarnings(cards, situation, told.current)) {
        const text = warningText(warning, why, token, t, locale());
        const isLabelling = warning.kind === 'label';
        notify({ tone: 'warn', text, lastsMs: null, action: { label: t(isLabelling ? 'sync:tell.openWork' : 'sync:tell.open'), run: () => goTo(isLabelling ? '/work' : '/sync') } });
        if (tellsDeadlines) await tellDesktop(host, session.info.shell, text);
      }
    };
    // The store may be closing under it: another window took over, and tells.
    look().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [service, account, isLoaded, isOnline, isUnlocked, pause, nowMs, token, t, host, session]);
  useEffect(() => {
    if (takenBack !== null) notify({ tone: 'info', text: t('sync:tell.takenBack', { count: takenBack.seats }) });
  }, [takenBack, t]);
  return null;
}
