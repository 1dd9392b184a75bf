import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';

/*
 * A file under a password, written and read as a stream.
 *
 * One line of JSON (the header), then pieces. A piece is CHUNK_BYTES of content under AES-256-GCM, with its tag behind
 * it; only the last may be shorter, and the word END follows it, which tells a file that was cut off. Its nonce is its number, and one bit that only the last has: pieces cannot be
 * moved, left out or cut off unseen (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The
 * header's hash is the pieces' associated data. The key comes from the password by scrypt with the header's salt; a
 * second key from the same tells a wrong password from a changed file.
 */

const MAGIC = 'tessera-backup';
/** 2: the wallet's settings are in it. Files of version 1 are read as they are. */
const VERSION = 2;
const CHUNK_BYTES = 1024 * 1024;
const TAG_BYTES = 16;
const END = Buffer.from('end.\n');
const MAX_HEADER_BYTES = 4096;
/** 128 MiB and a quarter of a second: as the wallet's own files. */
const COST_N = 2 ** 17;
/** A hostile file may ask for terabytes: what is beyond is refused before it is tried. */
const MAX_COST_N = 2 ** 20;

const b64 = (bytes: number) => z.string().refine((text) => Buffer.from(text, 'base64').length === bytes);
const headerSchema = z.object({
  format: z.literal(MAGIC),
  version: z.int(),
  createdAtMs: z.number(),
  n: z.int().min(2).refine((n) => (n & (n - 1)) === 0),
  salt: b64(32),
  /** Tells a right password before anything is opened. */
  check: b64(32),
  /** SHA-256 of the fields before it: a header that was damaged is told from a wrong password. */
  sum: z.string().regex(/^[0-9a-f]{64}$/),
});
type Header = z.infer<typeof headerSchema>;

export interface SealOptions {
  readonly password: string;
  readonly nowMs: number;
  /** scrypt's N; cheaper in tests. */
  readonly costN?: number;
}

interface Keys {
  readonly content: Buffer;
  readonly check: Buffer;
}

