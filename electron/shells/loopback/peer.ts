import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A line of /proc/net/tcp: number, local and remote address as hex with the port behind the colon, state, ..., user. */
const LINE = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]{2}) \S+ \S+ \S+ +(\d+)/gm;
const ESTABLISHED = '01';
/** Who is root can read this process anyway; under WSL it is root that carries a browser's connection in. */
const ROOT = 0;

/**
 * Whether the other end of a connection over loopback belongs to another user of this machine. The run's token is seen
 * by all of them for as long as it stands among the arguments of the program that opens the browser; on Linux, where
 * that is so, the system knows whose each connection is. Elsewhere, and where it is not listed: false, the token decides.
 */
export function isOfAnotherUser(socket: Socket): boolean {
  const own = process.getuid?.();
  if (process.platform !== 'linux' || own === undefined) return false;
  const { remotePort, localPort } = socket;
  if (remotePort === undefined || localPort === undefined) return true;
  const owner = ownerOf(readTables(), remotePort, localPort);
  return owner !== null && owner !== own && owner !== ROOT;
}

/**
 * The user id of the end at `from` of a connection to `to`; -1 where that end is closed already, when the system shows
 * it as root's; null where there is no such line.
 * @param tables what /proc/net/tcp and tcp6 say
 */
export function ownerOf(tables: string, from: number, to: number): number | null {
  for (const [, local, remote, state, user] of tables.matchAll(LINE)) {
    if (parseInt(local ?? '', 16) !== from || parseInt(remote ?? '', 16) !== to) continue;
    return state === ESTABLISHED ? Number(user) : -1;
  }
  return null;
}

function readTables(): string {
  return ['/proc/net/tcp', '/proc/net/tcp6'].map(textOrNothing).join('\n');
}

function textOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
