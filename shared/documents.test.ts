import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const documents = ['README.md', ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll('\\', '/')}`)];
const folders = /^(?:electron|renderer|shared|contracts|e2e|docs|\.ci|\.github)\//;

/** Paths of the repository that a document names; a pattern or a choice in braces is not one. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path).filter((path) => folders.test(path) && !/[*{}<>]|\.\.\./.test(path));
}

describe('documents', () => {
  it.each(documents)('%s names files that are there', (name) => {
    const gone = pathsIn(readFileSync(root + name, 'utf8')).filter((path) => ![path, `${path}.ts`].some((file) => existsSync(root + file.replace(/[:#].*$/, ''))));
    expect(gone).toEqual([]);
  });

  it('docs/hardening.md names tests that are there', () => {
    const missing = readFileSync(`${root}docs/hardening.md`, 'utf8')
      .split('\n')
      .flatMap((line) => {
        // In the browser shell's table the attacker is one file, named above it.
        const files = line.match(/`[^`]+\.(test|spec)\.tsx?`/g)?.map((name) => name.slice(1, -1)) ?? ['electron/shells/loopback/attacks.test.ts'];
        const text = files.map((file) => readFileSync(root + file, 'utf8')).join('\n');
        return [...line.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title).filter((title) => !text.includes(`'${title}'`));
      });
    expect(missing).toEqual([]);
  });

  it('are told apart from names that only look like paths', () => {
    expect(pathsIn('`shared/result.ts` and `a/b`, `contracts/src/{a,b}.sol`, `npm test`')).toEqual(['shared/result.ts']);
  });
});
