import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Host } from '../../host/host.ts';
import { hostFileHeaders, openHostFile, parseHostFile } from '../serve/host-files.ts';
import type { HostFile } from '../serve/host-files.ts';
import { rendererFile } from '../serve/renderer-files.ts';
import type { Served } from '../serve/renderer-files.ts';
import { commonHeaders, INERT_POLICY } from '../serve/security-headers.ts';
import type { Gate } from './gate.ts';
import { isOfAnotherUser } from './peer.ts';

export interface HttpParts {
  readonly host: Host;
  readonly rendererDir: string;
  readonly gate: Gate;
  /** `ws://127.0.0.1:PORT`, for the page's policy. */
  readonly socketOrigin: string;
}

/** What goes back: a text, bytes, or a file of the host to be streamed. */
type Answer = Served | (Omit<Served, 'body'> & { readonly path: string });

const MAX_BODY_BYTES = 1024;

/** Answers one request of the tab. Everything that is not the page, an asset, an export or the exchange of the token is refused. */
export async function answerHttp(parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await answerTo(parts, request);
  response.writeHead(answer.status, answer.headers);
  if (request.method === 'HEAD') response.end();
  else if ('path' in answer) await pipeline(createReadStream(answer.path), response);
  else response.end(answer.body);
}

async function answerTo({ host, rendererDir, gate, socketOrigin }: HttpParts, request: IncomingMessage): Promise<Answer> {
  if (!gate.isOurHost(request)) return refusal(421, 'This address is not the one that Tessera printed.');
  const pathname = pathOf(request);
  if (pathname === null) return refusal(400, 'No such address.');
  if (!gate.isNotCrossSite(request) && !isNavigation(request, pathname)) return refusal(403, 'Asked for by another page.');
  if (pathname === '/session') return await exchangeToken(gate, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET is answered here.');

  const wanted = parseHostFile(pathname);
  if (!wanted) return (await rendererFile(rendererDir, pathname, socketOrigin)) ?? refusal(404, 'There is nothing at this address.');
  if (!gate.hasCookie(request)) return refusal(401, 'Open the address that Tessera printed when it started.');
  return await hostFile(host, wanted);
}

/** Following a link to the printed address is no attack: the page alone holds nothing. */
function isNavigation(request: IncomingMessage, pathname: string): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = request.headers;
  return pathname === '/' && mode === 'navigate' && destination === 'document';
}

async function hostFile(host: Host, wanted: HostFile): Promise<Answer> {
  const found = await openHostFile(host, wanted);
  if (!found.ok) return refusal(404, found.error.message);
  return { status: 200, headers: hostFileHeaders(wanted, found.value), path: found.value.path };
}

/** `POST /session` with the token as JSON, from our own page: sets the cookie that images and downloads need. */
async function exchangeToken(gate: Gate, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return refusal(405, 'Only POST is answered here.');
  if (!gate.isOurOrigin(request)) return refusal(403, 'Asked for by another page.');
  const shown = z.object({ token: z.string() }).safeParse(jsonOrNull(await readBody(request))).data?.token;
  if (shown === undefined || !gate.isToken(shown)) return refusal(401, 'This is not the token of this run.');
  if (isOfAnotherUser(request.socket)) return refusal(403, 'Asked for by another user of this machine.');
  return { status: 204, headers: { ...commonHeaders, 'Cache-Control': 'no-store', 'Set-Cookie': gate.setCookie }, body: '' };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_BODY_BYTES) return '';
  }
  return body;
}

export function refusal(status: number, reason: string): Served {
  return {
    status,
    headers: {
      ...commonHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': INERT_POLICY,
      'Cache-Control': 'no-store',
      // What is left of the request is not read.
      Connection: 'close',
    },
    body: `${reason}\n`,
  };
}

/** The path as it was sent: not resolved, so that `..` is still to be seen. Null where it is no path. */
function pathOf(request: IncomingMessage): string | null {
  const path = (request.url ?? '').split(/[?#]/, 1)[0] ?? '';
  return path.startsWith('/') && path.length <= 1000 ? path : null;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
