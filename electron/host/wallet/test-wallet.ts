import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostArguments, Result } from '../../../shared/host-api.ts';
import { absentChain } from '../absent.ts';
import type { CallToSend, ChainService, ChainStatus, SentCall, TransactionSigner, TransactionToSign } from '../chain/port.ts';
import { fail } from '../context.ts';
import { openSettings } from '../settings.ts';
import { createGuessDelay } from './guess-delay.ts';
import type { Keychain } from './keychain.ts';
import { openBooks } from './books.ts';
import { createWallet } from './wallet.ts';
import type { WalletService } from './wallet.ts';

export const COORDINATOR = '0x00000000000000000000000000000000C0000001';
export const TOKEN = '0x000000000000000000000000000000000000beef';
export const PASSWORD = 'correct horse battery';

/** A network fault, made up: a node that changes what it was given before it asks for the signature. */
export type Tamper = (transaction: TransactionToSign) => TransactionToSign;

/** A chain that signs and sends nothing on: it fills a transaction as the real one does and keeps what was signed. */
export interface RecordingChain extends ChainService {
  readonly signed: string[];
  tamper: Tamper;
  switchNetwork(id: string): void;
}

export function recordingChain(reads: (calls: HostArguments<'chain.read'>['calls']) => string[] = () => []): RecordingChain {
  const signed: string[] = [];
  const listeners = new Set<(status: ChainStatus) => void>();
  let id = 'local';
  const chain: RecordingChain = {
    ...absentChain(fail('CHAIN_OFFLINE', 'not asked for here')),
    signed,
    tamper: (transaction) => transaction,
    network: () => ({ id, name: 'Local', chainId: 7357, isLocal: true, currency: 'ETH', coordinator: COORDINATOR, token: TOKEN, deployedAtBlock: 1, rpcUrl: '' }),
    read: async ({ calls }) => ({ ok: true, value: { results: reads(calls).map((data) => ({ isSuccess: data !== '0x', data })), blockNumber: 1 } }),
    broadcast: async (call: CallToSend, sign: TransactionSigner): Promise<Result<SentCall>> => {
      const fees = { kind: 'eip1559', maxFeePerGasWei: 2n * 10n ** 9n, maxPriorityFeePerGasWei: 10n ** 9n } as const;
      const raw = await sign(chain.tamper({ ...call, chainId: 7357, nonce: 0, gasLimit: 200_000n, fees }));
      if (!raw.ok) return raw;
      signed.push(raw.value);
      return { ok: true, value: { transactionHash: `0x${'1'.repeat(64)}`, gas: 200_000n } };
    },
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    switchNetwork: (next) => {
      id = next;
      for (const listener of listeners) listener({ network: chain.network(), isOnline: true, head: null, error: null });
    },
  };
  return chain;
}

export interface TestWallet {
  readonly wallet: WalletService;
  readonly chain: RecordingChain;
  readonly dir: string;
  readonly logged: string[];
  /** Milliseconds that wrong passwords were made to wait. */
  readonly waitedMs: number[];
  readonly clock: { nowMs: number };
  readonly changes: number[];
  dispose(): Promise<void>;
}

/** A real wallet in a folder of its own, with a clock that the test moves. */
export async function startTestWallet(parts: { chain?: RecordingChain; dir?: string; keychain?: Keychain } = {}): Promise<TestWallet> {
  const dir = parts.dir ?? (await mkdtemp(join(tmpdir(), 'wallet-')));
  const chain = parts.chain ?? recordingChain();
  const [logged, waitedMs, changes]: [string[], number[], number[]] = [[], [], []];
  const clock = { nowMs: 1_700_000_000_000 };
  const place = { keystoreDir: dir, profileDir: dir, nowMs: () => clock.nowMs, log: (line: string) => void logged.push(line) };
  const wallet = await createWallet({
    ...place,
    books: await openBooks(place),
    settings: await openSettings(dir, (line) => logged.push(line)),
    chain,
    onChanged: () => changes.push(clock.nowMs),
    onApprovals: (pending) => changes.push(pending.length),
    scryptN: 1024,
    ...(parts.keychain === undefined ? {} : { keychain: parts.keychain }),
    guessDelay: createGuessDelay(async (ms) => waitedMs.push(ms)),
  });
  return {
    wallet,
    chain,
    dir,
    logged,
    waitedMs,
    clock,
    changes,
    dispose: async () => {
      wallet.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
