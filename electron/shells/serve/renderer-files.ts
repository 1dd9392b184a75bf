import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { commonHeaders, contentSecurityPolicy } from './security-headers.ts';

/** An answer that either shell can give. */
export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * A file of the built window by the path of its address, or null. Names are taken apart and checked, never
 * resolved: a path that climbs, hides or leads through a link of another kind is simply not there.
 * @param connect the socket's address, for the page's policy
 */
export async function rendererFile(rendererDir: string, pathname: string, connect?: string): Promise<Served | null> {
  const names = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/');
  if (!pathname.startsWith('/') || !names.every((name) => /^[\w-][\w.@+-]{0,150}$/.test(name))) return null;
  const path = join(rendererDir, ...names);
  const type = TYPES[extname(path).toLowerCase()];
  if (type === undefined || !(await stat(path).catch(() => null))?.isFile()) return null;
  if (names.length === 1 && names[0] === 'index.html') return await page(path, connect);
  // Vite puts a hash in the names under assets/; everything else may change with the next build.
  const isHashed = names[0] === 'assets';
  return {
    status: 200,
    headers: { ...commonHeaders, 'Content-Type': type, 'Cache-Control': isHashed ? 'private, max-age=31536000, immutable' : 'no-store' },
    body: await readFile(path),
  };
}

async function page(path: string, connect?: string): Promise<Served> {
  const nonce = randomBytes(16).toString('base64');
  const html = (await readFile(path, 'utf8')).replaceAll('__CSP_NONCE__', nonce);
  const policy = contentSecurityPolicy(connect === undefined ? { nonce } : { nonce, connect });
  return {
    status: 200,
    headers: { ...commonHeaders, 'Content-Type': TYPES['.html'] ?? '', 'Cache-Control': 'no-store', 'Content-Security-Policy': policy },
    body: html,
  };
}
