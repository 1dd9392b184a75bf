import { isAnswerFile } from '../new/chosen-files.ts';
import type { ChosenFile } from '../new/chosen-files.ts';

/** Names in a pack are no longer. */
const NAME_CHARACTERS = 500;

/** What a model says of the files beside it: it goes with them, and is no item. */
const SUGGESTION_FILE = /(^|\/)suggestions\.(json|jsonl|csv|xml|parquet)$/i;

/** What was made of a folder so far. */
export interface TakenFiles {
  /** Of the items of its packs. */
  readonly names: ReadonlySet<string>;
  /** Files that a pack was made with and that are no item, by path, as they were then. */
  readonly passed: Readonly<Record<string, string>>;
}

export interface NewFiles {
  /** To make the next pack of, with what lies beside them to be read with it. */
  readonly files: readonly ChosenFile[];
  /** How many of them are to become items. */
  readonly count: number;
  /** Files that are still being written, and wait. */
  readonly growing: number;
}

/** By which a file is told to be as it was. */
export const marksOf = ({ file }: ChosenFile): string => `${file.size} ${file.lastModified}`;

const isItem = (names: ReadonlySet<string>, path: string): boolean => names.has(path.slice(0, NAME_CHARACTERS));

/** Whether a file has to be opened to know: what is an item already stays one, whatever becomes of the file. */
export const mayBeNew = ({ names }: TakenFiles, path: string): boolean => !isItem(names, path);

/** What no pack was made with yet, of two looks some seconds apart: a file that is as it was is taken to be whole. */
export function whatIsNew(before: readonly ChosenFile[], now: readonly ChosenFile[], taken: TakenFiles): NewFiles {
  const then = new Map(before.map((file) => [file.path, marksOf(file)]));
  const fresh = now.filter((file) => mayBeNew(taken, file.path) && taken.passed[file.path] !== marksOf(file));
  const files = fresh.filter((file) => then.get(file.path) === marksOf(file));
  return { files, count: files.filter((file) => !isBeside(file)).length, growing: fresh.length - files.length };
}

const isBeside = (file: ChosenFile): boolean => isAnswerFile(file) || SUGGESTION_FILE.test(file.path);

/** Of files that a pack was made with: those that are no item of it, and wait no longer unless they change. */
export function passedBy(files: readonly ChosenFile[], names: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(files.filter(({ path }) => !isItem(names, path)).map((file) => [file.path, marksOf(file)]));
}
