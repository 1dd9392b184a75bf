import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostArguments, HostEventData, HostResult, Result } from '../../../shared/host-api.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { relayUrlOf } from '../../../shared/protocol/relay.ts';
import { fail } from '../context.ts';
import { isDatasetFile } from '../formats/format-of-file.ts';
import type { GoldFiles } from '../gold/gold-files.ts';
import { describeDataset } from './dataset.ts';
import { ingest, stopped } from './ingest.ts';
import { withPictures } from './instruction-pictures.ts';
import { IngestRecord, sweepRecords } from './ingest-record.ts';
import type { Known, Marked } from './ingest-record.ts';
import type { PackStore } from './pack-store.ts';
import type { Staging } from './staging.ts';
import { isZip, takeSource } from './take-source.ts';
import type { GivenSource } from './take-source.ts';

type Wish = HostArguments<'packs.ingest'>;
type Made = HostResult<'packs.ingest'>;

interface IngestsParts {
  readonly packsDir: string;
  readonly store: PackStore;
  readonly staging: Staging;
  readonly gold: GoldFiles;
  readonly tell: (progress: HostEventData<'packs.progress'>) => void;
  readonly nowMs: () => number;
}

interface Wanted {
  readonly name: string;
  readonly schema: ProjectSchema;
  /** A folder with the pictures of the instructions. */
  readonly pictures: string | null;
  readonly batchSize: number | null;
  readonly relay: string | null;
  readonly apartFrom: readonly string[];
  readonly signal: AbortSignal;
}

/** Ingests under way, by the name of the pack that they make: each can be stopped, and goes on from where it was. */
export class Ingests {
  readonly #parts: IngestsParts;
  readonly #running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<unknown> }>();
  #swept: Promise<void> | null = null;

  constructor(parts: IngestsParts) {
    this.#parts = parts;
  }

  /** INGEST_RUNNING, INGEST_STOPPED, and what the files and the schema give rise to. */
  async run(wish: Wish): Promise<Result<Made>> {
    if (this.#running.has(wish.name)) return fail('INGEST_RUNNING', `A pack "${wish.name}" is being made already`, { field: 'name', fix: 'Wait for it, stop it, or give this one another name.' });
    const abort = new AbortController();
    const run = this.#run(wish, abort.signal);
    this.#running.set(wish.name, { abort, ended: run.catch(() => null) });
    try {
      return await run;
    } catch (error) {
      if (abort.signal.aborted) return stopped();
      throw error;
    } finally {
      this.#running.delete(wish.name);
    }
  }

  /** Whether there was one to stop. It has ended when its `run` has. */
  stop(name: string): boolean {
    const running = this.#running.get(name);
    running?.abort.abort();
    return running !== undefined;
  }

  async close(): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async describe({ source, format }: HostArguments<'packs.describe'>): Promise<Result<HostResult<'packs.describe'>>> {
    if (source.from === 'path') return describeDataset({ path: source.path, format: format ?? null, images: source.images ?? null });
    const folder = await this.#parts.staging.folderOf(source.stagingId);
    return folder.ok ? describeDataset({ path: await onlyFileOf(folder.value), format: format ?? null, images: null }) : folder;
  }

  async #run({ source, name, schema, pictures, batchSize: spread, relay: named, apartFrom }: Wish, signal: AbortSignal): Promise<Result<Made>> {
    const batchSize = spread ?? null;
    const relay = named === undefined ? null : relayUrlOf(named);
    if (named !== undefined && relay === null) return fail('BAD_RELAY_URL', `"${named.slice(0, 80)}" is no relay's address.`, { field: 'relay', fix: 'Give it as https://host/path, without password or query.' });
    const parsed = parseProjectSchema(schema);
    if (!parsed.ok) {
      const [first] = parsed.error.fields;
      return fail(parsed.error.code, parsed.error.message, { field: `schema.${first?.field ?? ''}`, fix: first?.fix ?? 'Change the schema.' });
    }
    const { staging } = this.#parts;
    const shown = pictures === undefined || pictures.from === 'path' ? { ok: true as const, value: pictures?.path ?? null } : await staging.folderOf(pictures.stagingId);
    if (!shown.ok) return shown;
    const wanted = { name, schema: parsed.value, pictures: shown.value, batchSize, relay, apartFrom: apartFrom ?? [], signal };
    if (source.from === 'paths') return this.#ofPaths(source, wanted);
    const folder = await staging.folderOf(source.stagingId);
    if (!folder.ok) return folder;
    const { format, labels } = source;
    const done = await this.#ofPaths({ paths: [await onlyFileOf(folder.value)], format, labels }, wanted);
    // Kept where nothing was taken: the person may change the kind and try again without sending it all once more.
    if (done.ok) await staging.drop(source.stagingId);
    if (done.ok && pictures?.from === 'staging') await staging.drop(pictures.stagingId);
    return done;
  }

  async #ofPaths(given: GivenSource, { name, schema, pictures, batchSize, relay, apartFrom, signal }: Wanted): Promise<Result<Made>> {
    const { packsDir, store, gold, tell, nowMs } = this.#parts;
    this.#swept ??= sweepRecords(packsDir, store, nowMs());
    await this.#swept;
    const elsewhere = await this.#assetsOf(apartFrom);
    if (!elsewhere.ok) return elsewhere;
    const record = await IngestRecord.open(packsDir, [schema.kind, given.paths]);
    const keptOf = async (entry: Marked): Promise<Known | null> => {
      const known = record.find(entry);
      return known !== null && (await store.keepsAsset(known.sha256, entry.bytes)) ? known : null;
    };
    const taken = await takeSource(given, schema, { signal, onListed: (total, label) => tell({ job: name, done: 0, total, label }), keptOf });
    if (!taken.ok) return taken;
    const { files, problems, proposals, answers } = taken.value;
    try {
      const illustrated = await withPictures({ store, record }, schema, pictures);
      return await ingest(store, {
        name,
        schema: illustrated.schema,
        relay: relay ?? undefined,
        files,
        problems: [...illustrated.problems, ...problems],
        proposals,
        gold: answers === null ? null : { answers, batchSize, keep: (root, known) => gold.putAnswers(root, known) },
        record,
        elsewhere: elsewhere.value,
        signal,
        onProgress: (done, label) => tell({ job: name, done, total: files.length, label }),
      });
    } finally {
      await Promise.all([record.close(), taken.value.close()]);
    }
  }

  /** PACK_MISSING, PACK_BROKEN. */
  async #assetsOf(roots: readonly string[]): Promise<Result<ReadonlySet<string>>> {
    const hashes = new Set<string>();
    for (const root of roots) {
      const manifest = await this.#parts.store.manifest(root);
      if (!manifest.ok) return manifest;
      for (const { sha256 } of manifest.value.items) hashes.add(sha256);
    }
    return { ok: true, value: hashes };
  }
}

/** A dataset that is one file, or a zip, is meant where nothing else was sent. */
async function onlyFileOf(folder: string): Promise<string> {
  const [only, ...more] = await readdir(folder, { withFileTypes: true });
  return only?.isFile() === true && more.length === 0 && (isDatasetFile(only.name) || isZip(only.name)) ? join(folder, only.name) : folder;
}
