import { JSONParser } from '@streamparser/json';
import { SourceFault } from './files.ts';

export interface JsonEntry {
  /** Keys and places on the way from the top. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** How deep the entries lie: an array of records, or an object of arrays and objects of records. */
export type JsonLayout = 'list' | 'object';

const PATHS: Record<JsonLayout, string[]> = { list: ['$.*'], object: ['$.*.*', '$.*'] };

/**
 * The records of a JSON document of any length, one after another. NaN and the infinities, which Python writes, come
 * out as texts, so that the field that has one can be named. Throws SourceFault where the JSON breaks off or is none;
 * what came before has been yielded.
 */
export async function* jsonEntries(chunks: AsyncIterable<string>, layout: JsonLayout): AsyncGenerator<JsonEntry> {
  const parser = new JSONParser({ paths: PATHS[layout], keepStack: false });
  let found: JsonEntry[] = [];
  let readChars = 0;
  parser.onValue = ({ value, key, stack }) => {
    // The first entry of the stack is the document itself, which has no key.
    const path = [...stack.slice(1).map((each) => each.key), key].filter((part): part is string | number => part !== undefined);
    found.push({ path, value });
  };
  let fault: SourceFault | null = null;
  const state = { isAtEnd: false };
  const cutOff = () => new SourceFault(`The JSON breaks off at character ${readChars}`, 'Write the file again, whole; what comes before this place was taken.', `character ${readChars}`);
  parser.onError = (error) => {
    if (state.isAtEnd) fault ??= cutOff();
    fault ??= new SourceFault(`The JSON cannot be read near character ${readChars}: ${error.message}`, 'Write the file again, whole; what comes before this place was taken.', `character ${readChars}`);
  };
  for await (const chunk of finiteOnly(chunks)) {
    if (!parser.isEnded) parser.write(chunk);
    readChars += chunk.length;
    const ready = found;
    found = [];
    yield* ready;
    throwIf(fault);
  }
  if (readChars === 0) throw new SourceFault('The file is empty', 'Write the file again.');
  state.isAtEnd = true;
  if (!parser.isEnded) parser.end();
  throwIf(fault);
  if (!parser.isEnded) throw cutOff();
}

function throwIf(fault: SourceFault | null): void {
  if (fault !== null) throw fault;
}

/** One JSON value out of a short text, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NOT_FINITE = /"|-?Infinity|NaN/g;
const LONGEST = '-Infinity'.length;

/** Bare NaN, Infinity and -Infinity in quotes; everything else as it is. A word over two pieces is found too. */
async function* finiteOnly(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  const state = { isInString: false };
  let held = '';
  for await (const chunk of chunks) {
    const text = held + chunk;
    // In a text a backslash may come last, and outside a word may be cut: the end waits for the next piece.
    const cut = Math.max(0, text.length - LONGEST);
    const done = quoteNonFinite(text, cut, state);
    held = text.slice(done.next);
    if (done.text !== '') yield done.text;
  }
  const last = quoteNonFinite(held, held.length, state);
  if (last.text !== '') yield last.text;
}

function quoteNonFinite(text: string, cut: number, state: { isInString: boolean }): { text: string; next: number } {
  let out = '';
  let from = 0;
  let at = 0;
  while (at < cut) {
    if (state.isInString) {
      const end = endOfString(text, at);
      if (end === -1) {
        // Keeps an escape whole.
        const next = Math.max(at, cut - (trailingBackslashes(text, cut) % 2));
        return { text: out + text.slice(from, next), next };
      }
      state.isInString = false;
      at = end + 1;
      continue;
    }
    NOT_FINITE.lastIndex = at;
    const match = NOT_FINITE.exec(text);
    if (match === null || match.index >= cut) break;
    at = match.index + match[0].length;
    if (match[0] === '"') state.isInString = true;
    else {
      out += `${text.slice(from, match.index)}"${match[0]}"`;
      from = at;
    }
  }
  const next = Math.max(at, cut);
  return { text: out + text.slice(from, next), next };
}

/** Place of the quote that closes the text; -1 where it is not here. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    if (trailingBackslashes(text, at, from) % 2 === 0) return at;
  }
  return -1;
}

function trailingBackslashes(text: string, end: number, from = 0): number {
  let at = end;
  while (at > from && text[at - 1] === '\\') at--;
  return end - at;
}
