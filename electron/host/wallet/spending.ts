import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';

/** `native`, or a token's address in lower case. */
export type Asset = string;

/** Value that leaves an account's hand: sent, staked or put into a project. Amounts in the smallest unit. */
export interface Spend {
  readonly account: string;
  readonly chainId: number;
  readonly asset: Asset;
  readonly amount: bigint;
  readonly kind: string;
  /** Whom it was sent to; null where it went to the coordinator. */
  readonly to: string | null;
}

export interface Spent extends Spend {
  readonly atMs: number;
  /** Null while nobody knows whether it went out. */
  readonly transactionHash: string | null;
}

/** The most that may leave an account's hand in a day. */
export interface DailyLimit {
  readonly account: string;
  readonly chainId: number;
  readonly asset: Asset;
  readonly amount: bigint;
}

/** What an account has spent and may spend a day. One file beside the keys, a line an act, on disk before anything is signed. */
export interface Spending {
  /** Whether it would go, without noting anything: for saying so before a request is used up. OVER_DAILY_LIMIT */
  check(spend: Spend): Result<null>;
  /** Notes a spend and gives its number. OVER_DAILY_LIMIT where it goes beyond what is left for these 24 hours. */
  reserve(spend: Spend): Promise<Result<string>>;
  /** It went out. */
  settle(id: string, transactionHash: string): Promise<void>;
  /** It was never signed: what was reserved is free again. */
  undo(id: string): Promise<void>;
  /** Null where there is none. */
  limit(account: string, chainId: number, asset: Asset): bigint | null;
  setLimit(account: string, chainId: number, asset: Asset, amount: bigint | null): Promise<void>;
  /** Within the last 24 hours. */
  spent(account: string, chainId: number, asset: Asset): bigint;
  /** Everything that an account has spent, the oldest first. */
  all(account: string, chainId: number): readonly Spent[];
  /** Every limit there is, of every account and network. */
  limits(): readonly DailyLimit[];
  /** Everything that was spent with its number, as `takeIn` takes it. */
  record(): readonly NumberedSpend[];
  /** Notes what other books have and these do not; what is there or was undone here stays as it is. */
  takeIn(spends: readonly NumberedSpend[]): Promise<void>;
}

export type NumberedSpend = Spent & { readonly id: string };

const FILE = 'spending.jsonl';
const DAY_MS = 24 * 60 * 60_000;

const amount = z.string().regex(/^\d{1,78}$/).transform((text) => BigInt(text));
const place = { account: z.string(), chainId: z.number(), asset: z.string() };
const spendShape = { id: z.string(), atMs: z.number(), ...place, amount, kind: z.string(), to: z.string().nullable() };
/** As the books write them, and a backup too. */
export const limitSchema = z.object({ ...place, amount });
export const spentSchema = z.object({ ...spendShape, transactionHash: z.string().nullable() });
const lineSchema = z.discriminatedUnion('line', [
  z.object({ line: z.literal('spend'), ...spendShape }),
  z.object({ line: z.literal('sent'), id: z.string(), transactionHash: z.string() }),
  z.object({ line: z.literal('undone'), id: z.string() }),
  z.object({ line: z.literal('limit'), atMs: z.number(), ...place, amount: amount.nullable() }),
]);
type Line = z.output<typeof lineSchema>;

interface Books {
  readonly spends: Map<string, Spent>;
  readonly undone: Set<string>;
  readonly limits: Map<string, DailyLimit>;
}

