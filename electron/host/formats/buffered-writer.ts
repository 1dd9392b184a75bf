const BUFFER_BYTES = 256 * 1024;

/** Gathers small pieces in one buffer, which is used again and again: a piece of its own for each would be most of an export's memory. */
export class BufferedWriter {
  #buffer: Buffer | null = null;
  #at = 0;
  #busy: Promise<void> | null = null;

  /** @param out takes the bytes before it resolves: the buffer is written to anew afterwards */
  constructor(private readonly out: (bytes: Uint8Array) => Promise<void>) {}

  async write(piece: string | Uint8Array): Promise<void> {
    while (this.#busy !== null) await this.#busy;
    const mostBytes = typeof piece === 'string' ? piece.length * 3 : piece.length;
    if (mostBytes > BUFFER_BYTES - this.#at) await this.flush();
    if (mostBytes > BUFFER_BYTES) {
      await this.#send(typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece);
      return;
    }
    this.#buffer ??= Buffer.allocUnsafeSlow(BUFFER_BYTES);
    if (typeof piece === 'string') this.#at += this.#buffer.write(piece, this.#at, 'utf8');
    else {
      this.#buffer.set(piece, this.#at);
      this.#at += piece.length;
    }
  }

  async flush(): Promise<void> {
    if (this.#at === 0 || this.#buffer === null) return;
    const bytes = this.#buffer.subarray(0, this.#at);
    this.#at = 0;
    await this.#send(bytes);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    this.#busy = this.out(bytes);
    try {
      await this.#busy;
    } finally {
      this.#busy = null;
    }
  }
}
