import { expect, it } from 'vitest';
import { filesOfFolder } from './folder-files.ts';
import type { ReadableFile, ReadableFolder } from './folder-files.ts';

const file = (name: string, getFile = async () => new File(['x'], name)): ReadableFile => ({ kind: 'file', name, getFile });
const gone = (name: string) => file(name, () => Promise.reject(new DOMException('gone', 'NotFoundError')));

function folder(name: string, ...entries: readonly (ReadableFile | ReadableFolder)[]): ReadableFolder {
  return {
    kind: 'directory',
    name,
    values: async function* () {
      for (const entry of entries) yield await Promise.resolve(entry);
    },
  };
}

it('has every file by its path, without what systems leave and what goes away meanwhile', async () => {
  const harbour = folder('harbour', file('b.png'), folder('deep', file('a.png'), folder('.git', file('config'))), gone('swap.png'), file('.DS_Store'), file('Thumbs.db'), file('a.png'));
  expect((await filesOfFolder(harbour)).map(({ path }) => path)).toEqual(['a.png', 'b.png', 'deep/a.png']);
});

it('opens no file that nobody asks for', async () => {
  const opened: string[] = [];
  const told = (name: string) => file(name, async () => {
    opened.push(name);
    return Promise.resolve(new File(['x'], name));
  });
  const found = await filesOfFolder(folder('harbour', told('a.png'), folder('deep', told('b.png')), told('c.png')), (path) => path === 'deep/b.png');
  expect(found.map(({ path }) => path)).toEqual(['deep/b.png']);
  expect(opened).toEqual(['b.png']);
});
