import { resolve } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import { fail } from '../../host/context.ts';
import { prepareFolders } from '../../host/folders.ts';
import { createPacksService } from '../../host/packs/service.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readJson } from '../files.ts';
import type { Output } from '../output.ts';

export interface IngestOptions {
  readonly home: string;
  readonly profile: string;
  readonly paths: readonly string[];
  readonly project: string;
  readonly schema?: string;
  readonly kind: 'class' | 'boxes' | 'spans';
  readonly classes?: string;
  readonly relay?: string;
  readonly gold?: string;
  readonly batch: number;
  readonly json?: boolean;
}

const COLOURS = ['#2f7ed8', '#d6336c', '#2b8a3e', '#e8590c', '#7048e8', '#0c8599', '#a61e4d', '#5c940d', '#1864ab'];

/** The schema of a file, or of the names of its classes. */
function schemaOf({ schema, kind, classes, project }: IngestOptions): Result<unknown> {
  if (schema !== undefined) return readJson(schema);
  const names = (classes ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length === 0) return fail('USAGE', 'The classes are not known.', { field: '--classes', fix: 'Give --classes Cat,Dog or a schema file with --schema.' });
  return { ok: true, value: { name: project, kind, classes: names.map((name, at) => ({ id: at + 1, name, colour: COLOURS[at % COLOURS.length], ...(at < 9 ? { key: String(at + 1) } : {}) })) } };
}

/** `tessera ingest`: raw files to a pack of this home, with known answers kept beside it. */
export async function runIngest(options: IngestOptions, output: Output): Promise<Result<ExitCode>> {
  const raw = schemaOf(options);
  if (!raw.ok) return raw;
  const schema = parseProjectSchema(raw.value);
  if (!schema.ok) return fail('BAD_SCHEMA', schema.error.message, { field: options.schema ?? '--classes' });
  const folders = await prepareFolders(options.home, options.profile);
  if (!folders.ok) return folders;
  const packs = createPacksService({ ...folders.value, nowMs: () => Date.now() });
  packs.onProgress(({ done, total }) => {
    if (done === total) output.progress(`${done} of ${total} files looked at`);
  });
  const gold = options.gold === undefined ? {} : { gold: resolve(options.gold) };
  const made = await packs.ingest({ source: { from: 'paths', paths: options.paths.map((path) => resolve(path)), ...gold }, name: options.project, schema: schema.value, batchSize: options.batch, ...(options.relay === undefined ? {} : { relay: options.relay }) });
  await packs.close();
  if (!made.ok) return made;
  for (const { file, field, reason } of made.value.problems) output.progress(`${file}${field === undefined ? '' : ` [${field}]`}: ${reason}`);
  const { pack, problems } = made.value;
  const names = new Map([...schema.value.classes, ...schema.value.documentClasses].map(({ id, name }) => [id, name]));
  const known = made.value.gold;
  output.result({ ...pack, gold: known, problems }, () =>
    [`Pack        ${pack.root}`, `Items       ${pack.itemCount}`, ...(known === null ? [] : [`Known       ${known.answers} answers: ${known.classes.map(({ classId, count }) => `${names.get(classId) ?? 'nothing there'} ${count}`).join(', ')}`])].join('\n'),
  );
  return { ok: true, value: EXIT.done };
}
