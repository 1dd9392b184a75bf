import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { Problem } from '../packs/problem.ts';

/** A known answer as its file has it: classes by number, places in pixels or code points. */
export const statedAnswerSchema = z.object({
  regions: z.array(
    z.object({
      classId: z.int().min(1).max(255),
      /** x, y, width, height in pixels. */
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
      /** start, end in code points, half open. */
      span: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
    }),
  ),
});
export type StatedAnswer = z.infer<typeof statedAnswerSchema>;

export interface StatedAnswers {
  /** By the item's name: the whole path inside what was ingested, or its last part. */
  readonly of: (name: string) => StatedAnswer | null;
  readonly problems: readonly Problem[];
  /** Names that `of` was never asked for: answers to items that the pack does not have. */
  readonly unused: () => readonly Problem[];
}

const MAX_BYTES = 128 * 1024 * 1024;
const MAX_PROBLEMS = 200;

/** Known answers beside the data, under either of these names anywhere in the folder. */
export const isAnswerFile = (name: string): boolean => /^gold\.(csv|jsonl)$/i.test(basename(name));

interface AnswerRow {
  readonly line: number;
  readonly item: string;
  readonly answer: StatedAnswer;
}

class RowFault extends Error {
  constructor(
    readonly field: string,
    reason: string,
    readonly fix: string,
  ) {
    super(reason);
  }
}

const regionSchema = z.object({
  label: z.string().min(1),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  span: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
});
const rowSchema = z.union([
  z.object({ item: z.string().min(1), label: z.string().min(1) }).strict(),
  z.object({ item: z.string().min(1), regions: z.array(regionSchema).max(32) }).strict(),
]);

/** @param file the answers' file; `path` on this disk, `name` for messages */
export async function readAnswers(file: { readonly path: string; readonly name: string }, schema: ProjectSchema): Promise<StatedAnswers> {
  const found = await stat(file.path).catch(() => null);
  if (found === null || found.size > MAX_BYTES) return nothing(file.name, found === null ? 'The file can\'t be read' : `The file has over ${MAX_BYTES / 1024 / 1024} MiB`);
  const text = (await readFile(file.path, 'utf8')).replace(/^\uFEFF/, '');
  const problems: Problem[] = [];
  const rows = [...(/\.jsonl$/i.test(file.path) ? jsonlRows(text) : csvRows(text))].flatMap(({ line, read }): AnswerRow[] => {
    try {
      return [{ line, ...read(schema) }];
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      problems.push({ file: `${file.name}:${line}`, field: error.field, reason: error.message, fix: error.fix });
      return [];
    }
  });
  return { ...lookUp(file.name, rows, problems), problems: problems.slice(0, MAX_PROBLEMS) };
}

function nothing(file: string, reason: string): StatedAnswers {
  return { of: () => null, problems: [{ file, reason, fix: 'Give a CSV file with the columns item,label, or JSONL.' }], unused: () => [] };
}

function lookUp(file: string, rows: readonly AnswerRow[], problems: Problem[]): Omit<StatedAnswers, 'problems'> {
  const byName = new Map<string, AnswerRow>();
  for (const row of rows) {
    if (byName.has(row.item)) problems.push({ file: `${file}:${row.line}`, field: 'item', reason: `${row.item} is there twice; the first answer counts`, fix: 'Take one of them out.' });
    else byName.set(row.item, row);
  }
  const used = new Set<string>();
  return {
    of: (name) => {
      const key = [name, basename(name)].find((each) => byName.has(each));
      if (key === undefined || used.has(key)) return null;
      used.add(key);
      return byName.get(key)?.answer ?? null;
    },
    unused: () =>
      [...byName.values()]
        .filter(({ item }) => !used.has(item))
        .slice(0, MAX_PROBLEMS)
        .map(({ item, line }) => ({ file: `${file}:${line}`, field: 'item', reason: `The pack has no item ${item}`, fix: 'Use the file\'s name, or its path inside the folder.' })),
  };
}

interface UnreadRow {
  readonly line: number;
  readonly read: (schema: ProjectSchema) => { item: string; answer: StatedAnswer };
}

const recordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function* csvRows(text: string): Generator<UnreadRow> {
  let records: z.infer<typeof recordsSchema>;
  try {
    records = recordsSchema.parse(parse(text, { info: true, relax_column_count: true, skip_empty_lines: true, trim: true }));
  } catch (error) {
    yield refusedRow(1, '(file)', `This is no CSV: ${error instanceof Error ? error.message : String(error)}`, 'Quote cells that hold commas, quotes or line breaks.');
    return;
  }
  const header = records[0]?.record ?? [];
  const [itemAt, labelAt] = [header.indexOf('item'), header.indexOf('label')];
  if (itemAt < 0 || labelAt < 0) {
    yield refusedRow(1, itemAt < 0 ? 'item' : 'label', `There is no column "${itemAt < 0 ? 'item' : 'label'}"`, 'The first line must be: item,label');
    return;
  }
  for (const { record, info } of records.slice(1)) {
    yield { line: info.lines, read: (schema) => answerOf({ item: record[itemAt] ?? '', label: record[labelAt] ?? '' }, schema) };
  }
}

function* jsonlRows(text: string): Generator<UnreadRow> {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() !== '') yield { line: index + 1, read: (schema) => answerOf(jsonOf(line), schema) };
  }
}

function refusedRow(line: number, field: string, reason: string, fix: string): UnreadRow {
  return {
    line,
    read: () => {
      throw new RowFault(field, reason, fix);
    },
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new RowFault('(line)', `This is no JSON: ${error instanceof Error ? error.message : String(error)}`, 'Write one JSON object a line.');
  }
}

function answerOf(row: unknown, schema: ProjectSchema): { item: string; answer: StatedAnswer } {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) throw new RowFault('(line)', 'This is no answer', 'Give {"item", "label"}, or {"item", "regions": [{"label", "box" or "span"}]}.');
  const { item } = parsed.data;
  if ('label' in parsed.data) {
    if (schema.kind !== 'class') throw new RowFault('label', 'One label says nothing of where things are', `Give the ${schema.kind} as regions, in a .jsonl file.`);
    return { item, answer: { regions: [{ classId: classOf(parsed.data.label, schema) }] } };
  }
  return { item, answer: { regions: parsed.data.regions.map(({ label, box, span }) => ({ classId: classOf(label, schema), ...(box === undefined ? {} : { box }), ...(span === undefined ? {} : { span }) })) } };
}

function classOf(label: string, { classes, documentClasses }: ProjectSchema): number {
  const found = [...classes, ...documentClasses].find(({ name }) => name.toLocaleLowerCase() === label.trim().toLocaleLowerCase());
  if (found === undefined) throw new RowFault('label', `The project has no class "${label}"`, 'Use the name of one of its classes.');
  return found.id;
}
