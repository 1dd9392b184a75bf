/** How many are being read before they are asked for. */
const AHEAD = 16;

/** What the disk gives for each of a list, asked for in order and read while those before are in use: else every one is waited for. */
export class ReadAhead<Thing, Given> {
  readonly #begun = new Map<number, Promise<Given>>();
  #next = 0;

  /** @param isWanted whether a thing will be asked for at all */
  constructor(
    private readonly things: readonly Thing[],
    private readonly isWanted: (thing: Thing) => boolean,
    private readonly read: (thing: Thing) => Promise<Given>,
  ) {}

  /** @param index of a thing that is wanted, above all that were asked for before */
  async at(index: number): Promise<Given> {
    const end = Math.min(this.things.length, index + AHEAD);
    for (this.#next = Math.max(this.#next, index); this.#next < end; this.#next++) this.#begin(this.#next);
    const given = this.#begun.get(index);
    if (given === undefined) throw new RangeError(`Thing ${index} is not wanted, or was asked for before`);
    this.#begun.delete(index);
    return given;
  }

  #begin(index: number): void {
    const thing = this.things[index];
    if (thing === undefined || !this.isWanted(thing)) return;
    const given = this.read(thing);
    // Whoever asks for it gets it.
    given.catch(() => undefined);
    this.#begun.set(index, given);
  }
}
