import { rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readDataset } from '../../../shared/formats/convert.ts';
import { SourceFault } from '../../../shared/formats/files.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import { tidy } from '../../../shared/formats/checks.ts';
import type { FormatItem, Label } from '../../../shared/formats/model.ts';
import type { LabelUse } from '../../../shared/formats/label-uses.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { ImportProblem } from '../../../shared/formats/report.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { fail } from '../context.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { formatOfFile } from '../formats/format-of-file.ts';
import { openSource } from '../formats/open-source.ts';
import type { OpenedSource } from '../formats/open-source.ts';
import type { StatedAnswer, StatedAnswers } from '../gold/read-answers.ts';
import type { FileToTake } from './ingest.ts';
import { onlyOnce } from './only-once.ts';
import type { Problem } from './problem.ts';
import { noProposals, ProposalTable, SchemaClasses } from './proposals.ts';
import type { Proposals } from './proposals.ts';

/** Where a dataset lies and what it is written in; the format is found out for a single file. */
export interface DatasetPlace {
  readonly path: string;
  readonly format: FormatName | null;
  /** Where the items' own files lie, where that is elsewhere. */
  readonly images: string | null;
}

/** How files are found, before they are taken. */
export interface Listing {
  readonly signal: AbortSignal;
  /** Called as files are found. */
  readonly onListed: (total: number, name: string) => void;
}

/** A dataset as what ingest takes. */
export interface OpenedDataset {
  readonly files: readonly FileToTake[];
  readonly proposals: Proposals;
  readonly answers: StatedAnswers | null;
  readonly problems: readonly Problem[];
  /** The files are there until then. */
  close(): Promise<void>;
}

/** Reads a dataset once: its items' files, and its labels for what they are to be. BAD_FILE. Throws when it is stopped. */
export async function openDataset(place: DatasetPlace, schema: ProjectSchema, use: LabelUse, { signal, onListed }: Listing): Promise<Result<OpenedDataset>> {
  const opened = await openSource(place.path, place.images, signal);
  if (!opened.ok) return opened;
  const texts = await temporaryFolder('texts');
  const close = async () => {
      await Promise.all([opened.value.close(), rm(texts, { recursive: true, force: true })]);
    };
  try {
    const format = place.format ?? (await formatOfFile(opened.value.source, place.path));
    return { ok: true, value: { ...(await read(opened.value, format, { texts, schema, use, name: basename(place.path), signal, onListed })), close } };
  } catch (error) {
    await close();
    if (error instanceof SourceFault) return fail('BAD_FILE', error.message, { field: place.path, fix: error.fix });
    throw error;
  }
}

interface Wanted extends Listing {
  readonly texts: string;
  readonly schema: ProjectSchema;
  readonly use: LabelUse;
  readonly name: string;
}

async function read({ source, problems: unpacked }: OpenedSource, format: FormatName, { texts, schema, use, name, signal, onListed }: Wanted): Promise<Omit<OpenedDataset, 'close'>> {
  const classes = new SchemaClasses(schema);
  const proposals = new ProposalTable(classes);
  const answers = new Map<string, StatedAnswer>();
  const files: FileToTake[] = [];
  const missing: Problem[] = [];
  const { items, report } = readDataset(formatOf(format), source, usualOptions);
  for await (const item of items) {
    signal.throwIfAborted();
    const file = item.text === null ? await fileOf(item, source) : await textOf(item, item.text, join(texts, `${files.length}.txt`));
    if (file === null) {
      missing.push({ file: item.path, reason: 'The dataset names it, and its file is nowhere in it', fix: 'Put the file there, or say with --images where the files lie.' });
      continue;
    }
    files.push(file);
    onListed(files.length, file.name);
    const named = { ...item, path: file.name };
    if (use === 'suggestions') proposals.add(named);
    if (use === 'gold') addAnswer(answers, named, classes);
  }
  const problems = [...unpacked, ...report.problems()].map((problem) => ({ ...problem, file: problem.file === '' ? name : problem.file }));
  return {
    files,
    proposals: use === 'suggestions' ? { of: proposals.of(), problems: [] } : noProposals,
    answers: use === 'gold' ? statedAnswers(answers) : null,
    problems: [...problems, ...missing, ...classes.problems(name)],
  };
}

