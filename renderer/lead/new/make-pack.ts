import type { HostClient, HostResult, Result } from '../../../shared/host-api.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ChosenFile } from './chosen-files.ts';
import type { FileProblem } from './send-files.ts';
import type { DatasetChoice } from './use-dataset.ts';
import { sendFiles, stoppedError } from './send-files.ts';

export interface MadePack {
  readonly pack: HostResult<'packs.ingest'>['pack'];
  readonly problems: readonly FileProblem[];
  /** Known answers that were taken in; null where none were given. */
  readonly gold: HostResult<'packs.ingest'>['gold'];
}

export interface PackToMake {
  readonly files: readonly ChosenFile[];
  readonly name: string;
  readonly schema: ProjectSchema;
  /** That the instructions of the schema name. */
  readonly pictures: readonly ChosenFile[];
  /** What the files are. */
  readonly dataset: DatasetChoice;
  /** Over batches of this size known answers are spread. */
  readonly batchSize: number | null;
  /** Pays annotators' gas; empty: nobody. */
  readonly relay: string;
  /** Roots of packs: what they have is not taken again. */
  readonly apartFrom: readonly string[];
}

export type MakeProgress =
  | { readonly phase: 'sending'; readonly done: number; readonly total: number; readonly label: string }
  | { readonly phase: 'ingesting'; readonly done: number; readonly total: number; readonly label: string };

export interface MakeWatch {
  readonly onProgress: (progress: MakeProgress) => void;
  readonly signal: AbortSignal;
}

/** Sends the files and has the host make a pack of them. Progress is in bytes while sending and in files after it. INGEST_STOPPED. */
export async function makePack(
  host: HostClient,
  { files, name, schema, pictures, dataset, batchSize, relay, apartFrom }: PackToMake,
  { onProgress, signal }: MakeWatch,
): Promise<Result<MadePack>> {
  const send = (some: readonly ChosenFile[]) => sendFiles(host, some, { onProgress: ({ sentBytes, totalBytes, file }) => onProgress({ phase: 'sending', done: sentBytes, total: totalBytes, label: file }), signal });
  const sent = await send(files);
  if (!sent.ok) return sent;
  const shown = pictures.length === 0 ? null : await send(pictures);
  if (shown?.ok === false) return shown;
  if (signal.aborted) return { ok: false, error: stoppedError };
  onProgress({ phase: 'ingesting', done: 0, total: files.length, label: '' });
  const stopListening = host.on('packs.progress', ({ job, done, total, label }) => {
    if (job === name) onProgress({ phase: 'ingesting', done, total, label });
  });
  const onStop = () => void host.call('packs.stopIngest', { job: name });
  signal.addEventListener('abort', onStop);
  const made = await host.call('packs.ingest', { source: { from: 'staging', stagingId: sent.value.stagingId, ...(dataset.format === null ? {} : { format: dataset.format, labels: dataset.labels }) }, name, schema, ...(shown === null ? {} : { pictures: { from: 'staging', stagingId: shown.value.stagingId } }), ...(batchSize === null ? {} : { batchSize }), ...(relay === '' ? {} : { relay }), ...(apartFrom.length === 0 ? {} : { apartFrom: [...apartFrom] }) });
  stopListening();
  signal.removeEventListener('abort', onStop);
  if (!made.ok) return made;
  return { ok: true, value: { pack: made.value.pack, problems: [...sent.value.problems, ...made.value.problems], gold: made.value.gold } };
}