/** Reads what was spent; a line that cannot be read is named in the log and passed over. */
export async function openSpending(dir: string, nowMs: () => number, log: (line: string) => void): Promise<Spending> {
  const path = join(dir, FILE);
  const books: Books = { spends: new Map(), undone: new Set(), limits: new Map() };
  const text = await readFile(path, 'utf8').catch(() => '');
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const parsed = lineSchema.safeParse(jsonOrNull(line));
    if (parsed.success) take(books, parsed.data);
    else log(`${FILE}: line ${String(at + 1)} in ${dir} cannot be read and was passed over`);
  }
  // A crash can leave half a line: what comes next must not stand in it.
  let isTorn = text !== '' && !text.endsWith('\n');

  // One after the other: two requests approved at once must not both fit under what is left.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const write = async (...lines: Line[]): Promise<void> => {
    if (lines.length === 0) return;
    const file = await open(path, 'a', 0o600);
    try {
      await file.writeFile(`${isTorn ? '\n' : ''}${lines.map((line) => `${textOf(line)}\n`).join('')}`);
      await file.sync();
    } finally {
      await file.close();
    }
    isTorn = false;
    for (const line of lines) take(books, line);
  };
  const spent = (account: string, chainId: number, asset: Asset): bigint => {
    const since = nowMs() - DAY_MS;
    const key = keyOf(account, chainId, asset);
    return [...books.spends.values()].reduce((sum, each) => (each.atMs > since && keyOf(each.account, each.chainId, each.asset) === key ? sum + each.amount : sum), 0n);
  };
  const limit = (account: string, chainId: number, asset: Asset): bigint | null => books.limits.get(keyOf(account, chainId, asset))?.amount ?? null;

  const check = ({ account, chainId, asset, amount: wanted }: Spend): Result<null> => {
    const most = limit(account, chainId, asset);
    if (most === null || spent(account, chainId, asset) + wanted <= most) return { ok: true, value: null };
    return fail('OVER_DAILY_LIMIT', 'This is more than the daily limit of the account leaves', { fix: 'Wait until tomorrow, or raise the limit in the wallet with the password.' });
  };

  return {
    check,
    reserve: (spend) =>
      inTurn(async () => {
        const fits = check(spend);
        if (!fits.ok) return fits;
        const id = randomBytes(8).toString('hex');
        await write({ line: 'spend', id, atMs: nowMs(), ...spend });
        return { ok: true, value: id };
      }),
    settle: (id, transactionHash) => inTurn(() => write({ line: 'sent', id, transactionHash })),
    undo: (id) => inTurn(() => write({ line: 'undone', id })),
    limit,
    setLimit: (account, chainId, asset, most) => inTurn(() => write({ line: 'limit', atMs: nowMs(), account, chainId, asset, amount: most })),
    spent,
    all: (account, chainId) => [...books.spends.values()].filter((each) => each.account.toLowerCase() === account.toLowerCase() && each.chainId === chainId),
    limits: () => [...books.limits.values()],
    record: () => [...books.spends].map(([id, spend]) => ({ id, ...spend })),
    takeIn: (spends) =>
      inTurn(async () => {
        const isNew = ({ id }: NumberedSpend): boolean => !books.spends.has(id) && !books.undone.has(id);
        await write(...spends.filter(isNew).flatMap(linesOf));
      }),
  };
}

function linesOf({ transactionHash, ...spend }: NumberedSpend): Line[] {
  const line: Line = { line: 'spend', ...spend };
  return transactionHash === null ? [line] : [line, { line: 'sent', id: spend.id, transactionHash }];
}

const textOf = (line: Line): string => JSON.stringify(line, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

function take({ spends, undone, limits }: Books, line: Line): void {
  switch (line.line) {
    case 'spend': {
      const { line: _, id, ...spend } = line;
      spends.set(id, { ...spend, transactionHash: null });
      return;
    }
    case 'sent': {
      const spend = spends.get(line.id);
      if (spend) spends.set(line.id, { ...spend, transactionHash: line.transactionHash });
      return;
    }
    case 'undone':
      spends.delete(line.id);
      undone.add(line.id);
      return;
    case 'limit': {
      const { account, chainId, asset, amount: most } = line;
      if (most === null) limits.delete(keyOf(account, chainId, asset));
      else limits.set(keyOf(account, chainId, asset), { account, chainId, asset, amount: most });
    }
  }
}

const keyOf = (account: string, chainId: number, asset: Asset): string => `${account} ${String(chainId)} ${asset}`.toLowerCase();

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
