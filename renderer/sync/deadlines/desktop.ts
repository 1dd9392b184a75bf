import type { HostClient } from '../../../shared/host-api.ts';
import type { AppInfo } from '../../store/session.ts';

type Shell = AppInfo['shell'];

/** `ask`: the browser asks the person when it is turned on. `denied`: only the browser's own settings can change it. */
export type DesktopLeave = 'granted' | 'ask' | 'denied';

/** Whether the desktop may be told: a window of its own always may, a tab needs the browser's leave. */
export function desktopLeave(shell: Shell): DesktopLeave {
  if (shell === 'electron') return 'granted';
  if (!('Notification' in globalThis)) return 'denied';
  const { permission } = Notification;
  return permission === 'default' ? 'ask' : permission;
}

/** Asks for the leave; only from a press of the person's. */
export async function askDesktopLeave(shell: Shell): Promise<DesktopLeave> {
  if (desktopLeave(shell) === 'ask') await Notification.requestPermission();
  return desktopLeave(shell);
}

/** Shows one sentence on the desktop, outside of the window. One that cannot be shown was still said in the window. */
export async function tellDesktop(host: HostClient, shell: Shell, text: string): Promise<void> {
  if (desktopLeave(shell) !== 'granted') return;
  if (shell === 'electron') {
    await host.call('app.notify', { title: 'Tessera', body: text });
    return;
  }
  const notification = new Notification('Tessera', { body: text, tag: text });
  notification.addEventListener('click', () => window.focus());
}
