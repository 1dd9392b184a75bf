import { statSync } from 'node:fs';
import { Transaction } from 'ethers/transaction';
import type { Result } from '../../shared/host-api.ts';
import type { AccountSigner } from '../host/chain/account.ts';
import { fail } from '../host/context.ts';
import { KeyMaterial } from '../host/wallet/key-material.ts';
import { openV3 } from '../host/wallet/v3.ts';
import { readText } from './files.ts';
import type { Output } from './output.ts';
import { passwordFor } from './password.ts';

export interface KeyOptions {
  readonly keyFile?: string;
  readonly keystore?: string;
  readonly passwordFile?: string;
}

/** An account that signs here, and from whose key secrets can be derived. The key itself does not leave. */
export interface OwnAccount extends AccountSigner {
  readonly key: KeyMaterial;
}

function accountOf(key: KeyMaterial): OwnAccount {
  return { address: key.address, key, signTransaction: async (transaction) => key.signTransaction(Transaction.from(transaction)) };
}

/** The key is read, used and never shown, not even when it is wrong. */
function fromKeyFile(path: string): Result<OwnAccount> {
  const text = readText(path);
  if (!text.ok) return { ok: false, error: { ...text.error, field: '--key-file' } };
  const digits = text.value.trim();
  if (!/^(0x)?[0-9a-fA-F]{64}$/.test(digits)) return fail('BAD_KEY', `${path} holds no private key.`, { field: '--key-file', fix: 'It must hold 64 hex digits, with or without 0x, and nothing else.' });
  try {
    return { ok: true, value: accountOf(new KeyMaterial(digits.startsWith('0x') ? digits : `0x${digits}`)) };
  } catch {
    return fail('BAD_KEY', `${path} holds a number that is no private key.`, { field: '--key-file', fix: 'Zero and numbers past the curve\'s order are no keys.' });
  }
}

async function fromKeystore(path: string, passwordFile: string | undefined): Promise<Result<OwnAccount>> {
  const json = readText(path);
  if (!json.ok) return { ok: false, error: { ...json.error, field: '--keystore' } };
  const password = await passwordFor(`Password of ${path}`, passwordFile);
  if (!password.ok) return password;
  const opened = await openV3(json.value, password.value);
  if (!opened.ok) return { ok: false, error: { ...opened.error, field: opened.error.code === 'WRONG_PASSWORD' ? '--password-file' : '--keystore' } };
  return { ok: true, value: accountOf(opened.value) };
}

function warnIfOpen(path: string, output: Output): void {
  if (process.platform === 'win32') return;
  const others = statSync(path).mode & 0o077;
  if (others !== 0) output.progress(`Others on this machine may read ${path}: chmod 600 it.`);
}

/** The account that pays for what a command sends, from a key file or a V3 keystore, one of the two. */
export async function accountKey(options: KeyOptions, output: Output): Promise<Result<OwnAccount>> {
  const { keyFile, keystore, passwordFile } = options;
  if ((keyFile === undefined) === (keystore === undefined)) return fail('USAGE', 'The key of the account is wanted, once: a key file or a keystore.', { field: '--key-file', fix: 'Give --key-file FILE or --keystore FILE.' });
  const key = keyFile !== undefined ? fromKeyFile(keyFile) : await fromKeystore(keystore ?? '', passwordFile);
  if (key.ok && keyFile !== undefined) warnIfOpen(keyFile, output);
  return key;
}
