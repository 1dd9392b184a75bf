import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOKEN_PROTOCOL_PREFIX, WIRE_PROTOCOL } from '../../../shared/host-wire.ts';

/**
 * Who may come in. The run's token travels in the fragment of the printed address, which no browser sends anywhere;
 * the window keeps it (its storage is the origin's own, port included) and shows it when it opens the socket. Images and
 * downloads can't carry a header, so for them alone it is exchanged for a cookie. A cookie is seen by every port of
 * 127.0.0.1, so it opens nothing but those.
 */
export interface Gate {
  readonly token: string;
  /** The `Set-Cookie` header that lets assets in. */
  readonly setCookie: string;
  /** The request names this very address: a page that had its name rebound to 127.0.0.1 does not. */
  isOurHost(request: IncomingMessage): boolean;
  /** Sent by a page of ours: exact origin. Missing is refused. */
  isOurOrigin(request: IncomingMessage): boolean;
  /** Not asked for by a page of another origin (another port of this machine is another origin). */
  isNotCrossSite(request: IncomingMessage): boolean;
  isToken(token: string): boolean;
  hasCookie(request: IncomingMessage): boolean;
  /** The socket's subprotocols name the wire and the token. */
  hasSocketToken(request: IncomingMessage): boolean;
}

export function createGate(port: number, token: string = randomBytes(32).toString('hex')): Gate {
  const host = `127.0.0.1:${String(port)}`;
  const cookieName = `tessera-${String(port)}`;
  const cookieValue = createHmac('sha256', token).update('tessera/asset-cookie').digest('hex');
  const isToken = (shown: string): boolean => isEqual(shown, token);
  return {
    token,
    setCookie: `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`,
    isOurHost: (request) => request.headers.host === host,
    isOurOrigin: (request) => request.headers.origin === `http://${host}`,
    isNotCrossSite: (request) => {
      const site = request.headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    },
    isToken,
    hasCookie: (request) =>
      (request.headers.cookie ?? '').split(';').some((pair) => {
        const [name, value] = pair.trim().split('=');
        return name === cookieName && value !== undefined && isEqual(value, cookieValue);
      }),
    hasSocketToken: (request) => {
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
      return (
        offered.includes(WIRE_PROTOCOL) &&
        offered.some((name) => name.startsWith(TOKEN_PROTOCOL_PREFIX) && isToken(name.slice(TOKEN_PROTOCOL_PREFIX.length)))
      );
    },
  };
}

/** In constant time for texts of one length; the length is no secret. */
function isEqual(shown: string, expected: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
