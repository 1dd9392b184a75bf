import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { must } from '../../../shared/result.ts';
import { openJournal } from './journal.ts';

/** Runs the writer until it has acknowledged `count` entries and `extraMs` more have passed, then kills it with SIGKILL. */
async function killedWriter(dir: string, count: number, extraMs: number): Promise<string[]> {
  const script = fileURLToPath(new URL('./kill.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let isKilled = false;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (isKilled || said.split('\n').length <= count) return;
    isKilled = true;
    setTimeout(() => child.kill('SIGKILL'), extraMs);
  });
  await new Promise((resolve) => child.on('close', resolve));
  return said.split('\n').slice(0, said.endsWith('\n') ? undefined : -1).filter((line) => line !== '');
}

it('never loses an acknowledged entry to kill -9', { timeout: 60_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'journal-kill-'));
  const acknowledged: string[] = [];
  for (const [count, extraMs] of [[50, 0], [120, 3], [10, 11]] as const) {
    acknowledged.push(...(await killedWriter(dir, count, extraMs)));
  }
  expect(acknowledged.length).toBeGreaterThan(180);
  const journal = must(await openJournal(dir, { nowMs: () => 1, log: () => undefined }));
  const found = new Set<string>();
  let from: number | null = 0;
  while (from !== null) {
    const page: { entries: { seq: number; key: string; hash: string }[]; nextSeq: number | null } = must(
      await journal.read({ fromSeq: from, limit: 500 }),
    );
    for (const entry of page.entries) found.add(`${String(entry.seq)} ${entry.key} ${entry.hash}`);
    from = page.nextSeq;
  }
  expect(acknowledged.filter((line) => !found.has(line))).toEqual([]);
  await journal.close();
  await rm(dir, { recursive: true, force: true });
});
