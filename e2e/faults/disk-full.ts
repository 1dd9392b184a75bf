import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../support/random.ts';
import type { CampaignResult } from './campaign.ts';
import type { RoundResult } from './rounds.ts';
import { Annotator } from './annotator.ts';
import { judgeCampaign, untilPaid, worthOf } from './balance.ts';
import { Acknowledged, labelNext, problemsIn, undoProblems } from './work.ts';
import { World } from './world.ts';

const DISK_MIB = 420;

/** Whether this machine lets us make a disk: root, and a kernel that mounts. */
export function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Everything of the person and of the chain on a small disk that is filled to the last byte, and freed again. */
export async function runDiskFull(seed: number, rounds: number, say: (line: string) => void): Promise<CampaignResult> {
  const disk = mkdtempSync(join(tmpdir(), 'tessera-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', disk]);
  const random = new Random(seed);
  const filler = join(disk, 'filler');
  const world = new World({ batches: rounds + 1, itemsPerBatch: 3, random, home: disk });
  const annotator = new Annotator(world);
  const told = new Acknowledged();
  const results: RoundResult[] = [];
  try {
    await world.begin();
    await annotator.begin(rounds + 1);
    const before = await worthOf(world, annotator);
    for (let round = 0; round < rounds; round++) {
      await labelNext(world, annotator, told);
      await labelNext(world, annotator, told, false);
      const startMs = Date.now();
      fill(filler, disk, random.pick([0, 4_096, 300_000]));
      const already = told.sealed.size;
      for (let left = 2; left > 0; left--) await labelNext(world, annotator, told).catch(() => undefined);
      const taken = told.sealed.size - already;
      if (random.next() < 0.5) {
        await annotator.killWindow();
        await annotator.killHost();
      }
      rmSync(filler, { force: true });
      await annotator.open();
      const found = [...(await problemsIn(annotator, told)), ...(await undoProblems(annotator, told))];
      results.push({ strike: 'disk full', what: `${taken} labels sealed all the same, ${annotator.restores} rebuilt from the journal so far`, sealed: told.sealed.size, problems: found, ms: Date.now() - startMs });
      say(`disk full, round ${round + 1}: ${told.sealed.size} labels${found.map((problem) => `\n  PROBLEM ${problem}`).join('')}`);
    }
    while (await labelNext(world, annotator, told));
    const isPaid = await untilPaid(world, annotator, 240_000);
    const outcome = await judgeCampaign(world, annotator, told, before);
    const problems = [...(isPaid ? [] : ['not paid within 240 s']), ...outcome.problems];
    say(`disk full: ${outcome.labels} labels on the chain${problems.map((problem) => `\n  PROBLEM ${problem}`).join('')}`);
    return { seed, rounds: results, outcome: { ...outcome, problems } };
  } finally {
    rmSync(filler, { force: true });
    await annotator.close().catch(() => undefined);
    await world.end();
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** Leaves so many bytes free. */
function fill(path: string, disk: string, leaveBytes: number): void {
  const { bavail, bsize } = statfsSync(disk);
  const bytes = Math.max(0, bavail * bsize - leaveBytes);
  try {
    writeFileSync(path, Buffer.alloc(bytes));
  } catch {
    // Somebody else has taken the last bytes: full is full.
  }
}
