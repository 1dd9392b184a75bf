import { join } from 'node:path';
import type { WebContents } from 'electron';
import { BrowserWindow, Notification, app, dialog, ipcMain, powerMonitor, session } from 'electron';
import { eventChannel } from '../../shared/bridge.ts';
import { CrashFiles } from '../host/crash/crash-files.ts';
import { watchProcess } from '../host/crash/watch-process.ts';
import { attachIpc } from '../shells/ipc.ts';
import { serveApp } from './app-protocol.ts';
import { askInBox } from './ask-in-box.ts';
import { confirmedDispatch } from './confirm-approval.ts';
import { startHost } from './host-link.ts';
import type { HostLink } from './host-link.ts';
import { systemKeychain } from './keychain.ts';
import type { LaunchArguments } from './launch-arguments.ts';
import { followFiles, followLinks } from './links.ts';
import { denyPermissions } from './lockdown.ts';
import { showMenu } from './menu.ts';
import { openWindow } from './secure-window.ts';
import { installedTarget } from './updates/installed-target.ts';
import { putInPlace, relaunchOptions } from './updates/put-in-place.ts';

export interface AppFiles {
  readonly preload: string;
  readonly rendererDir: string;
  /** The host's process. */
  readonly host: string;
}

/** From a ready Electron to an open window; what keeps it from opening is said in a box. */
export async function runApp(launch: LaunchArguments, files: AppFiles): Promise<void> {
  const crashes = new CrashFiles({ profileDir: join(launch.homeDir, 'profiles', launch.profile), version: app.getVersion(), nowMs: Date.now });
  watchProcess(crashes, 'main');
  app.on('render-process-gone', (_, __, { reason }) => {
    if (reason !== 'clean-exit') crashes.add('main', { name: 'WindowEnded', code: reason, frames: [], view: null });
  });
  const leaving = { isRestart: false, isSessionEnding: false };
  let choose: (command: string) => void = () => undefined;
  const started = await startHost({
    file: files.host,
    start: { homeDir: launch.homeDir, profile: launch.profile, version: app.getVersion(), target: installedTarget({ isPackaged: app.isPackaged, platform: process.platform, arch: process.arch, env: process.env }) },
    keychain: systemKeychain(process.platform),
    onMenu: (menu) => showMenu(process.platform, menu, choose),
    onNotify: (notice) => showNotice(notice),
    onRestart: () => {
      leaving.isRestart = true;
      app.quit();
    },
    onGone: () => {
      crashes.add('main', { name: 'HostEnded', code: null, frames: [], view: null });
      dialog.showErrorBox('Tessera', 'The part of Tessera that keeps your keys and files has ended.\n\nWhat was saved is saved. Start Tessera again.');
      app.exit(1);
    },
  });
  if (!started.ok) {
    dialog.showErrorBox('Tessera', [started.error.message, started.error.fix ?? ''].join('\n\n'));
    app.exit(1);
    return;
  }
  const host = started.value;
  const { defaultSession } = session;
  denyPermissions(defaultSession);
  serveApp(defaultSession.protocol, host, files.rendererDir);
  const dispatch = confirmedDispatch(host.dispatch, askInBox);
  attachIpc(ipcMain, { dispatch, onAny: (listener) => host.onAny(listener) }, () => BrowserWindow.getAllWindows().map((window) => window.webContents));
  choose = (id) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) tellWhenLoaded(webContents, id);
  };
  showMenu(process.platform, null, choose);
  closeHostBeforeQuit(host, leaving);
  // Nobody is at work: the keys are not left open for whoever comes by.
  powerMonitor.on('lock-screen', () => host.lock());
  powerMonitor.on('suspend', () => host.lock());
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => comeForward());
  // Windows is shutting down: an installer would be killed in the middle. The next quit is early enough.
  openWindow(files.preload).on('session-end', () => (leaving.isSessionEnding = true));
  followLinks(app, process.argv, choose);
  followFiles(app, process.argv, (path) => void openPack(host, path, choose));
}

/** A pack file is brought in like any other pack: held against its hashes, and only shown. */
async function openPack(host: HostLink, path: string, choose: (command: string) => void): Promise<void> {
  const opened = await host.dispatch('packs.openFile', { path });
  if (opened.ok) choose('go.work');
  else showNotice({ title: 'Tessera', body: opened.error.message.slice(0, 400) });
}

/** A page that is still being loaded hears nothing yet. */
function tellWhenLoaded(page: WebContents, id: string): void {
  const tell = (): void => page.send(eventChannel('app.command'), { id });
  if (page.isLoading()) page.once('did-finish-load', tell);
  else tell();
}

/** Told on the desktop; a click on it brings the window to the front. */
function showNotice(notice: { title: string; body: string }): void {
  if (!Notification.isSupported()) return;
  const shown = new Notification(notice);
  shown.on('click', () => comeForward());
  shown.show();
}

function comeForward(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}

/** What is being written is written, and the keys are wiped, before the process goes; a new version is put in place last. */
function closeHostBeforeQuit(host: HostLink, leaving: { readonly isRestart: boolean; readonly isSessionEnding: boolean }): void {
  app.once('before-quit', (event) => {
    event.preventDefault();
    void host
      .close()
      .then(async (order) => {
        const isStarted = order !== null && !leaving.isSessionEnding && (await putInPlace(order, { env: process.env, isRestart: leaving.isRestart }));
        // Nothing was put in place, or something that does not start itself: the person wanted the app again.
        if (leaving.isRestart && !isStarted) app.relaunch(relaunchOptions(process.env));
      })
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        dialog.showErrorBox('Tessera', `The new version could not be put in place: ${reason}\n\nThe one that you have stays, with everything in it.`);
      })
      .finally(() => app.exit(0));
  });
}
