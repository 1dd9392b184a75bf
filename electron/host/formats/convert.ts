import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readDataset, writeDataset } from '../../../shared/formats/convert.ts';
import type { BringFile } from '../../../shared/formats/convert.ts';
import { SourceFault } from '../../../shared/formats/files.ts';
import type { FormatOptions } from '../../../shared/formats/format.ts';
import type { FormatItem } from '../../../shared/formats/model.ts';
import { mainFiles } from '../../../shared/formats/names.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { ImportProblem, Loss } from '../../../shared/formats/report.ts';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { FolderSink } from './folder-sink.ts';
import type { FolderSource } from './folder-source.ts';
import { openSource } from './open-source.ts';

export interface Conversion {
  readonly from: FormatName;
  readonly to: FormatName;
  readonly in: string;
  readonly out: string;
  /** Where the items' own files lie; null: in the dataset. */
  readonly images: string | null;
  readonly bringsFiles: boolean;
  /** Ends it between two items: nothing is left then. */
  readonly signal?: AbortSignal;
  readonly options: FormatOptions;
}

export interface Converted {
  readonly items: number;
  readonly classes: number;
  /** Copies of the items' own files, and how many of them were nowhere to be found. */
  readonly files: number;
  readonly missingFiles: number;
  readonly losses: readonly Loss[];
  readonly problems: readonly ImportProblem[];
}

/**
 * One format to another, item by item. OUT is a new or empty folder, or a new file where the target is one file and OUT
 * has an ending; it appears only when it is whole. The report lies in it as `losses.json`.
 * BAD_FILE, OUT_NOT_EMPTY, OUT_FAILED, NOTHING_READ, CONVERT_STOPPED.
 */
export async function convert(conversion: Conversion): Promise<Result<Converted>> {
  const free = await checkOut(conversion);
  if (!free.ok) return free;
  const opened = await openSource(conversion.in, conversion.images, conversion.signal).catch((error: unknown) => {
    if (conversion.signal?.aborted === true) return stopped();
    throw error;
  });
  if (!opened.ok) return opened;
  const { source } = opened.value;
  const part = join(dirname(resolve(conversion.out)), `.${basename(conversion.out)}.${process.pid}.part`);
  const sink = new FolderSink(part);
  try {
    await mkdir(part, { recursive: true });
    const done = await run(conversion, source, sink);
    if (!done.ok) return done;
    const all = { ...done.value, problems: [...opened.value.problems, ...done.value.problems] };
    await place(conversion, part, { from: conversion.from, to: conversion.to, ...all });
    return { ok: true, value: all };
  } catch (error) {
    if (conversion.signal?.aborted === true) return stopped();
    if (error instanceof SourceFault) return fail('BAD_FILE', error.message, { field: 'IN', fix: error.fix });
    if (isOfDisk(error)) return fail('OUT_FAILED', `${conversion.out} could not be written: ${error.message}`, { field: 'OUT', fix: 'Name a folder that can be written, on a disk with room.' });
    throw error;
  } finally {
    await Promise.all([opened.value.close(), sink.close(), rm(part, { recursive: true, force: true }).catch(() => undefined)]);
  }
}

function stopped(): Result<never> {
  return fail('CONVERT_STOPPED', 'It was stopped before all items were written: there is no OUT', { fix: 'Start it again.' });
}

async function* until(items: AsyncIterable<FormatItem>, signal: AbortSignal | undefined): AsyncGenerator<FormatItem> {
  for await (const item of items) {
    signal?.throwIfAborted();
    yield item;
  }
}

async function run({ from, to, bringsFiles, options, out, in: root, signal }: Conversion, source: FolderSource, sink: FolderSink): Promise<Result<Converted>> {
  const reading = readDataset(formatOf(from), source, options);
  const count = { files: 0, missing: 0 };
  const bring: BringFile = async (item, at) => {
    const found = item.file ?? (await source.find(item.path));
    if (found === null) {
      count.missing++;
      return;
    }
    await copyFile(source.placeOf(found), await sink.place(at), constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    count.files++;
  };
  const items = await writeDataset(formatOf(to), { ...reading, items: until(reading.items, signal) }, sink, options, bringsFiles && !isFile(out, to) ? bring : null);
  await sink.written();
  const problems = reading.report.problems();
  const where = [problems[0]?.file, problems[0]?.field].filter((part) => part !== undefined && part !== '').join(' ');
  if (items === 0) return fail('NOTHING_READ', problems[0] === undefined ? `No item of ${root} can be written as ${to}` : `${where === '' ? root : where}: ${problems[0].reason}`, { field: problems[0]?.file ?? 'IN', fix: problems[0]?.fix ?? 'Check that --from names the format that the files have.' });
  return { ok: true, value: { items, classes: reading.classes.list().length, files: count.files, missingFiles: count.missing, losses: reading.report.losses.list(), problems } };
}

/** OUT names a file where it has the ending of one and the format has one main file; a dot alone may stand in a folder's name. */
function isFile(out: string, to: FormatName): boolean {
  return mainFiles[to] !== undefined && /\.(json|jsonl|ndjson|xml|csv|parquet|conll|iob2?|bio|tsv|txt)$/i.test(out);
}

/** What a disk says no with, at whatever file. */
function isOfDisk(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(EACCES|EDQUOT|EEXIST|EFBIG|EISDIR|ENAMETOOLONG|ENOSPC|ENOTDIR|EPERM|EROFS)$/.test(String(error.code));
}

async function checkOut({ out, to }: Conversion): Promise<Result<null>> {
  const found = await stat(out).catch(() => null);
  if (found === null && isFile(out, to) && (await stat(`${out}.losses.json`).catch(() => null)) !== null) return fail('OUT_NOT_EMPTY', `${out}.losses.json is already there.`, { field: 'OUT', fix: 'Name a new folder or file.' });
  const isFree = found === null || (found.isDirectory() && !isFile(out, to) && (await readdir(out)).length === 0);
  return isFree ? { ok: true, value: null } : fail('OUT_NOT_EMPTY', `${out} is already there.`, { field: 'OUT', fix: 'Name a new folder or file.' });
}

/** Whole, or not at all. */
async function place({ out, to }: Conversion, part: string, report: object): Promise<void> {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const main = mainFiles[to];
  if (main === undefined || !isFile(out, to)) {
    await writeFile(join(part, 'losses.json'), text);
    await rm(out, { recursive: true, force: true });
    await rename(part, out);
    return;
  }
  // What lies beside the one file takes its name, so that nothing is written over.
  await rename(join(part, main), out);
  await writeFile(`${out}.losses.json`, text);
  for (const name of await readdir(part)) if ((await stat(join(part, name))).isFile()) await rename(join(part, name), `${out}.${name}`);
}
