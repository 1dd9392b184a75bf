import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import { decodeRequest, MAX_MESSAGE_BYTES, WIRE_PROTOCOL } from '../../../shared/host-wire.ts';
import type { WireAnswer } from '../../../shared/host-wire.ts';
import { fail } from '../../host/context.ts';
import type { Host } from '../../host/host.ts';
import type { Gate } from './gate.ts';
import { isOfAnotherUser } from './peer.ts';

/** Calls of one window that may be under way: far more than it makes, far fewer than would fill the memory. */
const MAX_UNDER_WAY = 512;
/** A window that does not read what it is sent is cut off; it comes back and asks anew. */
const MAX_UNSENT_BYTES = 64 * 1024 * 1024;
const PING_EVERY_MS = 20_000;

/** The socket at `/host`: checked before it exists, then calls in, answers and events out. Returns the way to stop. */
export function attachSockets(server: Server, host: Host, gate: Gate): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => WIRE_PROTOCOL,
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal =
      (request.url ?? '').split('?')[0] !== '/host' ? '404 Not Found'
      : !gate.isOurHost(request) ? '421 Misdirected Request'
      : !gate.isOurOrigin(request) ? '403 Forbidden'
      : !gate.hasSocketToken(request) ? '401 Unauthorized'
      : isOfAnotherUser(request.socket) ? '403 Forbidden'
      : null;
    if (refusal !== null) refuseUpgrade(socket, refusal);
    else sockets.handleUpgrade(request, socket, head, (opened) => serveSocket(opened, host));
  });
  const stopEvents = host.events.onAny((event, data) => {
    for (const socket of sockets.clients) send(socket, { event, data });
  });
  const pings = setInterval(() => {
    for (const socket of sockets.clients) socket.ping();
  }, PING_EVERY_MS).unref();
  return () => {
    stopEvents();
    clearInterval(pings);
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  // Nobody's clock runs for a connection once it asks to be a socket: one that never hangs up would stay for good.
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

function serveSocket(socket: WebSocket, host: Host): void {
  let underWay = 0;
  // An oversized or broken frame: the library closes the connection, there is nobody to answer.
  socket.on('error', () => undefined);
  socket.on('message', (data, isBinary) => {
    const request = decodeRequest(isBinary ? bytesOf(data) : bytesOf(data).toString('utf8'));
    if (!request) {
      socket.close(1008, 'not a call');
      return;
    }
    if (underWay >= MAX_UNDER_WAY) {
      send(socket, { id: request.id, result: fail('BUSY', 'Too many calls at once', { fix: 'Wait for the answers.' }) });
      return;
    }
    underWay += 1;
    void host.dispatch(request.method, request.params).then((result) => {
      underWay -= 1;
      send(socket, { id: request.id, result });
    });
  });
}

function send(socket: WebSocket, answer: WireAnswer): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  else socket.send(JSON.stringify(answer));
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
