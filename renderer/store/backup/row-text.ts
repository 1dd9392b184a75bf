/*
 * Rows as lines of JSON. What JSON has no word for is an object with one key: a bigint as {"$bigint":"12"}, bytes as
 * {"$bytes":"base64"}. No row of ours has keys that begin with a dollar.
 */

/** @throws TypeError where a row holds what has no such form: a bug. */
export function rowToText(row: unknown): string {
  // Not the replacer's second argument: bytes would come as what their toJSON makes of them.
  return JSON.stringify(row, function (this: Record<string, unknown>, key: string): unknown {
    const value = this[key];
    if (typeof value === 'bigint') return { $bigint: value.toString() };
    if (value instanceof Uint8Array) return { $bytes: base64Of(value) };
    if (value instanceof ArrayBuffer) return { $bytes: base64Of(new Uint8Array(value)) };
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`A row holds ${String(value)} in "${key}"`);
    return value;
  });
}

/** @throws SyntaxError */
export function textToRow(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$bigint' in value && typeof value.$bigint === 'string') return BigInt(value.$bigint);
    if ('$bytes' in value && typeof value.$bytes === 'string') return bytesOf(value.$bytes);
    return value;
  });
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
