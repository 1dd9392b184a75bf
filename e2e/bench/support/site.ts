import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const MEDIA_TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.jpg': 'image/jpeg', '.woff2': 'font/woff2', '.wasm': 'application/wasm' };
const benchFolder = fileURLToPath(new URL('..', import.meta.url));

export interface Site {
  readonly address: string;
  /** Serves bytes of a file beside the pages, read anew each time. */
  readonly add: (path: string, file: string, mediaType: string) => void;
  readonly close: () => Promise<void>;
}

/** Builds the bench's pages as the window is built for users, and serves them on loopback. */
export async function openSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
  const pages = ['draw', 'desk', 'store'].map((name) => join(benchFolder, name, 'index.html'));
  await build({
    configFile: false,
    root: benchFolder,
    base: './',
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, chunkSizeWarningLimit: 10_000, reportCompressedSize: false, minify: process.env["BENCH_READABLE"] === undefined, modulePreload: { polyfill: false }, rolldownOptions: { input: pages } },
  });
  const added = new Map<string, { file: string; mediaType: string }>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const extra = added.get(path);
    const file = extra?.file ?? join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const mediaType = extra?.mediaType ?? MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    readFile(file).then(
      (bytes) => response.writeHead(200, { 'content-type': mediaType, 'cache-control': 'no-store' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    add: (path, file, mediaType) => void added.set(path, { file, mediaType }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
