import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect as openSocket } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHost } from '../../../e2e/support/test-host.ts';
import type { TestHost } from '../../../e2e/support/test-host.ts';
import { must } from '../../../shared/result.ts';
import { WIRE_PROTOCOL } from '../../../shared/host-wire.ts';
import { fail } from '../../host/context.ts';
import { absentFiles, absentPacks } from '../../host/absent.ts';
import { ownerOf } from './peer.ts';
import { startLoopbackShell } from './shell.ts';
import type { LoopbackShell } from './shell.ts';

const SHA = 'a'.repeat(64);
let dir: string;
let test: TestHost;
let shell: LoopbackShell;
let token: string;
let cookie: string;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request that says exactly what it is given: no client of ours between the attack and the shell. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = httpRequest({ host: '127.0.0.1', port: shell.port, path, method, headers: { host: own(), ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const own = () => `127.0.0.1:${shell.port}`;
const ownOrigin = () => `http://${own()}`;

/** Opens the socket and gives its outcome: `open`, the refusal's status, or how it was closed. */
function knock(options: { origin?: string; host?: string; protocols?: string[]; path?: string }): Promise<{ opened: WebSocket } | { status: number }> {
  const { origin = ownOrigin(), host = own(), protocols = [WIRE_PROTOCOL, `token.${token}`], path = '/host' } = options;
  const headers = { host, ...(origin === '' ? {} : { origin }) };
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${path}`, protocols, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ opened: socket }));
    socket.on('unexpected-response', (_, response) => resolve({ status: response.statusCode ?? 0 }));
    socket.on('error', () => undefined);
  });
}

async function opened(): Promise<WebSocket> {
  const knocked = await knock({});
  if (!('opened' in knocked)) throw new Error(`refused: ${knocked.status}`);
  return knocked.opened;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'renderer-'));
  await mkdir(join(dir, 'dist', 'assets'), { recursive: true });
  await writeFile(join(dir, 'secret.txt'), 'secret');
  await writeFile(join(dir, 'photo.jpg'), 'jpeg bytes');
  await writeFile(join(dir, 'dist', 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="./assets/a.js"></script>');
  await writeFile(join(dir, 'dist', 'assets', 'a.js'), '1');
  const nothing = fail('SERVICE_UNAVAILABLE', 'none');
  test = await startTestHost({
    services: {
      packs: async () => ({
        ok: true,
        value: {
          ...absentPacks(nothing),
          asset: async (sha256) =>
            sha256 === SHA
              ? { ok: true, value: { path: join(dir, 'photo.jpg'), bytes: 10, mediaType: 'image/jpeg' } }
              : sha256 === 'b'.repeat(64)
                ? { ok: true, value: { path: join(dir, 'secret.txt'), bytes: 6, mediaType: 'text/html' } }
                : fail('ASSET_MISSING', 'No pack has it'),
        },
      }),
      files: async () => ({
        ok: true,
        value: { ...absentFiles(nothing), exported: async (id, name) => (id === 'e1' && name === 'labels.json' ? { ok: true, value: { path: join(dir, 'secret.txt'), bytes: 6, mediaType: 'application/json' } } : nothing) },
      }),
    },
  });
  shell = must(await startLoopbackShell({ host: test.host, rendererDir: join(dir, 'dist'), port: 0 }));
  token = new URL(shell.url).hash.replace('#token=', '');
  const session = await ask('/session', { method: 'POST', headers: { origin: ownOrigin() }, body: JSON.stringify({ token }) });
  cookie = (session.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await shell.close();
  await test.dispose();
  await rm(dir, { recursive: true, force: true });
});

describe('the page', () => {
  it('is served with a strict policy, a fresh nonce each time, and is not kept', async () => {
    const [first, second] = [await ask('/'), await ask('/')];
    expect(first.status).toBe(200);
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(policy).toContain(`connect-src 'self' ws://${own()};`);
    const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1] ?? '';
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(second.body).not.toBe(first.body);
    expect(first.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
    expect(first.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//etc/passwd',
    '/.env',
    '/assets/a.js%00.png',
    '/index.html/',
    'http://127.0.0.1/secret.txt',
    '/secret.txt',
  ])('has nothing at %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('secret\n');
    expect(answer.body).not.toBe('secret');
  });
});

