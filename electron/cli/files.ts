import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Result } from '../../shared/host-api.ts';
import { fail } from '../host/context.ts';

/** Past this a file does not fit one string of the runtime; it is streamed where that is possible. */
const MAX_TEXT_BYTES = 500 * 1024 * 1024;

/** A whole text file, or BAD_FILE with why not. */
export function readText(path: string): Result<string> {
  try {
    const { size } = statSync(path);
    if (size > MAX_TEXT_BYTES) return fail('BAD_FILE', `${path} has ${Math.round(size / 2 ** 20)} MiB, more than ${MAX_TEXT_BYTES / 2 ** 20}.`, { field: path, fix: 'Split it.' });
    if (size === 0) return fail('BAD_FILE', `${path} is empty.`, { field: path });
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) return fail('BAD_FILE', `${path} is no UTF-8 text.`, { field: path, fix: 'Save it as UTF-8. Files of older Windows programs are often latin-1.' });
    return { ok: true, value: bytes.toString('utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    return fail('BAD_FILE', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { field: path, fix: 'Check the path.' });
  }
}

export function readJson(path: string): Result<unknown> {
  const text = readText(path);
  if (!text.ok) return text;
  try {
    return { ok: true, value: JSON.parse(text.value) as unknown };
  } catch (error) {
    return fail('BAD_JSON', `${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`, { field: path });
  }
}
