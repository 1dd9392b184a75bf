import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Channel } from '../../electron/host/updates/channel.ts';
import type { TestRelease } from '../../electron/host/updates/test-support/release.ts';
import { startRelease } from '../../electron/host/updates/test-support/release.ts';
import { installedTarget } from '../../electron/window/updates/installed-target.ts';
import { putInPlace } from '../../electron/window/updates/put-in-place.ts';
import { callChannel } from '../../shared/bridge.ts';
import type { HostMethod } from '../../shared/host-api.ts';
import { updateStatusSchema } from '../../shared/updates/update-status.ts';
import { desktopRun } from './desktop-run.ts';
import { app, exited, record } from './electron-stand-in.ts';

const standIn = await vi.hoisted(() => import('./electron-stand-in.ts'));
vi.mock('electron', () => standIn);
// What the build takes from electron/release/channel.json: here the test's own server and key.
const built = vi.hoisted(() => ({ channel: null as Channel | null }));
vi.mock('../../electron/host/updates/channel.ts', async (original) => ({ ...(await original<object>()), builtChannel: () => built.channel }));

const run = desktopRun();
const resultSchema = z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) })]);
const NEW = Buffer.from('#!/bin/sh\necho Tessera 9.0.0\n');
let release: TestRelease;
let appImage = '';

/** As the window's top frame asks. */
async function ask(method: HostMethod, params: unknown = {}) {
  const sender = record.windows[0]?.webContents;
  return resultSchema.parse(await record.handlers.get(callChannel(method))?.({ sender, senderFrame: sender?.mainFrame }, params));
}
const quiet = { waiting: 0, underWay: 0, edits: 0, deadlineInMs: null };

/** The app as it runs out of an AppImage, with a new version fetched. */
async function launchReady(): Promise<void> {
  record.isPackaged = true;
  await release.publish({ version: '9.0.0', bytes: NEW });
  await run.launch();
  expect(await ask('updates.check')).toMatchObject({ ok: true, value: { found: { version: '9.0.0' } } });
  expect(await ask('updates.download')).toMatchObject({ ok: true, value: { isReady: true, way: 'restart' } });
}

beforeEach(async () => {
  release = await startRelease();
  built.channel = release.channel;
  await mkdir(join(run.home, 'apps'));
  appImage = join(run.home, 'apps', 'Tessera.AppImage');
  await writeFile(appImage, '#!/bin/sh\necho Tessera 0.0.0\n', { mode: 0o755 });
  vi.stubEnv('APPIMAGE', appImage);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await release.close();
});

const says = (): string => execFileSync(appImage, { encoding: 'utf8' }).trim();

describe('an AppImage', () => {
  it('is replaced by a signed version and started anew, at the person’s press and once the host has ended', async () => {
    await launchReady();
    expect(await ask('updates.install')).toMatchObject({ ok: false, error: { code: 'UPDATE_HELD' } });
    expect(says()).toBe('Tessera 0.0.0');
    await ask('updates.work', quiet);
    expect(await ask('updates.install')).toMatchObject({ ok: true });
    await exited();
    expect(says()).toBe('Tessera 9.0.0');
    expect((await stat(appImage)).mode & 0o777).toBe(0o755);
    expect(await readdir(join(run.home, 'apps'))).toEqual(['Tessera.AppImage']);
    expect(record.relaunched).toEqual([{ execPath: appImage }]);
    expect(record.exitCode).toBe(0);
    record.windows.length = 0;
  });

  it('is replaced when the app is closed with nothing under way, and does not come up again', async () => {
    await launchReady();
    await ask('updates.work', quiet);
    app.quit();
    await exited();
    expect(says()).toBe('Tessera 9.0.0');
    expect(record.relaunched).toEqual([]);
    record.windows.length = 0;
  });

  it.each([
    ['a transaction is out', { ...quiet, underWay: 1 }],
    ['a deadline is near', { ...quiet, deadlineInMs: 3_600_000 }],
  ])('stays as it is when the app is closed while %s', async (_, work) => {
    await launchReady();
    await ask('updates.work', work);
    app.quit();
    await exited();
    expect(says()).toBe('Tessera 0.0.0');
    expect(await readdir(join(run.home, 'apps'))).toEqual(['Tessera.AppImage']);
    record.windows.length = 0;
  });

  it('stays as it is where its folder cannot be written to, which is said', async () => {
    await launchReady();
    await ask('updates.work', quiet);
    vi.stubEnv('APPIMAGE', join(run.home, 'nowhere', 'Tessera.AppImage'));
    expect(await ask('updates.install')).toMatchObject({ ok: true });
    await exited();
    expect(record.errorBoxes[0]).toContain('could not be put in place');
    expect(says()).toBe('Tessera 0.0.0');
    expect(record.exitCode).toBe(0);
    record.windows.length = 0;
  });
});

