import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import type { ChainLog } from '../../../shared/protocol/chain-index.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import type { TesseraDatabase } from '../../store/database.ts';
import { eventsFrom, getCursor } from '../../store/events.ts';
import type { NetKey } from '../../store/keys.ts';
import type { CursorRow, EventRow } from '../../store/schema/rows.ts';
import { pullEvents } from './pull.ts';
import type { PullOutcome, PullParts } from './pull.ts';

/** What the coordinator's events say, from the store and then from the chain; readable without a network. */
export class LiveIndex {
  #index: ChainIndex = emptyIndex;
  #cursor: CursorRow | null = null;
  readonly #times = new Map<number, number>();

  constructor(private readonly parts: PullParts) {}

  get index(): ChainIndex {
    return this.#index;
  }

  get cursor(): CursorRow | null {
    return this.#cursor;
  }

  /** Unix seconds of a block with an event, or null where none was read. */
  timeOf(blockNumber: number): number | null {
    return this.#times.get(blockNumber) ?? null;
  }

  /** Everything that the store has. */
  async load(): Promise<void> {
    const { db, net } = this.parts;
    this.#cursor = (await getCursor(db, net)) ?? null;
    await this.#rebuild(db, net);
  }

  /** Everything new on the chain; after a reorganisation the index is made again from the events that remain. */
  async pull(): Promise<PullOutcome> {
    const pulled = await pullEvents(this.parts);
    if (!pulled.ok) return pulled;
    const { cursor, rolledBackFrom, added } = pulled.value;
    this.#cursor = cursor;
    if (rolledBackFrom !== null) await this.#rebuild(this.parts.db, this.parts.net);
    else this.#take(added);
    return pulled;
  }

  async #rebuild(db: TesseraDatabase, net: NetKey): Promise<void> {
    this.#index = emptyIndex;
    this.#times.clear();
    this.#take(await eventsFrom(db, net, 0));
  }

  #take(rows: readonly EventRow[]): void {
    for (const row of rows) this.#times.set(row.blockNumber, row.timestampSeconds);
    const logs = rows.map((row): ChainLog => ({ ...row, address: this.parts.coordinator }));
    this.#index = extendIndex(this.#index, readLogs(logs, this.parts.coordinator));
  }
}
