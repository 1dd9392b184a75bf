import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseItemId } from '../../../../shared/labels/ids.ts';
import { parseProjectSchema } from '../../../../shared/labels/schema.ts';
import type { BoxRegion, Region, SpanRegion } from '../../../../shared/labels/types.ts';
import { must } from '../../../../shared/result.ts';
import { openSample } from './sample.ts';
import type { OpenedSamplePack } from './sample.ts';

const sampleDir = join(import.meta.dirname, '../../../../dist/sample');
let packs: readonly OpenedSamplePack[];

beforeAll(async () => {
  if (!existsSync(join(sampleDir, 'sample.json'))) execFileSync('npm', ['run', '--silent', 'build:sample'], { stdio: 'inherit' });
  packs = must(await openSample(sampleDir));
});

function packOf(key: string): OpenedSamplePack {
  const pack = packs.find((candidate) => candidate.pack.key === key);
  if (pack === undefined) throw new Error(`no pack ${key}`);
  return pack;
}

function iou(one: BoxRegion, other: BoxRegion): number {
  const width = Math.max(0, Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0));
  const height = Math.max(0, Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0));
  const area = (box: BoxRegion) => (box.x1 - box.x0) * (box.y1 - box.y0);
  return (width * height) / (area(one) + area(other) - width * height);
}

const boxesOf = (regions: readonly Region[] | null) => (regions ?? []).filter((region) => region.kind === 'box');

/** Share of the truth that has a box of its class at IoU 0.5 or more. */
function found(truth: BoxRegion[], said: BoxRegion[]): number {
  return truth.filter((box) => said.some((other) => other.classId === box.classId && iou(box, other) >= 0.5)).length / truth.length;
}

describe('sample', () => {
  it('has schemas that the project takes, item ids that the protocol takes, and a credit for each file', () => {
    for (const { pack, items } of packs) {
      expect(parseProjectSchema(pack.schema).ok).toBe(true);
      expect(items.map(({ id }) => id)).toEqual(pack.items.map(({ id }) => id));
      for (const { file, credit } of items) {
        expect(() => parseItemId(file)).not.toThrow();
        expect(credit.licence).toMatch(/CC0|Public domain/);
      }
    }
  });

  it('answers boxes inside the picture; the annotators are near the truth but for their mistakes', () => {
    const { pack, items, answers } = packOf('boxes');
    for (const { id, media } of items) {
      if (media.kind !== 'image') throw new Error('a box item is an image');
      const truth = boxesOf(answers(id, 'expert'));
      expect(truth.length).toBeGreaterThan(0);
      for (const who of ['a', 'b', 'expert'] as const) {
        for (const box of boxesOf(answers(id, who))) {
          expect(box.x0).toBeGreaterThanOrEqual(0);
          expect(box.x1).toBeLessThanOrEqual(media.widthPx);
          expect(box.y1).toBeLessThanOrEqual(media.heightPx);
          expect(box.x1 - box.x0).toBeGreaterThan(10);
          expect(box.y1 - box.y0).toBeGreaterThan(10);
        }
      }
      const described = pack.kind === 'boxes' ? pack.items.find((item) => item.id === id)?.answers.mistakes : undefined;
      for (const who of ['a', 'b'] as const) {
        const share = found(truth, boxesOf(answers(id, who)));
        if (described?.[who] === undefined) expect(share).toBe(1);
        else expect(share).toBeLessThan(1);
      }
    }
  });

  it('gives each batch a mistake of each annotator and one that both share', () => {
    for (const { pack } of packs) {
      for (let first = 0; first < pack.items.length; first += pack.batchSize) {
        const mistakes = pack.items.slice(first, first + pack.batchSize).map(({ answers }) => answers.mistakes ?? {});
        expect(mistakes.some((entry) => entry.a !== undefined && entry.b === undefined)).toBe(true);
        expect(mistakes.some((entry) => entry.b !== undefined && entry.a === undefined)).toBe(true);
        expect(mistakes.some((entry) => entry.a !== undefined && entry.b !== undefined)).toBe(true);
      }
    }
  });

  it('counts spans in code points, past emoji of several code points and combining marks', () => {
    const { answers } = packOf('spans');
    const spans = (id: string) => (answers(id, 'expert') ?? []).filter((region): region is SpanRegion => region.kind === 'span');
    const market = spans('market-day');
    expect(market.map(({ quote }) => quote)).toEqual(['14 June 2025', 'Rosa', 'Jose\u0301', 'Rosa', 'Aarhus', 'Harbour Bakery']);
    // "On 14 June 2025 Rosa " has 21 code points, the farmer 4 (woman, skin tone, joiner, sheaf), " sold her last strawberries " 28,
    // the strawberry 1, " in " 4: 58. In UTF-16 the farmer has 3 more and the strawberry 1.
    expect(market.find(({ quote }) => quote === 'Aarhus')).toMatchObject({ start: 58, end: 64, startUtf16: 62, endUtf16: 68 });
    expect(spans('night-train').find(({ quote }) => quote === 'Ibrahim')).toMatchObject({ start: 5, startUtf16: 8 });
  });

  it('answers the same at every start, and null for what it does not have', () => {
    const { answers } = packOf('boxes');
    expect(answers('acanthus.jpg', 'a')).toEqual(answers('acanthus', 'a'));
    expect(answers('acanthus', 'a')).not.toEqual(answers('acanthus', 'b'));
    expect(answers('nothing-here', 'a')).toBeNull();
  });

  it('says what to do where the sample was not built', async () => {
    const opened = await openSample(join(sampleDir, 'nowhere'));
    expect(opened).toMatchObject({ ok: false, error: { code: 'SAMPLE_MISSING', fix: expect.stringContaining('build:sample') as string } });
  });
});
