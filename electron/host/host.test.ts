import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestHost } from '../../e2e/support/test-host.ts';
import type { TestHost } from '../../e2e/support/test-host.ts';
import { must } from '../../shared/result.ts';
import { fail } from './context.ts';
import { prepareFolders } from './folders.ts';
import { createHost } from './host.ts';
import type { HostConfig } from './host.ts';

const opened: TestHost[] = [];
async function start(config: Partial<HostConfig> = {}): Promise<TestHost> {
  const test = await startTestHost(config);
  opened.push(test);
  return test;
}
afterEach(async () => {
  for (const test of opened.splice(0).reverse()) await test.dispose();
});

const config = (homeDir: string): HostConfig => ({ homeDir, profile: 'test', shell: 'browser', version: '0', services: {}, log: () => undefined, scryptN: 1024 });

describe('one host a profile', () => {
  it('refuses a second one with a sentence, lets another profile in, and frees the first when it closes', async () => {
    const first = await start();
    const second = await createHost(config(first.homeDir));
    expect(second).toMatchObject({ ok: false, error: { code: 'PROFILE_IN_USE' } });
    if (!second.ok) expect(second.error.message).toContain(String(process.pid));
    await must(await createHost({ ...config(first.homeDir), profile: 'other' })).close();
    await first.host.close();
    await must(await createHost(config(first.homeDir))).close();
  });

  it('takes over the lock of a process that is gone, even where its number is in use again', async () => {
    const first = await start();
    await first.host.close();
    const lock = join(first.host.profileDir, 'lock');
    const child = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => child.on('close', resolve));
    for (const holder of [
      JSON.stringify({ pid: child.pid, startedAt: null, nonce: 'x' }),
      JSON.stringify({ pid: process.pid, startedAt: 'another-boot:17', nonce: 'x' }),
      'not json',
      '',
    ]) {
      await writeFile(lock, holder);
      await must(await createHost(config(first.homeDir))).close();
    }
    expect(await readdir(first.host.profileDir)).not.toContain('lock');
  });

  it('lets only one of many in that start at once', async () => {
    const first = await start();
    await first.host.close();
    await writeFile(join(first.host.profileDir, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null, nonce: 'gone' }));
    const results = await Promise.all(Array.from({ length: 8 }, () => createHost(config(first.homeDir))));
    const winners = results.flatMap((result) => (result.ok ? [result.value] : []));
    expect(winners).toHaveLength(1);
    await winners[0]?.close();
  });
});

describe('the composition', () => {
  it.each(['..', '../other', 'a/b', '', '.hidden', 'x'.repeat(41), 'a b'])('refuses "%s" as a profile', async (profile) => {
    const first = await start();
    expect(await createHost({ ...config(first.homeDir), profile })).toMatchObject({ ok: false, error: { code: 'BAD_PROFILE_NAME' } });
  });

  it('says where it can not keep its files', async () => {
    const first = await start();
    const file = join(first.homeDir, 'a-file');
    await writeFile(file, '');
    expect(await createHost(config(file))).toMatchObject({ ok: false, error: { code: 'HOME_NOT_WRITABLE' } });
  });

  it('keeps its folders to their owner', async () => {
    const { host } = await start();
    for (const folder of ['keystore', 'journal']) expect((await stat(join(host.profileDir, folder))).mode & 0o077).toBe(0);
  });

  it('keeps private pictures to their owner in a home that was there before and is open to all', async () => {
    const home = await mkdtemp(join(tmpdir(), 'open-home-'));
    await mkdir(join(home, 'packs'), { mode: 0o755 });
    await chmod(home, 0o755);
    const made = must(await prepareFolders(home, 'default'));
    for (const folder of ['packs', 'profiles', 'exports']) expect([folder, (await stat(join(made.homeDir, folder))).mode & 0o077]).toEqual([folder, 0]);
    await rm(home, { recursive: true });
  });

  it('works without the services that did not start, and says which', async () => {
    const { host, logged } = await start({
      services: {
        chain: async () => fail('ANVIL_MISSING', 'the local chain is not installed'),
        packs: () => Promise.reject(new Error('disk on fire')),
      },
    });
    expect(await host.dispatch('chain.status', {})).toMatchObject({ ok: false, error: { code: 'ANVIL_MISSING' } });
    expect(await host.dispatch('packs.list', {})).toMatchObject({ ok: false, error: { code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('disk on fire') as string } });
    expect(await host.dispatch('practice.status', {})).toMatchObject({ ok: true, value: { isAvailable: false } });
    expect(await host.dispatch('journal.append', { entries: [{ kind: 'edit', key: 'k', payload: 1 }] })).toMatchObject({ ok: true });
    expect(logged.join('\n')).toContain('the local chain is not installed');
  });

  it('starts where the journal is damaged; only the journal refuses', async () => {
    const first = await start();
    await first.host.close();
    const journal = join(first.host.profileDir, 'journal');
    await mkdir(journal, { recursive: true });
    await writeFile(join(journal, '0000000000000099.jsonl'), 'x\n');
    const second = await start({ homeDir: first.homeDir });
    expect(await second.host.dispatch('journal.status', {})).toMatchObject({ ok: false, error: { code: 'JOURNAL_DAMAGED' } });
    expect(await second.host.dispatch('wallet.status', {})).toMatchObject({ ok: true });
  });

  it('sets settings aside that can not be read', async () => {
    const first = await start();
    await first.host.close();
    await writeFile(join(first.host.profileDir, 'settings.json'), '{"loopbackPort": "eighty"}');
    const second = await start({ homeDir: first.homeDir });
    expect(second.host.settings.get()).toEqual({});
    expect(await readdir(second.host.profileDir)).toContain('settings.bad.json');
  });
});
