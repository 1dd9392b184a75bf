import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/** Why a request brought nothing that can be used. `isPassing`: another try may go well. */
export class FetchFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly isPassing: boolean,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

export interface HttpLimits {
  /** No byte for so long: the other side is dead, or plays dead. */
  readonly idleMs: number;
  /** Slower than `leastBytesPerSecond` over this time: a connection held open on purpose looks like that. */
  readonly slowMs: number;
  readonly leastBytesPerSecond: number;
}
export const usualLimits: HttpLimits = { idleMs: 20_000, slowMs: 30_000, leastBytesPerSecond: 512 };

const MAX_REDIRECTS = 5;
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/**
 * GET with redirects followed by hand: at most five, never from TLS to none, never from elsewhere into this machine or its
 * network, by whatever name, and only where `mayLeadTo` lets them.
 */
export async function httpGet(start: string, headers: Record<string, string>, limits: HttpLimits, signal: AbortSignal, mayLeadTo: (to: URL) => boolean = () => true): Promise<IncomingMessage> {
  let url = new URL(start);
  let isOutside = false;
  for (let hops = 0; ; hops += 1) {
    const reply = await ask(url, headers, limits, signal, isOutside ? outsideOnly : lookup);
    const { statusCode = 0 } = reply;
    const location = reply.headers.location;
    if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return reply;
    isOutside ||= !isInside(reply.socket.remoteAddress ?? '');
    reply.destroy();
    if (hops >= MAX_REDIRECTS) throw new FetchFailure('TOO_MANY_REDIRECTS', `${start} leads from one address to the next without end`, false);
    const next = nextUrl(url, location);
    if (!mayLeadTo(next)) throw new FetchFailure('BAD_REDIRECT', `${url.host} leads to ${next.host}`, false);
    url = next;
  }
}

function nextUrl(from: URL, location: string): URL {
  let to: URL;
  try {
    to = new URL(location, from);
  } catch {
    throw new FetchFailure('BAD_REDIRECT', `${from.host} leads to something that is no address`, false);
  }
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw new FetchFailure('BAD_REDIRECT', `${from.host} leads to ${to.protocol}, which is no web address`, false);
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw new FetchFailure('BAD_REDIRECT', `${from.host} leads from TLS to none`, false);
  if (isInside(to.hostname) && !isInside(from.hostname)) throw new FetchFailure('BAD_REDIRECT', `${from.host} leads to an address of this machine or its network`, false);
  return to;
}

/** What a server of the net leads to is looked up with this: a name of its own may stand for an address in here. */
export const outsideOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, found, family) => {
    const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
    const inner = addresses.find(isInside);
    if (error === null && inner !== undefined) callback(new FetchFailure('BAD_REDIRECT', `${hostname} stands for ${inner}, an address of this machine or its network`, false), found, family);
    else callback(error, found, family);
  });
};

/** Loopback, link-local, private and shared addresses, as far as the name itself shows it. */
export function isInside(hostname: string): boolean {
  // A dot at the end is the same name.
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.local') || name.endsWith('.internal')) return true;
  if (isIP(name) === 4) return /^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^(22[4-9]|2[3-5]\d)\./.test(name);
  return isIP(name) === 6 && /^(::|64:ff9b:|2002:|f[cdf]|fe[89a-f])/.test(name);
}

function ask(url: URL, headers: Record<string, string>, limits: HttpLimits, signal: AbortSignal, find: LookupFunction): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // Bytes as they are: what is counted and hashed must not be what somebody unpacked on the way.
    const outgoing = send(url, { headers: { 'accept-encoding': 'identity', ...headers }, timeout: limits.idleMs, signal, lookup: find }, resolve);
    outgoing.on('timeout', () => outgoing.destroy(new FetchFailure('SOURCE_SILENT', `${url.host} does not answer`, true)));
    outgoing.on('error', (error) => reject(asFailure(url.host, error)));
    outgoing.end();
  });
}

export function asFailure(host: string, error: unknown): Error {
  if (error instanceof FetchFailure) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  return new FetchFailure('SOURCE_UNREACHABLE', `${host} cannot be reached (${error instanceof Error ? error.message : String(error)})`, true);
}

/** A failure for a status that brings no body. 429 and 5xx pass, and say when. */
export function statusFailure(host: string, reply: IncomingMessage): FetchFailure {
  const { statusCode = 0 } = reply;
  const isPassing = statusCode === 429 || statusCode >= 500;
  return new FetchFailure(statusCode === 404 || statusCode === 410 ? 'SOURCE_LACKS_FILE' : 'SOURCE_REFUSES', `${host} answers with HTTP ${statusCode}`, isPassing, isPassing ? retryAfterMs(reply.headers['retry-after']) : null);
}

function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.min(LONGEST_RETRY_AFTER_MS, ms)) : null;
}

/** The bytes of a reply as they come; ends a connection that is silent or drips. */
export async function* bytesOf(host: string, reply: IncomingMessage, limits: HttpLimits): AsyncGenerator<Buffer> {
  reply.setTimeout(limits.idleMs, () => reply.destroy(new FetchFailure('SOURCE_SILENT', `${host} has stopped sending`, true)));
  let windowStartMs = Date.now();
  let inWindow = 0;
  const watch = setInterval(() => {
    if (Date.now() - windowStartMs < limits.slowMs) return;
    if ((inWindow * 1000) / limits.slowMs < limits.leastBytesPerSecond) reply.destroy(new FetchFailure('SOURCE_TOO_SLOW', `${host} sends too slowly to go on`, true));
    windowStartMs = Date.now();
    inWindow = 0;
  }, Math.min(1_000, limits.slowMs));
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      inWindow += chunk.length;
      yield chunk;
    }
    if (!reply.complete) throw new FetchFailure('SOURCE_BROKE_OFF', `${host} broke off`, true);
  } catch (error) {
    throw asFailure(host, error);
  } finally {
    clearInterval(watch);
    reply.destroy();
  }
}
