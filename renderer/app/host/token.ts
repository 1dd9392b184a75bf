const STORAGE_KEY = 'tessera.run-token';

/** What of the window the token is read from; a tab's own in the app, made up in tests. */
export interface TokenPlace {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: null, unused: string, url: string): void };
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * Takes the run's token out of the printed address (`#token=...`), keeps it for reloads in the origin's own storage
 * and clears the address, so that it is neither seen nor copied along with a link.
 */
export function takeTokenFromAddress({ location, history, storage }: TokenPlace): void {
  const token = /^#token=([0-9a-f]{64})$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  storage.setItem(STORAGE_KEY, token);
  history.replaceState(null, '', location.pathname + location.search);
}

/** Asked anew at each connection: another tab may have been opened with the address of a later run. */
export function storedToken(storage: TokenPlace['storage']): string | null {
  return storage.getItem(STORAGE_KEY);
}