async function keysOf(password: string, salt: Buffer, n: number): Promise<Keys> {
  const secret = await new Promise<Buffer>((resolve, reject) => {
    // The same text typed on another system may come in another form.
    scrypt(password.normalize('NFKC'), salt, 32, { N: n, r: 8, p: 1, maxmem: 128 * n * 8 + 64 * 1024 * 1024 }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', secret, salt, `${MAGIC} ${info}`, 32));
  return { content: derive('content'), check: createHmac('sha256', derive('check')).update(MAGIC).digest() };
}

function sumOf({ sum: _, ...fields }: Omit<Header, 'sum'> & { sum?: string }): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

const nonceOf = (at: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(at), 3);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

/** The content as the bytes of a sealed file. */
export async function* seal(content: AsyncIterable<Uint8Array>, { password, nowMs, costN = COST_N }: SealOptions): AsyncGenerator<Buffer> {
  const salt = randomBytes(32);
  const keys = await keysOf(password, salt, costN);
  const fields = { format: MAGIC, version: VERSION, createdAtMs: nowMs, n: costN, salt: salt.toString('base64'), check: keys.check.toString('base64') } as const;
  const line = Buffer.from(`${JSON.stringify({ ...fields, sum: sumOf(fields) })}\n`);
  yield line;
  const bound = createHash('sha256').update(line).digest();
  const piece = (bytes: Buffer, at: number, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', keys.content, nonceOf(at, isLast)).setAAD(bound);
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
  let at = 0;
  let pending: Buffer = Buffer.alloc(0);
  for await (const part of content) {
    pending = Buffer.concat([pending, part]);
    // One piece is always kept back: the last one is told apart from the others.
    for (; pending.length > CHUNK_BYTES; at++) {
      yield piece(pending.subarray(0, CHUNK_BYTES), at, false);
      pending = pending.subarray(CHUNK_BYTES);
    }
  }
  yield Buffer.concat([piece(pending, at, true), END]);
}

/** What is wrong with the file; thrown while its content is read, and caught where the reading began. */
export class BackupFault extends Error {
  constructor(
    readonly code: 'BACKUP_DAMAGED' | 'BACKUP_CUT_OFF',
    message: string,
  ) {
    super(message);
  }
}

export interface OpenedFile {
  readonly createdAtMs: number;
  /** Throws BackupFault at the first byte that is not as it was written. */
  readonly content: AsyncGenerator<Buffer>;
}

/** Opens a sealed file. NOT_A_BACKUP, BACKUP_NEWER, BACKUP_DAMAGED, WRONG_PASSWORD. */
export async function unseal(file: AsyncIterable<Uint8Array>, password: string): Promise<Result<OpenedFile>> {
  const source = file[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await source.next();
    if (next.done !== true) pending = Buffer.concat([pending, next.value]);
    return next.done !== true;
  };
  while (!pending.includes(10) && pending.length <= MAX_HEADER_BYTES && (await more()));
  const end = pending.indexOf(10);
  const line = pending.subarray(0, end + 1);
  pending = pending.subarray(end + 1);
  const header = headerOf(line);
  if (!header.ok) return header;
  const keys = await keysOf(password, Buffer.from(header.value.salt, 'base64'), header.value.n);
  if (!timingSafeEqual(keys.check, Buffer.from(header.value.check, 'base64'))) return fail('WRONG_PASSWORD', 'This password does not open the backup', { field: 'password' });
  const bound = createHash('sha256').update(line).digest();

  async function* content(): AsyncGenerator<Buffer> {
    const whole = CHUNK_BYTES + TAG_BYTES;
    for (let at = 0; ; at++) {
      while (pending.length <= whole + END.length && (await more()));
      const isLast = pending.length <= whole + END.length;
      if (isLast && !pending.subarray(-END.length).equals(END)) throw new BackupFault('BACKUP_CUT_OFF', `The file does not end as a backup ends: a part of it is missing after ${String(at)} MiB`);
      const piece = pending.subarray(0, isLast ? pending.length - END.length : whole);
      pending = pending.subarray(piece.length);
      const bytes = tryOpen(keys.content, piece, nonceOf(at, isLast), bound);
      if (bytes === null) throw new BackupFault('BACKUP_DAMAGED', `The file was changed: the ${String(at + 1)}. MiB of its content is not what was written`);
      yield bytes;
      if (isLast) return;
    }
  }
  return { ok: true, value: { createdAtMs: header.value.createdAtMs, content: content() } };
}

function tryOpen(key: Buffer, piece: Buffer, nonce: Buffer, bound: Buffer): Buffer | null {
  if (piece.length < TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(bound).setAuthTag(piece.subarray(piece.length - TAG_BYTES));
    return Buffer.concat([decipher.update(piece.subarray(0, piece.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function headerOf(line: Buffer): Result<Header> {
  const text = line.toString('utf8');
  if (!text.includes(MAGIC) || !text.endsWith('\n')) return fail('NOT_A_BACKUP', 'This file is no backup of Tessera', { field: 'file', fix: 'Choose a file that ends in .tessera-backup.' });
  const damaged = () => fail('BACKUP_DAMAGED', 'The first line of the backup was changed', { field: 'file', fix: 'Use another copy of the file.' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged();
  }
  const version = z.object({ version: z.int() }).safeParse(value);
  if (version.success && version.data.version > VERSION) return fail('BACKUP_NEWER', `The backup is of version ${String(version.data.version)}; this Tessera reads up to version ${String(VERSION)}`, { field: 'file', fix: 'Update Tessera.' });
  const parsed = headerSchema.safeParse(value);
  if (!parsed.success || sumOf(parsed.data) !== parsed.data.sum || parsed.data.n > MAX_COST_N) return damaged();
  return { ok: true, value: parsed.data };
}
