import { navigate } from 'wouter/use-hash-location';

export const paths = ['/work', '/sync', '/earnings', '/wallet', '/review', '/lead', '/settings'] as const;
export type Path = (typeof paths)[number];

/** Where a seat (`<chainId>:<coordinator>/<seatId>`) is labelled. */
export function deskPath(seatKey: string): `/desk/${string}` {
  return `/desk/${seatKey}`;
}

/** Goes to a view, from anywhere; Back goes back. */
export function goTo(path: Path | '/guide' | '/practice' | `/practice/${string}` | `/desk/${string}` | `/review/${string}` | `/lead/${string}` | `/earnings/${string}` | `/work/${string}`): void {
  navigate(path);
}
