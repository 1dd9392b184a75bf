import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHost } from '../../../e2e/support/test-host.ts';
import type { TestHost } from '../../../e2e/support/test-host.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { must } from '../../../shared/result.ts';
import type { Host } from '../host.ts';
import { markReady, restoringDir } from './apply.ts';
import { joinMembers } from './members.ts';
import { readBackup } from './read-backup.ts';
import { seal } from './sealed-file.ts';

const password = 'correct horse battery';
const key = `0x${'0'.repeat(63)}7`;
const uploadId = 'upload-0001';
const opened: TestHost[] = [];
let from: TestHost;
let backup: HostResult<'backup.make'>;

const start = async (config: Parameters<typeof startTestHost>[0] = {}): Promise<TestHost> => {
  const test = await startTestHost(config);
  opened.push(test);
  return test;
};
const call = async (host: Host, method: string, params: object): Promise<{ ok: boolean; value?: unknown; error?: { code: string; message: string } }> => (await host.dispatch(method, params));
const edit = (n: number) => ({ entries: [{ kind: 'edit', key: `label-${String(n)}`, payload: { n, text: 'naïve 👩‍🔬'.repeat(n % 50) } }] });
const rows = Array.from({ length: 3000 }, (_, n) => JSON.stringify({ table: 'labels', row: { key: String(n), text: 'x'.repeat(n) } })).join('\n');

async function upload(host: Host, content: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let offset = 0; offset < content.length || offset === 0; offset += 1_000_000) {
    must(await host.handlers['backup.upload']({ uploadId, offset, chunk: content.subarray(offset, offset + 1_000_000) }));
  }
}

async function journalOf(host: Host): Promise<unknown[]> {
  return must(await host.handlers['journal.read']({ fromSeq: 0, limit: 5000 })).entries;
}

beforeAll(async () => {
  from = await startTestHost();
  const { host } = from;
  must(await host.handlers['wallet.importKey']({ privateKey: key, password: 'wallet password', name: 'Ada' }));
  for (let n = 0; n < 40; n++) must(await host.handlers['journal.append'](edit(n)));
  await mkdir(join(host.profileDir, 'gold', 'plans'), { recursive: true });
  await writeFile(join(host.profileDir, 'gold', 'plans', `0x${'ab'.repeat(32)}.json`), '{"secret":true}');
  await upload(host, Buffer.from(rows));
  backup = must(await host.handlers['backup.make']({ uploadId, password, hasKeys: true }));
});
afterEach(async () => {
  for (const test of opened.splice(0).reverse()) await test.dispose();
});

afterAll(() => from.dispose());

async function restoreInto(host: Host, content: Uint8Array<ArrayBuffer>, word = password) {
  await upload(host, content);
  return call(host, 'backup.restore', { uploadId, password: word });
}

describe('a backup', () => {
  it('tells nobody what is in it', async () => {
    const file = await readFile(backup.path);
    expect(backup).toMatchObject({ entries: 41, accounts: 1, bytes: file.length });
    for (const secret of ['label-1', 'secret', 'Ada', 'test', 'labels']) expect(file.subarray(file.indexOf(10)).includes(secret)).toBe(false);
  });

  it('brings journal, keys, known answers and rows into an emptied profile and into another', async () => {
    const file = await readFile(backup.path);
    const before = await journalOf(from.host);
    for (const profile of ['test', 'grace']) {
      const to = await start({ profile });
      expect(await restoreInto(to.host, file)).toMatchObject({ ok: true, value: { profile: 'test', entries: 41, accounts: 1, hasDatabase: true } });
      expect(await journalOf(to.host)).toEqual(before);
      const account = must(await to.host.handlers['wallet.status']({})).active;
      expect(account).toBe(must(await from.host.handlers['wallet.status']({})).active);
      expect(must(await to.host.handlers['wallet.unlock']({ password: 'wallet password' })).isUnlocked).toBe(true);
      expect(await readFile(join(to.host.profileDir, 'gold', 'plans', `0x${'ab'.repeat(32)}.json`), 'utf8')).toBe('{"secret":true}');
      expect(must(await to.host.handlers['backup.pending']({})).backup).not.toBeNull();
      const lines: string[] = [];
      for (let fromByte: number | null = 0; fromByte !== null; ) {
        const page: HostResult<'backup.rows'> = must(await to.host.handlers['backup.rows']({ fromByte }));
        lines.push(...page.lines);
        fromByte = page.nextByte;
      }
      expect(lines.join('\n')).toBe(rows);
      must(await to.host.handlers['backup.taken']({}));
      expect(must(await to.host.handlers['backup.pending']({})).backup).toBeNull();
      // The journal goes on where it was.
      expect(must(await to.host.handlers['journal.append'](edit(99))).seq).toBe(41);
    }
  });

  it('leaves the key files out where that was wanted', async () => {
    await upload(from.host, Buffer.from(rows));
    const without = must(await from.host.handlers['backup.make']({ uploadId, password, hasKeys: false }));
    const to = await start();
    expect(await restoreInto(to.host, await readFile(without.path))).toMatchObject({ ok: true, value: { accounts: 0, entries: 41 } });
    expect(must(await to.host.handlers['wallet.status']({})).accounts).toEqual([]);
  });
});

