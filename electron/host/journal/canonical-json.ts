import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';

const MAX_DEPTH = 64;

/**
 * JSON with its keys in ascending order and no white space: one value, one text. Only what JSON can say is
 * taken; fields that are `undefined` are left out. NOT_JSON names what is not.
 */
export function canonicalJson(value: unknown): Result<string> {
  try {
    return { ok: true, value: write(value, 0) };
  } catch (error) {
    if (error instanceof NotJson) {
      return fail('NOT_JSON', `The payload holds ${error.message}, which can't be kept`, { field: 'payload' });
    }
    throw error;
  }
}

class NotJson extends Error {}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new NotJson(`more than ${String(MAX_DEPTH)} levels`);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotJson(String(value));
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  if (isPlainObject(value)) {
    const fields = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${write(value[key], depth + 1)}`);
    return `{${fields.join(',')}}`;
  }
  throw new NotJson(`a ${typeof value}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
