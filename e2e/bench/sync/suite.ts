import type { Row, Section } from '../support/row.ts';
import { BATCH, makeDaysWork } from './world.ts';

/** 10,048 labels. */
const BATCHES = 157;
const MOST_PASSES = 60;

/** From sealed labels on the disk to labels on the chain, in one go. */
export async function syncSuite(): Promise<Section> {
  const work = await makeDaysWork(BATCHES);
  try {
    const before = await work.transactions();
    const startMs = performance.now();
    const isThere = (): boolean => work.ownSeats().every((seat) => seat.reveal !== null);
    for (let pass = 0; pass < MOST_PASSES && !isThere(); pass++) {
      const report = await work.engine.pass();
      if (report.pause !== null) throw new Error(`paused: ${report.pause.error.message}`);
      const pulled = await work.live.pull();
      if (!pulled.ok) throw new Error(pulled.error.message);
    }
    const seconds = (performance.now() - startMs) / 1000;
    const transactions = (await work.transactions()) - before;
    const labels = BATCHES * BATCH;
    const labelsEach = Math.floor(labels / transactions);
    const common = { amount: `${labels.toLocaleString('en')} labels in ${BATCHES} seats`, p95: null, ratio: null } as const;
    const rows: Row[] = [
      { ...common, work: 'sealed to revealed on the local chain', way: 'Tessera: signed, committed, opened', median: seconds, unit: 's', reach: 'under 60 s', isMet: isThere() && seconds < 60 },
      { ...common, work: 'transactions for it', way: `Tessera: ${transactions}, ${labelsEach} labels each`, median: transactions, unit: '', reach: 'at most 1 for 500 labels', isMet: isThere() && labelsEach >= 500 },
    ];
    return { id: 'sync', title: 'Sync', how: 'The host and the local chain as they are, the window’s engine on a store in memory; the other annotator of each batch has committed before.', rows };
  } finally {
    await work.close();
  }
}