describe('what is refused by name, with nothing changed', () => {
  const refused = async (content: Uint8Array<ArrayBuffer>, code: string, word = password): Promise<void> => {
    const to = await start();
    const before = [await journalOf(to.host), (await readdir(to.host.profileDir)).filter((name) => name !== 'uploads').sort()];
    expect(await restoreInto(to.host, content, word)).toMatchObject({ ok: false, error: { code } });
    expect([await journalOf(to.host), (await readdir(to.host.profileDir)).filter((name) => name !== 'uploads').sort()]).toEqual(before);
    expect(must(await to.host.handlers['backup.pending']({})).backup).toBeNull();
  };

  it('a wrong password', async () => refused(await readFile(backup.path), 'WRONG_PASSWORD', 'another password'));

  it('another file', async () => refused(Buffer.from('PK\u0003\u0004 a zip file\n'.repeat(100)), 'NOT_A_BACKUP'));

  it('an empty file', async () => refused(new Uint8Array(0), 'NOT_A_BACKUP'));

  it('a file that was cut off, wherever', async () => {
    const file = await readFile(backup.path);
    const header = file.indexOf(10) + 1;
    for (const bytes of [header, header + 1, header + 16, Math.floor((header + file.length) / 2), file.length - 1]) await refused(file.subarray(0, bytes), 'BACKUP_CUT_OFF');
    await refused(file.subarray(0, header - 1), 'NOT_A_BACKUP');
  });

  it('one changed byte, in the header and in the content', async () => {
    const file = await readFile(backup.path);
    const header = file.indexOf(10);
    const changed = (at: number) => Buffer.from(file.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    await refused(changed(file.indexOf('"check":"') + 12), 'BACKUP_DAMAGED');
    await refused(changed(file.indexOf('"salt":"') + 12), 'BACKUP_DAMAGED');
    await refused(changed(header + 30), 'BACKUP_DAMAGED');
    await refused(Buffer.concat([file, Buffer.from('more')]), 'BACKUP_CUT_OFF');
  });

  it('a backup of a newer Tessera', async () => refused(Buffer.from((await readFile(backup.path)).toString('latin1').replace('"version":2', '"version":3'), 'latin1'), 'BACKUP_NEWER'));

  it('a profile that has work of its own', async () => {
    expect(await restoreInto(from.host, await readFile(backup.path))).toMatchObject({ ok: false, error: { code: 'PROFILE_HAS_WORK' } });
    expect(await journalOf(from.host)).toHaveLength(41);
  });
});

describe('large files', () => {
  /** Content that does not shrink, of several pieces. */
  const made = async (): Promise<Buffer> => {
    const noise = randomBytes(3 * 1024 * 1024 + 5);
    const plain: Uint8Array[] = [];
    for await (const part of joinMembers(Readable.from([{ path: 'database.jsonl', bytes: noise.length, content: Readable.from([noise]) }]))) plain.push(part);
    const zipped = gzipSync(Buffer.concat(plain), { level: 0 });
    const parts: Buffer[] = [];
    for await (const piece of seal(Readable.from([zipped]), { password, nowMs: 1, costN: 1024 })) parts.push(piece);
    return Buffer.concat(parts);
  };
  const read = async (file: Buffer): Promise<Awaited<ReturnType<typeof readBackup>>> => {
    const path = join(from.homeDir, 'made');
    await writeFile(path, file);
    return readBackup(path, password, join(from.homeDir, 'into'));
  };

  it('name the piece that was changed, and know two that were exchanged or left out', async () => {
    const file = await made();
    const header = file.indexOf(10) + 1;
    const piece = 1024 * 1024 + 16;
    const at = (n: number) => file.subarray(header + n * piece, header + (n + 1) * piece);
    const head = file.subarray(0, header);
    const flipped = Buffer.from(file);
    flipped[header + piece + 100] = (flipped[header + piece + 100] ?? 0) ^ 1;
    const swapped = Buffer.concat([head, at(1), at(0), at(2), at(3)]);
    const without = Buffer.concat([head, at(0), at(2), at(3)]);
    const cut = Buffer.concat([head, at(0), at(1)]);
    for (const [changed, code, words] of [[flipped, 'BACKUP_DAMAGED', '2. MiB'], [swapped, 'BACKUP_DAMAGED', '1. MiB'], [without, 'BACKUP_DAMAGED', '2. MiB'], [cut, 'BACKUP_CUT_OFF', 'missing']] as const) {
      expect(await read(changed)).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(words) as string } });
    }
  });
});

