import { assertNever } from '../../../shared/assert-never.ts';
import type { Result } from '../../../shared/host-api.ts';
import type { Host } from '../../host/host.ts';
import type { ServedFile } from '../../host/packs/port.ts';
import { fail } from '../../host/context.ts';
import { commonHeaders, INERT_POLICY } from './security-headers.ts';

/** What the host's own files are asked for by: a hash, an export and a name, or a backup's name. Never a path of the disk. */
export type HostFile =
  | { readonly kind: 'asset'; readonly sha256: string }
  | { readonly kind: 'export'; readonly exportId: string; readonly name: string }
  | { readonly kind: 'backup'; readonly name: string };

/** `/asset/<sha256>`, `/export/<exportId>/<name>` and `/backup/<name>`; null where the address is none of these. */
export function parseHostFile(pathname: string): HostFile | null {
  const asset = /^\/asset\/([0-9a-f]{64})$/.exec(pathname)?.[1];
  if (asset !== undefined) return { kind: 'asset', sha256: asset };
  const backup = /^\/backup\/([\w.-]{1,120})$/.exec(pathname)?.[1];
  if (backup !== undefined) return { kind: 'backup', name: backup };
  const [, exportId, name] = /^\/export\/([\w-]{1,80})\/([^/]{1,300})$/.exec(pathname) ?? [];
  const decoded = name === undefined ? null : decodeOrNull(name);
  // A name that still has a separator after decoding is an attempt to climb.
  if (exportId === undefined || decoded === null || /[/\\\0]/.test(decoded) || decoded === '..' || decoded === '.') return null;
  return { kind: 'export', exportId, name: decoded };
}

export async function openHostFile(host: Host, file: HostFile): Promise<Result<ServedFile>> {
  const found = await openFile(host, file);
  if (found.ok && isActive(found.value.mediaType)) return fail('ASSET_NOT_SERVED', `${found.value.mediaType} could run scripts and is not served`);
  return found;
}

function openFile(host: Host, file: HostFile): Promise<Result<ServedFile>> {
  switch (file.kind) {
    case 'asset':
      return host.packs.asset(file.sha256);
    case 'export':
      return host.files.exported(file.exportId, file.name);
    case 'backup':
      return host.backup.made(file.name);
    default:
      return assertNever(file);
  }
}

/** Assets never change under their hash; exports are downloads and are not kept by the browser. */
export function hostFileHeaders(file: HostFile, found: ServedFile): Record<string, string> {
  return {
    ...commonHeaders,
    'Content-Type': found.mediaType,
    'Content-Length': String(found.bytes),
    'Content-Security-Policy': INERT_POLICY,
    'Cache-Control': file.kind === 'asset' ? 'private, max-age=31536000, immutable' : 'no-store',
    ...(file.kind !== 'asset' ? { 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}` } : {}),
  };
}

function isActive(mediaType: string): boolean {
  return /html|svg|javascript|ecmascript|\btext\/xml/i.test(mediaType);
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
