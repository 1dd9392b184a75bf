import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { importCoco } from '../../../shared/formats/coco-import.ts';
import type { ImportedItem } from '../../../shared/formats/imported.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { Suggestion } from '../../../shared/protocol/manifest.ts';
import type { FileToTake } from './ingest.ts';
import type { Problem } from './problem.ts';

const MAX_BYTES = 128 * 1024 * 1024;

/** What a model proposed, by the item's name; `problems` says what of it could not be used. */
export interface Proposals {
  readonly of: (name: string) => readonly Suggestion[];
  readonly problems: readonly Problem[];
}

const none: Proposals = { of: () => [], problems: [] };

/** A model's output beside the data: a COCO file of this name, anywhere in the folder. */
export const isProposalFile = (name: string): boolean => basename(name).toLowerCase() === 'suggestions.json';

/** Reads suggestions for the items of a box project. Classes go by name: a category that the schema lacks is named and left out. */
export async function readProposals(files: readonly FileToTake[], schema: ProjectSchema): Promise<Proposals> {
  const [file, ...more] = files;
  if (file === undefined) return none;
  const refused = (reason: string, fix: string): Proposals => ({ ...none, problems: [{ file: file.name, reason, fix }] });
  if (schema.kind !== 'boxes') return refused('Suggestions are boxes, and this is a project of another kind', 'Take the file out.');
  if (more.length > 0) return refused(`There is another one: ${more.map(({ name }) => name).join(', ')}`, 'Put all suggestions into one file.');
  if (file.bytes > MAX_BYTES) return refused(`The file has over ${MAX_BYTES / 1024 / 1024} MiB`, 'Leave out masks and what has a low score.');
  const parsed = parseJson(await readFile(file.path, 'utf8'));
  if (parsed === undefined) return refused('The file is no valid JSON', 'Write it again.');
  const imported = importCoco(file.name, parsed);
  if (!imported.ok) return refused(imported.error.message, imported.error.fix);
  const { classes, items, problems } = imported.value;
  const numberOf = new Map(schema.classes.map((each) => [each.name.toLocaleLowerCase(), each.id]));
  const toSchema = new Map(classes.map((each) => [each.id, numberOf.get(each.name.toLocaleLowerCase())]));
  const unknown = classes.filter(({ id }) => toSchema.get(id) === undefined && items.some(({ labels }) => labels.some((label) => label.classId === id)));
  const byName = new Map(items.map((item) => [item.fileName, suggestionsOf(item, toSchema)]));
  const byBase = onlyOnce(items);
  return {
    of: (name) => byName.get(name) ?? byName.get(byBase.get(basename(name)) ?? '') ?? [],
    problems: [
      ...problems,
      ...unknown.map(({ name }) => ({ file: file.name, field: 'categories', reason: `The project has no class "${name}"`, fix: 'Add the class to the schema, or rename the category: its suggestions were left out.' })),
    ],
  };
}

function suggestionsOf({ labels }: ImportedItem, toSchema: ReadonlyMap<number, number | undefined>): Suggestion[] {
  return labels.flatMap((label): Suggestion[] => {
    const classId = toSchema.get(label.classId);
    return classId === undefined ? [] : [{ ...label, classId }];
  });
}

/** Datasets often name files without their folder: a name that is there once says which is meant. */
function onlyOnce(items: readonly ImportedItem[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const { fileName } of items) found.set(basename(fileName), found.has(basename(fileName)) ? null : fileName);
  return new Map([...found].flatMap(([base, fileName]) => (fileName === null ? [] : [[base, fileName] as const])));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
