import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import type { Host } from '../../host/host.ts';
import { createGate } from './gate.ts';
import { answerHttp, refusal } from './http.ts';
import { attachSockets } from './sockets.ts';

export interface LoopbackOptions {
  readonly host: Host;
  /** The built window: `dist/renderer`. */
  readonly rendererDir: string;
  /** Only where the person names one; otherwise the profile's own port is used, or chosen once and kept. */
  readonly port?: number;
}

/** A window has a dozen. Every connection takes one of the process's open files, and the journal needs some, too. */
const MAX_CONNECTIONS = 256;
/** Who has connected and not asked for anything by then is hung up on. */
const HEADERS_MS = 10_000;

export interface LoopbackShell {
  /** The address to open, with the run's token in its fragment. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the window and the host to a browser on this machine. The port is part of the tab's origin, and the origin
 * names the tab's database: on another port the person's labels would seem gone. So a profile keeps its port, and
 * where something else has taken it the start fails (PORT_TAKEN) instead of moving on to another.
 * Errors: PORT_TAKEN, RENDERER_MISSING, PORT_REFUSED.
 */
export async function startLoopbackShell({ host, rendererDir, port }: LoopbackOptions): Promise<Result<LoopbackShell>> {
  if (!(await stat(join(rendererDir, 'index.html')).catch(() => null))) {
    return fail('RENDERER_MISSING', `The window is not built: ${rendererDir} has no index.html`, { fix: 'Run: npm run build' });
  }
  const server = createServer({ requestTimeout: 30_000, headersTimeout: HEADERS_MS, connectionsCheckingInterval: HEADERS_MS / 2, maxHeaderSize: 16 * 1024 });
  server.maxConnections = MAX_CONNECTIONS;
  const listening = await listenOnOwnPort(server, host, port);
  if (!listening.ok) return listening;
  const chosen = listening.value;

  const gate = createGate(chosen);
  const origin = `127.0.0.1:${String(chosen)}`;
  server.on('request', (request, response) => {
    answerHttp({ host, rendererDir, gate, socketOrigin: `ws://${origin}` }, request, response).catch((error: unknown) => {
      // A tab that closes in the middle of a download is not worth a word.
      if (response.destroyed) return;
      host.log(`Answering the tab failed: ${error instanceof Error ? error.name : typeof error}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, refusal(500, '').headers).end('Something went wrong here.\n');
    });
  });
  const detach = attachSockets(server, host, gate);
  return {
    ok: true,
    value: {
      url: `http://${origin}/#token=${gate.token}`,
      port: chosen,
      close: async () => {
        detach();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    },
  };
}

/** The port that was named, else the profile's own, else a new one that becomes its own. */
async function listenOnOwnPort(server: Server, host: Host, named?: number): Promise<Result<number>> {
  const remembered = host.settings.get().loopbackPort;
  if (named !== undefined && remembered !== undefined && named !== remembered) {
    host.log(`This profile was used on port ${String(remembered)}; what the browser keeps there is not seen on another.`);
  }
  const wanted = named ?? remembered;
  let listening = await listen(server, wanted ?? freshPort());
  for (let attempt = 0; wanted === undefined && attempt < 20 && !listening.ok; attempt += 1) {
    listening = await listen(server, freshPort());
  }
  if (listening.ok && remembered === undefined) await host.settings.update({ loopbackPort: listening.value });
  return listening;
}

/** Below the range from which systems give ports to outgoing connections: one of those could take it while we are closed. */
function freshPort(): number {
  return randomInt(20_000, 30_000);
}

/** Loopback alone: nothing of this can be reached from the network. */
async function listen(server: Server, port: number): Promise<Result<number>> {
  return await new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error.code === 'EADDRINUSE' ? portTaken(port) : portRefused(port, error));
    server.once('error', onError);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', onError);
      const address = server.address();
      resolve({ ok: true, value: typeof address === 'object' && address ? address.port : port });
    });
  });
}

function portTaken(port: number): Result<never> {
  return fail('PORT_TAKEN', `Port ${String(port)} of this profile is taken by another program`, {
    field: 'port',
    fix: `End that program (ss -ltnp | grep ${String(port)} names it) and start again. On another port the browser would not find your labels.`,
  });
}

function portRefused(port: number, error: Error): Result<never> {
  return fail('PORT_REFUSED', `Port ${String(port)} can't be used: ${error.message}`, { field: 'port', fix: 'Name a port from 1024 to 65535.' });
}
