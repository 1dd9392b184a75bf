import { open } from 'node:fs/promises';
import { protocol } from 'electron';
import type { Protocol } from 'electron';
import { hostFileHeaders, parseHostFile } from '../shells/serve/host-files.ts';
import { rendererFile } from '../shells/serve/renderer-files.ts';
import { commonHeaders } from '../shells/serve/security-headers.ts';
import type { HostLink } from './host-link.ts';
import { APP_SCHEME, isOurUrl } from './origin.ts';

/** Before the app is ready: the scheme is an origin of its own, with storage and fetch, and under the page's policy. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
}

/** Serves the built window, assets by hash and exports. No path of the disk can be asked for. */
export function serveApp(on: Protocol, host: Pick<HostLink, 'file'>, rendererDir: string): void {
  on.handle(APP_SCHEME, (request) => answer(request, host, rendererDir));
}

async function answer(request: Request, host: Pick<HostLink, 'file'>, rendererDir: string): Promise<Response> {
  if (!isOurUrl(request.url)) return refusal(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const { pathname } = new URL(request.url);
  const wanted = parseHostFile(pathname);
  if (!wanted) {
    const file = await rendererFile(rendererDir, pathname);
    return file ? new Response(file.body, { status: file.status, headers: file.headers }) : refusal(404);
  }
  const found = await host.file(wanted);
  if (!found.ok) return refusal(404);
  const headers = hostFileHeaders(wanted, found.value);
  if (request.method === 'HEAD') return new Response(null, { headers });
  return new Response(await streamOf(found.value.path), { headers });
}

/** A file piece by piece: an image of a gigabyte is never in memory whole. */
async function streamOf(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const file = await open(path, 'r');
  return new ReadableStream({
    pull: async (controller) => {
      const chunk = new Uint8Array(256 * 1024);
      const { bytesRead } = await file.read(chunk);
      if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead));
      else {
        await file.close();
        controller.close();
      }
    },
    cancel: () => file.close(),
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { ...commonHeaders, 'Cache-Control': 'no-store' } });
}
