import { useSyncExternalStore } from 'react';
import type { Keymap } from './keymap.ts';
import { keymap, onKeymap } from './keymap.ts';

/** The keymap in use: the component is drawn again when a key changes. */
export function useKeymap(): Keymap {
  return useSyncExternalStore(onKeymap, keymap);
}
