import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { consensusOf } from '../../../../shared/consensus/consensus.ts';
import { encodeItem } from '../../../../shared/labels/codec.ts';
import { parseBytes32 } from '../../../../shared/labels/ids.ts';
import { classCountOf } from '../../../../shared/labels/schema.ts';
import { geometryOf, parseManifestOf } from '../../../../shared/protocol/manifest.ts';
import { must } from '../../../../shared/result.ts';
import { createPacksService } from '../service.ts';
import { installSample } from './install.ts';
import { samplePacks } from './packs.ts';

const sampleDir = join(import.meta.dirname, '../../../../dist/sample');
let homeDir: string;

beforeAll(() => {
  if (!existsSync(join(sampleDir, 'sample.json'))) execFileSync('npm', ['run', '--silent', 'build:sample'], { stdio: 'inherit' });
});
beforeEach(() => {
  homeDir = mkdtempSync(join(tmpdir(), 'tessera-sample-'));
});
afterEach(() => rmSync(homeDir, { recursive: true, force: true }));

it('lays packs that every annotator can label, in the order of the items, with credits', async () => {
  const { packs, practiceAnswers } = must(await installSample({ sampleDir, homeDir }));
  const service = createPacksService({ homeDir, nowMs: () => 0 });
  expect(packs.map(({ key, itemCount }) => [key, itemCount])).toEqual([['boxes', 12], ['spans', 8], ['classes', 8]]);
  for (const { root, key } of packs) {
    const manifest = must(parseManifestOf(parseBytes32(root), must(await service.manifest({ root }))));
    for (const item of manifest.items) {
      expect(item.credit).toMatch(/CC0|Public domain/);
      for (const who of ['a', 'b', 'expert'] as const) {
        const answers = practiceAnswers(root, item.id, who);
        expect(answers?.length, `${key} ${item.id} ${who}`).toBeGreaterThan(0);
      }
    }
  }
});

it('changes nothing at a second start', async () => {
  const first = must(await installSample({ sampleDir, homeDir }));
  const second = must(await installSample({ sampleDir, homeDir }));
  expect(second.packs).toEqual(first.packs);
});

it('names the file that was damaged', async () => {
  const damaged = join(homeDir, 'sample');
  cpSync(sampleDir, damaged, { recursive: true });
  writeFileSync(join(damaged, 'boxes', 'acanthus.jpg'), 'no picture');
  expect(await installSample({ sampleDir: damaged, homeDir })).toMatchObject({ ok: false, error: { code: 'SAMPLE_BROKEN', field: 'acanthus.jpg' } });
});

it('plays as written by the protocol’s rule: who is mistaken disagrees, and where both are, the honest one does', async () => {
  const { packs, practiceAnswers } = must(await installSample({ sampleDir, homeDir }));
  const service = createPacksService({ homeDir, nowMs: () => 0 });
  for (const { root, key, schema } of packs) {
    const manifest = must(parseManifestOf(parseBytes32(root), must(await service.manifest({ root }))));
    const described = samplePacks.find((pack) => pack.key === key);
    const rule = { kind: schema.kind, quorum: 2, thresholdBps: 5000, agreementBps: 7500, classCount: classCountOf(schema) };
    for (const [index, item] of manifest.items.entries()) {
      const text = item.mediaType === 'text/plain' ? readFileSync(must(await service.asset(item.sha256)).path, 'utf8') : null;
      const geometry = geometryOf(item, text);
      if (geometry === null) throw new Error('no geometry');
      const seats = (['a', 'b', 'expert'] as const).map((who) => {
        const regions = practiceAnswers(root, item.id, who) ?? [];
        return must(encodeItem({ itemId: item.id, regions, relations: [], cannotTell: null, activeMs: 0 }, rule, geometry));
      });
      const { resolved, agrees } = consensusOf(rule, seats);
      const mistakes = described?.items[index]?.answers.mistakes ?? {};
      // Whose only mistake is one region left out still agrees: see the descriptions.
      const isSlip = ['cats-walking', 'cats-running', 'market-day', 'night-train'].includes(item.id.replace(/\.\w+$/, ''));
      const isShared = mistakes.a !== undefined && mistakes.b !== undefined;
      const expected = isShared ? [true, true, false] : [mistakes.a === undefined, mistakes.b === undefined || isSlip, true];
      expect({ item: item.id, resolved, agrees }).toEqual({ item: item.id, resolved: true, agrees: expected });
    }
  }
});
