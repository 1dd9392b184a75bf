/** Bytes of a file from a place on; fewer at its end. */
export type ReadBytes = (from: number, count: number) => Uint8Array;

const WINDOW_BYTES = 1 << 20;

/** Where a reader of bits stands. */
export interface BitPlace {
  readonly at: number;
  readonly bits: number;
  readonly count: number;
}

/** The bits of a JPEG's coded units: a zero after an 0xFF is no data, and a marker ends them until it is stepped over. */
export class BitReader {
  #window: Uint8Array = new Uint8Array(0);
  #windowAt = 0;
  #at: number;
  #bits = 0;
  #count = 0;

  constructor(
    private readonly read: ReadBytes,
    place: BitPlace,
  ) {
    this.#at = place.at;
    this.#bits = place.bits;
    this.#count = place.count;
  }

  get place(): BitPlace {
    return { at: this.#at, bits: this.#bits, count: this.#count };
  }

  /** The next `count` bits, at most 16. */
  take(count: number): number {
    if (count === 0) return 0;
    if (this.#count < count) this.#fill();
    this.#count -= count;
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  /** The next symbol by its table: bits in the upper byte, symbol in the lower; `lastCode` has the code itself. */
  symbol(lookup: Uint16Array): number {
    if (this.#count < 16) this.#fill();
    const next = (this.#bits >>> (this.#count - 16)) & 0xffff;
    const entry = lookup[next] ?? 0;
    const length = entry >> 8;
    if (length === 0) throw new Error('The JPEG has a code that there is not.');
    this.#count -= length;
    this.lastCode = next >>> (16 - length);
    return entry;
  }
  lastCode = 0;

  /** Steps over the restart marker that is next, and what fills the byte before it. */
  restart(): void {
    this.#count = 0;
    this.#bits = 0;
    while (this.#byte(this.#at) === 0xff && this.#byte(this.#at + 1) === 0xff) this.#at += 1;
    const marker = this.#byte(this.#at + 1);
    if (this.#byte(this.#at) !== 0xff || marker < 0xd0 || marker > 0xd7) throw new Error('A restart marker is missing.');
    this.#at += 2;
  }

  /** Up to 32 bits; behind the data come zeros. */
  #fill(): void {
    while (this.#count <= 24) {
      let byte = this.#byte(this.#at);
      if (byte === 0xff) {
        const isData = this.#byte(this.#at + 1) === 0;
        if (isData) this.#at += 2;
        else byte = 0;
      } else this.#at += 1;
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }

  #byte(at: number): number {
    const inside = at - this.#windowAt;
    if (inside >= 0 && inside < this.#window.length) return this.#window[inside] ?? 0;
    this.#windowAt = at;
    this.#window = this.read(at, WINDOW_BYTES);
    // Behind the file's end it is as at a marker.
    return this.#window[0] ?? 0xff;
  }
}

/** Writes such bits. */
export class BitWriter {
  #bytes = new Uint8Array(1 << 20);
  #length = 0;
  #bits = 0;
  #count = 0;

  put(value: number, count: number): void {
    if (count === 0) return;
    this.#bits = (this.#bits << count) | value;
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#push((this.#bits >>> this.#count) & 255);
    }
    this.#bits &= (1 << this.#count) - 1;
  }

  /** The bytes, the last one filled with ones. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#count > 0) this.put((1 << (8 - this.#count)) - 1, 8 - this.#count);
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length + 2 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte;
    if (byte === 0xff) this.#bytes[this.#length++] = 0;
  }
}
