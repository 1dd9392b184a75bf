import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostArguments, HostEventData, HostResult, Result } from '../../../shared/host-api.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { relayUrlOf } from '../../../shared/protocol/relay.ts';
import { fail } from '../context.ts';
import type { HostContext } from '../context.ts';
import { isDatasetFile } from '../formats/format-of-file.ts';
import { GoldFiles } from '../gold/gold-files.ts';
import { describeDataset } from './dataset.ts';
import { Fetches } from './fetch/fetches.ts';
import { rootOfFile } from './fetch/root-of-file.ts';
import type { FetchTuning } from './fetch/fetches.ts';
import { ingest } from './ingest.ts';
import { keepSample } from './sample/keep-sample.ts';
import { PackStore } from './pack-store.ts';
import type { PacksService } from './port.ts';
import { Staging } from './staging.ts';
import { isZip, takeSource } from './take-source.ts';
import type { GivenSource } from './take-source.ts';


type Progress = HostEventData<'packs.progress'>;

/** A bar that moves ten times a second is alive; an event a file would drown the window at 50,000 files. */
const PROGRESS_EVERY_MS = 100;

export function createPacksService(context: Pick<HostContext, 'homeDir' | 'profileDir' | 'nowMs'>, fetching?: FetchTuning, sampleDir?: string): PacksService {
  const packsDir = join(context.homeDir, 'packs');
  const store = new PackStore(packsDir);
  const gold = new GoldFiles(context.profileDir);
  const staging = new Staging(packsDir, context.nowMs);
  const fetches = new Fetches({ packsDir, store, staging, nowMs: context.nowMs, ...(fetching === undefined ? {} : fetching) });
  const listeners = new Set<(progress: Progress) => void>();
  const tell = throttled(context.nowMs, (progress) => listeners.forEach((listener) => listener(progress)));

  return {
    list: async () => ({ ok: true, value: await store.list() }),
    sample: async () => (sampleDir === undefined ? fail('SAMPLE_MISSING', 'This host was started without the sample') : keepSample(store, sampleDir)),
    manifest: ({ root }) => store.manifest(root),
    stage: (args) => staging.add(args),
    describe: (args) => describe(staging, args),
    ingest: (args) => ingestSource({ store, staging, gold, tell }, args),
    fetch: (args) => fetches.begin(args.root, args.source),
    openFile: async ({ path }) => {
      const root = await rootOfFile(path);
      return root.ok ? fetches.begin(root.value, { from: 'path', path }) : root;
    },
    fetches: async () => ({ ok: true, value: await fetches.list() }),
    pause: ({ root }) => fetches.pause(root),
    resume: ({ root }) => fetches.resume(root),
    cancel: ({ root }) => fetches.cancel(root),
    remove: ({ root }) => store.remove(root),
    usage: async () => ({ ok: true, value: await fetches.usage() }),
    setLimits: (args) => fetches.setLimits(args),
    onFetching: (listener) => fetches.onChange(listener),
    asset: (sha256) => store.asset(sha256),
    onProgress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      listeners.clear();
      await fetches.close();
    },
  };
}

interface Parts {
  readonly store: PackStore;
  readonly staging: Staging;
  readonly gold: GoldFiles;
  readonly tell: (progress: Progress) => void;
}

async function ingestSource(parts: Parts, { source, name, schema, batchSize: spread, relay: named }: HostArguments<'packs.ingest'>): Promise<Result<HostResult<'packs.ingest'>>> {
  const batchSize = spread ?? null;
  const relay = named === undefined ? null : relayUrlOf(named);
  if (named !== undefined && relay === null) return fail('BAD_RELAY_URL', `"${named.slice(0, 80)}" is no relay's address.`, { field: 'relay', fix: 'Give it as https://host/path, without password or query.' });
  const parsed = parseProjectSchema(schema);
  if (!parsed.ok) {
    const [first] = parsed.error.fields;
    return fail(parsed.error.code, parsed.error.message, { field: `schema.${first?.field ?? ''}`, fix: first?.fix ?? 'Change the schema.' });
  }
  const wanted = { name, schema: parsed.value, batchSize, relay };
  if (source.from === 'paths') return ingestPaths(parts, source, wanted);
  const { staging } = parts;
  const folder = await staging.folderOf(source.stagingId);
  if (!folder.ok) return folder;
  const { format, labels } = source;
  const done = await ingestPaths(parts, { paths: [await onlyFileOf(folder.value)], format, labels }, wanted);
  // Kept where nothing was taken: the person may change the kind and try again without sending it all once more.
  if (done.ok) await staging.drop(source.stagingId);
  return done;
}

async function describe(staging: Staging, { source, format }: HostArguments<'packs.describe'>): Promise<Result<HostResult<'packs.describe'>>> {
  if (source.from === 'path') return describeDataset({ path: source.path, format: format ?? null, images: source.images ?? null });
  const folder = await staging.folderOf(source.stagingId);
  return folder.ok ? describeDataset({ path: await onlyFileOf(folder.value), format: format ?? null, images: null }) : folder;
}

/** A dataset that is one file, or a zip, is meant where nothing else was sent. */
async function onlyFileOf(folder: string): Promise<string> {
  const [only, ...more] = await readdir(folder, { withFileTypes: true });
  return only?.isFile() === true && more.length === 0 && (isDatasetFile(only.name) || isZip(only.name)) ? join(folder, only.name) : folder;
}

interface Wanted {
  readonly name: string;
  readonly schema: ProjectSchema;
  readonly batchSize: number | null;
  readonly relay: string | null;
}

async function ingestPaths(parts: Parts, given: GivenSource, wanted: Wanted): Promise<Result<HostResult<'packs.ingest'>>> {
  const { store, gold, tell } = parts;
  const { name, schema, batchSize, relay } = wanted;
  const taken = await takeSource(given, schema, (total, label) => tell({ job: name, done: 0, total, label }));
  if (!taken.ok) return taken;
  const { files, problems, proposals, answers } = taken.value;
  try {
    return await ingest(store, {
      name,
      schema,
      relay: relay ?? undefined,
      files,
      problems,
      proposals,
      gold: answers === null ? null : { answers, batchSize, keep: (root, known) => gold.putAnswers(root, known) },
      onProgress: (done, label) => tell({ job: name, done, total: files.length, label }),
    });
  } finally {
    await taken.value.close();
  }
}

function throttled(nowMs: () => number, send: (progress: Progress) => void): (progress: Progress) => void {
  let lastMs = -Infinity;
  return (progress) => {
    const isLast = progress.done === progress.total && progress.done > 0;
    if (!isLast && nowMs() - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = nowMs();
    send(progress);
  };
}
