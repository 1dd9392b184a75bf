import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { callChannel, eventChannel, hostMethodNames } from '../../shared/bridge.ts';
import { hostMethods } from '../../shared/host-api.ts';
import type { HostMethod } from '../../shared/host-api.ts';
import { desktopRun } from './desktop-run.ts';
import { app, isPrevented, powerMonitor, record } from './electron-stand-in.ts';

// The very module that this file imports: loading main anew must not make a second one.
const standIn = await vi.hoisted(() => import('./electron-stand-in.ts'));
vi.mock('electron', () => standIn);

const root = join(import.meta.dirname, '../..');
const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const PASSWORD = 'correct horse battery';
const run = desktopRun();
const { launch } = run;

const resultSchema = z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) })]);
/** As the window's top frame asks. */
async function ask(method: HostMethod, params: unknown) {
  const sender = record.windows[0]?.webContents;
  return resultSchema.parse(await record.handlers.get(callChannel(method))?.({ sender, senderFrame: sender?.mainFrame }, params));
}

describe('the host', () => {
  it('is a process of its own, and no key can be in the main process: its code is not there', async () => {
    await launch();
    expect(record.children).toHaveLength(1);
    expect(record.children[0]?.modulePath).toMatch(/host\.cjs$/);
    expect(record.children[0]?.options).toMatchObject({ serviceName: 'Tessera host' });
    const { metafile } = await build({ entryPoints: [join(root, 'electron/main.ts')], bundle: true, write: false, metafile: true, platform: 'node', format: 'cjs', external: ['electron'], define: { 'import.meta.dirname': '__dirname' }, logLevel: 'error' });
    const inside = Object.keys(metafile.inputs);
    expect(inside.some((path) => path.endsWith('electron/window/host-link.ts'))).toBe(true);
    expect(inside.filter((path) => /electron\/host\/(wallet|journal|chain|sponsor|backup|updates)\/|electron\/cli\/|node_modules\/ethers\//.test(path))).toEqual([]);
  });

  it('that crashes is said, ends the app, and leaves no call without an answer', async () => {
    await launch();
    const under = ask('wallet.newPhrase', {});
    record.children[0]?.kill();
    expect(await under).toMatchObject({ ok: false, error: { code: 'HOST_UNREACHABLE' } });
    expect(record.errorBoxes[0]).toContain('What was saved is saved');
    expect(record.exitCode).toBe(1);
    record.windows.length = 0;
  });

  it('locks the wallet when the screen is locked and when the machine sleeps', async () => {
    await launch();
    expect(await ask('wallet.importKey', { privateKey: KEY, password: PASSWORD, name: 'Ann' })).toMatchObject({ ok: true });
    for (const event of ['lock-screen', 'suspend']) {
      expect(await ask('wallet.unlock', { password: PASSWORD })).toMatchObject({ ok: true, value: { isUnlocked: true } });
      powerMonitor.emit(event);
      expect(await ask('wallet.status', {})).toMatchObject({ ok: true, value: { isUnlocked: false } });
    }
  });
});

describe('the keychain', () => {
  it('of a Linux without one is refused, said, and never given a password', async () => {
    if (process.platform !== 'linux') return;
    record.backend = 'basic_text';
    await launch();
    expect(await ask('wallet.importKey', { privateKey: KEY, password: PASSWORD, name: 'Ann' })).toMatchObject({ ok: true });
    expect(await ask('wallet.keychain', {})).toEqual({ ok: true, value: { kind: 'plain-text', name: 'basic_text', remembered: [] } });
    expect(await ask('wallet.remember', { address: ADDRESS, password: PASSWORD })).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_REFUSED' } });
    expect(record.sealed).toEqual([]);
    expect(record.hasPlainText).toBe(false);
  });

  it('remembers when asked, and opens the wallet without the password going through the window', async () => {
    await launch();
    expect(await ask('wallet.importKey', { privateKey: KEY, password: PASSWORD, name: 'Ann' })).toMatchObject({ ok: true });
    expect(record.sealed).toEqual([]);
    expect(await ask('wallet.remember', { address: ADDRESS, password: PASSWORD })).toMatchObject({ ok: true, value: { remembered: [ADDRESS] } });
    expect(record.sealed).toEqual([PASSWORD]);
    await ask('wallet.lock', {});
    const answer = await ask('wallet.unlockRemembered', { address: ADDRESS });
    expect(answer).toMatchObject({ ok: true, value: { isUnlocked: true } });
    expect(JSON.stringify(answer)).not.toContain(PASSWORD);
    const files = await readdir(join(run.home, 'profiles', 'desk', 'keystore'));
    for (const name of files) expect(await readFile(join(run.home, 'profiles', 'desk', 'keystore', name), 'latin1')).not.toContain(PASSWORD);
  });
});

/** Names that the arguments of a method have, so that garbage comes under them too. */
function namesIn(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

describe('garbage', () => {
  it('on every channel is answered by name, and the host goes on', async () => {
    await launch();
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true });
    for (const method of hostMethodNames) {
      const names = namesIn(hostMethods[method].params);
      const shaped = names.length === 0 ? anything : fc.record(Object.fromEntries([...names, '__proto__', 'constructor'].map((name) => [name, anything])), { requiredKeys: [] });
      for (const garbage of fc.sample(fc.oneof(anything, shaped), { numRuns: 25, seed: 20261128 })) {
        const answer = await ask(method, garbage);
        if (!answer.ok) expect({ method, code: answer.error.code }).not.toEqual({ method, code: 'INTERNAL' });
      }
    }
    expect(await ask('app.info', {})).toMatchObject({ ok: true, value: { shell: 'electron' } });
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
  });

  it('of another window, of a frame and of nobody is not even parsed', async () => {
    await launch();
    const sender = record.windows[0]?.webContents;
    for (const method of hostMethodNames) {
      for (const senderFrame of [null, { url: 'https://evil.example/', parent: null }, { url: 'app://tessera/', parent: sender?.mainFrame ?? null }]) {
        expect(await record.handlers.get(callChannel(method))?.({ sender, senderFrame }, {})).toMatchObject({ ok: false, error: { code: 'SENDER_REFUSED' } });
      }
    }
  });
});

describe('the page', () => {
  it('comes with a policy that knows no eval, no inline script and no other origin', async () => {
    await launch();
    const handler = record.protocols.get('app');
    const answer = await handler?.(new Request('app://tessera/'));
    const policy = answer?.headers.get('content-security-policy') ?? '';
    expect(answer?.status).toBe(200);
    const directives = new Map(policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]));
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('require-trusted-types-for')).toBe("'script'");
    expect(directives.get('trusted-types')).toBe('default');
    expect(directives.get('connect-src')).toBe("'self'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'none'");
    expect(policy).not.toMatch(/unsafe-|https?:|data:|\*/);
    expect(answer?.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps no feature that is off by default, and no way back to one', async () => {
    await launch();
    const preferences = record.windows[0]?.options.webPreferences ?? {};
    for (const name of ['enableBlinkFeatures', 'additionalArguments', 'enablePreferredSizeMode', 'nodeIntegrationInSubFrames', 'plugins', 'devTools'] as const) expect({ [name]: preferences[name] === true || Array.isArray(preferences[name]) || typeof preferences[name] === 'string' }).toEqual({ [name]: false });
    const page = record.windows[0]?.webContents;
    if (page === undefined) throw new Error('no window');
    expect(isPrevented(page, 'will-attach-webview', {}, { nodeIntegration: true }, { src: 'https://evil.example/' })).toBe(true);
  });
});

