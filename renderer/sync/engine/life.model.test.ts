// @vitest-environment node
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { canFollow } from '../../../shared/protocol/seat-life.ts';
import { seatStatus } from '../../../shared/protocol/seat-state.ts';
import type { SeatState } from '../../../shared/protocol/seat-state.ts';
import { TesseraDatabase } from '../../store/database.ts';
import { countSealed } from '../../store/seats.ts';
import { annotator } from '../../store/test-support/seat-fixture.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { ITEMS, engineOn, place, putSeats, sealItem, seatAt, seatIdAt } from '../test-support/engine-fixture.ts';
import { ScriptedCoordinator } from '../test-support/scripted-coordinator.ts';
import { ScriptedPool } from '../test-support/scripted-pool.ts';
import type { SyncEngine } from './engine.ts';

const SEATS = 2;
type Lost = 'lost-before' | 'lost-after' | 'crash-before' | 'crash-after';

/** What must be so, kept beside the product: nothing of it is asked of the product. */
interface Model {
  sealed: Set<string>;
}

/** The engine on its store, between a host whose sends go wrong and a chain that takes blocks back. */
class Real {
  readonly host = new ScriptedHost();
  readonly chain = new ScriptedCoordinator(this.host, place, ITEMS);
  readonly pool = new ScriptedPool(this.host, this.chain);
  readonly clock = { ms: 1_000_000 };
  readonly losses: Lost[] = [];
  isLocked = false;
  engine: SyncEngine;
  /** Where each seat was seen last; empty after blocks were taken back. */
  seen = new Map<number, SeatState>();

  private constructor(readonly db: TesseraDatabase) {
    this.engine = engineOn(db, this.host, this.chain, this.clock);
    const [send, salt] = [this.host.script['chain.send']!, this.host.script['wallet.seatSalt']!];
    this.host.script['wallet.seatSalt'] = (asked) => (this.isLocked ? failure('WALLET_LOCKED') : salt(asked));
    this.host.script['chain.send'] = async (call) => {
      if (this.isLocked) return failure('WALLET_LOCKED');
      const loss = this.losses.shift();
      if (loss === 'lost-before') return failure('CHAIN_OFFLINE');
      if (loss === 'crash-before') throw new Error('crash');
      const answer = await send(call);
      if (loss === 'lost-after') return failure('CHAIN_OFFLINE');
      if (loss === 'crash-after') throw new Error('crash');
      return answer;
    };
  }

  static #count = 0;
  static async make(): Promise<Real> {
    const real = new Real(new TesseraDatabase(`life-${Real.#count++}`));
    await putSeats(real.db, real.chain, SEATS);
    return real;
  }

  restart(): void {
    this.engine = engineOn(this.db, this.host, this.chain, this.clock);
  }

  async pass(): Promise<void> {
    // A crash ends the window: what goes on is a new engine on the same store.
    await this.engine.pass().catch(() => this.restart());
  }

  wait(seconds: number): void {
    this.clock.ms += seconds * 1000;
    this.chain.state.timeSeconds += seconds;
  }

  async check(): Promise<void> {
    const { revealed, claims } = this.chain.state;
    expect(new Set(revealed.map(({ seatId }) => seatId)).size).toBe(revealed.length);
    expect(new Set(claims).size).toBe(claims.length);
    for (let batch = 0; batch < SEATS; batch++) {
      const seat = (await this.db.seats.get(seatAt(batch)))!;
      const onChain = revealed.find(({ seatId }) => seatId === seat.seatId);
      if (onChain !== undefined) expect(onChain.labels).toBe(seat.signed?.labels);
      const { sealed, started } = await countSealed(this.db, seat.key);
      const facts = { annotator: parseAddress(annotator), touchedItems: sealed + started, sealedItems: seat.signed === null ? sealed : ITEMS, isSigned: seat.signed !== null, hasOpening: seat.signed !== null };
      const batchView = [...this.chain.state.batches.values()][batch]!;
      const view = { batch: batchView, seat: this.chain.state.seats.get(seatIdAt(batch))!, quorum: 2 };
      const { state } = seatStatus(view, facts, this.chain.state.timeSeconds);
      const before = this.seen.get(batch);
      if (before !== undefined) expect({ before, after: state, canFollow: canFollow(before, state) }).toMatchObject({ canFollow: true });
      this.seen.set(batch, state);
    }
  }
}

type Command = fc.AsyncCommand<Model, Real>;

class Seal implements Command {
  constructor(readonly batch: number, readonly item: number) {}
  check = (model: Readonly<Model>) => !model.sealed.has(`${this.batch}/${this.item}`);
  async run(model: Model, real: Real): Promise<void> {
    await sealItem(real.db, this.batch, this.item);
    model.sealed.add(`${this.batch}/${this.item}`);
    await real.check();
  }
  toString = () => `seal ${this.batch}/${this.item}`;
}

class Do implements Command {
  constructor(readonly name: string, readonly work: (real: Real) => Promise<void> | void) {}
  check = () => true;
  async run(_model: Model, real: Real): Promise<void> {
    await this.work(real);
    await real.check();
  }
  toString = () => this.name;
}

const commands = [
  fc.tuple(fc.nat(SEATS - 1), fc.nat(ITEMS - 1)).map(([batch, item]) => new Seal(batch, item)),
  fc.constant(new Do('pass', (real) => real.pass())),
  fc.constant(new Do('pass', (real) => real.pass())),
  fc.constant(new Do('pass', (real) => real.pass())),
  fc.nat(60).map((seconds) => new Do(`wait ${seconds} s`, (real) => real.wait(seconds))),
  fc.constantFrom<Lost>('lost-before', 'lost-after', 'crash-before', 'crash-after').map((loss) => new Do(loss, (real) => void real.losses.push(loss))),
  fc.integer({ min: 1, max: 4 }).map((count) => new Do(`take ${count} back`, (real) => {
    real.chain.takeBack(count);
    real.seen.clear();
  })),
  fc.constant(new Do('hold', (real) => void (real.pool.isHolding = true))),
  fc.constant(new Do('mine', (real) => real.pool.mine())),
  fc.constant(new Do('nonce taken', (real) => real.pool.takeNonces())),
  fc.constant(new Do('close and open', (real) => real.restart())),
  fc.boolean().map((isLocked) => new Do(isLocked ? 'lock' : 'unlock', (real) => void (real.isLocked = isLocked))),
];

test('whatever is lost, held, replaced or taken back, a seat lives its life once and is paid once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 40, size: 'max' }), async (walk) => {
      const real = await Real.make();
      const model: Model = { sealed: new Set() };
      await fc.asyncModelRun(() => ({ model, real }), walk);
      // All is well again: what was begun comes to its end by itself.
      real.pool.isHolding = real.isLocked = false;
      real.losses.length = 0;
      for (let batch = 0; batch < SEATS; batch++) for (let item = 0; item < ITEMS; item++) if (!model.sealed.has(`${batch}/${item}`)) await sealItem(real.db, batch, item);
      const isDone = async () => real.chain.state.claims.length === SEATS && (await real.db.outbox.count()) === 0;
      for (let left = 60; left > 0 && !(await isDone()); left--) {
        real.pool.mine();
        await real.pass();
        real.wait(30);
        await real.check();
      }
      expect(await isDone()).toBe(true);
      real.db.close();
    }),
    { numRuns: 25 },
  );
}, 240_000);
