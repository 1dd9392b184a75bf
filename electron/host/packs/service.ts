import { join } from 'node:path';
import type { HostEventData } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { HostContext } from '../context.ts';
import { GoldFiles } from '../gold/gold-files.ts';
import { Fetches } from './fetch/fetches.ts';
import { rootOfFile } from './fetch/root-of-file.ts';
import type { FetchTuning } from './fetch/fetches.ts';
import { Ingests } from './ingests.ts';
import { PackStore } from './pack-store.ts';
import type { PacksService } from './port.ts';
import { keepSample } from './sample/keep-sample.ts';
import { Staging } from './staging.ts';
import { throttled } from './throttled.ts';

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
  const tell = throttled(context.nowMs, PROGRESS_EVERY_MS, (progress: Progress) => listeners.forEach((listener) => listener(progress)));
  const ingests = new Ingests({ packsDir, store, staging, gold, tell, nowMs: context.nowMs });

  return {
    list: async () => ({ ok: true, value: await store.list() }),
    sample: async () => (sampleDir === undefined ? fail('SAMPLE_MISSING', 'This host was started without the sample') : keepSample(store, sampleDir)),
    manifest: ({ root }) => store.manifest(root),
    stage: (args) => staging.add(args),
    staged: (args) => staging.list(args.stagingId),
    describe: (args) => ingests.describe(args),
    ingest: (args) => ingests.run(args),
    stopIngest: async ({ job }) => ({ ok: true, value: { wasRunning: ingests.stop(job) } }),
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
      await ingests.close();
      await fetches.close();
    },
  };
}
