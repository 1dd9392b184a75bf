/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one JSON text of a value: keys in UTF-16 order, no blanks, fields that are undefined left out
 * (the scheme of RFC 8785). Throws on NaN and infinities, which JSON cannot say.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`JSON has no ${value}`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const field = value[key];
      return field === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(field)}`];
    });
  return `{${fields.join(',')}}`;
}

function isList(value: readonly Json[] | object): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * The same for a value that is no JSON yet, as `canonicalJson(plainJson(value))` without the copy: what is undefined is
 * gone, what is no number is null. An object that stands in several places is put into words once.
 */
export function canonicalTextOf(value: object): string {
  const known = new Map<object, string>();
  const textOf = (each: unknown): string => {
    if (!isObject(each)) return plainText(each);
    const before = known.get(each);
    if (before !== undefined) return before;
    const text = Array.isArray(each) ? `[${each.map(textOf).join(',')}]` : recordText(each, textOf);
    known.set(each, text);
    return text;
  };
  return textOf(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function recordText(value: Readonly<Record<string, unknown>>, textOf: (each: unknown) => string): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const field = value[key];
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${textOf(field)}`;
  }
  return `{${text}}`;
}

/** Of what has no parts. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : 'null';
}

/** A value as JSON carries it: what is undefined is gone, what is no number is null. The same before and after a journal. */
export function plainJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
