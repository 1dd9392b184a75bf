import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { HostContext } from '../context.ts';
import { imageFormatOf, imageMediaTypes } from '../packs/image-formats.ts';
import type { PacksService, ServedFile } from '../packs/port.ts';
import { Staging } from '../packs/staging.ts';
import { verifySource } from '../verify/verify-source.ts';
import { sweepParts } from './export-folder.ts';
import { exportProject, urlNameOf } from './export-project.ts';
import type { DetailsFinder } from './details.ts';
import type { FilesService } from './port.ts';

const EXPORT_ID = /^\d{1,78}-\d{1,16}$/;
const listedSchema = z.object({ files: z.array(z.object({ name: z.string() })) });

export interface FilesParts {
  readonly chain: ChainService;
  readonly packs: PacksService;
  /** Sealed details that annotators have handed over; none where it is left out. */
  readonly findDetails?: DetailsFinder | undefined;
}

export function createFilesService(context: Pick<HostContext, 'homeDir' | 'nowMs'>, { chain, packs, findDetails = async () => null }: FilesParts): FilesService {
  const exportsDir = join(context.homeDir, 'exports');
  const staging = new Staging(join(context.homeDir, 'packs'), context.nowMs);
  // One at a time: two exports of one project at one block would write the same folder.
  let last: Promise<unknown> = sweepParts(exportsDir);
  return {
    export: (request) => {
      const next = last.then(() => exportProject({ chain, packs, exportsDir, findDetails }, request));
      last = next.catch(() => undefined);
      return next;
    },
    verify: (request) => verifySource({ chain, staging, exportsDir }, request),
    exported: (exportId, name) => exported(exportsDir, exportId, name),
    close: async () => {
      await last;
    },
  };
}

/** A file is found by its name in the export's manifest, so that no name can lead anywhere else. */
async function exported(exportsDir: string, exportId: string, name: string): Promise<Result<ServedFile>> {
  const missing = () => fail('EXPORT_MISSING', 'There is no such file of an export', { field: 'name', fix: 'Export the project again.' });
  if (!EXPORT_ID.test(exportId)) return missing();
  const folder = join(exportsDir, exportId);
  const manifest = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (manifest === null) return missing();
  const listed = listedSchema.safeParse(parseJson(manifest));
  const names = listed.success ? ['manifest.json', ...listed.data.files.map((file) => file.name)] : [];
  const found = names.find((each) => urlNameOf(each) === name);
  if (found === undefined || !/^[^/\\]+(\/[^/\\]+)*$/.test(found) || found.split('/').some((part) => part === '..' || part === '.')) return missing();
  const path = join(folder, found);
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? { ok: true, value: { path, bytes: facts.size, mediaType: await mediaTypeOf(path) } } : missing();
}

async function mediaTypeOf(path: string): Promise<string> {
  if (path.endsWith('.json')) return 'application/json';
  if (path.endsWith('.jsonl')) return 'application/x-ndjson';
  if (/\.(xml|ya?ml|csv|txt|conll|names|data)$/.test(path)) return 'text/plain; charset=utf-8';
  if (path.endsWith('.parquet')) return 'application/vnd.apache.parquet';
  const format = imageFormatOf(await readFile(path));
  return format === null ? 'text/plain; charset=utf-8' : imageMediaTypes[format];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
