/** The place in the wallet where the store, which runs beside it, shows what was earned and paid; null while it is not there. */
let slot: HTMLElement | null = null;
const listeners = new Set<() => void>();

export function setHistorySlot(element: HTMLElement | null): void {
  slot = element;
  for (const listener of listeners) listener();
}

export const historySlot = (): HTMLElement | null => slot;

export function onHistorySlot(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
