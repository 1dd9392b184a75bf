import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { callChannel, eventChannel, hostEventNames, hostMethodNames } from '../../shared/bridge.ts';
import type { HostBridge } from '../../shared/bridge.ts';
import { desktopRun } from './desktop-run.ts';
import { WebContentsStandIn, app, exited, ipcRenderer, isPrevented, record, reset } from './electron-stand-in.ts';

// The very module that this file imports: loading main anew must not make a second one.
const standIn = await vi.hoisted(() => import('./electron-stand-in.ts'));
vi.mock('electron', () => standIn);

const run = desktopRun();
const { launch } = run;

describe('the window', () => {
  it('is sandboxed, isolated and without Node, on its own scheme', async () => {
    await launch();
    expect(record.isSandboxed).toBe(true);
    expect(record.windows).toHaveLength(1);
    expect(record.windows[0]?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(record.windows[0]?.loaded).toBe('app://tessera/');
    expect(record.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
    expect(record.paths.get('userData')).toBe(join(run.home, 'profiles', 'desk', 'electron'));
    expect(JSON.stringify(record.menu)).not.toMatch(/devtools|reload/i);
  });

  it('goes nowhere, opens nothing, embeds nothing', async () => {
    await launch();
    const page = record.windows[0]?.webContents ?? new WebContentsStandIn();
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://tessera.evil.example/', 'app://evil/', 'app://tessera:80@evil/', `app://tessera/asset/${'a'.repeat(64)}`, 'javascript:alert(1)', 'data:text/html,x', 'http://tessera/']) {
      expect(isPrevented(page, 'will-navigate', { url })).toBe(true);
      expect(isPrevented(page, 'will-frame-navigate', { url })).toBe(true);
      expect(page.windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
    }
    expect(isPrevented(page, 'will-navigate', { url: 'app://tessera/#/desk' })).toBe(false);
    expect(isPrevented(page, 'will-redirect', { url: 'app://tessera/' })).toBe(true);
    expect(isPrevented(page, 'will-attach-webview', {})).toBe(true);
  });

  it('locks pages that are made later, too', async () => {
    await launch();
    const later = new WebContentsStandIn();
    app.emit('web-contents-created', {}, later);
    expect(isPrevented(later, 'will-navigate', { url: 'https://evil.example/' })).toBe(true);
    expect(later.windowOpenHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  });

  it('is given no permission but to copy, to keep its store and to read a picked folder, and those only as itself', async () => {
    await launch();
    const asked = (permission: string, requestingUrl: string, isMainFrame = true): boolean => {
      const granted: boolean[] = [];
      record.permissionRequest?.(null as never, permission as never, (answer) => granted.push(answer), { requestingUrl, isMainFrame });
      const checked = record.permissionCheck?.(null, permission as never, requestingUrl, { requestingUrl, isMainFrame });
      expect(granted).toEqual([checked]);
      return checked === true;
    };
    for (const permission of ['media', 'geolocation', 'notifications', 'usb', 'serial', 'hid', 'openExternal', 'clipboard-read', 'midi', 'display-capture', 'fileSystem', 'unknown']) {
      expect(asked(permission, 'app://tessera/')).toBe(false);
    }
    expect(asked('clipboard-sanitized-write', 'app://tessera/')).toBe(true);
    expect(asked('persistent-storage', 'app://tessera/')).toBe(true);
    expect(asked('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    expect(asked('clipboard-sanitized-write', 'app://tessera/', false)).toBe(false);
    expect(record.devicePermission?.({} as never)).toBe(false);
  });
});

describe('the scheme', () => {
  const get = async (url: string, method = 'GET'): Promise<Response> => {
    const handler = record.protocols.get('app');
    if (!handler) throw new Error('the scheme is not served');
    return await handler(new Request(url, { method }));
  };

  it('serves nothing of other hosts, no paths of the disk and no other method', async () => {
    await launch();
    expect((await get('app://evil/')).status).toBe(403);
    expect((await get('app://tessera/../../etc/passwd')).status).toBe(404);
    expect((await get('app://tessera/%2e%2e/%2e%2e/package.json')).status).toBe(404);
    expect((await get('app://tessera/..%2fpackage.json')).status).toBe(404);
    expect((await get('app://tessera/asset/nothing')).status).toBe(404);
    expect((await get(`app://tessera/asset/${'a'.repeat(64)}`)).status).toBe(404);
    expect((await get('app://tessera/', 'POST')).status).toBe(405);
  });
});

describe('the channels', () => {
  it('answer the top frame of our page alone', async () => {
    await launch();
    expect([...record.handlers.keys()].sort()).toEqual(hostMethodNames.map(callChannel).sort());
    const sender = record.windows[0]?.webContents ?? new WebContentsStandIn();
    const info = (senderFrame: unknown) => record.handlers.get(callChannel('app.info'))?.({ sender, senderFrame }, {});
    expect(await info(sender.mainFrame)).toMatchObject({ ok: true, value: { shell: 'electron', assetBase: 'app://tessera/asset' } });
    const refused = { ok: false, error: { code: 'SENDER_REFUSED' } };
    expect(await info(null)).toMatchObject(refused);
    expect(await info({ url: 'app://tessera/', parent: sender.mainFrame })).toMatchObject(refused);
    expect(await info({ url: 'app://tessera/', parent: null })).toMatchObject(refused);
    sender.mainFrame.url = 'https://evil.example/';
    expect(await info(sender.mainFrame)).toMatchObject(refused);
    sender.mainFrame.url = 'app://tessera.evil.example/';
    expect(await info(sender.mainFrame)).toMatchObject(refused);
  });

  it('parse what they are given, on the host side', async () => {
    await launch();
    const sender = record.windows[0]?.webContents ?? new WebContentsStandIn();
    for (const method of hostMethodNames) {
      for (const garbage of [undefined, null, 7, 'x', [], { extra: 1n }, new Map()]) {
        const answer = (await record.handlers.get(callChannel(method))?.({ sender, senderFrame: sender.mainFrame }, garbage)) as { ok: boolean; error?: { code: string } };
        if (!answer.ok) expect(answer.error?.code).not.toBe('INTERNAL');
      }
    }
  });
});

describe('the menu', () => {
  it('shows the window’s commands with the person’s keys, and says which was chosen', async () => {
    await launch();
    const sender = record.windows[0]?.webContents ?? new WebContentsStandIn();
    const tell = (chord: string) =>
      record.handlers.get(callChannel('app.menu'))?.({ sender, senderFrame: sender.mainFrame }, { sections: [{ name: 'edit', label: 'Edit', commands: [{ id: 'history.undo', label: 'Undo draw box', chord, isEnabled: true }] }] });
    const undo = () => (record.menu.find(({ label }) => label === 'Edit')?.submenu as { label?: string; accelerator?: string; registerAccelerator?: boolean; click?: () => void }[])[0];
    expect(await tell('Mod+Z')).toEqual({ ok: true, value: {} });
    // The window hears its keys itself: the menu only shows them.
    expect(undo()).toMatchObject({ label: 'Undo draw box', accelerator: 'CommandOrControl+Z', registerAccelerator: false });
    await tell('Alt+Backspace');
    expect(undo()?.accelerator).toBe('Alt+Backspace');
    undo()?.click?.();
    expect(sender.sent).toContainEqual({ channel: eventChannel('app.command'), data: { id: 'history.undo' } });
  });
});

describe('the desktop', () => {
  it('is told what the window asks for, and a click brings the window forward', async () => {
    await launch();
    const sender = record.windows[0]?.webContents ?? new WebContentsStandIn();
    const tell = (body: string) => record.handlers.get(callChannel('app.notify'))?.({ sender, senderFrame: sender.mainFrame }, { title: 'Tessera', body });
    expect(await tell('Reveal by 14:00 or lose 5 TSR.')).toEqual({ ok: true, value: {} });
    expect(record.notifications.map(({ options }) => options)).toEqual([{ title: 'Tessera', body: 'Reveal by 14:00 or lose 5 TSR.' }]);
    record.notifications[0]?.emit('click');
    expect(record.windows[0]?.isFocused).toBe(true);
    expect(await tell('x'.repeat(401))).toMatchObject({ ok: false });
    expect(record.notifications).toHaveLength(1);
  });
});

describe('the preload script', () => {
  it('puts named functions into the page and nothing of Electron', async () => {
    vi.resetModules();
    await import('../../electron/preload.ts');
    expect([...record.exposed.keys()]).toEqual(['tessera']);
    const bridge = record.exposed.get('tessera') as HostBridge;
    expect(Object.keys(bridge).sort()).toEqual(['calls', 'events']);
    expect(Object.keys(bridge.calls).sort()).toEqual([...hostMethodNames].sort());
    expect(Object.keys(bridge.events).sort()).toEqual([...hostEventNames].sort());

    await bridge.calls['wallet.lock']({});
    expect(record.invoked).toEqual([{ channel: 'tessera:call:wallet.lock', args: [{}] }]);
    const heard: unknown[][] = [];
    const stop = bridge.events['wallet.changed']((...args: unknown[]) => heard.push(args));
    ipcRenderer.emit(eventChannel('wallet.changed'), { sender: 'secret' }, { isUnlocked: false });
    stop();
    ipcRenderer.emit(eventChannel('wallet.changed'), {}, {});
    // The event object, which leads to ipcRenderer, is never handed on.
    expect(heard).toEqual([[{ isUnlocked: false }]]);
  });
});

describe('starting and ending', () => {
  it('ends a second start of the same profile and shows the window that is there', async () => {
    record.hasLock = false;
    await launch();
    expect(record.hasQuit).toBe(true);
    expect(record.windows).toEqual([]);
  });

  it('brings the window forward when somebody starts it again', async () => {
    await launch();
    app.emit('second-instance', {}, ['tessera']);
    expect(record.windows[0]).toMatchObject({ isShown: true, isFocused: true });
  });

  it('says in a box what keeps it from opening', async () => {
    const file = join(run.home, 'in-the-way');
    await writeFile(file, '');
    run.home = file;
    await launch();
    expect(record.errorBoxes[0]).toContain('TESSERA_HOME');
    expect(record.exitCode).toBe(1);
    expect(record.windows).toEqual([]);
    run.home = join(file, '..');
  });

  it('closes the host before it goes, so that the profile is free', async () => {
    await launch();
    app.quit();
    await exited();
    reset();
    await launch();
    expect(record.windows).toHaveLength(1);
  });
});