describe('the disk', () => {
  const folder = { filePath: '/home/ann/harbour', isDirectory: true, fileAccessType: 'readable' as const };
  /** As the page asks, and as Chromium checks later: of files it then knows the origin alone. */
  const answers = (details: object, requestingUrl = 'app://tessera/', isMainFrame = true) => {
    const granted: boolean[] = [];
    record.permissionRequest?.(null as never, 'fileSystem', (answer) => granted.push(answer), { requestingUrl, isMainFrame, ...details });
    return { granted, checked: record.permissionCheck?.(null, 'fileSystem', requestingUrl, { isMainFrame: false, ...details }) };
  };
  const no = { granted: [false], checked: false };

  it('is closed but for a folder that the person picks, to be read, by our own page as itself', async () => {
    await launch();
    expect(answers(folder)).toEqual({ granted: [true], checked: true });
    expect(answers({ ...folder, fileAccessType: 'writable' })).toEqual(no);
    expect(answers({ ...folder, isDirectory: false })).toEqual(no);
    expect(answers({ filePath: folder.filePath, isDirectory: true })).toEqual(no);
    expect(answers({ filePath: folder.filePath, fileAccessType: 'readable' })).toEqual(no);
    expect(answers({})).toEqual(no);
    for (const url of ['https://evil.example/', 'file:///home/ann/', 'app://evil/', 'app://tessera.evil.example/', '', 'null']) expect({ url, ...answers(folder, url) }).toEqual({ url, ...no });
    expect(answers(folder, 'app://tessera/', false).granted).toEqual([false]);
    // A page of another origin gains nothing from ours around it, and no other permission comes with the details of this one.
    expect(record.permissionCheck?.(null, 'fileSystem', 'app://tessera/', { requestingUrl: 'https://evil.example/', isMainFrame: true, ...folder })).toBe(false);
    expect(record.permissionCheck?.(null, 'media', 'app://tessera/', { requestingUrl: 'app://tessera/', isMainFrame: true, ...folder })).toBe(false);
  });
});

