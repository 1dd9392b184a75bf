import { describe, expect, it } from 'vitest';
import { parseItemId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import { ok } from '../../../shared/result.ts';
import { emptyHistory } from '../history/history.ts';
import type { DeskDocument, DeskItem } from '../port.ts';
import { createDocumentCache, createMediaCache } from './loader.ts';
import type { MediaResult } from './loader.ts';

const item = (name: string): DeskItem => ({ index: 0, name, media: { kind: 'image', sha256: name, widthPx: 1, heightPx: 1 }, state: 'untouched' });

function setUp(budgetBytes: number) {
  const loads: string[] = [];
  const closed: string[] = [];
  const cache = createMediaCache(async ({ name }) => {
    loads.push(name);
    const pyramid = { widthPx: 1, heightPx: 1, levels: [], detail: null, bytes: 100, close: () => closed.push(name) };
    return ok({ kind: 'image', pyramid }) satisfies MediaResult;
  }, budgetBytes);
  return { cache, loads, closed };
}

describe('media cache', () => {
  it('decodes once and then has it at once', async () => {
    const { cache, loads } = setUp(1000);
    expect(cache.peek(item('a'))).toBeUndefined();
    await Promise.all([cache.get(item('a')), cache.get(item('a'))]);
    expect(loads).toEqual(['a']);
    expect(cache.peek(item('a'))?.ok).toBe(true);
  });

  it('gives back the memory of the one not used for longest, and never the open one', async () => {
    const { cache, closed } = setUp(150);
    await cache.get(item('a'));
    cache.pin(item('a'));
    await cache.get(item('b'));
    await cache.get(item('c'));
    await cache.get(item('d'));
    expect(closed).toEqual(['b', 'c']);
    expect(cache.peek(item('a'))?.ok).toBe(true);
  });

  it('tries again after a failure, and gives back everything at the end', async () => {
    let attempts = 0;
    const closed: number[] = [];
    const cache = createMediaCache(async () => {
      attempts += 1;
      if (attempts === 1) return { ok: false, error: { code: 'ASSET_UNAVAILABLE', message: 'not there' } };
      return ok({ kind: 'image', pyramid: { widthPx: 1, heightPx: 1, levels: [], detail: null, bytes: 1, close: () => closed.push(attempts) } });
    });
    expect((await cache.get(item('a'))).ok).toBe(false);
    expect((await cache.get(item('a'))).ok).toBe(true);
    cache.close();
    expect(closed).toEqual([2]);
  });
});

describe('document cache', () => {
  const document = (activeMs: number): DeskDocument => ({ labels: emptyItemLabels(parseItemId('a')), history: emptyHistory, activeMs, isSealed: false });

  it('prefers what is not saved yet, then what it knows, then the store', async () => {
    const pending = new Map<number, DeskDocument>();
    const cache = createDocumentCache(async () => document(1), (index) => pending.get(index));
    expect((await cache.get(0)).activeMs).toBe(1);
    cache.put(0, document(2));
    expect((await cache.get(0)).activeMs).toBe(2);
    pending.set(0, document(3));
    expect((await cache.get(0)).activeMs).toBe(3);
  });

  it('does not let a slow read overwrite a newer state', async () => {
    let finish: (value: DeskDocument) => void = () => undefined;
    const cache = createDocumentCache(() => new Promise((resolve) => (finish = resolve)), () => undefined);
    const reading = cache.get(0);
    cache.put(0, document(2));
    finish(document(1));
    expect((await reading).activeMs).toBe(2);
    expect(cache.peek(0)?.activeMs).toBe(2);
  });

  it('keeps only the last few', async () => {
    const cache = createDocumentCache(async (index) => document(index), () => undefined);
    for (let index = 0; index < 100; index++) await cache.get(index);
    expect(cache.peek(0)).toBeUndefined();
    expect(cache.peek(99)?.activeMs).toBe(99);
  });
});
