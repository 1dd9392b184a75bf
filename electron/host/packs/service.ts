import { basename, join } from 'node:path';
import type { HostArguments, HostEventData, HostResult, Result } from '../../../shared/host-api.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { relayUrlOf } from '../../../shared/protocol/relay.ts';
import { fail } from '../context.ts';
import type { HostContext } from '../context.ts';
import { GoldFiles } from '../gold/gold-files.ts';
import { isAnswerFile } from '../gold/read-answers.ts';
import { Fetches } from './fetch/fetches.ts';
import { rootOfFile } from './fetch/root-of-file.ts';
import type { FetchTuning } from './fetch/fetches.ts';
import { ingest } from './ingest.ts';
import type { FileToTake } from './ingest.ts';
import { PackStore } from './pack-store.ts';
import type { PacksService } from './port.ts';
import type { Problem } from './problem.ts';
import { listSources } from './sources.ts';
import { Staging } from './staging.ts';

type Progress = HostEventData<'packs.progress'>;

/** A bar that moves ten times a second is alive; an event a file would drown the window at 50,000 files. */
const PROGRESS_EVERY_MS = 100;

export function createPacksService(context: Pick<HostContext, 'homeDir' | 'profileDir' | 'nowMs'>, fetching?: FetchTuning): PacksService {
  const packsDir = join(context.homeDir, 'packs');
  const store = new PackStore(packsDir);
  const gold = new GoldFiles(context.profileDir);
  const staging = new Staging(packsDir, context.nowMs);
  const fetches = new Fetches({ packsDir, store, staging, nowMs: context.nowMs, ...(fetching === undefined ? {} : fetching) });
  const listeners = new Set<(progress: Progress) => void>();
  const tell = throttled(context.nowMs, (progress) => listeners.forEach((listener) => listener(progress)));

  return {
    list: async () => ({ ok: true, value: await store.list() }),
    manifest: ({ root }) => store.manifest(root),
    stage: (args) => staging.add(args),
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
  if (source.from === 'paths') return ingestPaths(parts, source, { name, schema: parsed.value, batchSize, relay });
  const { staging } = parts;
  const folder = await staging.folderOf(source.stagingId);
  if (!folder.ok) return folder;
  const done = await ingestPaths(parts, { paths: [folder.value] }, { name, schema: parsed.value, batchSize, relay });
  // Kept where nothing was taken: the person may change the kind and try again without sending it all once more.
  if (done.ok) await staging.drop(source.stagingId);
  return done;
}

interface Wanted {
  readonly name: string;
  readonly schema: ProjectSchema;
  readonly batchSize: number | null;
  readonly relay: string | null;
}

async function ingestPaths({ store, gold, tell }: Parts, source: { paths: readonly string[]; gold?: string | undefined }, wanted: Wanted): Promise<Result<HostResult<'packs.ingest'>>> {
  const { paths } = source;
  const { name, schema, batchSize, relay } = wanted;
  const problems: Problem[] = [];
  const files: FileToTake[] = [];
  for await (const file of listSources(paths, (problem) => problems.push(problem))) {
    files.push(file);
    tell({ job: name, done: 0, total: files.length, label: file.name });
  }
  files.sort((one, other) => (one.name < other.name ? -1 : 1));
  const answers = source.gold === undefined ? files.find((file) => isAnswerFile(file.name)) : { path: source.gold, name: basename(source.gold) };
  return ingest(store, {
    name,
    schema,
    relay: relay ?? undefined,
    files,
    problems,
    gold: answers === undefined ? null : { file: answers, batchSize, keep: (root, known) => gold.putAnswers(root, known) },
    onProgress: (done, label) => tell({ job: name, done, total: files.length, label }),
  });
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
