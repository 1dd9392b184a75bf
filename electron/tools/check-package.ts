import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch, Platform, build } from 'electron-builder';
import { z } from 'zod';
import { repository } from '../cli/repository.ts';
import { writeStubElectron } from './stub-electron.ts';

/*
 * Packs the app as `electron-builder --linux dir` does, around a stub of Electron's distribution, twice: the two must be
 * the same byte for byte, hold what the app needs and nothing else, and have their fuses flipped. For CI, after a build.
 */

const TREE_HEAD = 16;
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

interface Tree {
  readonly files?: Readonly<Record<string, Tree>>;
}

/** The paths in an asar archive: its head is a JSON tree behind four lengths. */
function pathsIn(asar: Buffer): string[] {
  const tree = JSON.parse(asar.toString('utf8', TREE_HEAD, TREE_HEAD + asar.readUInt32LE(12))) as Tree;
  const walk = ({ files }: Tree, before: string): string[] => (files === undefined ? [before] : Object.entries(files).flatMap(([name, inner]) => walk(inner, before === '' ? name : `${before}/${name}`)));
  return walk(tree, '');
}

function fusesOf(binary: Buffer): string {
  const at = binary.indexOf(SENTINEL) + SENTINEL.length;
  return binary.toString('latin1', at + 2, at + 2 + (binary[at + 1] ?? 0));
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function pack(electronDist: string, output: string): Promise<{ asar: Buffer; binary: Buffer; beside: string[] }> {
  await build({ projectDir: repository.root, targets: Platform.LINUX.createTarget('dir', Arch.x64), publish: 'never', config: { extends: join(repository.root, 'electron-builder.yml'), electronDist, directories: { output } } });
  const dir = join(output, 'linux-unpacked');
  return { asar: readFileSync(join(dir, 'resources', 'app.asar')), binary: readFileSync(join(dir, 'tessera')), beside: readdirSync(dir) };
}

const faults: string[] = [];
const hold = (what: string, isSo: boolean): void => {
  console.log(`${isSo ? 'ok' : 'FAILED'}  ${what}`);
  if (!isSo) faults.push(what);
};

const work = mkdtempSync(join(tmpdir(), 'tessera-package-'));
try {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(repository.root, 'node_modules/electron/package.json'), 'utf8')));
  writeStubElectron(join(work, 'electron'), version);
  const first = await pack(join(work, 'electron'), join(work, 'one'));
  const second = await pack(join(work, 'electron'), join(work, 'two'));
  const paths = pathsIn(first.asar);
  hold('two builds have the same archive, byte for byte', sha256(first.asar) === sha256(second.asar));
  hold('two builds have the same binary', sha256(first.binary) === sha256(second.binary));
  for (const needed of ['package.json', 'dist/electron/main.cjs', 'dist/electron/host.cjs', 'dist/electron/preload.cjs', 'dist/renderer/index.html', 'dist/renderer/licences.json', 'dist/sample/sample.json']) hold(`the archive has ${needed}`, paths.includes(needed));
  const strange = paths.filter((path) => !/^(package\.json$|dist\/(electron|renderer|sample)\/|node_modules\/@foundry-rs\/anvil)/.test(path) || /\.map$|\.test\.|\.tsx?$/.test(path));
  hold(`the archive has nothing else (${String(paths.length)} files${strange.length > 0 ? `; ${strange.slice(0, 5).join(', ')}` : ''})`, strange.length === 0);
  // In Electron's order: see stub-electron.ts.
  hold(`the fuses are flipped (${fusesOf(first.binary)})`, fusesOf(first.binary) === '01001100');
  hold('no other archive lies beside it', first.beside.every((name) => name !== 'default_app.asar'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(faults.length > 0 ? 1 : 0);
