import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startCli } from './test-support/run-cli.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tessera-ingest-'));
  mkdirSync(join(home, 'inbox'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const text = (name: string) => writeFileSync(join(home, 'inbox', name), `The text of ${name}`);

it('--watch makes a pack, and another one of what is new when there is enough of it, also after a restart', async () => {
  text('a.txt');
  text('b.txt');
  const watchInbox = () => startCli(/Pack|earlier/, 'ingest', join(home, 'inbox'), '--home', home, '--project', 'Letters', '--kind', 'spans', '--classes', 'Place', '--watch', '--at-least', '2');
  const first = await watchInbox();
  expect(first.output()).toContain('New: a.txt, b.txt');
  text('c.txt');
  await vi.waitFor(() => expect(first.output()).toContain('1 of 2 files for the next pack'), { timeout: 60_000, interval: 100 });
  await first.end('SIGINT');
  text('d.txt');
  const second = await watchInbox();
  expect(second.output()).toContain('New: c.txt, d.txt');
  await second.end('SIGINT');
  expect(second.output().match(/Items\s+2/g)).toHaveLength(1);
  expect(readdirSync(join(home, 'packs', 'manifests'))).toHaveLength(2);
}, 240_000);
