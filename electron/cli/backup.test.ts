import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must } from '../../shared/result.ts';
import { openJournal } from '../host/journal/journal.ts';
import { runCli } from './test-support/run-cli.ts';

let home = '';
let word = '';
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-backup-'));
  word = join(home, 'word');
  writeFileSync(word, 'four words of one person\n');
  const dir = join(home, 'profiles', 'ada', 'journal');
  mkdirSync(dir, { recursive: true });
  mkdirSync(join(home, 'profiles', 'ada', 'keystore'));
  writeFileSync(join(home, 'profiles', 'ada', 'keystore', `0x${'ab'.repeat(20)}.json`), '{"version":3}');
  const journal = must(await openJournal(dir, { nowMs: Date.now, log: () => undefined }));
  must(await journal.append({ entries: [{ kind: 'seal', key: 'label:1', payload: { v: 1 } }] }));
  await journal.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const common = (profile: string): string[] => ['--home', home, '--profile', profile, '--password-file', word, '--json'];

it('writes a closed profile to one file and puts it into another, and refuses what it cannot take', async () => {
  const file = join(home, 'ada.tessera-backup');
  const made = await runCli('backup', '--out', file, ...common('ada'));
  expect(made.code, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ path: file, entries: 2, accounts: [`0x${'ab'.repeat(20)}`] });
  // Never over a file that is there.
  expect(await runCli('backup', '--out', file, ...common('ada'))).toMatchObject({ code: 3, stdout: expect.stringContaining('BACKUP_EXISTS') as string });

  const restored = await runCli('restore', file, ...common('grace'));
  expect(restored.code, restored.stderr).toBe(0);
  expect(JSON.parse(restored.stdout)).toMatchObject({ profile: 'grace', from: 'ada', entries: 2, hasDatabase: false });
  const journalOf = (profile: string) => readFileSync(join(home, 'profiles', profile, 'journal', '0000000000000000.jsonl'), 'utf8');
  expect(journalOf('grace')).toBe(journalOf('ada'));
  expect(readdirSync(join(home, 'profiles', 'grace', 'keystore'))).toEqual([`0x${'ab'.repeat(20)}.json`]);

  expect(await runCli('restore', file, ...common('ada'))).toMatchObject({ code: 3, stdout: expect.stringContaining('PROFILE_HAS_WORK') as string });
  writeFileSync(join(home, 'wrong'), 'another password');
  const wrong = await runCli('restore', file, '--home', home, '--profile', 'hope', '--password-file', join(home, 'wrong'), '--json');
  expect(wrong).toMatchObject({ code: 3, stdout: expect.stringContaining('WRONG_PASSWORD') as string });
  const cut = join(home, 'cut');
  writeFileSync(cut, readFileSync(file).subarray(0, -20));
  expect(await runCli('restore', cut, ...common('hope'))).toMatchObject({ code: 3, stdout: expect.stringContaining('BACKUP_CUT_OFF') as string });
  expect(readdirSync(join(home, 'profiles', 'hope'))).not.toContain('restoring');
  expect(await runCli('backup', ...common('nobody'))).toMatchObject({ code: 3, stdout: expect.stringContaining('NO_PROFILE') as string });
}, 120_000);
