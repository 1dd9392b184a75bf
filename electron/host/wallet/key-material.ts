import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { SigningKey } from 'ethers/crypto';
import { computeAddress } from 'ethers/transaction';
import type { Transaction } from 'ethers/transaction';
import { getBytes, hexlify } from 'ethers/utils';

/** Domain separation: what is derived for salts can never be mistaken for the key or for a signature. */
const SALT_DOMAIN = 'tessera/seat-salt/v1';

/** The words' entropy and path, kept (encrypted) beside the key so that the phrase can be shown again. */
export interface PhraseSource {
  readonly entropy: string;
  readonly path: string;
  readonly locale: string;
}

/**
 * One account's private key in memory. NEVER LOGGED, NEVER SENT: it leaves this folder only as signatures and derived
 * salts, and where its owner gives the password to look at it; it prints itself as `[key]`. The bytes are wiped at lock; strings that the crypto
 * library made on the way are beyond reach until the collector runs.
 */
export class KeyMaterial {
  readonly address: string;
  readonly phrase: PhraseSource | null;
  readonly #privateKey: Uint8Array;
  #isWiped = false;

  constructor(privateKey: string, phrase: PhraseSource | null = null) {
    this.#privateKey = getBytes(privateKey);
    this.address = computeAddress(privateKey);
    this.phrase = phrase;
  }

  /** Signs a whole transaction; gives the raw bytes to send, 0x-hex. */
  signTransaction(transaction: Transaction): string {
    const signed = transaction.clone();
    signed.signature = this.#signingKey().sign(transaction.unsignedHash);
    return signed.serialized;
  }

  /** Signs an EIP-712 digest that the policy has made itself. 65 bytes, 0x-hex. */
  signDigest(digest: string): string {
    return this.#signingKey().sign(digest).serialized;
  }

  /** HMAC-SHA256 under a key that is derived from the private key for salts alone. 32 bytes, 0x-hex. */
  deriveSalt(message: Uint8Array): string {
    const saltKey = createHmac('sha256', this.#bytes()).update(SALT_DOMAIN).digest();
    return `0x${createHmac('sha256', saltKey).update(message).digest('hex')}`;
  }

  /** For the keystore's encryption, and nothing else. */
  exposeForKeystore(): string {
    return hexlify(this.#bytes());
  }

  /** To be shown to the person who has just given the password, and for nothing else. */
  exposeToPerson(): string {
    return hexlify(this.#bytes());
  }

  wipe(): void {
    this.#privateKey.fill(0);
    this.#isWiped = true;
  }

  toJSON(): string {
    return '[key]';
  }

  [inspect.custom](): string {
    return '[key]';
  }

  #bytes(): Uint8Array {
    if (this.#isWiped) throw new Error('a wiped key was used');
    return this.#privateKey;
  }

  #signingKey(): SigningKey {
    return new SigningKey(this.#bytes());
  }
}
