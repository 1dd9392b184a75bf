import type { ActiveCommand } from './registry.ts';

/** A first key was pressed that begins longer keys: what can follow it. */
export interface PendingKeys {
  /** As in the table: `T`. */
  readonly first: string;
  /** Each with the whole of its keys: `T H`. */
  readonly next: readonly { readonly keys: string; readonly command: ActiveCommand }[];
}

let current: PendingKeys | null = null;
const listeners = new Set<() => void>();

export const pendingKeys = (): PendingKeys | null => current;

export function setPendingKeys(next: PendingKeys | null): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export function onPendingKeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
