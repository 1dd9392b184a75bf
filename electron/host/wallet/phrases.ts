import { randomBytes } from 'node:crypto';
import { HDNodeWallet, Mnemonic } from 'ethers/wallet';
import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { KeyMaterial } from './key-material.ts';

/** A phrase that was shown and not confirmed is forgotten after this. */
const HELD_MS = 30 * 60_000;

/** The one fresh phrase that is shown at a time. NEVER LOGGED; it leaves the host once, to be written down. */
export interface FreshPhrase {
  /** 12 words of the BIP-39 English list, from the system's randomness. Replaces the one before. */
  make(): HostResult<'wallet.newPhrase'>;
  /** PHRASE_EXPIRED, PHRASE_MISMATCH (with the place of the word that is wrong). The phrase stays until `forget`. */
  confirm(phraseId: string, words: HostArguments<'wallet.create'>['confirmed']): Result<KeyMaterial>;
  forget(): void;
}

export function createFreshPhrase(nowMs: () => number): FreshPhrase {
  let held: { phraseId: string; phrase: string; untilMs: number } | null = null;
  return {
    make: () => {
      const phrase = Mnemonic.entropyToPhrase(randomBytes(16));
      held = { phraseId: randomBytes(8).toString('hex'), phrase, untilMs: nowMs() + HELD_MS };
      return { phraseId: held.phraseId, words: phrase.split(' ') };
    },
    confirm: (phraseId, confirmed) => {
      if (held?.phraseId !== phraseId || nowMs() > held.untilMs) {
        held = null;
        return fail('PHRASE_EXPIRED', 'This seed phrase is no longer held', { fix: 'Ask for a new phrase and write that one down.' });
      }
      const words = held.phrase.split(' ');
      const wrong = confirmed.find(({ index, word }) => words[index] !== word.trim().toLowerCase());
      if (wrong) return mismatch(`Word ${String(wrong.index + 1)} is not the one that was shown`);
      if (new Set(confirmed.map(({ index }) => index)).size < 3) return mismatch('Three different words are asked for');
      return keyOfPhrase(held.phrase);
    },
    forget: () => (held = null),
  };
}

/** First account of a BIP-39 phrase (m/44'/60'/0'/0/0). Case and white space don't matter. BAD_PHRASE. */
export function keyOfPhrase(text: string): Result<KeyMaterial> {
  const phrase = text.normalize('NFKD').trim().toLowerCase().split(/\s+/).join(' ');
  if (!Mnemonic.isValidMnemonic(phrase)) {
    return fail('BAD_PHRASE', 'These words are not a BIP-39 seed phrase', {
      field: 'phrase',
      fix: 'Check each word and their order; a phrase has 12, 15, 18, 21 or 24 words.',
    });
  }
  const wallet = HDNodeWallet.fromPhrase(phrase);
  const source = { entropy: Mnemonic.phraseToEntropy(phrase), path: wallet.path ?? '', locale: 'en' };
  return { ok: true, value: new KeyMaterial(wallet.privateKey, source) };
}

/** A private key as 64 hex digits, with or without 0x. BAD_PRIVATE_KEY, which never quotes what was typed. */
export function keyOfHex(text: string): Result<KeyMaterial> {
  const digits = text.trim().replace(/^0x/i, '');
  try {
    if (/^[0-9a-f]{64}$/i.test(digits)) return { ok: true, value: new KeyMaterial(`0x${digits}`) };
  } catch {
    // Zero or beyond the curve's order: no key.
  }
  return fail('BAD_PRIVATE_KEY', 'This is not a private key', { field: 'privateKey', fix: 'A private key has 64 hex digits.' });
}

function mismatch(message: string): Result<never> {
  return fail('PHRASE_MISMATCH', message, { field: 'confirmed', fix: 'Look at what you wrote down and type the words again.' });
}
