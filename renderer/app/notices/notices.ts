import { useSyncExternalStore } from 'react';

export interface Notice {
  id: number;
  tone: 'info' | 'good' | 'warn' | 'bad';
  /** Already in the person's language. */
  text: string;
  action?: { label: string; run: () => void } | undefined;
  /** Gone by itself after this long; null stays until it is dismissed. */
  lastsMs: number | null;
}

export type NewNotice = Pick<Notice, 'text'> & Partial<Pick<Notice, 'tone' | 'action' | 'lastsMs'>>;

const LASTS_MS = 6000;
const MOST = 4;
let notices: readonly Notice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Says something in passing. What must not be missed stays (`lastsMs: null`) or belongs in the view. */
export function notify({ text, tone = 'info', action, lastsMs = tone === 'bad' || action !== undefined ? null : LASTS_MS }: NewNotice): number {
  const notice: Notice = { id: nextId++, tone, text, action, lastsMs };
  // The same words twice are said once.
  set([...notices.filter((each) => each.text !== text), notice].slice(-MOST));
  if (lastsMs !== null) setTimeout(() => dismiss(notice.id), lastsMs);
  return notice.id;
}

export function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(subscribe, () => notices);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}
