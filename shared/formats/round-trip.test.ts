import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormatItem } from './model.ts';
import { fit } from './fit.ts';
import { formatNames } from './names.ts';
import { formatOf } from './registry.ts';
import { LossCounter } from './report.ts';
import { itemsOfKind } from './test-support/arbitrary.ts';
import { through, writeAll } from './test-support/passes.ts';

/** What a format says it keeps, of items; losses are what it says it does not. */
function kept(name: (typeof formatNames)[number], items: readonly FormatItem[]) {
  const losses = new LossCounter();
  return { items: items.flatMap((item) => fit(item, formatOf(name).carries, losses) ?? []), losses: losses.list() };
}

const byPath = (items: readonly FormatItem[]) => [...items].sort((one, other) => (one.path < other.path ? -1 : 1));

describe.each(formatNames)('%s', (name) => {
  it.each(['image', 'text'] as const)('brings back of an %s what its table says, says what it does not, and no more', async (kind) => {
    await fc.assert(
      fc.asyncProperty(itemsOfKind(kind), async (items) => {
        const expected = kept(name, items);
        const back = await through(name, { items });
        // A format of images has nothing to write of texts, and so nothing to read.
        if (expected.items.length > 0) expect(back.report.problems()).toEqual([]);
        expect(byPath(back.items)).toEqual(byPath(expected.items));
        const said = back.written.report.losses.list();
        for (const loss of expected.losses) expect(said).toContainEqual(loss);
        // Written again it is the same, file by file.
        const again = await writeAll(name, { items: byPath(back.items) });
        const first = await writeAll(name, { items: byPath(expected.items) });
        expect(again.files).toEqual(first.files);
      }),
      { numRuns: name === 'parquet' ? 10 : 60 },
    );
  });
});
