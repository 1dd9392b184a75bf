const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `,`, `[` and `{`: each begins a value. */
const BEGINS = new Set([0x2c, 0x5b, 0x7b]);

/**
 * Whether a JSON text has more values than `most`, without parsing it: 400 MB of `[],` are 130 million arrays, several
 * gigabytes in memory, and the process ends in the middle of `JSON.parse`, where nothing can be caught.
 */
export function hasTooManyValues(json: Uint8Array, most: number): boolean {
  // A value takes two bytes at least.
  if (json.length < 2 * most) return false;
  let values = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (isInText && byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) isInText = !isInText;
    else if (!isInText && BEGINS.has(byte) && ++values > most) return true;
  }
  return false;
}
