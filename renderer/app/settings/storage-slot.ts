/** The place in the settings where the store, which runs beside them, shows its panel; null while it is not there. */
let slot: HTMLElement | null = null;
const listeners = new Set<() => void>();

export function setStorageSlot(element: HTMLElement | null): void {
  slot = element;
  for (const listener of listeners) listener();
}

export const storageSlot = (): HTMLElement | null => slot;

export function onStorageSlot(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
