/** The window's origin for good: it names the IndexedDB, so a change would leave every label behind. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'tessera';
export const APP_START = `${APP_SCHEME}://${APP_HOST}/`;

/** Protocol and host are compared, parsed: the `origin` of a scheme of one's own is the text "null". */
export function isOurUrl(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
  } catch {
    return false;
  }
}
