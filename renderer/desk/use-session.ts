import { useEffect, useMemo } from 'react';
import { parseRegionId } from '../../shared/labels/ids.ts';
import type { RegionId } from '../../shared/labels/ids.ts';
import { sayKey, t } from '../app/strings/strings.ts';
import type { DeskPort } from './port.ts';
import { createDeskSession } from './session/session.ts';
import type { DeskSession } from './session/session.ts';

const ID_BYTES = 9;

/** 72 bits of chance: enough for the regions of one item. */
function newRegionId(): RegionId {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return parseRegionId(btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_'));
}

/** The session of a port, from the first paint to the last, with the window's input and visibility for its clock. */
export function useSession(port: DeskPort): DeskSession {
  const session = useMemo(() => createDeskSession({ port, nowMs: Date.now, newId: newRegionId, say: t, sayMark: sayKey }), [port]);
  useEffect(() => {
    void session.begin();
    return () => void session.close();
  }, [session]);
  useEffect(() => {
    const input = (): void => session.noteInput();
    const visibility = (): void => session.noteVisibility(document.visibilityState === 'visible');
    const leaving = (event: BeforeUnloadEvent): void => {
      session.commitDraft();
      session.noteVisibility(false);
      if (session.store.get().saving.kind === 'failed') event.preventDefault();
    };
    const inputs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const name of inputs) window.addEventListener(name, input, { passive: true });
    document.addEventListener('visibilitychange', visibility);
    window.addEventListener('beforeunload', leaving);
    return () => {
      for (const name of inputs) window.removeEventListener(name, input);
      document.removeEventListener('visibilitychange', visibility);
      window.removeEventListener('beforeunload', leaving);
    };
  }, [session]);
  return session;
}
