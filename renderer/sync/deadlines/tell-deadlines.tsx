import { useEffect, useRef } from 'react';
import { notify } from '../../app/notices/notices.ts';
import { goTo } from '../../app/routes/paths.ts';
import { useHost } from '../../app/state/host.tsx';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { useNow } from '../../app/ui/when.tsx';
import { readSyncSettings } from '../../store/sync-settings.ts';
import { useSeats, useTokenFormat } from '../hooks.ts';
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
  const { session } = useSync();
  const snapshot = useSyncSnapshot();
  const seats = useSeats();
  const token = useTokenFormat();
  const nowMs = useNow(LOOK_EVERY_MS);
  const told = useRef<Told>(new Set());
  useEffect(() => {
    if (seats === null || snapshot === null) return;
    const seenSeconds = snapshot.head?.timestampSeconds ?? 0;
    const situation = { nowSeconds: Math.max(seenSeconds, Math.floor(nowMs / 1000)), seenSeconds, isOnline: snapshot.isOnline, canSend: snapshot.isUnlocked && snapshot.pause === null };
    const why = !snapshot.isOnline ? 'offline' : !snapshot.isUnlocked ? 'locked' : snapshot.pause;
    for (const warning of dueWarnings(seats, situation, told.current)) {
      const text = warningText(warning, why, token, t, locale());
      notify({ tone: 'warn', text, lastsMs: null, action: { label: t('sync:tell.open'), run: () => goTo('/sync') } });
      void readSyncSettings(session.db).then(({ tellsDeadlines }) => (tellsDeadlines ? tellDesktop(host, session.info.shell, text) : undefined));
    }
  }, [seats, snapshot, nowMs, token, t, host, session]);
  const takenBack = snapshot?.takenBack ?? null;
  useEffect(() => {
    if (takenBack !== null) notify({ tone: 'info', text: t('sync:tell.takenBack', { count: takenBack.seats }) });
  }, [takenBack, t]);
  return null;
}
