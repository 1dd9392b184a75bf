import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelSchema } from '../host/updates/channel.ts';
import { openFeed } from '../host/updates/signature.ts';
import { runProgram } from './program.ts';

describe('tessera release', () => {
  let dir = '';
  let channel = '';
  let packages = '';
  const printed: string[] = [];
  const keyFile = (name: string): string => join(dir, `${name}.pem`);
  const known = () => channelSchema.parse(JSON.parse(readFileSync(channel, 'utf8'))).keys;
  const makeKey = (name: string, to = channel): Promise<number> => runProgram(['release', 'key', name, '--out', keyFile(name), '--channel', to]);
  const sign = (...more: string[]): Promise<number> => runProgram(['release', 'sign', packages, '--release', '0.2.0', '--notes', 'https://tessera.invalid/notes', '--channel', channel, ...more]);
  const verify = (...more: string[]): Promise<number> => runProgram(['release', 'verify', join(packages, 'feed.json'), ...more, '--channel', channel]);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tessera-release-'));
    packages = join(dir, 'release');
    mkdirSync(packages);
    channel = join(dir, 'channel.json');
    writeFileSync(channel, JSON.stringify({ feedUrl: 'https://tessera.invalid/feed.json', leadsTo: [], keys: [] }));
    for (const name of ['Tessera-0.2.0-linux-x86_64.AppImage', 'Tessera-0.2.0-linux-amd64.deb', 'Tessera-0.2.0-win-x64.exe', 'Tessera-0.1.0-mac-universal.dmg', 'builder-debug.yml']) writeFileSync(join(packages, name), `bytes of ${name}`);
    printed.length = 0;
    for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    vi.stubEnv('TESSERA_RELEASE_KEY', '');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    rmSync(dir, { recursive: true });
  });

  it('makes a key that no other user can read, and never writes over one', async () => {
    expect(await makeKey('autumn')).toBe(0);
    const pem = readFileSync(keyFile('autumn'), 'utf8');
    expect(pem).toContain('PRIVATE KEY');
    if (process.platform !== 'win32') expect(statSync(keyFile('autumn')).mode & 0o777).toBe(0o600);
    expect(known()).toMatchObject([{ id: 'autumn' }]);
    expect(readFileSync(channel, 'utf8')).not.toContain(pem.split('\n')[1]);
    expect(printed.join('')).not.toContain(pem.split('\n')[1]);
    expect(await makeKey('autumn')).toBe(3);
    expect(await runProgram(['release', 'key', 'winter', '--out', keyFile('autumn'), '--channel', channel])).toBe(3);
    expect(readFileSync(keyFile('autumn'), 'utf8')).toBe(pem);
    expect(known()).toHaveLength(1);
  });

  it('signs what lies there of a version, and finds one changed byte', async () => {
    await makeKey('autumn');
    expect(await sign('--key-file', keyFile('autumn'), '--minimum', '0.1.0')).toBe(0);
    const opened = openFeed(readFileSync(join(packages, 'feed.json'), 'utf8'), known());
    expect(opened).toMatchObject({ ok: true, value: { version: '0.2.0', minimumVersion: '0.1.0', notesUrl: 'https://tessera.invalid/notes' } });
    expect(opened.ok ? opened.value.files.map(({ target }) => target) : []).toEqual(['linux-x64-appimage', 'linux-x64-deb', 'win-x64-nsis']);
    expect(await verify(packages)).toBe(0);
    writeFileSync(join(packages, 'Tessera-0.2.0-linux-amd64.deb'), 'bytes of Tessera-0.2.0-linux-amd64.dec');
    expect(await verify(packages)).toBe(1);
    expect(printed.join('')).toContain('Tessera-0.2.0-linux-amd64.deb is missing, or not the file that was signed');
    const feed = readFileSync(join(packages, 'feed.json'), 'utf8');
    writeFileSync(join(packages, 'feed.json'), feed.replace('0.2.0', '0.3.0'));
    expect(await verify()).toBe(1);
  });

  it('signs by several keys, from a variable too, and with none that the app does not know', async () => {
    await makeKey('autumn');
    await makeKey('winter');
    expect(await sign('--key-file', keyFile('autumn'), keyFile('winter'))).toBe(0);
    const text = readFileSync(join(packages, 'feed.json'), 'utf8');
    for (const key of known()) expect(openFeed(text, [key])).toMatchObject({ ok: true });
    vi.stubEnv('TESSERA_RELEASE_KEY', readFileSync(keyFile('winter'), 'utf8'));
    expect(await sign('--json')).toBe(0);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ version: '0.2.0', keys: ['winter'] });
    const other = join(dir, 'other.json');
    writeFileSync(other, readFileSync(channel, 'utf8').replace(/"keys": \[[^]*\]/, '"keys": []'));
    await makeKey('stranger', other);
    rmSync(join(packages, 'feed.json'));
    expect(await sign('--key-file', keyFile('stranger'))).toBe(3);
    expect(printed.join('')).toContain('UNKNOWN_KEY');
    expect(existsSync(join(packages, 'feed.json'))).toBe(false);
  });

  it.each([
    ['no key at all', [], 3, 'NO_KEY'],
    ['a version that is none', ['--release', '1.0'], 2, 'USAGE'],
    ['a folder without that version', ['--release', '7.0.0'], 3, 'NOTHING_READ'],
    ['an oldest version that is newer', ['--minimum', '0.3.0'], 2, 'USAGE'],
    ['notes that are no web page', ['--notes', 'file:///etc/passwd'], 2, 'USAGE'],
  ] as const)('refuses %s', async (what, more, code, word) => {
    await makeKey('autumn');
    const key = what === 'no key at all' ? [] : ['--key-file', keyFile('autumn')];
    expect(await sign(...key, ...more)).toBe(code);
    expect(printed.join('')).toContain(word);
  });
});
