import type { HostEventData, HostHandlers, Result } from '../../../shared/host-api.ts';

/** A file of this disk that a shell may stream to the window: an asset by its hash, or one file of an export. */
export interface ServedFile {
  /** Absolute. Made by the service from a hash or a name that it has checked, never from what the window sent. */
  readonly path: string;
  readonly bytes: number;
  /** For instance `image/jpeg`. Never `text/html` nor `image/svg+xml`: those could run scripts on our origin. */
  readonly mediaType: string;
}

/** Ingest, fetch and verify packs; assets by hash. */
export interface PacksService {
  list: HostHandlers['packs.list'];
  sample: HostHandlers['packs.sample'];
  manifest: HostHandlers['packs.manifest'];
  stage: HostHandlers['packs.stage'];
  staged: HostHandlers['packs.staged'];
  describe: HostHandlers['packs.describe'];
  ingest: HostHandlers['packs.ingest'];
  stopIngest: HostHandlers['packs.stopIngest'];
  fetch: HostHandlers['packs.fetch'];
  openFile: HostHandlers['packs.openFile'];
  fetches: HostHandlers['packs.fetches'];
  pause: HostHandlers['packs.pause'];
  resume: HostHandlers['packs.resume'];
  cancel: HostHandlers['packs.cancel'];
  remove: HostHandlers['packs.remove'];
  usage: HostHandlers['packs.usage'];
  setLimits: HostHandlers['packs.setLimits'];
  onFetching(listener: (fetch: HostEventData<'packs.fetching'>) => void): () => void;
  /** `sha256` is 64 lower-case hex digits (the shell has checked that much). ASSET_MISSING where no pack has it. */
  asset(sha256: string): Promise<Result<ServedFile>>;
  onProgress(listener: (progress: HostEventData<'packs.progress'>) => void): () => void;
  close(): Promise<void>;
}
