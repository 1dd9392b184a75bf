import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { join } from 'node:path';

/** What a server does in place of answering; true where it has taken the request over. */
export type Fault = (request: IncomingMessage, response: ServerResponse, body: Buffer) => boolean;

export interface PackServer {
  readonly url: string;
  /** Paths that were asked for, with their Range. */
  readonly asked: { path: string; range: string | null; ifRange: string | null }[];
  fault: Fault | null;
  etag: string | null;
  close(): Promise<void>;
}

/** A real web server over a folder, with Range, If-Range and strong ETags, until it is told to misbehave. */
export async function startPackServer(folder: string): Promise<PackServer> {
  const asked: PackServer['asked'] = [];
  const server: Server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    const { range = null, 'if-range': ifRange = null } = request.headers;
    asked.push({ path, range, ifRange: typeof ifRange === 'string' ? ifRange : null });
    const body = await readFile(join(folder, path)).catch(() => null);
    if (self.fault?.(request, response, body ?? Buffer.alloc(0)) === true) return;
    if (body === null) return void response.writeHead(404).end();
    const headers: Record<string, string> = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes', ...(self.etag === null ? {} : { etag: self.etag }) };
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? NaN);
    const isSame = ifRange === null || ifRange === self.etag;
    if (Number.isNaN(from) || !isSame) return void response.writeHead(200, { ...headers, 'content-length': String(body.length) }).end(body);
    if (from >= body.length) return void response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
    response.writeHead(206, { ...headers, 'content-length': String(body.length - from), 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }).end(body.subarray(from));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const self: PackServer = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    fault: null,
    etag: '"one"',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
