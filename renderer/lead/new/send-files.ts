import type { HostClient, HostError, HostResult, Result } from '../../../shared/host-api.ts';
import type { ChosenFile } from './chosen-files.ts';

export type FileProblem = HostResult<'packs.ingest'>['problems'][number];

export interface SendProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly file: string;
}

const CHUNK_BYTES = 1024 * 1024;
/** Refusals that concern one file: it is listed and the others go on. */
const FILE_FAULTS = new Set(['BAD_PATH', 'FILE_TOO_LARGE']);

export interface Sent {
  readonly stagingId: string;
  /** Files that the host would not even take in. */
  readonly problems: readonly FileProblem[];
}

/** Sends files to the host's staging folder in chunks. The first failure that is not one file's own ends it. */
export async function sendFiles(host: HostClient, files: readonly ChosenFile[], onProgress: (progress: SendProgress) => void): Promise<Result<Sent>> {
  const stagingId = `lead-${crypto.randomUUID()}`.slice(0, 40);
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const problems: FileProblem[] = [];
  let sentBytes = 0;
  for (const { file, path } of files) {
    const failure = await sendFile(host, stagingId, path, file, (bytes) => onProgress({ sentBytes: sentBytes + bytes, totalBytes, file: path }));
    sentBytes += file.size;
    if (failure === null) continue;
    if (!FILE_FAULTS.has(failure.code)) return { ok: false, error: failure };
    problems.push({ file: path, field: failure.field, reason: failure.message, fix: failure.fix ?? '' });
  }
  return { ok: true, value: { stagingId, problems } };
}

async function sendFile(host: HostClient, stagingId: string, path: string, file: File, onSent: (bytes: number) => void): Promise<HostError | null> {
  let offset = 0;
  do {
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

/** Null where the file was moved or changed since it was chosen. */
async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    return null;
  }
}
