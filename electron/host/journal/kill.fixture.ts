// A process that appends without a pause and says on stdout what was acknowledged, until it is killed.
import { writeSync } from 'node:fs';
import { openJournal } from './journal.ts';

const dir = process.argv[2] ?? '';
const opened = await openJournal(dir, { nowMs: () => Date.now(), log: () => undefined, segmentBytes: 20_000 });
if (!opened.ok) throw new Error(opened.error.message);
const journal = opened.value;

async function writer(name: string): Promise<void> {
  for (let n = 0; ; n += 1) {
    const key = `${name}-${String(n)}`;
    const answer = await journal.append({ entries: [{ kind: 'edit', key, payload: 'x'.repeat((n * 37) % 900) }] });
    if (!answer.ok) throw new Error(answer.error.message);
    writeSync(1, `${String(answer.value.seq)} ${key} ${answer.value.hash}\n`);
  }
}

await Promise.all(['a', 'b', 'c'].map(writer));
