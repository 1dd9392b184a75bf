import { posix } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';

const MAX_SEGMENTS = 40;

/**
 * A relative path that came from a window, made safe: forward slashes, no step upwards, no root, no drive, no device.
 * What looks like an attempt to leave the folder is refused rather than repaired. BAD_PATH.
 */
export function safeRelativePath(raw: string): Result<string> {
  const refuse = (why: string) =>
    fail('BAD_PATH', `"${raw.slice(0, 120)}" can't be taken: ${why}`, { field: 'relativePath', fix: 'Rename the file or its folder.' });
  if (/\p{Cc}/u.test(raw)) return refuse('its name holds control characters');
  const path = raw.replaceAll('\\', '/');
  if (path === '' || path.endsWith('/')) return refuse('it names no file');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return refuse('its path is absolute');
  const segments = path.split('/');
  if (segments.length > MAX_SEGMENTS) return refuse('it lies too deep');
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') return refuse('its path steps out of its folder');
    if (new TextEncoder().encode(segment).length > 255) return refuse('its name is too long');
    if (/[<>:"|?*]/.test(segment) || /[. ]$/.test(segment) || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)) {
      // Windows keeps these for itself: refused everywhere, so that a pack is the same everywhere.
      return refuse('its name is reserved on some systems');
    }
  }
  return { ok: true, value: posix.join(...segments) };
}
