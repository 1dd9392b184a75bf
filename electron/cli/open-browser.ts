import { spawn, spawnSync } from 'node:child_process';

const OPENERS: Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>> = {
  darwin: [['open']],
  win32: [['rundll32', 'url.dll,FileProtocolHandler']],
  linux: [['xdg-open'], ['sensible-browser'], ['x-www-browser'], ['chromium'], ['firefox'], ['google-chrome']],
};

function isOnPath(command: string): boolean {
  return process.platform === 'win32' || spawnSync('which', [command], { stdio: 'ignore' }).status === 0;
}

/** Opens an address in the person's browser. False where there is none, or no display to show it on. */
export function openInBrowser(url: string): boolean {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  const opener = (OPENERS[process.platform] ?? []).find(([command]) => command !== undefined && isOnPath(command));
  const [command, ...args] = opener ?? [];
  if (command === undefined) return false;
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return true;
}
