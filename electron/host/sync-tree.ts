import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from './atomic-file.ts';
import { SMALL_FILES_AT_ONCE, TaskPool } from './formats/task-pool.ts';

/** Fewer are flushed one by one, so that a small export need not wait for what others write. */
const MANY = 200;

/**
 * Makes files and the folders they lie in survive a power cut: each by itself, or, where there are many and the system
 * is Linux, all of their file system in one call (syncfs, by `sync --file-system`). One by one every new file costs the
 * journal a commit of its own: 25,000 take ten times as long as all at once.
 * @param files below `folder`, on its file system
 */
export async function syncTree(folder: string, files: readonly string[]): Promise<void> {
  if (files.length >= MANY && (await syncFileSystem(folder))) return;
  const pool = new TaskPool(SMALL_FILES_AT_ONCE);
  for (const file of files) await pool.start(() => syncFile(file));
  await pool.idle();
  for (const each of new Set([folder, ...files.map((file) => dirname(file))])) await syncFolder(each);
}

/** False where the system has no such command, or it fails. */
async function syncFileSystem(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return promisify(execFile)('sync', ['--file-system', folder]).then(
    () => true,
    () => false,
  );
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
