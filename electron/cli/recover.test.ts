import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { must } from '../../shared/result.ts';
import { openJournal } from '../host/journal/journal.ts';
import { runCli } from './test-support/run-cli.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tessera-recover-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

it('gives the last state of every label out of the journal alone', async () => {
  const dir = join(home, 'profiles', 'ada', 'journal');
  mkdirSync(dir, { recursive: true });
  const journal = must(await openJournal(dir, { nowMs: Date.now, log: () => undefined }));
  for (const [kind, key, payload] of [['edit', 'label:1', { n: 1 }], ['edit', 'label:2', { n: 2 }], ['edit', 'label:1', { n: 3 }], ['seal', 'label:1', { sealed: true }], ['claim', 'seat:9', {}]] as const) {
    must(await journal.append({ entries: [{ kind, key, payload }] }));
  }
  await journal.close();
  const out = join(home, 'labels.json');
  const run = await runCli('recover', '--home', home, '--profile', 'ada', '--out', out, '--json');
  expect(run.code, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ labels: 2 });
  const { labels } = JSON.parse(readFileSync(out, 'utf8')) as { labels: Record<string, Record<string, { payload: unknown }>> };
  expect(labels['label:1']?.['edit']?.payload).toEqual({ n: 3 });
  expect(labels['label:1']?.['seal']?.payload).toEqual({ sealed: true });
  expect(labels['label:2']?.['edit']?.payload).toEqual({ n: 2 });
  expect(labels['seat:9']).toBeUndefined();
  expect(await runCli('recover', '--home', home, '--profile', 'nobody')).toMatchObject({ code: 3 });
});
