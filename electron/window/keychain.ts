import { safeStorage } from 'electron';
import type { Keychain } from '../host/wallet/keychain.ts';

/**
 * The operating system's keychain by Electron. On Linux without a secret service Electron would scramble with a key that
 * is the same everywhere (`basic_text`): that is refused, and plain text is never turned on.
 */
export function systemKeychain(platform: string): Keychain {
  return {
    state: async () => {
      const name = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform === 'darwin' ? 'Keychain' : 'DPAPI';
      if (name === 'basic_text' || name === 'unknown') return { kind: 'plain-text', name };
      return { kind: (await safeStorage.isAsyncEncryptionAvailable()) ? 'ready' : 'none', name };
    },
    seal: async (text) => new Uint8Array(await safeStorage.encryptStringAsync(text)),
    open: async (sealed) => (await safeStorage.decryptStringAsync(Buffer.from(sealed))).result,
  };
}
