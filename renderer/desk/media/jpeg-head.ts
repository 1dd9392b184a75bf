/*
 * The head of a JPEG (ITU-T T.81) as far as cutting a band of rows out of it takes: sequential, Huffman coded, eight bits,
 * all components in one scan. Progressive files come in passes over the whole picture and cannot be cut.
 */

export interface JpegComponent {
  readonly id: number;
  /** Blocks a unit, across and down. */
  readonly across: number;
  readonly down: number;
  readonly dcTable: number;
  readonly acTable: number;
}

export interface JpegHead {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: readonly JpegComponent[];
  /** The code of each table: `entry >> 8` bits, then symbol `entry & 255`, by the next sixteen bits; 0: no code. */
  readonly dcTables: ReadonlyMap<number, Uint16Array>;
  readonly acTables: ReadonlyMap<number, Uint16Array>;
  /** Units between two restarts; 0: none. */
  readonly restartUnits: number;
  /** Where the coded units begin in the file. */
  readonly dataAt: number;
  /** Segments that a band needs as they are: quantization, codes of the AC coefficients, colour profile and transform. */
  readonly kept: readonly Uint8Array[];
  readonly frame: Uint8Array;
  readonly scan: Uint8Array;
}

const KEPT_MARKERS = new Set([0xdb, 0xe0, 0xe2, 0xee]);
const ORIENTATION = 0x0112;

/** The head, or why no band can be cut. @param bytes the file's beginning, up to its coded units */
export function jpegHead(bytes: Uint8Array): JpegHead | 'not a JPEG' | 'not sequential' | 'turned' | 'unusual' {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return 'not a JPEG';
  const [dcTables, acTables] = [new Map<number, Uint16Array>(), new Map<number, Uint16Array>()];
  const kept: Uint8Array[] = [];
  let frame: Uint8Array | null = null;
  let restartUnits = 0;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + wordAt(bytes, at + 2);
    if (bytes[at] !== 0xff || end > bytes.length) return 'unusual';
    const segment = bytes.slice(at, end);
    if (KEPT_MARKERS.has(marker)) kept.push(segment);
    else if (marker === 0xc0 || marker === 0xc1) frame = segment;
    else if (marker >= 0xc2 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xcc) return 'not sequential';
    else if (marker === 0xc4) readTables(segment, dcTables, acTables, kept);
    else if (marker === 0xdd) restartUnits = wordAt(segment, 4);
    else if (marker === 0xe1 && isTurned(segment)) return 'turned';
    else if (marker === 0xda) {
      const components = frame === null ? null : componentsOf(frame, segment);
      if (frame === null || components === null) return 'unusual';
      return { widthPx: wordAt(frame, 7), heightPx: wordAt(frame, 5), components, dcTables, acTables, restartUnits, dataAt: end, kept, frame, scan: segment };
    }
    at = end;
  }
  return 'unusual';
}

const wordAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** A picture of one component has one block a unit, whatever its factors say. */
function componentsOf(frame: Uint8Array, scan: Uint8Array): readonly JpegComponent[] | null {
  const count = frame[9] ?? 0;
  if (frame[4] !== 8 || scan[4] !== count || count === 0) return null;
  return Array.from({ length: count }, (_, at) => {
    const factors = count === 1 ? 0x11 : (frame[11 + at * 3] ?? 0x11);
    const tables = scan[6 + at * 2] ?? 0;
    return { id: frame[10 + at * 3] ?? 0, across: factors >> 4, down: factors & 15, dcTable: tables >> 4, acTable: tables & 15 };
  });
}

/** A segment may define several tables; those of AC coefficients are kept, each in a segment of its own. */
function readTables(segment: Uint8Array, dc: Map<number, Uint16Array>, ac: Map<number, Uint16Array>, kept: Uint8Array[]): void {
  for (let at = 4; at + 17 <= segment.length; ) {
    const kind = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    const size = counts.reduce((sum, count) => sum + count, 0);
    const symbols = segment.subarray(at + 17, at + 17 + size);
    (kind >> 4 === 0 ? dc : ac).set(kind & 15, lookupOf(counts, symbols));
    if (kind >> 4 === 1) kept.push(tableSegment(segment.subarray(at, at + 17 + size)));
    at += 17 + size;
  }
}

export function tableSegment(table: Uint8Array): Uint8Array {
  const length = table.length + 2;
  return Uint8Array.from([0xff, 0xc4, length >> 8, length & 255, ...table]);
}

function lookupOf(counts: Uint8Array, symbols: Uint8Array): Uint16Array {
  const lookup = new Uint16Array(1 << 16);
  let code = 0;
  let taken = 0;
  counts.forEach((count, at) => {
    const length = at + 1;
    for (let each = 0; each < count; each++, code++, taken++) {
      const from = code << (16 - length);
      lookup.fill((length << 8) | (symbols[taken] ?? 0), from, from + (1 << (16 - length)));
    }
    code <<= 1;
  });
  return lookup;
}

/** Whether EXIF says that the picture is to be turned before it is shown: then rows of the file are none of the image. */
function isTurned(segment: Uint8Array): boolean {
  if (String.fromCharCode(...segment.subarray(4, 8)) !== 'Exif') return false;
  const view = new DataView(segment.buffer, segment.byteOffset + 10, segment.length - 10);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittle);
    for (let entry = 0; entry < view.getUint16(directory, isLittle); entry++) {
      const at = directory + 2 + entry * 12;
      if (view.getUint16(at, isLittle) === ORIENTATION) return view.getUint16(at + 8, isLittle) !== 1;
    }
    return false;
  } catch {
    return true;
  }
}
