const BUFFER_BYTES = 256 * 1024;
/** Kept for the next writer: a dataset may have a file an image. */
const MOST_FREE = 4;
const free: Buffer[] = [];

/**
 * Gathers small pieces in buffers that are used again and again: a piece of its own for each would be most of an export's
 * memory. While one buffer is on its way to the disk the next is filled; what goes wrong there is thrown by the next call.
 */
export class BufferedWriter {
  #buffer: Buffer | null = null;
  #at = 0;
  #sent: Promise<void> = Promise.resolve();

  /** @param out takes the bytes before it resolves: the buffer is written to anew afterwards. Called once at a time. */
  constructor(private readonly out: (bytes: Uint8Array) => Promise<void>) {}

  async write(piece: string | Uint8Array): Promise<void> {
    const mostBytes = typeof piece === 'string' ? piece.length * 3 : piece.length;
    // Others may have written while this one waited.
    while (mostBytes > BUFFER_BYTES - this.#at && this.#at > 0) await this.#turn();
    if (mostBytes > BUFFER_BYTES) {
      await this.#send(typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece);
      await this.#sent;
      return;
    }
    this.#buffer ??= free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
    if (typeof piece === 'string') this.#at += this.#buffer.write(piece, this.#at, 'utf8');
    else {
      this.#buffer.set(piece, this.#at);
      this.#at += piece.length;
    }
  }

  /** Everything that was written is out. */
  async flush(): Promise<void> {
    await this.#turn();
    await this.#sent;
  }

  /** Sends what there is; the next piece begins another buffer. */
  async #turn(): Promise<void> {
    await this.#sent;
    const full = this.#buffer;
    if (full === null || this.#at === 0) return;
    const bytes = full.subarray(0, this.#at);
    this.#buffer = null;
    this.#at = 0;
    await this.#send(bytes, () => {
      if (free.length < MOST_FREE) free.push(full);
    });
  }

  /** Waits for what went before, and not for this. */
  async #send(bytes: Uint8Array, done: () => void = () => undefined): Promise<void> {
    const before = this.#sent;
    this.#sent = before.then(() => this.out(bytes)).finally(done);
    // Whoever writes next, or flushes, gets it.
    this.#sent.catch(() => undefined);
    await before;
  }
}
