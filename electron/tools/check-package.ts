import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Arch, Platform, build } from 'electron-builder';
import { z } from 'zod';
import { repository } from '../cli/repository.ts';
import { anvilBinary } from '../host/chain/local/anvil.ts';
import { writeStubElectron } from './stub-electron.ts';

/*
 * Packs the app as `electron-builder --linux dir` does, around a stub of Electron's distribution, twice: the two must be
 * the same byte for byte, hold what the app needs and nothing else, and have their fuses flipped. The local chain's
 * node lies beside the archive, is found from inside it, and runs. For CI, after a build.
 */

const TREE_HEAD = 16;
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

interface Tree {
  readonly files?: Readonly<Record<string, Tree>>;
  /** Not in the archive: in the same place of the folder beside it. */
  readonly unpacked?: boolean;
}

interface Entry {
  readonly path: string;
  readonly isUnpacked: boolean;
}

/** What an asar archive lists: its head is a JSON tree behind four lengths. */
function entriesOf(asar: Buffer): Entry[] {
  const tree = JSON.parse(asar.toString('utf8', TREE_HEAD, TREE_HEAD + asar.readUInt32LE(12))) as Tree;
  const walk = ({ files, unpacked }: Tree, before: string): Entry[] =>
    files === undefined ? [{ path: before, isUnpacked: unpacked === true }] : Object.entries(files).flatMap(([name, inner]) => walk(inner, before === '' ? name : `${before}/${name}`));
  return walk(tree, '');
}

function fusesOf(binary: Buffer): string {
  const at = binary.indexOf(SENTINEL) + SENTINEL.length;
  return binary.toString('latin1', at + 2, at + 2 + (binary[at + 1] ?? 0));
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function pack(electronDist: string, output: string): Promise<{ asar: Buffer; binary: Buffer; beside: string[]; resources: string }> {
  await build({ projectDir: repository.root, targets: Platform.LINUX.createTarget('dir', Arch.x64), publish: 'never', config: { extends: join(repository.root, 'electron-builder.yml'), electronDist, directories: { output } } });
  const dir = join(output, 'linux-unpacked');
  return { asar: readFileSync(join(dir, 'resources', 'app.asar')), binary: readFileSync(join(dir, 'tessera')), beside: readdirSync(dir), resources: join(dir, 'resources') };
}

const faults: string[] = [];
const hold = (what: string, isSo: boolean): void => {
  console.log(`${isSo ? 'ok' : 'FAILED'}  ${what}`);
  if (!isSo) faults.push(what);
};

/** Anvil as the packed app has it: unpacked whole, executable, found from the host's place in the archive, and running. */
function holdAnvil(resources: string, entries: readonly Entry[]): void {
  const ours = entries.filter(({ path }) => path.startsWith('node_modules/'));
  hold(`all of anvil lies beside the archive, and nothing of forge (${String(ours.length)} files)`, ours.length > 0 && ours.every(({ path, isUnpacked }) => isUnpacked && !path.includes('forge')));
  const binary = 'node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil';
  const unpacked = join(resources, 'app.asar.unpacked', binary);
  const facts = statSync(unpacked, { throwIfNoEntry: false });
  hold('its binary is there, may be executed, and is the one that npm installed', facts !== undefined && (facts.mode & 0o111) === 0o111 && sha256(readFileSync(unpacked)) === sha256(readFileSync(join(repository.root, binary))));
  // Electron reads an archive as if it were a folder; here it is one, with what the archive lists of node_modules.
  const folder = join(work, 'as-electron-sees-it');
  cpSync(join(resources, 'app.asar.unpacked'), join(folder, 'app.asar.unpacked'), { recursive: true });
  for (const { path } of ours) if (path.endsWith('package.json')) cpSync(join(resources, 'app.asar.unpacked', path), join(folder, 'app.asar', path));
  const found = anvilBinary(pathToFileURL(join(folder, 'app.asar/dist/electron/host.cjs')).href);
  hold(`the host finds it from inside the archive (${found.ok ? 'beside it' : found.error.message})`, found.ok && found.value === join(folder, 'app.asar.unpacked', binary));
  hold('it runs from there', found.ok && /^anvil Version: 1\./.test(execFileSync(found.value, ['--version'], { encoding: 'utf8', env: {} })));
}

const licencesSchema = z.object({ packages: z.array(z.object({ name: z.string(), licence: z.string(), text: z.number().nullable() })), texts: z.array(z.string()) });

/** The app's own list names it, with a text to read. */
function holdAnvilLicence(): void {
  const { packages, texts } = licencesSchema.parse(JSON.parse(readFileSync(join(repository.root, 'dist/renderer/licences.json'), 'utf8')));
  const named = packages.filter(({ name }) => name.startsWith('@foundry-rs/'));
  const isTold = named.every(({ licence, text }) => licence === 'MIT OR Apache-2.0' && text !== null && (texts[text] ?? '').includes('Apache License'));
  hold(`the licences in the app name it, with their text (${named.map(({ name }) => name).join(', ')})`, ['@foundry-rs/anvil', '@foundry-rs/anvil-linux-amd64'].every((name) => named.some((each) => each.name === name)) && isTold);
}

const work = mkdtempSync(join(tmpdir(), 'tessera-package-'));
try {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(repository.root, 'node_modules/electron/package.json'), 'utf8')));
  writeStubElectron(join(work, 'electron'), version);
  const first = await pack(join(work, 'electron'), join(work, 'one'));
  const second = await pack(join(work, 'electron'), join(work, 'two'));
  const entries = entriesOf(first.asar);
  const paths = entries.map(({ path }) => path);
  hold('two builds have the same archive, byte for byte', sha256(first.asar) === sha256(second.asar));
  hold('two builds have the same binary', sha256(first.binary) === sha256(second.binary));
  for (const needed of ['package.json', 'dist/electron/main.cjs', 'dist/electron/host.cjs', 'dist/electron/preload.cjs', 'dist/renderer/index.html', 'dist/renderer/licences.json', 'dist/sample/sample.json']) hold(`the archive has ${needed}`, paths.includes(needed));
  const strange = paths.filter((path) => !/^(package\.json$|dist\/(electron|renderer|sample)\/|node_modules\/@foundry-rs\/anvil)/.test(path) || /\.map$|\.test\.|\.tsx?$/.test(path));
  hold(`the archive has nothing else (${String(paths.length)} files${strange.length > 0 ? `; ${strange.slice(0, 5).join(', ')}` : ''})`, strange.length === 0);
  holdAnvil(first.resources, entries);
  holdAnvilLicence();
  // In Electron's order: see stub-electron.ts.
  hold(`the fuses are flipped (${fusesOf(first.binary)})`, fusesOf(first.binary) === '01001100');
  hold('no other archive lies beside it', first.beside.every((name) => name !== 'default_app.asar'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(faults.length > 0 ? 1 : 0);
