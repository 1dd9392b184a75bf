import { isAbsolute } from 'node:path';
import type { App } from 'electron';

/** Views that a link may open. A link never does anything: it shows a view, as its key would. */
const VIEWS: ReadonlySet<string> = new Set(['work', 'sync', 'earnings', 'wallet', 'review', 'lead', 'settings']);

/** The window's command for `tessera://open/VIEW`; null for every other link, however it is written. */
export function commandOfLink(link: string): string | null {
  if (link.length > 200) return null;
  const view = /^tessera:\/\/open\/([a-z]+)\/?$/.exec(link)?.[1];
  return view !== undefined && VIEWS.has(view) ? `go.${view}` : null;
}

/** The first link among a command line's words, as the systems hand one over. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((word) => word.startsWith('tessera:')) ?? null;
}

/** A pack file among a command line's words, as the systems hand one over that was opened. */
export function packIn(argv: readonly string[]): string | null {
  return argv.find((word) => /\.tpack$/i.test(word) && isAbsolute(word)) ?? null;
}

/** Pack files that are opened while the app runs, and one that it was started with. */
export function followFiles(app: App, argv: readonly string[], open: (path: string) => void): void {
  const follow = (path: string | null): void => {
    if (path !== null) open(path);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    follow(packIn([path]));
  });
  app.on('second-instance', (_, words) => follow(packIn(words)));
  follow(packIn(argv));
}

/** Links that come while the app runs, and one that it was started with. What is no link of ours is passed over. */
export function followLinks(app: App, argv: readonly string[], run: (command: string) => void): void {
  const follow = (link: string | null): void => {
    const command = link === null ? null : commandOfLink(link);
    if (command !== null) run(command);
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  app.on('second-instance', (_, words) => follow(linkIn(words)));
  follow(linkIn(argv));
}