describe('a restore that a crash cut short', () => {
  it('is thrown away before it was ready, and finished after', async () => {
    const to = await start();
    const { profileDir } = to.host;
    const file = join(to.homeDir, 'file');
    await cp(backup.path, file);
    must(await readBackup(file, password, restoringDir(profileDir)));
    await to.host.close();
    const again = await start({ homeDir: to.homeDir });
    expect(await journalOf(again.host)).toHaveLength(1);
    expect(await readdir(profileDir)).not.toContain('restoring');

    must(await readBackup(file, password, restoringDir(profileDir)));
    await markReady(profileDir, 5);
    await again.host.close();
    // As after a crash between the journal's two renames.
    await rm(join(profileDir, 'journal'), { recursive: true });
    const third = await start({ homeDir: to.homeDir });
    expect(await journalOf(third.host)).toHaveLength(41);
    expect(must(await third.host.handlers['wallet.status']({})).accounts).toHaveLength(1);
    expect(must(await third.host.handlers['backup.pending']({})).backup).toEqual({ createdAtMs: 5 });
    await third.host.close();
  });
});

it('takes only files that Tessera writes: none can lead out of the folder', async () => {
  for (const path of ['../../escape', 'keystore/../../x.json', '/etc/passwd', 'journal/evil.sh', 'lock', 'wallet.json/../x']) {
    const member = { path, bytes: 1, content: Readable.from([Buffer.from('x')]) };
    const parts: Buffer[] = [];
    for await (const part of joinMembers(Readable.from([member]))) parts.push(Buffer.from(part));
    const sealed: Buffer[] = [];
    for await (const part of seal(Readable.from([gzipSync(Buffer.concat(parts))]), { password, nowMs: 1, costN: 1024 })) sealed.push(part);
    const file = join(from.homeDir, 'evil');
    await writeFile(file, Buffer.concat(sealed));
    expect(await readBackup(file, password, join(from.homeDir, 'into'))).toMatchObject({ ok: false, error: { code: 'BACKUP_DAMAGED', message: expect.stringContaining(path) as string } });
    expect(await readdir(from.homeDir)).not.toContain('into');
  }
});

it('a journal that cannot be used is put aside, whole, and a new one begun', async () => {
  const test = await start();
  const { host, homeDir } = test;
  for (let n = 0; n < 5; n++) must(await host.handlers['journal.append'](edit(n)));
  expect(await call(host, 'journal.renew', {})).toMatchObject({ ok: false, error: { code: 'JOURNAL_SOUND' } });
  await host.close();
  const path = join(host.profileDir, 'journal', '0000000000000000.jsonl');
  const text = await readFile(path, 'utf8');
  await rename(path, join(host.profileDir, 'journal', '0000000000000500.jsonl'));
  const third = await start({ homeDir });
  expect(await call(third.host, 'journal.append', edit(1))).toMatchObject({ ok: false, error: { code: 'JOURNAL_DAMAGED' } });
  expect(await call(third.host, 'journal.renew', {})).toMatchObject({ ok: true });
  expect(await call(third.host, 'journal.append', edit(1))).toMatchObject({ ok: true, value: { seq: 1 } });
  const aside = (await readdir(third.host.profileDir)).find((name) => name.startsWith('journal-before-'));
  expect(await readFile(join(third.host.profileDir, aside ?? '', '0000000000000500.jsonl'), 'utf8')).toBe(text);
});
