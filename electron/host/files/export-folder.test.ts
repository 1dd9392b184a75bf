import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExportFolder, sweepParts } from './export-folder.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tessera-export-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an export folder', () => {
  it('appears whole, with a manifest that has every file’s hash, and gives way to a newer one', async () => {
    for (const content of ['first', 'second 👩🏽‍🌾']) {
      const asset = join(dir, 'asset');
      await writeFile(asset, content);
      const folder = await ExportFolder.begin(join(dir, 'exports'), '7-120');
      await folder.write('annotations.json', ['{"a":', '1}\n']);
      expect(await folder.bring('images/a.txt', asset, sha256(content))).not.toBeNull();
      if (content === 'first') expect(await readdir(join(dir, 'exports'))).not.toContain('7-120');
      const { path } = await folder.finish({ projectId: '7' });
      const manifest: unknown = JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8'));
      expect(manifest).toMatchObject({
        version: 1,
        projectId: '7',
        files: [
          { name: 'annotations.json', bytes: 8, sha256: sha256('{"a":1}\n') },
          { name: 'images/a.txt', bytes: Buffer.byteLength(content), sha256: sha256(content) },
        ],
      });
      expect(await readFile(join(path, 'images', 'a.txt'), 'utf8')).toBe(content);
    }
    expect(await readdir(join(dir, 'exports'))).toEqual(['7-120']);
  });

  it('shares no file with the pack: a picture edited in the export stays whole in the pack', async () => {
    const asset = join(dir, 'asset');
    await writeFile(asset, 'as it was');
    const folder = await ExportFolder.begin(dir, 'e-1');
    await folder.bring('images/a.txt', asset, sha256('as it was'));
    const { path } = await folder.finish({});
    await chmod(join(path, 'images', 'a.txt'), 0o644);
    await writeFile(join(path, 'images', 'a.txt'), 'edited');
    expect(await readFile(asset, 'utf8')).toBe('as it was');
  });

  it('refuses a file whose bytes are not what its hash says, and leaves nothing where it is given up', async () => {
    await writeFile(join(dir, 'asset'), 'rotten');
    const folder = await ExportFolder.begin(join(dir, 'exports'), 'e-2');
    expect(await folder.bring('images/a.txt', join(dir, 'asset'), sha256('sound'))).toBeNull();
    expect(await folder.bring('images/b.txt', join(dir, 'gone'), sha256('sound'))).toBeNull();
    await folder.abandon();
    expect(await readdir(join(dir, 'exports'))).toEqual([]);
  });

  it('lists small files that are written side by side, and says at the end which could not be', async () => {
    const folder = await ExportFolder.begin(join(dir, 'exports'), 'e-4');
    const names = Array.from({ length: 40 }, (_, place) => `labels/${String(place).padStart(2, '0')}.txt`);
    for (const name of names) await folder.put(name, `of ${name} ø`);
    const files = await folder.writeManifest({});
    expect(files.filter(({ name }) => name !== 'manifest.json')).toEqual(names.map((name) => ({ name, bytes: Buffer.byteLength(`of ${name} ø`), sha256: sha256(`of ${name} ø`) })));
    expect(await readFile(join(folder.folder, 'labels', '07.txt'), 'utf8')).toBe('of labels/07.txt ø');
    await folder.put('labels/00.txt', 'again');
    await expect(folder.writeManifest({})).rejects.toThrow('labels/00.txt');
    await folder.abandon();
    expect(await readdir(join(dir, 'exports'))).toEqual([]);
  });

  it('is swept where a process died in the middle', async () => {
    await ExportFolder.begin(dir, 'e-3');
    expect(await readdir(dir)).toHaveLength(1);
    await sweepParts(dir);
    expect(await stat(dir)).toBeTruthy();
    expect(await readdir(dir)).toHaveLength(0);
  });
});
