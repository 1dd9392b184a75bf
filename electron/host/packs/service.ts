import { join } from 'node:path';
import type { HostArguments, HostEventData, HostResult, Result } from '../../../shared/host-api.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { fail } from '../context.ts';
import type { HostContext } from '../context.ts';
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

export function createPacksService(context: Pick<HostContext, 'homeDir' | 'nowMs'>): PacksService {
  const packsDir = join(context.homeDir, 'packs');
  const store = new PackStore(packsDir);
  const staging = new Staging(packsDir, context.nowMs);
  const listeners = new Set<(progress: Progress) => void>();
  const tell = throttled(context.nowMs, (progress) => listeners.forEach((listener) => listener(progress)));

  return {
    list: async () => ({ ok: true, value: await store.list() }),
    manifest: ({ root }) => store.manifest(root),
    stage: (args) => staging.add(args),
    ingest: (args) => ingestSource(store, staging, args, tell),
    asset: (sha256) => store.asset(sha256),
    onProgress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => listeners.clear(),
  };
}

async function ingestSource(
  store: PackStore,
  staging: Staging,
  { source, name, schema }: HostArguments<'packs.ingest'>,
  tell: (progress: Progress) => void,
): Promise<Result<HostResult<'packs.ingest'>>> {
  const parsed = parseProjectSchema(schema);
  if (!parsed.ok) {
    const [first] = parsed.error.fields;
    return fail(parsed.error.code, parsed.error.message, { field: `schema.${first?.field ?? ''}`, fix: first?.fix ?? 'Change the schema.' });
  }
  if (source.from === 'paths') return ingestPaths(store, source.paths, name, parsed.value, tell);
  const folder = await staging.folderOf(source.stagingId);
  if (!folder.ok) return folder;
  const done = await ingestPaths(store, [folder.value], name, parsed.value, tell);
  // Kept where nothing was taken: the person may change the kind and try again without sending it all once more.
  if (done.ok) await staging.drop(source.stagingId);
  return done;
}

async function ingestPaths(
  store: PackStore,
  paths: readonly string[],
  name: string,
  schema: ProjectSchema,
  tell: (progress: Progress) => void,
): Promise<Result<HostResult<'packs.ingest'>>> {
  const problems: Problem[] = [];
  const files: FileToTake[] = [];
  for await (const file of listSources(paths, (problem) => problems.push(problem))) {
    files.push(file);
    tell({ job: name, done: 0, total: files.length, label: file.name });
  }
  files.sort((one, other) => (one.name < other.name ? -1 : 1));
  return ingest(store, {
    name,
    schema,
    files,
    problems,
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
