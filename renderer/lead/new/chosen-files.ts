/** A raw file on its way in, with its path inside what was chosen. */
export interface ChosenFile {
  readonly file: File;
  readonly path: string;
}

/** What the system leaves in folders. The host leaves it out too; here it is not even sent. */
const SYSTEM_FILE = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX)(\/|$)/i;

export const isSystemFile = (path: string): boolean => SYSTEM_FILE.test(path);

/** Files of a file input, a folder's with their paths below it. */
export function filesOfInput(list: readonly File[]): ChosenFile[] {
  return list.map((file) => ({ file, path: withoutTop(file.webkitRelativePath) || file.name })).filter(({ path }) => !SYSTEM_FILE.test(path));
}

function withoutTop(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}

/**
 * Files and folders that were dropped. Call it inside the drop event: the browser forgets the entries afterwards.
 * A single folder's own name is left out of the paths, as with a folder that was chosen.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const [only] = entries;
  const tops = entries.length === 1 && only !== undefined && isFolder(only) ? await childrenOf(only) : entries;
  const found: ChosenFile[] = [];
  for (const entry of tops) await collect(entry, '', found);
  return found.filter(({ path }) => !SYSTEM_FILE.test(path));
}

async function collect(entry: FileSystemEntry, base: string, into: ChosenFile[]): Promise<void> {
  const path = base === '' ? entry.name : `${base}/${entry.name}`;
  if (isFolder(entry)) {
    for (const child of await childrenOf(entry)) await collect(child, path, into);
  } else if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.push({ file, path });
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A reader gives a hundred entries at a time, and none at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Known answers beside the data: the host reads a file of either name, and keeps it out of the pack. */
const ANSWER_FILE = /(^|\/)gold\.(csv|jsonl)$/i;

export const isAnswerFile = ({ path }: ChosenFile): boolean => ANSWER_FILE.test(path);

/** A file of answers under the name by which the host knows it. */
export function asAnswerFile(file: File): ChosenFile {
  return { file, path: /\.(jsonl|ndjson|json)$/i.test(file.name) ? 'gold.jsonl' : 'gold.csv' };
}

export interface ChosenSummary {
  readonly count: number;
  readonly bytes: number;
  /** How many files there are of each ending, most first. */
  readonly endings: readonly { readonly ending: string; readonly count: number }[];
}

export function summarise(files: readonly ChosenFile[]): ChosenSummary {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const ending = (/\.([^./]{1,8})$/.exec(path)?.[1] ?? '').toLowerCase();
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const endings = [...counts].map(([ending, count]) => ({ ending, count })).sort((one, other) => other.count - one.count || one.ending.localeCompare(other.ending));
  return { count: files.length, bytes: files.reduce((sum, { file }) => sum + file.size, 0), endings };
}