describe('a link', () => {
  const chosen = () => record.windows[0]?.webContents.sent.filter(({ channel }) => channel === eventChannel('app.command')).map(({ data }) => (data as { id: string }).id);

  it('opens a view, while the app runs or to start it, and does nothing else', async () => {
    await launch('tessera://open/earnings');
    app.emit('second-instance', {}, ['tessera', '--flag', 'tessera://open/wallet']);
    const event = { preventDefault: vi.fn() };
    app.emit('open-url', event, 'tessera://open/sync/');
    expect(event.preventDefault).toHaveBeenCalled();
    expect(chosen()).toEqual(['go.earnings', 'go.wallet', 'go.sync']);
    for (const link of ['tessera://open/wallet?approve=1', 'tessera://open/wallet#x', 'tessera://approve/1', 'tessera:open/wallet', 'TESSERA://open/wallet', 'tessera://open/../wallet', 'tessera://open/wallet.lock', 'tessera://user@open/wallet', 'tessera://open/work\n', 'https://evil.example/', 'tessera://open/constructor', `tessera://open/${'a'.repeat(300)}`]) {
      app.emit('open-url', event, link);
      app.emit('second-instance', {}, ['tessera', link]);
    }
    expect(chosen()).toHaveLength(3);
    expect(record.children).toHaveLength(1);
  });
});

describe('a pack file', () => {
  it('that is opened is brought in, or said to be none; other files and half a path are passed over', async () => {
    const items = [{ id: 'a', name: 'a.txt', text: 'Boats in the harbour' }].map(({ id, name, text }) => ({ id, name, text, sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.from(text) }));
    const manifest = { version: 1, name: 'Harbour', kind: 'boxes', schema: { name: 'Harbour', kind: 'boxes', classes: [{ id: 1, name: 'Boat', colour: '#0077bb' }] }, items: items.map(({ id, name, sha256, bytes }) => ({ id, name: name.replace('txt', 'jpg'), sha256, bytes: bytes.length, mediaType: 'image/jpeg', width: 10, height: 10 })) };
    const path = join(run.home, 'harbour.tpack');
    await writeFile(path, zipSync({ 'manifest.json': Buffer.from(JSON.stringify(manifest)), ...Object.fromEntries(items.map(({ sha256, bytes }) => [`assets/${sha256}`, bytes])) }));
    await writeFile(join(run.home, 'none.tpack'), 'no zip at all');
    await launch(path);
    await vi.waitFor(async () => expect(await ask('packs.list', {})).toMatchObject({ ok: true, value: [{ name: 'Harbour', itemCount: 1 }] }), 20_000);
    const event = { preventDefault: vi.fn() };
    app.emit('open-file', event, join(run.home, 'none.tpack'));
    app.emit('second-instance', {}, ['tessera', 'harbour.tpack', join(run.home, 'keystore.json')]);
    await vi.waitFor(() => expect(record.notifications.map(({ options }) => options.body)).toEqual([expect.stringContaining('is no pack')]), 20_000);
    expect(event.preventDefault).toHaveBeenCalled();
  });
});

describe('a debugger', () => {
  it.each(['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags', 'load-extension'])('is not let in by --%s on an app that is installed', async (name) => {
    record.isPackaged = true;
    record.switches.add(name);
    await launch();
    expect(record.hasQuit).toBe(true);
    expect(record.windows).toEqual([]);
    expect(record.children).toEqual([]);
  });
});

describe('the sources', () => {
  it('open nothing outside, run no text, and never turn a protection off', async () => {
    const files = (await readdir(join(root, 'electron'), { recursive: true })).filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|^cli\/|test-support|^build\.ts$/.test(name));
    expect(files.length).toBeGreaterThan(100);
    for (const name of files) {
      const text = await readFile(join(root, 'electron', name), 'utf8');
      expect({ name, found: /openExternal|openPath|\beval\(|new Function\(|setUsePlainTextEncryption|webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration: true|executeJavaScript|file:\/\/\//.exec(text)?.[0] ?? null }).toEqual({ name, found: null });
    }
  });
});
