import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Problem } from './problem.ts';

export interface SourceFile {
  readonly path: string;
  /** Path inside what was given, with forward slashes. */
  readonly name: string;
}

/** What systems leave in folders and nobody means to label. */
const SYSTEM_FILES = /^(\.|Thumbs\.db$|desktop\.ini$|__MACOSX$|~\$)/i;

/**
 * Every file in files and folders of this disk, as they are found. Their sizes are not asked for: a call a file is what a listing costs. A link is followed only to what lies inside
 * the folder it was found in: a dropped folder must not bring in the rest of the disk.
 */
export async function* listSources(paths: readonly string[], onProblem: (problem: Problem) => void): AsyncGenerator<SourceFile> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found === null) onProblem({ file: path, reason: 'There is no such file or folder, or it may not be read', fix: 'Check the path and its permissions.' });
    else if (found.isDirectory()) yield* walk(await realpath(path), await realpath(path), new Set(), onProblem);
    else if (found.isFile()) yield { path, name: basename(path) };
    else onProblem({ file: path, reason: 'This is neither a file nor a folder', fix: 'Take it out.' });
  }
}

async function* walk(root: string, folder: string, seen: Set<string>, onProblem: (problem: Problem) => void): AsyncGenerator<SourceFile> {
  if (seen.has(folder)) return;
  seen.add(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) {
    onProblem({ file: nameIn(root, folder), reason: 'The folder may not be read', fix: 'Check its permissions.' });
    return;
  }
  for (const entry of entries) {
    if (SYSTEM_FILES.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const name = nameIn(root, path);
    if (entry.isDirectory()) yield* walk(root, path, seen, onProblem);
    else if (entry.isFile()) yield { path, name };
    else if (entry.isSymbolicLink()) yield* followLink(root, path, seen, onProblem);
    else onProblem({ file: name, reason: 'This is no regular file', fix: 'Take it out.' });
  }
}

async function* followLink(root: string, path: string, seen: Set<string>, onProblem: (problem: Problem) => void): AsyncGenerator<SourceFile> {
  const name = nameIn(root, path);
  const target = await realpath(path).catch(() => null);
  if (target === null) {
    onProblem({ file: name, reason: 'The link leads nowhere', fix: 'Take it out, or put the file in its place.' });
    return;
  }
  if (target !== root && !target.startsWith(root + sep)) {
    onProblem({ file: name, reason: 'The link leads out of the folder', fix: 'Put the file itself in its place.' });
    return;
  }
  const found = await stat(target);
  if (found.isDirectory()) yield* walk(root, target, seen, onProblem);
  else if (found.isFile()) yield { path: target, name };
}

function nameIn(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || basename(root);
}
