import { BrowserWindow, Notification, app, dialog, ipcMain, session } from 'electron';
import { createHost } from '../host/host.ts';
import type { Host } from '../host/host.ts';
import { standardServices } from '../host/services.ts';
import { attachIpc } from '../shells/ipc.ts';
import { serveApp } from './app-protocol.ts';
import type { LaunchArguments } from './launch-arguments.ts';
import { denyPermissions } from './lockdown.ts';
import { showMenu } from './menu.ts';
import { openWindow } from './secure-window.ts';

export interface AppFiles {
  readonly preload: string;
  readonly rendererDir: string;
}

/** From a ready Electron to an open window; what keeps it from opening is said in a box. */
export async function runApp(launch: LaunchArguments, files: AppFiles): Promise<void> {
  let choose: (command: string) => void = () => undefined;
  const started = await createHost({
    homeDir: launch.homeDir,
    profile: launch.profile,
    shell: 'electron',
    version: app.getVersion(),
    services: standardServices(),
    log: (line) => process.stderr.write(`${line}\n`),
    onMenu: (menu) => showMenu(process.platform, menu, choose),
    onNotify: (notice) => showNotice(notice),
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
  attachIpc(ipcMain, host, () => BrowserWindow.getAllWindows().map((window) => window.webContents));
  choose = (id) => host.events.emit('app.command', { id });
  showMenu(process.platform, null, choose);
  closeHostBeforeQuit(host);
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => comeForward());
  openWindow(files.preload);
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

/** What is being written is written, and the keys are wiped, before the process goes. */
function closeHostBeforeQuit(host: Host): void {
  app.once('before-quit', (event) => {
    event.preventDefault();
    void host.close().finally(() => app.exit(0));
  });
}
