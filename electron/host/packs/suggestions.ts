import { basename } from 'node:path';
import { readDataset } from '../../../shared/formats/convert.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { FolderSource } from '../formats/folder-source.ts';
import { formatOfFile } from '../formats/format-of-file.ts';
import type { FileToTake } from './ingest.ts';
import { noProposals, ProposalTable, SchemaClasses } from './proposals.ts';
import type { Proposals } from './proposals.ts';

/** A model's output beside the data: a file of this name, anywhere in the folder, in a format of one file. */
export const isProposalFile = (name: string): boolean => /^suggestions\.(json|jsonl|csv|xml|parquet)$/i.test(basename(name));

/** Reads suggestions for a project's items. Classes go by name: one that the schema lacks is named and left out. */
export async function readProposals(files: readonly FileToTake[], schema: ProjectSchema): Promise<Proposals> {
  const [file, ...more] = files;
  if (file === undefined) return noProposals;
  const refused = (reason: string, fix: string): Proposals => ({ ...noProposals, problems: [{ file: file.name, reason, fix }] });
  if (more.length > 0) return refused(`There is another one: ${more.map(({ name }) => name).join(', ')}`, 'Put all suggestions into one file.');
  const source = await FolderSource.at(file.path);
  if (source === null) return refused('The file can’t be read', 'Check its permissions.');
  try {
    const format = await formatOfFile(source, file.path);
    const classes = new SchemaClasses(schema);
    const table = new ProposalTable(classes);
    const { items, report } = readDataset(formatOf(format), source, usualOptions);
    for await (const item of items) table.add(item);
    return { of: table.of(), problems: [...report.problems().map((problem) => ({ ...problem, file: file.name })), ...classes.problems(file.name)] };
  } finally {
    await source.close();
  }
}
