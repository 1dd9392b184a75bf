import { getBytes, toUtf8Bytes } from 'ethers/utils';
import type { KeyMaterial } from './key-material.ts';

/** What a secret belongs to: the known answers of one pack at one coordinator on one chain. */
export interface GoldOf {
  readonly chainId: number;
  readonly coordinator: string;
  /** The pack's. */
  readonly manifestRoot: string;
}

/**
 * The secret behind a project's known answers, the same every time: with the seed phrase, the pack and the file of
 * answers a lost disk's commitments can be made again. Its message is text and no seat's, so the two never meet.
 */
export function goldSecret(key: KeyMaterial, { chainId, coordinator, manifestRoot }: GoldOf): string {
  const place = toUtf8Bytes(`tessera/gold/v1 ${chainId} ${coordinator.toLowerCase()} `);
  return key.deriveSalt(Buffer.concat([place, getBytes(manifestRoot)]));
}
