import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must } from '../../shared/result.ts';
import { openJournal } from '../host/journal/journal.ts';
import { openBooks } from '../host/wallet/books.ts';
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
  const { contacts, spending } = await booksOf('ada');
  must(await contacts.put(bob, 'Bob'));
  await spending.setLimit(ann, 1, 'native', 7n);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const ann = `0x${'ab'.repeat(20)}`;
const bob = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const booksOf = (profile: string) => openBooks({ profileDir: join(home, 'profiles', profile), keystoreDir: join(home, 'profiles', profile, 'keystore'), nowMs: Date.now, log: () => undefined });
const common = (profile: string): string[] => ['--home', home, '--profile', profile, '--password-file', word, '--json'];

it('writes a closed profile to one file and puts it into another, and refuses what it cannot take', async () => {
  const file = join(home, 'ada.tessera-backup');
  const made = await runCli('backup', '--out', file, ...common('ada'));
  expect(made.code, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ path: file, entries: 2, accounts: [ann], contacts: 1, limits: 1 });
  // Never over a file that is there.
  expect(await runCli('backup', '--out', file, ...common('ada'))).toMatchObject({ code: 3, stdout: expect.stringContaining('BACKUP_EXISTS') as string });

  // Grace has a limit of her own for the same account.
  mkdirSync(join(home, 'profiles', 'grace', 'keystore'), { recursive: true });
  await (await booksOf('grace')).spending.setLimit(ann, 1, 'native', 3n);
  const restored = await runCli('restore', file, ...common('grace'));
  expect(restored.code, restored.stderr).toBe(0);
  expect(JSON.parse(restored.stdout)).toMatchObject({ profile: 'grace', from: 'ada', entries: 2, hasDatabase: false, contacts: 1, limits: 1, conflicts: [{ kind: 'limit', here: '3', backup: '7', kept: 'here' }] });
  const books = await booksOf('grace');
  expect(books.spending.limit(ann, 1, 'native')).toBe(3n);
  expect(books.contacts.list()).toMatchObject([{ address: bob, name: 'Bob' }]);
  const journalOf = (profile: string) => readFileSync(join(home, 'profiles', profile, 'journal', '0000000000000000.jsonl'), 'utf8');
  expect(journalOf('grace')).toBe(journalOf('ada'));
  expect(readdirSync(join(home, 'profiles', 'grace', 'keystore'))).toEqual([`0x${'ab'.repeat(20)}.json`, 'spending.jsonl']);

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
