import { toHex } from '../../../shared/bytes.ts';
import type { HostClient, HostError, HostResult, Result } from '../../../shared/host-api.ts';
import type { ChosenFile } from './chosen-files.ts';

export type FileProblem = HostResult<'packs.ingest'>['problems'][number];

export interface SendProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly file: string;
}

const CHUNK_BYTES = 1024 * 1024;
/** Small files are sent some at a time: each waits for its answer. */
const AT_A_TIME = 6;
/** Refusals that concern one file: it is listed and the others go on. */
const FILE_FAULTS = new Set(['BAD_PATH', 'FILE_TOO_LARGE']);

export interface Sent {
  readonly stagingId: string;
  /** Files that the host would not even take in. */
  readonly problems: readonly FileProblem[];
}

export interface SendWatch {
  readonly onProgress: (progress: SendProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends files to the host's staging folder in chunks. The same files have the same folder, also in another window or after a
 * crash: what has arrived is not sent again. The first failure that is not one file's own ends it. INGEST_STOPPED.
 */
export async function sendFiles(host: HostClient, files: readonly ChosenFile[], { onProgress, signal }: SendWatch): Promise<Result<Sent>> {
  const stagingId = await stagingIdOf(files);
  const there = await host.call('packs.staged', { stagingId });
  if (!there.ok) return there;
  const arrived = new Map(there.value.map(({ relativePath, bytes }) => [relativePath, bytes]));
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const problems: FileProblem[] = [];
  const queue = files.values();
  let sentBytes = 0;
  const failures: HostError[] = [];
  const sendSome = async (): Promise<void> => {
    for (const { file, path } of queue) {
      if (failures.length > 0) return;
      let own = 0;
      const failure = await sendFile({ host, stagingId, path, file, from: arrived.get(path) ?? null, signal }, (bytes) => {
        sentBytes += bytes - own;
        own = bytes;
        onProgress({ sentBytes, totalBytes, file: path });
      });
      if (failure === null) continue;
      if (FILE_FAULTS.has(failure.code)) problems.push({ file: path, field: failure.field, reason: failure.message, fix: failure.fix ?? '' });
      else failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, sendSome));
  const [first] = failures;
  return first === undefined ? { ok: true, value: { stagingId, problems } } : { ok: false, error: first };
}

/** Made of the files' names, sizes and times. */
async function stagingIdOf(files: readonly ChosenFile[]): Promise<string> {
  const marks = files.map(({ path, file }) => [path, file.size, file.lastModified]);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(marks))));
  return `lead-${toHex(hash).slice(2, 34)}`;
}

interface Sending {
  readonly host: HostClient;
  readonly stagingId: string;
  readonly path: string;
  readonly file: File;
  /** Bytes of it that have arrived; null where nothing has. */
  readonly from: number | null;
  readonly signal?: AbortSignal | undefined;
}

async function sendFile({ host, stagingId, path, file, from, signal }: Sending, onSent: (bytes: number) => void): Promise<HostError | null> {
  let offset = Math.min(from ?? 0, file.size);
  onSent(offset);
  if (from !== null && offset === file.size) return null;
  do {
    if (signal?.aborted === true) return stoppedError;
    const end = Math.min(file.size, offset + CHUNK_BYTES);
    const chunk = await bytesOf(file.slice(offset, end));
    if (chunk === null) return { code: 'BAD_PATH', field: path, message: 'The file can’t be read any more', fix: 'Choose it again.' };
    const answer = await host.call('packs.stage', { stagingId, relativePath: path, offset, chunk, isLast: end === file.size });
    if (!answer.ok) return answer.error;
    offset = end;
    onSent(offset);
  } while (offset < file.size);
  return null;
}

export const stoppedError: HostError = { code: 'INGEST_STOPPED', message: 'It was stopped before all files were there' };

/** Null where the file was moved or changed since it was chosen. */
async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    return null;
  }
}
