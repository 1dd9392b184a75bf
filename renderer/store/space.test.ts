// @vitest-environment node
import { expect, test } from 'vitest';
import { FULL_BYTES, LOW_BYTES, SpaceWatch, isForRoom, spaceLevel } from './space.ts';
import { ScriptedHost, failure } from './test-support/scripted-host.ts';

const MIB = 1024 * 1024;
let probes = 0;
let hasRoom = true;

function watchOf(host: ScriptedHost, estimate: () => Promise<{ quota?: number; usage?: number }> = async () => ({})) {
  probes = 0;
  hasRoom = true;
  let now = 0;
  const probe = async () => {
    probes += 1;
    if (!hasRoom) throw new DOMException('no', 'QuotaExceededError');
  };
  const watch = new SpaceWatch({ host, estimate, probe }, () => (now += 1_000));
  return watch;
}

test('warns, then takes nothing new on, and goes back only with a margin', async () => {
  const host = new ScriptedHost();
  const watch = watchOf(host);
  const levels: string[] = [];
  for (const freeBytes of [LOW_BYTES, LOW_BYTES - 1, LOW_BYTES + 1, FULL_BYTES, FULL_BYTES - 1, FULL_BYTES + 1, FULL_BYTES + 33 * MIB, LOW_BYTES + 33 * MIB]) {
    host.freeBytes = freeBytes;
    levels.push((await watch.check()).level);
  }
  expect(levels).toEqual(['enough', 'low', 'low', 'low', 'full', 'full', 'low', 'enough']);
});

test('the browser\'s quota counts as the disk does', async () => {
  const watch = watchOf(new ScriptedHost(), async () => ({ quota: 1000 * MIB, usage: 950 * MIB }));
  expect(await watch.check()).toMatchObject({ level: 'full', quotaBytes: 50 * MIB, usedBytes: 950 * MIB });
});

test('no write is begun where the next one could be torn', async () => {
  const host = new ScriptedHost();
  const watch = watchOf(host);
  expect(watch.mayWrite()).toBe(true);
  host.freeBytes = 60 * MIB;
  await watch.check();
  // What is under way still fits.
  expect(watch.mayWrite()).toBe(true);
  host.freeBytes = 39 * MIB;
  // One check may be under way with the numbers before.
  await watch.check();
  await watch.check();
  expect(watch.mayWrite()).toBe(false);
});

test('work asks for newer numbers by itself', async () => {
  const host = new ScriptedHost();
  const watch = watchOf(host);
  await watch.check();
  host.freeBytes = MIB;
  expect(watch.mayWrite()).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(watch.mayWrite()).toBe(false);
});

test('a refused write is believed over the numbers, until one goes through', async () => {
  const watch = watchOf(new ScriptedHost());
  await watch.check();
  hasRoom = false;
  watch.noteFailure(new DOMException('no room', 'QuotaExceededError'));
  expect((await watch.check()).level).toBe('full');
  hasRoom = true;
  expect((await watch.check()).level).toBe('enough');
  watch.noteFailure(new Error('something else'));
  expect((await watch.check()).level).toBe('enough');
});

test('a full disk is not tried with a write: it could cost the database', async () => {
  const host = new ScriptedHost();
  const watch = watchOf(host);
  host.freeBytes = MIB;
  watch.noteFailure(new DOMException('no room', 'QuotaExceededError'));
  await watch.check();
  await watch.check();
  expect(probes).toBe(0);
  host.freeBytes = 1e12;
  await watch.check();
  expect(probes).toBe(1);
});

test('a host that is away leaves the last word', async () => {
  const host = new ScriptedHost();
  const watch = watchOf(host);
  host.freeBytes = MIB;
  await watch.check();
  host.script['app.space'] = () => failure('HOST_UNREACHABLE');
  expect((await watch.check()).level).toBe('full');
});

test('knows the browsers\' words for no room', () => {
  expect(isForRoom(new DOMException('x', 'QuotaExceededError'))).toBe(true);
  expect(isForRoom(new Error('Connection is closing because of: IO error: .../000003.log: FILE_ERROR_NO_SPACE'))).toBe(true);
  expect(isForRoom(new Error('Key already exists'))).toBe(false);
  expect(spaceLevel('enough', { diskBytes: null, quotaBytes: null, isRefused: false })).toBe('enough');
});
