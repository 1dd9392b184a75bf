import type { App, Session, WebContents, WebFrameMain } from 'electron';
import { isOurUrl } from './origin.ts';

/**
 * What a page may ask for, each with its reason; everything else is denied.
 * - clipboard-sanitized-write: "copy address" in the wallet
 * - persistent-storage: labels must not be evicted from the window's database
 */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage']);

/** Switches that would let somebody read along, or change what runs. Fuses close Node's own; these are Chromium's as well. */
const WATCHING = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags', 'load-extension'];

/** An installed app does not start under a debugger; one that is built here may. */
export function isWatched(app: App): boolean {
  return app.isPackaged && WATCHING.some((name) => app.commandLine.hasSwitch(name));
}

/** Every page that will ever be made stays where it is, opens nothing and embeds nothing. */
export function lockPages(app: App): void {
  app.on('web-contents-created', (_, contents) => lockPage(contents));
}

function lockPage(contents: WebContents): void {
  const stay = (event: { preventDefault(): void }): void => event.preventDefault();
  const stayAtHome = (event: { preventDefault(): void; url: string }): void => {
    if (!isHome(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayAtHome);
  contents.on('will-frame-navigate', stayAtHome);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', stay);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The start page: the page may load itself again, and go nowhere else, not even to an asset. */
function isHome(url: string): boolean {
  return isOurUrl(url) && new URL(url).pathname === '/';
}

/** A folder that the person has picked in the system's dialog, to be read: a lead has it watched for new files. Nothing of the disk is ever written. */
function isFolderToRead(permission: string, details: object): boolean {
  return permission === 'fileSystem' && 'fileAccessType' in details && details.fileAccessType === 'readable' && 'isDirectory' in details && details.isDirectory === true;
}

/** Permissions are denied but for those above, and they are only for the top frame of our own page. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, callback, details) => {
    const isListed = ALLOWED.has(permission) || isFolderToRead(permission, details);
    callback(isListed && details.isMainFrame && isOurUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_, permission, origin, details) => {
    if (!isOurUrl(details.requestingUrl ?? origin)) return false;
    // Chromium checks files by origin and knows no frame then: `isMainFrame` is always false. Our page has no other frames.
    return ALLOWED.has(permission) ? details.isMainFrame : isFolderToRead(permission, details);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, callback) => callback({}));
}

/** A call comes from the top frame of a page of ours, or it is not answered. */
export function isOurFrame(frame: WebFrameMain | null, contents: WebContents): boolean {
  return frame !== null && frame === contents.mainFrame && frame.parent === null && isOurUrl(frame.url);
}
