import { basename } from 'node:path';
import { readDataset } from '../../../shared/formats/convert.ts';
import type { Source } from '../../../shared/formats/files.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import type { Label } from '../../../shared/formats/model.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ManifestItem, Suggestion } from '../../../shared/protocol/manifest.ts';
import { FolderSource } from '../formats/folder-source.ts';
import type { FileToTake } from './ingest.ts';
import type { Problem } from './problem.ts';

/** As many as a manifest's item may have. */
const MAX_SUGGESTIONS = 10_000;

/** What a model proposed, by the item's name; `problems` says what of it could not be used. */
export interface Proposals {
  readonly of: (name: string, item: Pick<ManifestItem, 'width' | 'height' | 'codePoints'>) => readonly Suggestion[];
  readonly problems: readonly Problem[];
}

const none: Proposals = { of: () => [], problems: [] };

/** A model's output beside the data: a file of this name, anywhere in the folder, in a format of one file. */
export const isProposalFile = (name: string): boolean => /^suggestions\.(json|jsonl|csv|xml|parquet)$/i.test(basename(name));

/** Reads suggestions for a project's items. Classes go by name: one that the schema lacks is named and left out. */
export async function readProposals(files: readonly FileToTake[], schema: ProjectSchema): Promise<Proposals> {
  const [file, ...more] = files;
  if (file === undefined) return none;
  const refused = (reason: string, fix: string): Proposals => ({ ...none, problems: [{ file: file.name, reason, fix }] });
  if (more.length > 0) return refused(`There is another one: ${more.map(({ name }) => name).join(', ')}`, 'Put all suggestions into one file.');
  const source = await FolderSource.at(file.path);
  if (source === null) return refused('The file can’t be read', 'Check its permissions.');
  try {
    return await proposalsOf(source, await formatOfFile(source, file), file, schema);
  } finally {
    await source.close();
  }
}

async function proposalsOf(source: Source, format: FormatName, file: FileToTake, schema: ProjectSchema): Promise<Proposals> {
  const numberOf = new Map([...schema.classes, ...schema.documentClasses].map((each) => [each.name.toLocaleLowerCase(), each.id]));
  const { items, report } = readDataset(formatOf(format), source, usualOptions);
  const byName = new Map<string, readonly Suggestion[]>();
  const unknown = new Set<string>();
  let unfit = 0;
  for await (const item of items) {
    const found = item.labels.flatMap((label): Suggestion[] => {
      if (!isAsked(label, schema)) {
        unfit++;
        return [];
      }
      const classId = numberOf.get(label.className.toLocaleLowerCase());
      if (classId === undefined) unknown.add(label.className);
      return classId === undefined ? [] : [suggestionOf(label, classId)];
    });
    if (found.length > 0) byName.set(item.path, found.slice(0, MAX_SUGGESTIONS));
  }
  const byBase = onlyOnce([...byName.keys()]);
  return {
    of: (name, item) => (byName.get(name) ?? byName.get(byBase.get(basename(name)) ?? '') ?? []).filter((suggestion) => fits(suggestion, item)),
    problems: [
      ...report.problems().map((problem) => ({ ...problem, file: file.name })),
      ...[...unknown].map((name) => ({ file: file.name, field: 'categories', reason: `The project has no class "${name}"`, fix: 'Add the class to the schema, or rename the category: its suggestions were left out.' })),
      ...(unfit === 0 ? [] : [{ file: file.name, reason: `${unfit} suggestions are for a project of another kind, and this one is of ${schema.kind}`, fix: 'Take them out.' }]),
    ],
  };
}

/** By the file's ending; a list of tasks at the top of JSON is Label Studio's, and Datumaro names itself. */
async function formatOfFile(source: Source, { path }: FileToTake): Promise<FormatName> {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'jsonl' || ending === 'csv' || ending === 'parquet') return ending;
  if (ending === 'xml') return 'cvat';
  let head = '';
  try {
    for await (const piece of source.text(basename(path))) {
      head = piece.trimStart().slice(0, 4096);
      break;
    }
  } catch {
    // The reader says what is wrong with it.
  }
  if (head.startsWith('[')) return 'label-studio';
  return /"dm_format_version"|"infos"\s*:/.test(head) ? 'datumaro' : 'coco';
}

function isAsked({ kind }: Label, schema: ProjectSchema): boolean {
  if (kind === 'class') return schema.kind === 'class' || schema.documentClasses.length > 0;
  return schema.kind === (kind === 'box' ? 'boxes' : 'spans');
}

function suggestionOf(label: Label, classId: number): Suggestion {
  const flags = label.kind === 'box' ? Object.fromEntries((['occluded', 'truncated', 'difficult', 'crowd'] as const).filter((flag) => label[flag]).map((flag) => [flag, true])) : {};
  const attributes = { ...label.attributes, ...flags };
  return {
    classId,
    confidence: Math.round((label.score ?? 1) * 100),
    ...(label.kind === 'box' ? { box: [label.x0, label.y0, label.x1, label.y1] as [number, number, number, number] } : {}),
    ...(label.kind === 'span' ? { span: [label.start, label.end] as [number, number] } : {}),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** Whether a suggestion lies inside the item as it is on disk: the file of suggestions may know another one. */
function fits({ box, span }: Suggestion, { width, height, codePoints }: Pick<ManifestItem, 'width' | 'height' | 'codePoints'>): boolean {
  if (box !== undefined) return width === undefined || height === undefined || (box[2] <= width && box[3] <= height);
  return span === undefined || codePoints === undefined || span[1] <= codePoints;
}


/** Datasets often name files without their folder: a name that is there once says which is meant. */
function onlyOnce(names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const name of names) found.set(basename(name), found.has(basename(name)) ? null : name);
  return new Map([...found].flatMap(([base, name]) => (name === null ? [] : [[base, name] as const])));
}