describe('who may come in', () => {
  it('lets nobody in under a name that was rebound to this machine', async () => {
    for (const host of ['evil.example', `evil.example:${shell.port}`, `localhost:${shell.port}`, '127.0.0.1', `127.0.0.1:${shell.port + 1}`]) {
      expect((await ask('/', { headers: { host } })).status).toBe(421);
      expect((await ask(`/asset/${SHA}`, { headers: { host, cookie } })).status).toBe(421);
      expect(await knock({ host, origin: `http://${host}` })).toEqual({ status: 421 });
    }
  });

  it('refuses the socket to pages of other origins', async () => {
    for (const origin of ['https://evil.example', 'null', '', `http://127.0.0.1:${shell.port + 1}`, `http://localhost:${shell.port}`, `${ownOrigin()}.evil.example`, `https://${own()}`]) {
      expect(await knock({ origin })).toEqual({ status: 403 });
    }
  });

  it('refuses the socket to who has no token, a wrong one, or only the cookie', async () => {
    expect(await knock({ protocols: [WIRE_PROTOCOL] })).toEqual({ status: 401 });
    expect(await knock({ protocols: [WIRE_PROTOCOL, `token.${'0'.repeat(64)}`] })).toEqual({ status: 401 });
    expect(await knock({ protocols: [WIRE_PROTOCOL, `token.${token.slice(0, -1)}`] })).toEqual({ status: 401 });
    expect(await knock({ protocols: [WIRE_PROTOCOL, `token.${cookie.split('=')[1] ?? ''}`] })).toEqual({ status: 401 });
    expect(await knock({ protocols: [`token.${token}`] })).toEqual({ status: 401 });
    expect(await knock({ path: '/elsewhere' })).toEqual({ status: 404 });
  });

  it('never tells the token: not in a header, not in the chosen protocol', async () => {
    const socket = await opened();
    expect(socket.protocol).toBe(WIRE_PROTOCOL);
    socket.terminate();
    expect(JSON.stringify((await ask('/')).headers)).not.toContain(token);
    expect(cookie).not.toContain(token);
  });

  it('exchanges the token for a cookie only for its own page', async () => {
    const post = (headers: Record<string, string>, body: string) => ask('/session', { method: 'POST', headers, body });
    expect((await post({ origin: 'https://evil.example' }, JSON.stringify({ token }))).status).toBe(403);
    expect((await post({}, JSON.stringify({ token }))).status).toBe(403);
    expect((await post({ origin: ownOrigin() }, JSON.stringify({ token: 'wrong' }))).status).toBe(401);
    expect((await post({ origin: ownOrigin() }, 'x'.repeat(100_000))).status).toBe(401);
    expect((await ask('/session')).status).toBe(405);
    const session = await post({ origin: ownOrigin() }, JSON.stringify({ token }));
    expect(session.status).toBe(204);
    expect(session.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('gives assets to the cookie alone, and not to another page of this machine', async () => {
    expect((await ask(`/asset/${SHA}`)).status).toBe(401);
    expect((await ask(`/asset/${SHA}`, { headers: { cookie: `${cookie}x` } })).status).toBe(401);
    expect((await ask(`/asset/${SHA}`, { headers: { cookie, 'sec-fetch-site': 'same-site' } })).status).toBe(403);
    expect((await ask(`/asset/${SHA}`, { headers: { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } })).status).toBe(403);
    const asset = await ask(`/asset/${SHA}`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(asset).toMatchObject({ status: 200, body: 'jpeg bytes' });
    expect(asset.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=31536000, immutable', 'cross-origin-resource-policy': 'same-origin' });
    expect((await ask(`/asset/${SHA}`, { headers: { cookie }, method: 'HEAD' })).body).toBe('');
  });

  it.each([`/asset/${SHA.toUpperCase()}`, '/asset/../../secret.txt', '/asset/secret.txt', `/asset/${SHA}/..`, `/asset/${'b'.repeat(64)}`, `/asset/${'c'.repeat(64)}`])(
    'gives no asset at %s',
    async (path) => expect((await ask(path, { headers: { cookie } })).status).toBe(404),
  );

  it.each(['/export/e1/..%2f..%2fsecret.txt', '/export/../e1/labels.json', '/export/e1/..', '/export/e1/%2e%2e', '/export/e1/a%5cb', '/export/e1/a%00', '/export/e1/%E0%A4%A', '/export/e1/other.json'])(
    'gives no export at %s',
    async (path) => expect((await ask(path, { headers: { cookie } })).status).toBe(404),
  );

  it('gives an export as a download that can run nothing', async () => {
    const answer = await ask('/export/e1/labels.json', { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toBe("attachment; filename*=UTF-8''labels.json");
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  it('answers no other method and no preflight', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask('/', { method })).status).toBe(405);
  });
});

describe('who keeps connections', () => {
  const connect = (): Promise<Socket> => new Promise((resolve) => {
    const socket = openSocket({ host: '127.0.0.1', port: shell.port, allowHalfOpen: true }, () => resolve(socket));
    socket.on('error', () => undefined);
  });

  it('is hung up on when a socket was refused, though the other end never hangs up', async () => {
    const socket = await connect();
    const told = new Promise((resolve) => socket.once('data', (data: Buffer) => resolve(data.toString().split('\r\n')[0])));
    socket.write(`GET /host HTTP/1.1\r\nHost: ${own()}\r\nOrigin: http://elsewhere.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    expect(await told).toBe('HTTP/1.1 403 Forbidden');
    const isGone = new Promise((resolve) => socket.once('error', () => resolve(true)));
    const writing = setInterval(() => socket.write('still here'), 20);
    expect(await Promise.race([isGone, new Promise((resolve) => setTimeout(resolve, 2_000, false))])).toBe(true);
    clearInterval(writing);
    socket.destroy();
  });

  it('cannot take all the files that the process may open', async () => {
    const sockets = await Promise.all(Array.from({ length: 300 }, connect));
    await expect.poll(() => sockets.filter((socket) => socket.closed || socket.readableEnded || socket.destroyed).length).toBeGreaterThanOrEqual(40);
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await ask('/').catch(() => null))?.status, { timeout: 5_000 }).toBe(200);
  });
});

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('another user of this machine (needs root, to be one)', () => {
  /** Shows the token as another process would, under a user id. */
  const shown = async (uid: number): Promise<string> => {
    const script = `const sent = require('node:http').request({ host: '127.0.0.1', port: ${shell.port}, path: '/session', method: 'POST', headers: { host: '${own()}', origin: '${ownOrigin()}' } }, (answer) => console.log(answer.statusCode)); sent.end('{"token":"${token}"}');`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { uid, cwd: '/', env: {} });
    return stdout.trim();
  };

  it('is refused with the right token, which it may have seen among the arguments of a program', async () => {
    expect(await shown(65534)).toBe('403');
    expect(await shown(0)).toBe('204');
  });
});

describe('the system’s list of connections', () => {
  const line = (from: string, to: string, state: string, user: number) => `   3: 0100007F:${from} 0100007F:${to} ${state} 00000000:00000000 02:000000A0 00000000  ${String(user)}        0 18384 2 00000000c366c60a 20 4 30 10 -1`;
  const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n${line('6DCF', 'A001', '01', 0)}\n${line('A001', '6DCF', '01', 1000)}\n${line('A002', '6DCF', '05', 0)}\n`;

  it('tells whose the other end is, and nobody’s where it is closed already', () => {
    expect(ownerOf(tables, 0xa001, 0x6dcf)).toBe(1000);
    expect(ownerOf(tables, 0xa002, 0x6dcf)).toBe(-1);
    expect(ownerOf(tables, 0xa003, 0x6dcf)).toBeNull();
  });
});

describe('what comes through the socket', () => {
  const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', (code) => resolve(code)));
  const answered = (socket: WebSocket): Promise<unknown> => new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))));

  it('answers an unknown method by name, and prototype names are unknown methods', async () => {
    const socket = await opened();
    for (const method of ['wallet.steal', '__proto__', 'constructor', 'toString', '']) {
      const answer = answered(socket);
      socket.send(JSON.stringify({ id: 3, method, params: {} }));
      expect(await answer).toMatchObject({ id: 3, result: { ok: false, error: { code: 'UNKNOWN_METHOD' } } });
    }
    socket.terminate();
  });

  it('closes on a frame that is no call', async () => {
    for (const frame of ['garbage', '[]', '{"id":"x"}', Buffer.from([255, 255, 255, 255, 1])]) {
      const socket = await opened();
      const code = closed(socket);
      socket.send(frame);
      expect(await code).toBe(1008);
    }
  });

  it('closes on a message that is too large, and goes on serving others', async () => {
    const socket = await opened();
    const code = closed(socket);
    socket.send('x'.repeat(17 * 1024 * 1024));
    expect(await code).toBe(1009);
    const other = await opened();
    const answer = answered(other);
    other.send(JSON.stringify({ id: 1, method: 'app.info', params: {} }));
    expect(await answer).toMatchObject({ id: 1, result: { ok: true } });
    other.terminate();
  });
});

describe('the port', () => {
  it('is kept for the profile, and a start on a taken one stops with a sentence', async () => {
    const other = await startTestHost();
    const parts = { host: other.host, rendererDir: join(dir, 'dist') };
    const first = must(await startLoopbackShell(parts));
    await first.close();
    const second = must(await startLoopbackShell(parts));
    expect(second.port).toBe(first.port);
    await second.close();

    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    const third = await startLoopbackShell(parts);
    expect(third).toMatchObject({ ok: false, error: { code: 'PORT_TAKEN' } });
    expect(other.host.settings.get().loopbackPort).toBe(first.port);
    await new Promise((resolve) => squatter.close(resolve));
    await other.dispose();
  });

  it('says what is missing where the window is not built', async () => {
    expect(await startLoopbackShell({ host: test.host, rendererDir: join(dir, 'nowhere') })).toMatchObject({ ok: false, error: { code: 'RENDERER_MISSING' } });
  });
});
