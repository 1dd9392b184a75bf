import type { HostHandlers, Result } from '../../../shared/host-api.ts';
import type { GuessDelay } from './guess-delay.ts';
import type { Remembered } from './keychain.ts';
import type { KeyMaterial } from './key-material.ts';
import type { Keystore } from './keystore.ts';

interface MemoryParts {
  readonly keystore: Keystore;
  readonly guess: GuessDelay;
  readonly remembered: Remembered;
  /** Opens the wallet with a key that its password has opened. */
  readonly unlock: (key: Result<KeyMaterial>) => Promise<Awaited<ReturnType<HostHandlers['wallet.unlock']>>>;
}

type MemoryMethod = 'wallet.keychain' | 'wallet.remember' | 'wallet.forget' | 'wallet.unlockRemembered';

/** The keychain remembers a password only when it is asked to, and gives it to the host alone. */
export function memoryHandlers({ keystore, guess, remembered, unlock }: MemoryParts): Pick<HostHandlers, MemoryMethod> {
  const state = async () => ({ ok: true, value: await remembered.state() }) as const;
  return {
    'wallet.keychain': state,
    'wallet.remember': async ({ address, password }) => {
      const opened = await guess.guard(() => keystore.open(address, password));
      if (!opened.ok) return opened;
      opened.value.wipe();
      const kept = await remembered.put(address, password);
      return kept.ok ? state() : kept;
    },
    'wallet.forget': async ({ address }) => {
      await remembered.forget(address);
      return state();
    },
    'wallet.unlockRemembered': async ({ address }) => {
      const password = await remembered.get(address);
      if (!password.ok) return password;
      const opened = await keystore.open(address, password.value);
      // Another password since: what is remembered opens nothing any more.
      if (!opened.ok && opened.error.code === 'WRONG_PASSWORD') await remembered.forget(address);
      return unlock(opened);
    },
  };
}
