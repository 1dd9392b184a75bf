import { dirname, resolve } from 'node:path';
import type { HostEventData, HostResult, Result } from '../../../shared/host-api.ts';
import type { LabelUse } from '../../../shared/formats/label-uses.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { ProjectKind, ProjectSchema } from '../../../shared/labels/schema.ts';
import { fail } from '../../host/context.ts';
import { prepareFolders } from '../../host/folders.ts';
import type { PacksService } from '../../host/packs/port.ts';
import { createPacksService } from '../../host/packs/service.ts';
import { throttled } from '../../host/packs/throttled.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readJson, readText } from '../files.ts';
import type { Output } from '../output.ts';
import { ended } from '../signals.ts';
import { watchAndMake } from '../watch-and-make.ts';
import type { MakePack } from '../watch-and-make.ts';

export interface IngestOptions {
  readonly home: string;
  readonly profile: string;
  readonly paths: readonly string[];
  readonly project: string;
  readonly schema?: string;
  readonly kind?: ProjectKind;
  readonly classes?: string;
  /** Markdown; the pictures that it shows lie beside it. */
  readonly instructions?: string;
  readonly relay?: string;
  readonly gold?: string;
  readonly batch: number;
  readonly from?: FormatName;
  readonly labels?: LabelUse;
  readonly images?: string;
  readonly watch?: boolean;
  /** Of new files, before a pack is made of them; a batch where it is left out. */
  readonly atLeast?: number;
  readonly json?: boolean;
}

const SAY_EVERY_MS = 2_000;
const COLOURS = ['#2f7ed8', '#d6336c', '#2b8a3e', '#e8590c', '#7048e8', '#0c8599', '#a61e4d', '#5c940d', '#1864ab'];

/** The schema of a file, or of the names of its classes; a dataset knows its own. */
async function schemaOf(options: IngestOptions, packs: PacksService): Promise<Result<unknown>> {
  const { schema, classes, project, kind, from, images, paths } = options;
  if (schema !== undefined) return readJson(schema);
  const made = (kindOf: ProjectKind, names: readonly string[]) => ({ name: project, kind: kindOf, classes: names.map((name, at) => ({ id: at + 1, name, colour: COLOURS[at % COLOURS.length], ...(at < 9 ? { key: String(at + 1) } : {}) })) });
  const names = (classes ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > 0 && (kind !== undefined || from === undefined)) return { ok: true, value: made(kind ?? 'class', names) };
  const [only] = paths;
  if (from === undefined || only === undefined) return fail('USAGE', 'The classes are not known.', { field: '--classes', fix: 'Give --classes Cat,Dog or a schema file with --schema.' });
  const found = await packs.describe({ source: { from: 'path', path: resolve(only), ...(images === undefined ? {} : { images: resolve(images) }) }, format: from });
  if (!found.ok) return found;
  const known = names.length > 0 ? names : found.value.classes;
  if (known.length === 0) return fail('USAGE', 'The dataset names no class.', { field: '--classes', fix: 'Give --classes Cat,Dog or a schema file with --schema.' });
  return { ok: true, value: made(kind ?? found.value.kind, known) };
}

/** `tessera ingest`: raw files to a pack of this home, with known answers kept beside it. */
export async function runIngest(options: IngestOptions, output: Output): Promise<Result<ExitCode>> {
  const folders = await prepareFolders(options.home, options.profile);
  if (!folders.ok) return folders;
  const packs = createPacksService({ ...folders.value, nowMs: () => Date.now() });
  const stop = new AbortController();
  void ended().then(() => {
    output.progress('Stopping: what was taken is kept for the next run.');
    stop.abort();
  });
  try {
    return await ingestWith(packs, options, stop.signal, output);
  } finally {
    await packs.close();
  }
}

/** The schema with the instructions of a file of their own, where there is one. BAD_SCHEMA. */
async function instructedSchema(options: IngestOptions, packs: PacksService): Promise<Result<ProjectSchema>> {
  const raw = await schemaOf(options, packs);
  if (!raw.ok) return raw;
  const schema = parseProjectSchema(raw.value);
  if (!schema.ok) return fail('BAD_SCHEMA', schema.error.message, { field: options.schema ?? '--classes' });
  if (options.instructions === undefined) return schema;
  const instructions = readText(options.instructions);
  if (!instructions.ok) return instructions;
  const instructed = parseProjectSchema({ ...schema.value, instructions: instructions.value });
  return instructed.ok ? instructed : fail('BAD_SCHEMA', instructed.error.message, { field: options.instructions });
}

async function ingestWith(packs: PacksService, options: IngestOptions, signal: AbortSignal, output: Output): Promise<Result<ExitCode>> {
  const schema = await instructedSchema(options, packs);
  if (!schema.ok) return schema;
  // Pictures lie beside the text that shows them.
  const text = options.instructions ?? options.schema;
  const say = throttled(() => Date.now(), SAY_EVERY_MS, ({ done, total }: HostEventData<'packs.progress'>) => output.progress(done === 0 ? `${total} files found` : `${done} of ${total} files looked at`));
  packs.onProgress(say);
  const gold = options.gold === undefined ? {} : { gold: resolve(options.gold) };
  const { from: format, labels, images } = options;
  const dataset = { ...(format === undefined ? {} : { format }), ...(labels === undefined ? {} : { labels }), ...(images === undefined ? {} : { images: resolve(images) }) };
  const paths = options.paths.map((path) => resolve(path));
  const make: MakePack = async (name, more) => {
    const onStop = () => void packs.stopIngest({ job: name });
    signal.addEventListener('abort', onStop);
    const made = await packs.ingest({
      source: { from: 'paths', paths, ...(more === null ? {} : { only: [...more.only] }), ...gold, ...dataset },
      name,
      schema: { ...schema.value, name },
      batchSize: options.batch,
      ...(text === undefined ? {} : { pictures: { from: 'path', path: dirname(resolve(text)) } }),
      ...(options.relay === undefined ? {} : { relay: options.relay }),
      ...(more === null ? {} : { apartFrom: [...more.apartFrom] }),
    });
    signal.removeEventListener('abort', onStop);
    if (made.ok) report(made.value, schema.value, output);
    return made;
  };
  if (options.watch === true) return watchAndMake({ packs, name: options.project, paths, atLeast: options.atLeast ?? options.batch, make, signal }, output);
  const made = await make(options.project, null);
  return made.ok ? { ok: true, value: EXIT.done } : made;
}

function report({ pack, problems, gold }: HostResult<'packs.ingest'>, schema: ProjectSchema, output: Output): void {
  for (const { file, field, reason } of problems) output.progress(`${file}${field === undefined ? '' : ` [${field}]`}: ${reason}`);
  const names = new Map([...schema.classes, ...schema.documentClasses].map(({ id, name }) => [id, name]));
  const known = gold === null ? [] : [`Known       ${gold.answers} answers: ${gold.classes.map(({ classId, count }) => `${names.get(classId) ?? 'nothing there'} ${count}`).join(', ')}`];
  output.result({ ...pack, gold, problems }, () => [`Pack        ${pack.root}`, `Items       ${pack.itemCount}`, ...known].join('\n'));
}
