import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncTree } from './sync-tree.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tessera-sync-'));
  await mkdir(join(dir, 'labels'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function files(count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, place) => join(dir, 'labels', `${place}.txt`));
  for (const path of paths) await writeFile(path, 'boat');
  return paths;
}

describe('a folder that is to survive a power cut', () => {
  it('is flushed whole, by file or all at once', async () => {
    await syncTree(dir, await files(5));
    await syncTree(dir, await files(200));
  });

  it('says which file is not there where they are flushed one by one', async () => {
    await expect(syncTree(dir, [...(await files(5)), join(dir, 'labels', 'gone.txt')])).rejects.toThrow('gone.txt');
  });

  it('is flushed file by file where the system cannot do it at once', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = dir;
    try {
      await expect(syncTree(dir, [...(await files(200)), join(dir, 'labels', 'gone.txt')])).rejects.toThrow('gone.txt');
    } finally {
      process.env['PATH'] = path;
    }
  });
});
