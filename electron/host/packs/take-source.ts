import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LabelUse } from '../../../shared/formats/label-uses.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { Result } from '../../../shared/host-api.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { fail } from '../context.ts';
import { isDatasetFile } from '../formats/format-of-file.ts';
import { unzip } from '../formats/unzip.ts';
import type { Unzipped } from '../formats/unzip.ts';
import { isAnswerFile, readAnswers } from '../gold/read-answers.ts';
import { openDataset } from './dataset.ts';
import type { Listing, OpenedDataset } from './dataset.ts';
import type { FileToTake } from './ingest.ts';
import { entryMarked, fileMarked } from './ingest-record.ts';
import type { Known, Marked } from './ingest-record.ts';
import type { Problem } from './problem.ts';
import { listSources } from './sources.ts';
import { isProposalFile, readProposals } from './suggestions.ts';

/** What a lead points at. With a format, or where it is one file of a dataset: that dataset; else files as they are. */
export interface GivenSource {
  readonly paths: readonly string[];
  /** Of files in folders these alone, by their names inside. */
  readonly only?: readonly string[] | undefined;
  readonly gold?: string | undefined;
  readonly images?: string | undefined;
  readonly format?: FormatName | undefined;
  readonly labels?: LabelUse | undefined;
}

/** How files are found where an earlier run may have taken some of them. */
export interface Finding extends Listing {
  /** What an earlier run has learnt of an entry of a zip, where its bytes are still kept: it is not unpacked again. */
  readonly keptOf: (entry: Marked) => Promise<Known | null>;
}

/** Raw files, or a dataset in one of the formats, as what ingest takes. BAD_FILE. Throws when it is stopped. */
export async function takeSource(given: GivenSource, schema: ProjectSchema, listing: Finding): Promise<Result<OpenedDataset>> {
  const [only, ...more] = given.paths;
  const isDataset = only !== undefined && more.length === 0 && (given.format !== undefined || isDatasetFile(only));
  if (isDataset) return takeDataset(only, given, schema, listing);
  if (given.format !== undefined) return fail('BAD_FILE', 'A dataset lies in one folder, file or zip', { field: 'paths', fix: 'Give one path with its format.' });
  return takeFiles(given, schema, listing);
}

async function takeDataset(path: string, { format, images, labels, gold }: GivenSource, schema: ProjectSchema, listing: Listing): Promise<Result<OpenedDataset>> {
  const opened = await openDataset({ path, format: format ?? null, images: images ?? null }, schema, labels ?? 'suggestions', listing);
  if (!opened.ok || gold === undefined) return opened;
  return { ok: true, value: { ...opened.value, answers: await readAnswers({ path: gold, name: basename(gold) }, schema) } };
}

/** Files and folders as they are, zips unpacked; suggestions and known answers go by their names. */
async function takeFiles({ paths, only, gold }: GivenSource, schema: ProjectSchema, { signal, onListed, keptOf }: Finding): Promise<Result<OpenedDataset>> {
  const problems: Problem[] = [];
  const listed: FileToTake[] = [];
  const zips: Unzipped[] = [];
  const wanted = only === undefined ? null : new Set(only);
  /** @param inside how files that were unpacked are known */
  const list = async (from: readonly string[], prefix: string, inside: ReadonlyMap<string, Marked>): Promise<void> => {
    for await (const file of listSources(from, (problem) => problems.push(problem))) {
      signal.throwIfAborted();
      if (prefix === '' && wanted?.has(file.name) === false) continue;
      if (isZip(file.name)) {
        const below = `${prefix}${file.name.replace(/\.zip$/i, '')}/`;
        const entries = new Map<string, Marked>();
        const unpack = async (): Promise<Unzipped> => {
          const zip = inside.get(file.name) ?? fileMarked(file.path, await stat(file.path));
          return unzip(file.path, signal, async (found) => {
            const entry = entryMarked(zip, found);
            const kept = await keptOf(entry);
            if (kept === null) entries.set(found.name, entry);
            else listed.push({ path: entry.path, name: `${below}${found.name}`, entry, kept });
            return kept !== null;
          });
        };
        const zip = await unpack().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
        signal.throwIfAborted();
        if (typeof zip === 'string') problems.push({ file: file.name, reason: `This is no zip that can be read: ${zip}`, fix: 'Pack it again.' });
        else {
          zips.push(zip);
          problems.push(...zip.problems.map(({ file: inside, reason, fix }) => ({ file: `${file.name}/${inside}`, reason, fix })));
          await list([zip.folder], below, entries);
        }
      } else {
        const entry = inside.get(file.name);
        listed.push({ ...file, name: `${prefix}${file.name}`, ...(entry === undefined ? {} : { entry }) });
      }
      onListed(listed.length, file.name);
    }
  };
  const close = async () => {
    await Promise.all(zips.map((zip) => zip.remove()));
  };
  try {
    await list(paths, '', new Map());
  } catch (error) {
    await close();
    throw error;
  }
  listed.sort((one, other) => (one.name < other.name ? -1 : 1));
  const answers = gold === undefined ? listed.find((file) => isAnswerFile(file.name)) : { path: gold, name: basename(gold) };
  return {
    ok: true,
    value: {
      files: listed.filter((file) => !isProposalFile(file.name) && !isAnswerFile(file.name)),
      proposals: await readProposals(listed.filter((file) => isProposalFile(file.name)), schema),
      answers: answers === undefined ? null : await readAnswers(answers, schema),
      problems,
      close,
    },
  };
}

export const isZip = (name: string): boolean => /\.zip$/i.test(name);
