/** What a TIFF's tags say of its first picture. */
export interface TiffFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 to 8, as in EXIF. */
  readonly orientation: number;
  /** Every strip and tile ends inside the file. */
  readonly isWhole: boolean;
  /** Why the window could not show it, as the end of "A TIFF ..."; null where it can. */
  readonly unshowable: string | null;
}

const SUBFILE_TYPE = 254;
const WIDTH = 256;
const HEIGHT = 257;
const COMPRESSION = 259;
const PHOTOMETRIC = 262;
const STRIP_OFFSETS = 273;
const ORIENTATION = 274;
const STRIP_BYTES = 279;
const TILE_OFFSETS = 324;
const TILE_BYTES = 325;
const SUB_IFDS = 330;
const DNG_VERSION = 50_706;

/** What the window's decoder unpacks, and what of the rest has a name. */
const READABLE = new Set([1, 5, 7, 8, 32_773, 32_946]);
const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: 'CCITT fax', 3: 'CCITT fax', 4: 'CCITT fax', 6: 'the JPEG of before 1995', 33_003: 'JPEG 2000', 33_005: 'JPEG 2000', 34_712: 'JPEG 2000', 34_887: 'LERC', 34_925: 'LZMA', 50_000: 'Zstandard', 50_001: 'WebP', 50_002: 'JPEG XL', 52_546: 'JPEG XL',
};
const PHOTOMETRICS = new Set([0, 1, 2, 3, 5, 6]);
const BYTES_OF: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 };
/** More would be a way to keep the reader busy. */
const MAX_DIRECTORIES = 1000;
const MAX_VALUES = 4_000_000;

export const isTiff = (bytes: Uint8Array): boolean => ['II*\0', 'MM\0*'].includes(String.fromCharCode(...bytes.subarray(0, 4)));

/** Reads the tags of a classic TIFF; null where they cannot be read. */
export function readTiff(bytes: Uint8Array): TiffFacts | null {
  try {
    const reader = new TagReader(bytes);
    const directories = reader.directories();
    const [first] = directories;
    if (first === undefined) return null;
    const [widthPx, heightPx] = [first.one(WIDTH), first.one(HEIGHT)];
    if (widthPx === undefined || heightPx === undefined) return null;
    const offsets = first.all(first.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS);
    const sizes = first.all(first.has(TILE_OFFSETS) ? TILE_BYTES : STRIP_BYTES);
    const isWhole = offsets.length > 0 && offsets.length === sizes.length && offsets.every((offset, index) => offset + (sizes[index] ?? 0) <= bytes.length);
    const orientation = first.one(ORIENTATION) ?? 1;
    const pages = directories.filter((directory) => ((directory.one(SUBFILE_TYPE) ?? 0) & 1) === 0).length;
    return { widthPx, heightPx, orientation: orientation >= 1 && orientation <= 8 ? orientation : 1, isWhole, unshowable: unshowableOf(first, pages) };
  } catch (error) {
    // A tag that points out of the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function unshowableOf(first: Directory, pages: number): string | null {
  if (first.has(DNG_VERSION) || (first.has(SUB_IFDS) && ((first.one(SUBFILE_TYPE) ?? 0) & 1) === 1)) return "that is a camera's raw file";
  const compression = first.one(COMPRESSION) ?? 1;
  if (!READABLE.has(compression)) return `packed with ${COMPRESSIONS[compression] ?? `method ${compression}`}`;
  const photometric = first.one(PHOTOMETRIC) ?? 1;
  if (!PHOTOMETRICS.has(photometric)) return `with colours of kind ${photometric}`;
  return pages > 1 ? `of ${pages} pages` : null;
}

class Directory {
  constructor(
    private readonly reader: TagReader,
    private readonly entries: ReadonlyMap<number, number>,
  ) {}

  has(tag: number): boolean {
    return this.entries.has(tag);
  }

  one(tag: number): number | undefined {
    return this.all(tag)[0];
  }

  all(tag: number): readonly number[] {
    const at = this.entries.get(tag);
    return at === undefined ? [] : this.reader.values(at);
  }
}

class TagReader {
  private readonly data: DataView;
  private readonly isLittle: boolean;

  constructor(bytes: Uint8Array) {
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isLittle = bytes[0] === 0x49;
  }

  /** In the file's order; a chain that bites its own tail ends there. */
  directories(): Directory[] {
    const found: Directory[] = [];
    const seen = new Set<number>();
    for (let at = this.data.getUint32(4, this.isLittle); at !== 0 && !seen.has(at) && found.length < MAX_DIRECTORIES; ) {
      seen.add(at);
      const count = this.data.getUint16(at, this.isLittle);
      const entries = new Map<number, number>();
      for (let index = 0; index < count; index++) {
        const entry = at + 2 + 12 * index;
        entries.set(this.data.getUint16(entry, this.isLittle), entry);
      }
      found.push(new Directory(this, entries));
      at = this.data.getUint32(at + 2 + 12 * count, this.isLittle);
    }
    return found;
  }

  /** The whole numbers of an entry, at their place in it or where it points. */
  values(entry: number): number[] {
    const type = this.data.getUint16(entry + 2, this.isLittle);
    const count = this.data.getUint32(entry + 4, this.isLittle);
    const width = BYTES_OF[type] ?? 0;
    if (width === 0 || count > MAX_VALUES) throw new RangeError('an entry of an unknown type or size');
    const from = width * count <= 4 ? entry + 8 : this.data.getUint32(entry + 8, this.isLittle);
    return Array.from({ length: count }, (_, index) => {
      const at = from + index * width;
      if (width === 1) return this.data.getUint8(at);
      return width === 2 ? this.data.getUint16(at, this.isLittle) : this.data.getUint32(at, this.isLittle);
    });
  }
}
