import { scrypt as nodeScrypt } from 'node:crypto';
import { scrypt } from 'ethers/crypto';

let isRegistered = false;

/** Gives ethers the scrypt of Node's thread pool: its own would hold the event loop for a second. */
export function useNodeScrypt(): void {
  if (isRegistered) return;
  isRegistered = true;
  scrypt.register(
    (password, salt, n, r, p, keyBytes) =>
      new Promise((resolve, reject) => {
        const maxmem = 128 * n * r + 128 * r * p + 64 * 1024 * 1024;
        nodeScrypt(password, salt, keyBytes, { N: n, r, p, maxmem }, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      }),
  );
}
