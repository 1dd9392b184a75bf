import { BitReader, BitWriter } from './bit-io.ts';
import type { BitPlace, ReadBytes } from './bit-io.ts';
import { tableSegment } from './jpeg-head.ts';
import type { JpegComponent, JpegHead } from './jpeg-head.ts';

/*
 * Bands of rows of a large JPEG as JPEGs of their own, without decoding the whole. Of the coded units only the codes are
 * read, to know where each row of units begins; a band's units are then written again, bit for bit but for the first
 * coefficient of each block, which the format tells as a difference to the block before it.
 */

/** What comes before a row of units: where its bits begin, the components' last first coefficients, and units since a restart. */
interface RowStart {
  readonly place: BitPlace;
  readonly levels: Int32Array;
  readonly sinceRestart: number;
}

export interface JpegBands {
  /** Rows of pixels a band; the last may have fewer. */
  readonly bandPx: number;
  /** The band as a file. @param index from the top */
  readonly cut: (index: number) => Blob;
}

/** A table that has a code for every size of a difference: section K.3.3.1 of the standard. */
const SIZE_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const SIZE_CODES: readonly (readonly [code: number, length: number])[] = [[0, 2], [2, 3], [3, 3], [4, 3], [5, 3], [6, 3], [14, 4], [30, 5], [62, 6], [126, 7], [254, 8], [510, 9]];

/** Reads the whole file's codes once. @param aboutPx rows of pixels a band should have */
export function indexJpeg(read: ReadBytes, head: JpegHead, aboutPx: number): JpegBands {
  const { components, widthPx, heightPx } = head;
  const unitWidthPx = 8 * Math.max(...components.map(({ across }) => across));
  const unitHeightPx = 8 * Math.max(...components.map(({ down }) => down));
  const unitsAcross = Math.ceil(widthPx / unitWidthPx);
  const rows = Math.ceil(heightPx / unitHeightPx);
  const rowsABand = Math.max(1, Math.round(aboutPx / unitHeightPx));
  const bandPx = rowsABand * unitHeightPx;
  const starts: RowStart[] = [];
  const walk = createWalk(read, head, { place: { at: head.dataAt, bits: 0, count: 0 }, levels: new Int32Array(components.length), sinceRestart: 0 });
  for (let row = 0; row < rows; row++) {
    if (row % rowsABand === 0) starts.push(walk.here());
    for (let unit = 0; unit < unitsAcross; unit++) walk.unit(null);
  }
  return {
    bandPx,
    cut: (index) => {
      const start = starts[index];
      if (start === undefined) throw new RangeError(`There is no band ${index}`);
      const count = Math.min(rowsABand, rows - index * rowsABand) * unitsAcross;
      const writer = createUnitWriter(components.length);
      const again = createWalk(read, head, start);
      for (let unit = 0; unit < count; unit++) again.unit(writer);
      return bandFile(head, Math.min(bandPx, heightPx - index * bandPx), writer.finish());
    },
  };
}

interface UnitWriter {
  /** A block's first coefficient, whole. */
  readonly level: (component: number, level: number) => void;
  /** Bits as they are. */
  readonly copy: (value: number, count: number) => void;
  readonly finish: () => Uint8Array<ArrayBuffer>;
}

function createUnitWriter(components: number): UnitWriter {
  const bits = new BitWriter();
  const last = new Int32Array(components);
  return {
    level: (component, level) => {
      const difference = level - (last[component] ?? 0);
      last[component] = level;
      const size = 32 - Math.clz32(Math.abs(difference));
      const [code, length] = SIZE_CODES[size] ?? [0, 0];
      bits.put(code, length);
      bits.put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
    },
    copy: (value, count) => bits.put(value, count),
    finish: () => bits.finish(),
  };
}

/** Goes through the units from a place on. */
function createWalk(read: ReadBytes, { components, dcTables, acTables, restartUnits }: JpegHead, start: RowStart): { unit: (writer: UnitWriter | null) => void; here: () => RowStart } {
  const reader = new BitReader(read, start.place);
  const levels = start.levels.slice();
  let { sinceRestart } = start;
  const tables = components.map(({ dcTable, acTable }) => ({ dc: tableOf(dcTables, dcTable), ac: tableOf(acTables, acTable) }));
  const block = (at: number, writer: UnitWriter | null): void => {
    const table = tables[at];
    if (table === undefined) return;
    const size = reader.symbol(table.dc) & 255;
    const coded = reader.take(size);
    levels[at] = (levels[at] ?? 0) + (size > 0 && coded < 1 << (size - 1) ? coded - (1 << size) + 1 : coded);
    writer?.level(at, levels[at] ?? 0);
    for (let place = 1; place < 64; ) {
      const entry = reader.symbol(table.ac);
      const bits = entry & 15;
      writer?.copy(reader.lastCode, entry >> 8);
      const value = reader.take(bits);
      writer?.copy(value, bits);
      const run = (entry >> 4) & 15;
      if (bits === 0 && run < 15) return;
      place += run + 1;
    }
  };
  const counts = components.map(({ across, down }: JpegComponent) => across * down);
  return {
    here: () => ({ place: reader.place, levels: levels.slice(), sinceRestart }),
    unit: (writer) => {
      if (restartUnits > 0 && sinceRestart === restartUnits) {
        reader.restart();
        levels.fill(0);
        sinceRestart = 0;
      }
      sinceRestart += 1;
      counts.forEach((count, at) => {
        for (let each = 0; each < count; each++) block(at, writer);
      });
    },
  };
}

function tableOf(tables: ReadonlyMap<number, Uint16Array>, id: number): Uint16Array {
  const table = tables.get(id);
  if (table === undefined) throw new Error('The JPEG names a table that it does not have.');
  return table;
}

function bandFile({ kept, frame, scan }: JpegHead, heightPx: number, units: Uint8Array<ArrayBuffer>): Blob {
  const cutFrame = frame.slice();
  cutFrame[5] = heightPx >> 8;
  cutFrame[6] = heightPx & 255;
  const sizes = SIZE_CODES.map((_, size) => size);
  const tables = [0, 1, 2, 3].map((id) => tableSegment(Uint8Array.from([id, ...SIZE_COUNTS, ...sizes])));
  const parts = [Uint8Array.from([0xff, 0xd8]), ...kept, cutFrame, ...tables, scan, units, Uint8Array.from([0xff, 0xd9])];
  return new Blob(parts.map((part) => part.slice()), { type: 'image/jpeg' });
}
