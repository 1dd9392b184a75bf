import type { Json } from '../../shared/canonical-json.ts';

/** A value as JSON carries it: what is undefined is gone, what is no number is null. The same before and after a journal. */
export function plainJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
