import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ZipEntry } from '../formats/unzip.ts';
import type { PackStore } from './pack-store.ts';
import type { FactsOf } from './inspect.ts';

/** Long enough for a lead to come back after a weekend. */
const STALE_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
/** What a kill may cost: as many files are read again. */
const BUFFER_LINES = 64;
const RECORD_FILE = /^[0-9a-f]{64}\.jsonl$/;

const facts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), mediaType: z.string(), widthPx: z.number().int(), heightPx: z.number().int() }),
  z.object({ kind: z.literal('text'), mediaType: z.literal('text/plain'), codePoints: z.number().int() }),
]);
const line = z.object({ path: z.string(), bytes: z.number().int(), at: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), facts });

/** A file as a record knows it. */
export interface Marked {
  /** Where it is; an entry of a zip lies below the zip. */
  readonly path: string;
  readonly bytes: number;
  /** By which it is told to be as it was. */
  readonly at: string;
}

/** What was learnt of a file by reading it. */
export interface Known {
  readonly sha256: string;
  readonly facts: FactsOf;
}

/**
 * What an ingest has taken so far, a line a file in `<packs>/ingests/<key>.jsonl`: one that was stopped or killed goes on
 * without reading again. A file counts as the same while its size, its times and its place on the disk are, and an entry
 * of a zip while those of the zip and the entry's checksum are. Gone when
 * the pack is made; what nobody goes on with goes after a week, and the bytes that no pack has with it.
 */
export class IngestRecord {
  readonly #path: string;
  readonly #known = new Map<string, z.infer<typeof line>>();
  #lines: string[] = [];
  #file: FileHandle | null = null;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @param key what tells one ingest from others: where it reads, and what for */
  static async open(packsDir: string, key: unknown): Promise<IngestRecord> {
    const folder = join(packsDir, 'ingests');
    await mkdir(folder, { recursive: true });
    const record = new IngestRecord(join(folder, `${createHash('sha256').update(JSON.stringify(key)).digest('hex')}.jsonl`));
    for await (const each of linesOf(record.#path)) record.#known.set(each.path, each);
    return record;
  }

  find({ path, bytes, at }: Marked): Known | null {
    const known = this.#known.get(path);
    return known?.bytes === bytes && known.at === at ? known : null;
  }

  /** To be called once the bytes are kept. */
  async add({ path, bytes, at }: Marked, { sha256, facts: found }: Known): Promise<void> {
    if (this.#known.get(path)?.at === at) return;
    this.#lines.push(JSON.stringify({ path, bytes, at, sha256, facts: found } satisfies z.infer<typeof line>));
    if (this.#lines.length >= BUFFER_LINES) await this.#flush();
  }

  /** Keeps what was added, for the next run. */
  async close(): Promise<void> {
    await this.#flush();
    await this.#file?.close();
    this.#file = null;
  }

  /** The pack is there: nothing is left to go on with. */
  async drop(): Promise<void> {
    this.#lines = [];
    await this.close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const text = this.#lines.map((each) => `${each}\n`).join('');
    this.#lines = [];
    this.#file ??= await open(this.#path, 'a', 0o600);
    await this.#file.writeFile(text);
  }
}

/** Times to the nanosecond where the system keeps them, and the file's number: a copy that was laid over it is another. */
export const fileMarked = (path: string, { size, mtimeMs, ctimeMs, ino }: Stats): Marked => ({ path, bytes: size, at: `${mtimeMs} ${ctimeMs} ${ino}` });

/** @param zip the zip itself, or its entry where it lies in another one */
export const entryMarked = (zip: Marked, { name, bytes, crc32 }: ZipEntry): Marked => ({ path: `${zip.path}/${name}`, bytes, at: `${zip.at} ${zip.bytes} ${crc32}` });

/** A torn last line, of a process that was killed while writing, is no line. */
async function* linesOf(path: string): AsyncGenerator<z.infer<typeof line>> {
  if ((await stat(path).catch(() => null)) === null) return;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
    const read = line.safeParse(parseJson(text));
    if (read.success) yield read.data;
  }
}

/** Forgets ingests that nobody went on with, with the assets that they brought and no pack has, and what a kill left half written. */
export async function sweepRecords(packsDir: string, store: PackStore, nowMs: number): Promise<void> {
  await store.dropHalves(nowMs);
  const folder = join(packsDir, 'ingests');
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!RECORD_FILE.test(name) || found === null || nowMs - found.mtimeMs < STALE_AFTER_MS) continue;
    const assets: { sha256: string; bytes: number }[] = [];
    for await (const { sha256, bytes } of linesOf(path)) assets.push({ sha256, bytes });
    await store.dropUnused(assets);
    await rm(path, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