describe('what is put in place', () => {
  const order = async (target: 'linux-x64-appimage' | 'win-x64-nsis', text: Buffer, sha512 = createHash('sha512').update(text).digest('hex')) => {
    const path = join(run.home, 'fetched');
    await writeFile(path, text);
    await chmod(path, 0o755);
    return { target, version: '9.0.0', path, bytes: text.length, sha512 };
  };

  it('is held against the hash as it is used: what was changed after the host looked is not', async () => {
    const forged = await order('linux-x64-appimage', Buffer.from('#!/bin/sh\necho stolen\n'), 'a'.repeat(128));
    await expect(putInPlace(forged, { env: { APPIMAGE: appImage }, isRestart: false })).rejects.toThrow('not the one that was signed');
    expect(says()).toBe('Tessera 0.0.0');
    expect(await readdir(join(run.home, 'apps'))).toEqual(['Tessera.AppImage']);
    const installer = await order('win-x64-nsis', Buffer.from(`#!/bin/sh\necho ran > "${join(run.home, 'ran')}"\n`), 'a'.repeat(128));
    await expect(putInPlace(installer, { env: {}, isRestart: true })).rejects.toThrow('not the one that was signed');
    expect(await stat(join(run.home, 'ran')).catch(() => null)).toBeNull();
  });

  it('of Windows is run as an installer, without questions, and told whether the app is wanted again', async () => {
    const ran = join(run.home, 'ran');
    for (const [isRestart, words] of [[true, '--updated /S --force-run'], [false, '--updated /S']] as const) {
      const installer = await order('win-x64-nsis', Buffer.from(`#!/bin/sh\necho "$@" > "${ran}.new"\nmv "${ran}.new" "${ran}-${isRestart}"\n`));
      expect(await putInPlace(installer, { env: {}, isRestart })).toBe(isRestart);
      await vi.waitFor(async () => expect((await readFile(`${ran}-${isRestart}`, 'utf8')).trim()).toBe(words), 10_000);
    }
  });
});

describe('where an app came from', () => {
  it('decides by which package it is renewed, and whether at all', async () => {
    const linux = { isPackaged: true, platform: 'linux', arch: 'x64', env: {} };
    expect(installedTarget({ ...linux, env: { APPIMAGE: appImage } })).toBe('linux-x64-appimage');
    expect(installedTarget({ ...linux, env: { APPIMAGE: 'Tessera.AppImage' } })).toBe('linux-x64-deb');
    expect(installedTarget(linux)).toBe('linux-x64-deb');
    expect(installedTarget({ ...linux, platform: 'win32' })).toBe('win-x64-nsis');
    expect(installedTarget({ ...linux, platform: 'darwin', arch: 'arm64' })).toBe('mac-universal-dmg');
    expect(installedTarget({ ...linux, arch: 'arm64' })).toBeNull();
    expect(installedTarget({ ...linux, isPackaged: false, env: { APPIMAGE: appImage } })).toBeNull();
    await run.launch();
    expect(updateStatusSchema.parse((await ask('updates.status') as { value: unknown }).value)).toMatchObject({ absent: 'source', found: null });
    expect(await ask('updates.check')).toMatchObject({ ok: false, error: { code: 'UPDATE_ABSENT' } });
    expect(release.server.asked).toEqual([]);
  });
});
