import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { must } from '../result.ts';
import { decodeItem, encodeItem } from './codec.ts';
import type { CodecContext, ItemGeometry } from './codec.ts';
import { decodeDetails, detailsHash, encodeDetails } from './details.ts';
import { parseItemId, parseRegionId } from './ids.ts';
import { emptyItemLabels, makeBox } from './make.ts';
import type { ItemLabels } from './types.ts';

const context: CodecContext = { kind: 'boxes', classCount: 9, thresholdBps: 5000 };
const geometry: ItemGeometry = { kind: 'image', widthPx: 100, heightPx: 100 };
const start = (name: string, classId: number) => ({ id: parseRegionId(name), classId, confidence: 90 });
const late = { ...makeBox({ ...start('late', 5), attributes: { colour: 'grün 😄' } }, { x0: 1, y0: 1, x1: 9, y1: 9 }), occluded: true, crowd: true };
const early = makeBox({ ...start('early', 2), origin: 'prediction-changed' }, { x0: 1, y0: 1, x1: 9, y1: 9 });
const labels: ItemLabels = {
  ...emptyItemLabels(parseItemId('a')),
  regions: [late, early],
  relations: [{ id: 'l', from: late.id, to: early.id, label: 'on' }],
  activeMs: 1234.4,
};
const items = [{ labels, geometry }, { labels: { ...labels, cannotTell: 'damaged' as const }, geometry }];

describe('details', () => {
  it('follow the order of the encoded regions, not of drawing', () => {
    const details = must(decodeDetails(must(encodeDetails(items, context))));
    expect(details.items[0]).toEqual({
      activeMs: 1234,
      regions: [{ origin: 'prediction-changed' }, { attributes: { colour: 'grün 😄' }, flags: 'oc' }],
      relations: [{ from: 1, to: 0, label: 'on' }],
    });
    const decoded = must(decodeItem(must(encodeItem(labels, context, geometry)), context, geometry));
    expect(decoded.regions.map((region) => region.classId)).toEqual([2, 5]);
    expect(details.items[1]).toEqual({ activeMs: 1234, cannotTell: 'damaged', regions: [] });
  });

  it('are the same bytes for the same labels', () => {
    const other = [{ labels: { ...labels, regions: [early, late] }, geometry }, items[1]!];
    const hash = detailsHash(must(encodeDetails(items, context)));
    expect(detailsHash(must(encodeDetails(other, context)))).toBe(hash);
    expect(detailsHash(must(encodeDetails([items[0]!], context)))).not.toBe(hash);
  });

  it('stop at labels that cannot be encoded, and say which', () => {
    const outside = { labels: { ...labels, regions: [{ ...late, x1: 101 }] }, geometry };
    expect(encodeDetails([items[0]!, outside], context)).toMatchObject({ ok: false, error: { code: 'BOX_OUTSIDE', itemIndex: 1 } });
  });

  it('refuse damage, bombs and other shapes', () => {
    const good = must(encodeDetails(items, context));
    const bad = [new Uint8Array(), good.subarray(0, good.length - 8), Uint8Array.of(1, 2, 3), zlibSync(new Uint8Array(20_000_000)), zlibSync(new TextEncoder().encode('{"version":2,"items":[]}')), zlibSync(Uint8Array.of(0xff))];
    for (const bytes of bad) expect(decodeDetails(bytes)).toMatchObject({ ok: false, error: { code: 'DETAILS_INVALID' } });
  });
});
