import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshFiles } from './watch-folder.ts';

let folder: string;
let stop: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-watch-'));
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await rm(folder, { recursive: true, force: true });
});

const timing = { stillMs: 150, slowMs: 60_000 };

it('gives what is not known, once, and again when there is more, folders made meanwhile included', async () => {
  await writeFile(join(folder, 'old.txt'), 'old');
  await writeFile(join(folder, 'a.txt'), 'a');
  const known = new Set(['old.txt']);
  const fresh = freshFiles([folder], (name) => known.has(name), stop.signal, timing);
  expect((await fresh.next()).value).toEqual(['a.txt']);
  known.add('a.txt');
  await mkdir(join(folder, 'deep'));
  await writeFile(join(folder, 'deep', 'b.txt'), 'b');
  expect((await fresh.next()).value).toEqual(['deep/b.txt']);
  const end = fresh.next();
  stop.abort();
  expect(await end).toEqual({ done: true, value: undefined });
});

it('waits for a file that is still being written, and not with it for the others', async () => {
  await writeFile(join(folder, 'whole.txt'), 'whole');
  const growing = join(folder, 'growing.txt');
  await writeFile(growing, '');
  const writer = setInterval(() => void appendFile(growing, 'more '), 20);
  const fresh = freshFiles([folder], () => false, stop.signal, timing);
  expect((await fresh.next()).value).toEqual(['whole.txt']);
  clearInterval(writer);
  expect((await fresh.next()).value).toEqual(['growing.txt', 'whole.txt']);
});
