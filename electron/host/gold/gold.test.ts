import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { goldLeaf } from '../../../shared/protocol/gold/gold.ts';
import type { GoldBatch } from '../../../shared/protocol/gold/gold.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { verifyProof } from '../../../shared/protocol/merkle.ts';
import { must } from '../../../shared/result.ts';
import { openJournal } from '../journal/journal.ts';
import type { JournalService } from '../journal/journal.ts';
import { png } from '../packs/test-images.ts';
import { createPacksService } from '../packs/service.ts';
import { createGoldService } from './service.ts';

const SECRET = `0x${'5e'.repeat(32)}`;
const schemaOf = (kind: 'class' | 'boxes'): ProjectSchema => ({
  name: 'Pets', kind, classes: [{ id: 1, name: 'Cat', colour: '#2f7ed8' }, { id: 2, name: 'Dog', colour: '#d6336c' }],
  documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90,
});
let home = '';
let journal: JournalService;
const packs = () => createPacksService({ homeDir: home, profileDir: join(home, 'lead'), nowMs: () => 0 });
const service = (secret = SECRET) => createGoldService({ profileDir: join(home, 'lead'), packs: packs(), journal, secretFor: () => ({ ok: true, value: secret }) });

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-gold-'));
  journal = must(await openJournal(join(home, 'journal'), { nowMs: () => 0, log: () => undefined }));
});
afterEach(async () => {
  await journal.close();
  rmSync(home, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(home, name);
  writeFileSync(path, content);
  return path;
}

/** Sixteen texts, of which the first twelve have a known answer: three dogs, nine cats. */
async function textPack(answers: string, batchSize = 8) {
  const paths = Array.from({ length: 16 }, (_, at) => write(`t${String(at).padStart(2, '0')}.txt`, `text ${at}`));
  return must(await packs().ingest({ source: { from: 'paths', paths, gold: write('known.csv', answers) }, name: 'Pets', schema: schemaOf('class'), batchSize }));
}
const twelve = `item,label\n${Array.from({ length: 12 }, (_, at) => `t${String(at).padStart(2, '0')}.txt,${at % 4 === 0 ? 'dog' : 'Cat'}`).join('\n')}\n`;
const rules = { batchSize: 8, goldPerBatch: 4, thresholdBps: 10_000 };

describe('known answers on the lead’s machine', () => {
  it('are taken from a file, named where they cannot be used, and leave no trace in the pack', async () => {
    const { pack, gold, problems } = await textPack(`${twelve}t00.txt,Cat\nmissing.txt,Cat\nt13.txt,Horse\n`);
    expect(gold).toEqual({ answers: 12, classes: [{ classId: 1, count: 9 }, { classId: 2, count: 3 }] });
    expect(problems.map(({ file, field, reason }) => [file, field, reason])).toEqual([
      ['known.csv:16', 'label', 'The project has no class "Horse"'],
      ['known.csv:14', 'item', 't00.txt is there twice; the first answer counts'],
      ['known.csv:15', 'item', 'The pack has no item missing.txt'],
    ]);
    const text = readFileSync(join(home, 'packs', 'manifests', `${pack.root}.json`), 'utf8');
    expect(text).not.toMatch(/known|gold|"category"/);
    expect(readdirSync(join(home, 'lead', 'gold', 'answers'))).toEqual([`${pack.root}.json`]);
  });

  it('are committed to by a root that every batch proves against, twice on disk', async () => {
    const { pack } = await textPack(twelve);
    const { goldRoot } = must(await service().commit({ root: pack.root, ...rules }));
    const manifest = must(await packs().manifest({ root: pack.root })) as Manifest;
    for (const index of [0, 1]) {
      const { items, truths, salt, proof } = must(await service().batch({ goldRoot, index }));
      expect(items).toHaveLength(4);
      expect(verifyProof(parseBytes32(goldRoot), goldLeaf({ index, items, truths: truths as GoldBatch['truths'], salt: parseBytes32(salt) }), proof.map(parseBytes32))).toBe(true);
      for (const [at, item] of items.entries()) {
        const number = Number(/\d+/.exec(manifest.items[index * 8 + item]!.name)?.[0]);
        expect(number).toBeLessThan(12);
        expect(truths[at]).toBe(number % 4 === 0 ? '0x010264' : '0x010164');
      }
    }
    expect(must(await service().commit({ root: pack.root, ...rules })).goldRoot).toBe(goldRoot);
    expect(must(await service(`0x${'77'.repeat(32)}`).commit({ root: pack.root, ...rules })).goldRoot).not.toBe(goldRoot);
  });

  it('come back from the journal where the file is gone, damaged or of other answers', async () => {
    const { pack } = await textPack(twelve);
    const { goldRoot } = must(await service().commit({ root: pack.root, ...rules }));
    const path = join(home, 'lead', 'gold', 'plans', `${goldRoot}.json`);
    const before = must(await service().batch({ goldRoot, index: 1 }));
    const good = readFileSync(path, 'utf8');
    for (const bad of [null, good.slice(0, 200), good.replace('0x010164', '0x010264')]) {
      if (bad === null) rmSync(path);
      else writeFileSync(path, bad);
      expect(must(await service().batch({ goldRoot, index: 1 }))).toEqual(before);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(good));
    }
    expect(await service().batch({ goldRoot: `0x${'12'.repeat(32)}`, index: 0 })).toMatchObject({ ok: false, error: { code: 'GOLD_MISSING' } });
  });

  it('say how many are wanted where there are too few, and that a pack has none', async () => {
    const { pack } = await textPack(twelve);
    expect(await service().commit({ root: pack.root, ...rules, goldPerBatch: 7 })).toMatchObject({ ok: false, error: { code: 'GOLD_SHORT', fix: 'Give 14 known answers or more, or ask fewer a batch.' } });
    const bare = must(await packs().ingest({ source: { from: 'paths', paths: [write('only.txt', 'one')] }, name: 'Bare', schema: schemaOf('class') }));
    expect(bare.gold).toBeNull();
    expect(await service().commit({ root: bare.pack.root, ...rules })).toMatchObject({ ok: false, error: { code: 'GOLD_MISSING' } });
  });

  it('of boxes are encoded in the image’s own size, and refused where the contract would', async () => {
    const boxes = async (line: object) => {
      const made = must(await packs().ingest({ source: { from: 'paths', paths: [write('a.png', png(100, 50)), write('gold.jsonl', `${JSON.stringify({ item: 'a.png', ...line })}\n`)] }, name: 'Boxes', schema: schemaOf('boxes'), batchSize: 1 }));
      return service().commit({ root: made.pack.root, batchSize: 1, goldPerBatch: 1, thresholdBps: 5000 });
    };
    const { goldRoot } = must(await boxes({ regions: [{ label: 'Dog', box: [0, 0, 50, 25] }] }));
    expect(must(await service().batch({ goldRoot, index: 0 })).truths).toEqual(['0x010264000000007fff7fff'.replaceAll('7fff', '8000')]);
    expect(must(await service().batch({ goldRoot: must(await boxes({ regions: [] })).goldRoot, index: 0 })).truths).toEqual(['0x00']);
    expect(await boxes({ regions: [{ label: 'Cat', box: [0, 0, 50, 25] }, { label: 'Cat', box: [0, 0, 50, 26] }] })).toMatchObject({ ok: false, error: { code: 'BAD_GOLD_ANSWER' } });
    expect(await boxes({ regions: [{ label: 'Cat', box: [500, 0, 50, 25] }] })).toMatchObject({ ok: false, error: { code: 'BAD_GOLD_ANSWER' } });
  });
});
