import { SourceFault } from './files.ts';
import { JsonFault, JsonSplitter } from './json-split.ts';
import type { JsonPiece } from './json-split.ts';

export interface JsonEntry {
  /** Keys and places on the way from the top. */
  readonly path: readonly (string | number)[];
  /** Undefined at the end of an object or list whose entries came before. */
  readonly value: unknown;
}

/** How deep the entries lie: an array of records, or an object of arrays and objects of records. */
export type JsonLayout = 'list' | 'object';

const DEPTHS: Record<JsonLayout, number> = { list: 1, object: 2 };
const REPAIR = 'Write the file again, whole; what comes before this place was taken.';

/**
 * The records of a JSON document of any length, one after another. NaN and the infinities, which Python writes, come
 * out as texts, so that the field that has one can be named. Throws SourceFault where the JSON breaks off or is none;
 * what came before has been yielded.
 */
export async function* jsonEntries(chunks: AsyncIterable<string>, layout: JsonLayout): AsyncGenerator<JsonEntry> {
  const splitter = new JsonSplitter(DEPTHS[layout]);
  let readChars = 0;
  const at = () => `character ${readChars}`;
  for await (const chunk of chunks) {
    let fault: JsonFault | null = null;
    let pieces: JsonPiece[];
    try {
      pieces = splitter.write(chunk);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      fault = error;
      pieces = splitter.rest();
    }
    readChars += chunk.length;
    for (const { path, text } of pieces) yield { path, value: text === null ? undefined : valueOf(text, path, at()) };
    if (fault !== null) throw new SourceFault(`The JSON cannot be read near ${at()}: ${fault.message}`, REPAIR, at());
    if (splitter.isEnded) return;
  }
  if (readChars === 0) throw new SourceFault('The file is empty', 'Write the file again.');
  throw new SourceFault(`The JSON breaks off at ${at()}`, REPAIR, at());
}

function valueOf(text: string, path: JsonEntry['path'], at: string): unknown {
  const value = parseJson(text) ?? parseLoose(text);
  if (value === undefined) throw new SourceFault(`The JSON cannot be read near ${at}: entry ${path.join('.')} is no JSON`, REPAIR, at);
  return value;
}

/** One JSON value out of a short text, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As `parseJson`, with bare NaN, Infinity and -Infinity read as the texts "NaN", "Infinity" and "-Infinity". */
export function parseLoose(text: string): unknown {
  return parseJson(text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|-?Infinity|NaN/gs, (found) => (found.startsWith('"') ? found : `"${found}"`)));
}
