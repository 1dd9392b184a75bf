/*
 * Cuts a JSON document of any length into the texts of its entries, which are parsed one by one: what is kept is the
 * entry that is being read. Above the entries the grammar is checked here, inside them by JSON.parse.
 */

export interface JsonPiece {
  /** Keys and places on the way from the top. */
  readonly path: readonly (string | number)[];
  /** Null: the end of an object or list whose entries have been given. */
  readonly text: string | null;
}

/** Why the document is none, or is none any more. */
export class JsonFault extends Error {}

/** A mask in run lengths is long, a whole dataset in one entry is no entry. */
const MAX_ENTRY_CHARS = 64 * 1024 * 1024;
/** Deeper nesting is made to break parsers. */
const MAX_DEPTH = 200;

const QUOTE = 34;
const BACKSLASH = 92;
const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
const isOpening = (code: number): boolean => code === 123 || code === 91;
const isClosing = (code: number): boolean => code === 125 || code === 93;
const COMMA = 44;
const COLON = 58;

interface Level {
  readonly isObject: boolean;
  /** Key or place of the entry that is being read. */
  at: string | number;
}

/** What may come next, above the entries. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'nothing';

/** What is being read whole: a key, or an entry's text. */
interface Held {
  readonly kind: 'key' | 'text' | 'nested' | 'word';
  parts: string[];
  chars: number;
  depth: number;
  isInText: boolean;
  isEscaped: boolean;
}

export class JsonSplitter {
  private readonly levels: Level[] = [];
  private expected: Expected = 'value';
  private held: Held | null = null;
  private pieces: JsonPiece[] = [];

  /** @param depth how far below the top the entries lie: 1 or 2 */
  constructor(private readonly depth: number) {}

  get isEnded(): boolean {
    return this.expected === 'nothing';
  }

  /** The entries that end in this chunk. Throws JsonFault; those before it are taken with `rest`. */
  write(chunk: string): JsonPiece[] {
    let at = 0;
    while (at < chunk.length && !this.isEnded) at = this.held === null ? this.step(chunk, at) : this.hold(chunk, at, this.held);
    return this.rest();
  }

  /** What was found before a fault. */
  rest(): JsonPiece[] {
    const found = this.pieces;
    this.pieces = [];
    return found;
  }

  private step(chunk: string, at: number): number {
    const code = chunk.charCodeAt(at);
    if (isBlank(code)) return at + 1;
    switch (this.expected) {
      case 'first-value':
      case 'value':
        if (this.expected === 'first-value' && code === 93) this.close(code);
        else this.begin(code);
        // What is held begins with this very character.
        return this.held === null ? at + 1 : at;
      case 'first-key':
      case 'key':
        if (this.expected === 'first-key' && code === 125) this.close(code);
        else if (code === QUOTE) this.held = holding('key');
        else throw new JsonFault(`a name in quotes should stand where ${said(code)} is`);
        return this.held === null ? at + 1 : at;
      case 'colon':
        if (code !== COLON) throw new JsonFault(`a colon should stand where ${said(code)} is`);
        this.expected = 'value';
        return at + 1;
      case 'comma':
        if (isClosing(code)) this.close(code);
        else if (code === COMMA) this.next();
        else throw new JsonFault(`a comma or an end should stand where ${said(code)} is`);
        return at + 1;
      case 'nothing':
        return chunk.length;
    }
  }

  private begin(code: number): void {
    if (this.levels.length < this.depth && isOpening(code)) {
      const isObject = code === 123;
      this.levels.push({ isObject, at: isObject ? '' : 0 });
      this.expected = isObject ? 'first-key' : 'first-value';
    } else if (this.levels.length === 0) throw new JsonFault(`the document begins with ${said(code)}, and not with an object or a list`);
    else if (isClosing(code) || code === COMMA || code === COLON) throw new JsonFault(`a value should stand where ${said(code)} is`);
    else this.held = holding(isOpening(code) ? 'nested' : code === QUOTE ? 'text' : 'word');
  }

  private next(): void {
    const level = this.levels.at(-1);
    if (level === undefined) throw new JsonFault('there is a comma after the end');
    if (level.isObject) this.expected = 'key';
    else {
      level.at = Number(level.at) + 1;
      this.expected = 'value';
    }
  }

  private close(code: number): void {
    const level = this.levels.pop();
    if (level?.isObject !== (code === 125)) throw new JsonFault(`${said(code)} ends what was not begun so`);
    if (this.levels.length === 0) this.expected = 'nothing';
    else this.ended(null);
  }

  private ended(text: string | null): void {
    this.pieces.push({ path: this.levels.map(({ at }) => at), text });
    this.expected = 'comma';
  }

  /** Goes on with what is held; returns the place after it. */
  private hold(chunk: string, from: number, held: Held): number {
    const end = held.kind === 'word' ? endOfWord(chunk, from) : held.kind === 'nested' ? endOfNested(chunk, from, held) : endOfText(chunk, from, held);
    const to = end ?? chunk.length;
    held.parts.push(chunk.slice(from, to));
    held.chars += to - from;
    if (held.chars > MAX_ENTRY_CHARS) throw new JsonFault(`an entry has over ${MAX_ENTRY_CHARS / 1024 / 1024} Mi characters`);
    if (end === null) return to;
    this.held = null;
    const text = held.parts.join('');
    const level = this.levels.at(-1);
    if (held.kind !== 'key') this.ended(text);
    else if (level !== undefined) {
      level.at = keyOf(text);
      this.expected = 'colon';
    }
    return to;
  }
}

function holding(kind: Held['kind']): Held {
  return { kind, parts: [], chars: 0, depth: 0, isInText: false, isEscaped: false };
}

function keyOf(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new JsonFault('a name is no text of JSON');
  }
}

function said(code: number): string {
  return JSON.stringify(String.fromCharCode(code));
}

function endOfWord(chunk: string, from: number): number | null {
  for (let at = from; at < chunk.length; at++) {
    const code = chunk.charCodeAt(at);
    if (code === COMMA || isClosing(code) || isBlank(code)) return at;
  }
  return null;
}

/** The place after the closing quote; null where it is not here. */
function endOfText(chunk: string, from: number, held: Held): number | null {
  for (let at = from; at < chunk.length; at++) {
    if (held.isEscaped) held.isEscaped = false;
    else {
      const code = chunk.charCodeAt(at);
      if (code === BACKSLASH) held.isEscaped = true;
      else if (code === QUOTE) {
        if (held.isInText) return at + 1;
        held.isInText = true;
      }
    }
  }
  return null;
}

function endOfNested(chunk: string, from: number, held: Held): number | null {
  let { depth, isInText, isEscaped } = held;
  for (let at = from; at < chunk.length; at++) {
    const code = chunk.charCodeAt(at);
    if (isInText) {
      if (isEscaped) isEscaped = false;
      else if (code === BACKSLASH) isEscaped = true;
      else if (code === QUOTE) isInText = false;
    } else if (code === QUOTE) isInText = true;
    else if (isOpening(code)) {
      depth++;
      if (depth > MAX_DEPTH) throw new JsonFault(`objects and lists lie more than ${MAX_DEPTH} deep in each other`);
    } else if (isClosing(code)) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  held.depth = depth;
  held.isInText = isInText;
  held.isEscaped = isEscaped;
  return null;
}
