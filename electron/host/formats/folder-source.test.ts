import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceFault } from '../../../shared/formats/files.ts';
import { jpgTurned, png } from '../packs/test-images.ts';
import { FolderSource } from './folder-source.ts';
import { unzip } from './unzip.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tessera-source-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(name: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), contents);
}

async function opened(images: string | null = null): Promise<FolderSource> {
  const source = await FolderSource.at(root, images);
  if (source === null) throw new Error('nothing there');
  return source;
}

async function textOf(name: string): Promise<string> {
  let text = '';
  for await (const piece of (await opened()).text(name)) text += piece;
  return text;
}

describe('a text', () => {
  const said = '{"ä": "日本 😄"}';

  it('is read in UTF-8 with and without its mark, and in UTF-16 either way', async () => {
    const utf16 = Buffer.from(said, 'utf16le');
    const swapped = Buffer.from(utf16).swap16();
    const files = { plain: Buffer.from(said), marked: Buffer.from(`\uFEFF${said}`), le: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), be: Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]) };
    for (const [name, bytes] of Object.entries(files)) {
      await put(name, bytes);
      expect(await textOf(name), name).toBe(said);
    }
    await put('bare', Buffer.from('{"plain": "letters alone"}', 'utf16le'));
    expect(await textOf('bare')).toBe('{"plain": "letters alone"}');
  });

  it('in latin-1 is refused where nothing says so, and read where XML does', async () => {
    await put('a.csv', Buffer.from('Größe', 'latin1'));
    await expect(textOf('a.csv')).rejects.toThrow(SourceFault);
    await expect(textOf('a.csv')).rejects.toThrow(/UTF-8/);
    await expect(textOf('a.csv')).rejects.toMatchObject({ field: 'byte 2' });
    const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><a>Größe</a>';
    await put('a.xml', Buffer.from(xml, 'latin1'));
    expect(await textOf('a.xml')).toBe(xml);
  });
});

describe('a folder', () => {
  it('lists its files in order, without what systems leave, and follows links only inside', async () => {
    for (const name of ['b/2.txt', 'b/10.txt', 'a.txt', '.DS_Store', 'losses.json']) await put(name, 'x');
    await symlink(join(root, 'a.txt'), join(root, 'inside.txt'));
    await symlink('/etc/hostname', join(root, 'outside.txt'));
    const names: string[] = [];
    for await (const { path } of (await opened()).files()) names.push(path);
    expect(names).toEqual(['a.txt', 'b/10.txt', 'b/2.txt', 'inside.txt']);
    await expect(textOf('outside.txt')).rejects.toThrow(/leads out/);
    await expect(textOf('../elsewhere')).rejects.toThrow(SourceFault);
    await expect(textOf('none')).rejects.toThrow(/no such file/);
  });

  it('finds images where formats keep them, elsewhere, and by a name that is there once', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'tessera-images-'));
    await put('images/a.png', png(4, 3));
    await put('x/y/deep.png', png(5, 3));
    await put('x/twice.png', png(5, 3));
    await put('z/twice.png', png(6, 3));
    await writeFile(join(elsewhere, 'far.jpg'), jpgTurned(30, 20, 6));
    const source = await opened(elsewhere);
    expect(await source.find('a.png')).toBe('images/a.png');
    expect(await source.find('a', true)).toBe('images/a.png');
    expect(await source.find('other/deep.png')).toBe('x/y/deep.png');
    expect(await source.find('twice.png')).toBeNull();
    expect(await source.find('../../etc/hostname')).toBeNull();
    // As another system has written the name: accents apart, other letters.
    await put('acc/A\u030angstro\u0308m.png', png(5, 3));
    await put('acc/IMG_1.PNG', png(5, 3));
    await put('acc/other/img_1.png', png(5, 3));
    await put('acc/IMG_2.PNG', png(5, 3));
    const again = await opened();
    expect(await again.find('\u00c5ngstr\u00f6m.png')).toBe('acc/A\u030angstro\u0308m.png');
    expect(await again.find('img_2', true)).toBe('acc/IMG_2.PNG');
    expect(await again.find('img_1.png')).toBe('acc/other/img_1.png');
    expect(await again.find('Img_1.png')).toBeNull();
    const far = await source.find('far', true);
    // As it is shown: a camera's orientation is applied.
    expect(await source.imageSize(far ?? '')).toEqual({ widthPx: 20, heightPx: 30 });
    expect(await source.imageSize('images/a.png')).toEqual({ widthPx: 4, heightPx: 3 });
    await rm(elsewhere, { recursive: true });
  });

  it('reads tables parted by semicolons and tabs, and names the line that is none', async () => {
    await put('a.csv', 'a;b\n"x;y";"line\nend"\n');
    const rows = [];
    for await (const row of (await opened()).csv('a.csv')) rows.push(row.cells);
    expect(rows).toEqual([['a', 'b'], ['x;y', 'line\nend']]);
    await put('b.csv', 'a,b\n1,"x" y\n');
    await expect(async () => {
      for await (const _ of (await opened()).csv('b.csv')) continue;
    }).rejects.toThrow(/CSV/);
  });
});