async function fileOf(item: FormatItem, source: OpenedSource['source']): Promise<FileToTake | null> {
  const found = item.file ?? (await source.find(item.path));
  const path = found === null ? null : source.placeOf(found);
  return path === null || (await stat(path).catch(() => null)) === null ? null : { path, name: item.path };
}

/** A text that stands in the dataset becomes a file of its own, byte for byte in UTF-8. */
async function textOf({ path }: FormatItem, text: string, place: string): Promise<FileToTake> {
  await writeFile(place, text, 'utf8');
  return { path: place, name: /\.(txt|text|md)$/i.test(path) ? path : `${path}.txt` };
}

/** An item without labels is left out: it may not have been looked at. */
function addAnswer(answers: Map<string, StatedAnswer>, { path, labels }: FormatItem, classes: SchemaClasses): void {
  const regions = labels.flatMap((label) => {
    const classId = classes.of(label);
    return classId === null ? [] : [{ classId, ...placeOf(label) }];
  });
  if (regions.length > 0) answers.set(path, { regions });
}

function placeOf(label: Label): Omit<StatedAnswer['regions'][number], 'classId'> {
  if (label.kind === 'box') return { box: [label.x0, label.y0, tidy(label.x1 - label.x0), tidy(label.y1 - label.y0)] };
  return label.kind === 'span' ? { span: [label.start, label.end] } : {};
}

function statedAnswers(answers: ReadonlyMap<string, StatedAnswer>): StatedAnswers {
  const byBase = onlyOnce([...answers.keys()]);
  return { of: (name) => answers.get(name) ?? answers.get(byBase.get(basename(name)) ?? '') ?? null, problems: [], unused: () => [] };
}

type Description = HostResult<'packs.describe'>;

/** What a dataset is about, before a project is made of it: the kind that most of its labels have, its classes, how much there is. BAD_FILE, NOTHING_READ. */
export async function describeDataset(place: DatasetPlace): Promise<Result<Description>> {
  const opened = await openSource(place.path, place.images);
  if (!opened.ok) return opened;
  const { source } = opened.value;
  try {
    const format = place.format ?? (await formatOfFile(source, place.path));
    const { items, classes, report } = readDataset(formatOf(format), source, usualOptions);
    const counts = { box: 0, span: 0, class: 0 };
    let count = 0;
    for await (const { labels } of items) {
      count++;
      for (const { kind } of labels) counts[kind]++;
    }
    const problems = report.problems();
    if (count === 0) return nothingRead(problems[0], place, format);
    const kind = counts.box >= counts.span && counts.box > 0 ? 'boxes' : counts.span > 0 ? 'spans' : 'class';
    return { ok: true, value: { format, kind, classes: classes.list().map(({ name }) => name), items: count, labels: counts.box + counts.span + counts.class } };
  } catch (error) {
    if (error instanceof SourceFault) return fail('BAD_FILE', error.message, { field: place.path, fix: error.fix });
    throw error;
  } finally {
    await opened.value.close();
  }
}

function nothingRead(first: ImportProblem | undefined, { path }: DatasetPlace, format: FormatName): Result<never> {
  if (first === undefined) return fail('NOTHING_READ', `Nothing in ${basename(path)} is written as ${format}`, { field: path, fix: 'Choose the format that the files have.' });
  const where = [first.file, first.field].filter((part) => part !== '').join(' ');
  return fail('NOTHING_READ', where === '' ? first.reason : `${where}: ${first.reason}`, { field: first.file === '' ? path : first.file, fix: first.fix });
}
