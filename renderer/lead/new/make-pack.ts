import type { HostClient, HostResult, Result } from '../../../shared/host-api.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ChosenFile } from './chosen-files.ts';
import type { FileProblem } from './send-files.ts';
import { sendFiles } from './send-files.ts';

export interface MadePack {
  readonly pack: HostResult<'packs.ingest'>['pack'];
  readonly problems: readonly FileProblem[];
}

export type MakeProgress =
  | { readonly phase: 'sending'; readonly done: number; readonly total: number; readonly label: string }
  | { readonly phase: 'ingesting'; readonly done: number; readonly total: number; readonly label: string };

/** Sends the files and has the host make a pack of them. Progress is in bytes while sending and in files after it. */
export async function makePack(
  host: HostClient,
  files: readonly ChosenFile[],
  name: string,
  schema: ProjectSchema,
  onProgress: (progress: MakeProgress) => void,
): Promise<Result<MadePack>> {
  const sent = await sendFiles(host, files, ({ sentBytes, totalBytes, file }) => onProgress({ phase: 'sending', done: sentBytes, total: totalBytes, label: file }));
  if (!sent.ok) return sent;
  onProgress({ phase: 'ingesting', done: 0, total: files.length, label: '' });
  const stop = host.on('packs.progress', ({ job, done, total, label }) => {
    if (job === name) onProgress({ phase: 'ingesting', done, total, label });
  });
  const made = await host.call('packs.ingest', { source: { from: 'staging', stagingId: sent.value.stagingId }, name, schema });
  stop();
  if (!made.ok) return made;
  return { ok: true, value: { pack: made.value.pack, problems: [...sent.value.problems, ...made.value.problems] } };
}