describe('a zip', () => {
  it('gives what is sound, and lists what leads out, links and bombs', async () => {
    const bytes = zipSync({ 'fine/a.txt': Buffer.from('hello'), '../up.txt': Buffer.from('x'), 'C:/win.txt': Buffer.from('x'), 'bomb.txt': new Uint8Array(32 * 1024 * 1024), 'link.txt': [Buffer.from('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    await put('a.zip', bytes);
    const { folder, problems, remove } = await unzip(join(root, 'a.zip'));
    const source = await FolderSource.at(folder);
    const names: string[] = [];
    for await (const { path } of source!.files()) names.push(path);
    expect(names).toEqual(['fine/a.txt']);
    expect(problems.map(({ file }) => file).sort()).toEqual(['../up.txt', 'C:/win.txt', 'bomb.txt', 'link.txt']);
    await remove();
    expect(await FolderSource.at(folder)).toBeNull();
  });

  it('ends before many small entries have filled the disk', async () => {
    const entries = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`${index}.txt`, new Uint8Array(15 * 1024 * 1024)]));
    await put('many.zip', zipSync(entries));
    const { folder, problems, remove } = await unzip(join(root, 'many.zip'));
    const taken = await readdir(folder);
    // 90 MB out of 90 kB.
    expect(taken.length).toBeLessThan(4);
    expect(problems).toMatchObject([{ file: `${taken.length}.txt`, reason: expect.stringContaining('250 times') as string }]);
    await remove();
  });

  it('takes the first of two entries of one name', async () => {
    const bytes = zipSync({ 'a.txt': Buffer.from('first'), 'b.txt': Buffer.from('second'), 'c.txt': Buffer.from('x'), 'd.txt/e.txt': Buffer.from('x') });
    // The same lengths: both names stand in the entry and in the list at the end.
    const renamed = Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('b.txt', 'a.txt').replaceAll('d.txt/', 'c.txt/'), 'latin1');
    await put('twice.zip', renamed);
    const { folder, problems, remove } = await unzip(join(root, 'twice.zip'));
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('first');
    expect(problems.map(({ file, reason }) => [file, reason])).toEqual([['a.txt', expect.stringContaining('was there before')], ['c.txt/e.txt', expect.stringContaining('was there before')]]);
    await remove();
  });

  it('asks of sound entries alone whether they are needed, and unpacks no other', async () => {
    await put('a.zip', zipSync({ 'fine/a.txt': Buffer.from('hello'), 'fine/b.txt': Buffer.from('there'), '../up.txt': Buffer.from('x') }));
    const asked: { name: string; bytes: number; crc32: number }[] = [];
    const { folder, remove } = await unzip(join(root, 'a.zip'), undefined, async (entry) => {
      asked.push(entry);
      return Promise.resolve(entry.name === 'fine/a.txt');
    });
    // The checksum of "hello", as every zip has it.
    expect(asked).toEqual([{ name: 'fine/a.txt', bytes: 5, crc32: 0x3610a686 }, expect.objectContaining({ name: 'fine/b.txt' })]);
    const names: string[] = [];
    for await (const { path } of (await FolderSource.at(folder))!.files()) names.push(path);
    expect(names).toEqual(['fine/b.txt']);
    await remove();
  });
});
