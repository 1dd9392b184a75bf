import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256Of, utf8 } from '../../shared/bytes.ts';
import { type Json, canonicalJson } from '../../shared/canonical-json.ts';
import { type LabelCommand, apply, invert } from '../../shared/labels/commands.ts';
import { detailsHash } from '../../shared/labels/details.ts';
import { parseItemId, parseRegionId } from '../../shared/labels/ids.ts';
import { emptyItemLabels, makeBox } from '../../shared/labels/make.ts';
import type { ItemLabels } from '../../shared/labels/types.ts';
import { must } from '../../shared/result.ts';
import { detailsInFolder } from '../host/files/details-folder.ts';
import { openJournal } from '../host/journal/journal.ts';
import { runCli } from './test-support/run-cli.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tessera-recover-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const checkOf = ({ itemId, regions, relations, cannotTell }: ItemLabels): string =>
  sha256Of(utf8(canonicalJson(JSON.parse(JSON.stringify({ itemId, regions, relations, cannotTell })) as Json))).slice(0, 16);

it('rebuilds every label out of the journal alone, and says where it could not follow', async () => {
  const dir = join(home, 'profiles', 'ada', 'journal');
  mkdirSync(dir, { recursive: true });
  const journal = must(await openJournal(dir, { nowMs: Date.now, log: () => undefined }));
  const append = async (kind: string, key: string, payload: object): Promise<void> => void must(await journal.append({ entries: [{ kind, key, payload }] }));
  const box = makeBox({ id: parseRegionId('r1'), classId: 1, confidence: 90 }, { x0: 1, y0: 2, x1: 30, y1: 40 });
  const insert: LabelCommand = { type: 'insert', regions: [{ index: 0, region: box }], relations: [] };
  const start = emptyItemLabels(parseItemId('cat.jpg'));
  const drawn = must(apply(start, insert));
  const widen: LabelCommand = { type: 'update', patches: [{ id: box.id, patch: { x1: 50 } }] };
  const wide = must(apply(drawn, widen));
  const mark = (command: LabelCommand, before: ItemLabels) => ({ kind: 'mark', mark: { name: 'm', commands: [command], inverses: [must(invert(before, command))], atMs: 1 } });
  const edit = (rev: number, cause: object, after: ItemLabels) => ({ v: 1, rev, itemId: 'cat.jpg', cause, activeMs: 5, check: checkOf(after) });
  await append('edit', 'label:1', edit(1, mark(insert, start), drawn));
  await append('edit', 'label:1', edit(2, mark(widen, drawn), wide));
  await append('edit', 'label:1', edit(2, mark(widen, drawn), wide));
  await append('edit', 'label:1', edit(3, { kind: 'undo' }, drawn));
  await append('checkpoint', 'label:2', { v: 1, rev: 7, document: { labels: wide, history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: true }, seal: { hash: '0x12' } });
  await append('edit', 'label:2', edit(8, mark(widen, wide), drawn));
  await append('sign', 'seat:1', { v: 1, signed: { commitment: '0xab', details: '0x0102ff' } });
  await append('edit', 'label:3', { v: 99 });
  await journal.close();
  const out = join(home, 'labels.json');
  const run = await runCli('recover', '--home', home, '--profile', 'ada', '--out', out, '--details', join(home, 'details'), '--json');
  expect(run.code, run.stderr).toBe(0);
  // Found again by their hash, whatever they are called.
  const handedOver = await detailsInFolder(join(home, 'details'));
  expect(await handedOver?.(detailsHash(Uint8Array.of(1, 2, 255)))).toEqual(Buffer.from([1, 2, 255]));
  expect(await handedOver?.(detailsHash(Uint8Array.of(1)))).toBeNull();
  expect(JSON.parse(run.stdout)).toMatchObject({ labels: 2 });
  expect(run.stderr).toContain('label:3');
  const found = JSON.parse(readFileSync(out, 'utf8')) as { labels: object; signed: object };
  expect(found.labels).toMatchObject({
    'label:1': { rev: 3, labels: { regions: [{ id: 'r1', x1: 30 }] }, isSealed: false, isBehind: false },
    // The last edit does not lead to what it says: what was sealed before it stands.
    'label:2': { rev: 7, labels: { regions: [{ id: 'r1', x1: 50 }] }, isSealed: true, seal: { hash: '0x12' }, isBehind: true },
  });
  expect(found.signed).toMatchObject({ 'seat:1': { signed: { commitment: '0xab' } } });
  expect(await runCli('recover', '--home', home, '--profile', 'nobody')).toMatchObject({ code: 3 });
});
