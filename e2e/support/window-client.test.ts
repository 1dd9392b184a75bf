import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startLoopbackShell } from '../../electron/shells/loopback/shell.ts';
import type { LoopbackShell } from '../../electron/shells/loopback/shell.ts';
import { SocketClient } from '../../renderer/app/host/socket-client.ts';
import { storedToken, takeTokenFromAddress } from '../../renderer/app/host/token.ts';
import { must } from '../../shared/result.ts';
import { startTestHost } from './test-host.ts';
import type { TestHost } from './test-host.ts';

/* The window's client against the real shell over a real socket: only the browser around them is left out. */

let test: TestHost;
let shell: LoopbackShell;
let rendererDir: string;
let token: string;

async function startShell(): Promise<void> {
  shell = must(await startLoopbackShell({ host: test.host, rendererDir }));
  token = new URL(shell.url).hash.replace('#token=', '');
}

function connect(knownToken: () => string | null = () => token): SocketClient {
  const origin = `http://127.0.0.1:${shell.port}`;
  return new SocketClient({
    token: knownToken,
    openSession: async (shown) => {
      try {
        const answer = await fetch(`${origin}/session`, { method: 'POST', body: JSON.stringify({ token: shown }), headers: { origin } });
        return answer.ok ? 'open' : 'refused';
      } catch {
        return 'unreachable';
      }
    },
    openSocket: (protocols) => new WebSocket(`${origin.replace('http', 'ws')}/host`, protocols, { origin }),
    graceMs: 1500,
  });
}

beforeEach(async () => {
  rendererDir = await mkdtemp(join(tmpdir(), 'renderer-'));
  await writeFile(join(rendererDir, 'index.html'), '<p>');
  test = await startTestHost();
  await startShell();
});
afterEach(async () => {
  await shell.close();
  await test.dispose();
  await rm(rendererDir, { recursive: true, force: true });
});

it('carries calls, failures and events', async () => {
  const client = connect();
  const heard = vi.fn();
  client.on('wallet.changed', heard);
  expect(must(await client.call('app.info', {}))).toMatchObject({ shell: 'browser', assetBase: '/asset' });
  expect(await client.call('wallet.unlock', { password: 'nobody is there' })).toMatchObject({ ok: false, error: { code: 'NO_ACCOUNT' } });
  must(await client.call('wallet.importKey', { privateKey: `0x${'7'.repeat(64)}`, password: 'long enough', name: 'Ann' }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(expect.objectContaining({ isUnlocked: true })));
  // Bytes travel in a binary frame and arrive as bytes: the missing service, not the arguments, is what is refused.
  const staged = await client.call('packs.stage', { stagingId: 'abcdefgh', relativePath: 'a', offset: 0, chunk: new Uint8Array(100_000), isLast: true });
  expect(staged).toMatchObject({ ok: false, error: { code: 'SERVICE_UNAVAILABLE' } });
});

it('answers with a value while the host is away, and goes on when it is back', async () => {
  const client = connect();
  must(await client.call('app.info', {}));
  const states: boolean[] = [];
  client.onConnection((isConnected) => states.push(isConnected));
  await shell.close();
  expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'HOST_UNREACHABLE' } });
  expect(client.isConnected).toBe(false);
  const port = shell.port;
  await startShell();
  expect(shell.port).toBe(port);
  await vi.waitFor(() => expect(client.isConnected).toBe(true), { timeout: 10_000 });
  must(await client.call('app.info', {}));
  expect(states).toEqual([false, true]);
});

it('says that the window is of an earlier start, or was never let in', async () => {
  for (const known of ['0'.repeat(64), null]) {
    expect(await connect(() => known).call('app.info', {})).toMatchObject({ ok: false, error: { code: 'HOST_REFUSED' } });
  }
});

it('takes the token out of the address and keeps it for a reload', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const replaceState = vi.fn();
  const open = (hash: string) => takeTokenFromAddress({ location: { hash, pathname: '/', search: '' }, history: { replaceState }, storage });
  open(new URL(shell.url).hash);
  expect(storedToken(storage)).toBe(token);
  expect(replaceState).toHaveBeenCalledWith(null, '', '/');
  open('#/desk/7');
  open('#token=short');
  expect(storedToken(storage)).toBe(token);
  expect(replaceState).toHaveBeenCalledTimes(1);
});
