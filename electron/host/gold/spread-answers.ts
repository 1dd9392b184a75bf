import { randomBytes } from 'node:crypto';
import type { HostResult } from '../../../shared/host-api.ts';
import { toHex } from '../../../shared/bytes.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { drawFrom } from '../../../shared/protocol/gold/secret.ts';
import { spreadKnown } from '../../../shared/protocol/gold/spread.ts';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';
import { categoriesOf } from './encode-answer.ts';
import type { StatedAnswer } from './read-answers.ts';

export type GoldSummary = NonNullable<HostResult<'packs.ingest'>['gold']>;

/**
 * The items in an order in which every batch has its share of the known answers. The order is random and made once:
 * the manifest holds it from then on.
 */
export function spreadAnswers(items: readonly ManifestItem[], answers: ReadonlyMap<string, StatedAnswer>, batchSize: number | null): readonly ManifestItem[] {
  if (batchSize === null || answers.size === 0) return items;
  const categories = categoriesOf(answers);
  const known = new Map(items.flatMap(({ id }, place) => (answers.has(id) ? [[place, categories.get(id) ?? 0] as const] : [])));
  const below = drawFrom(parseBytes32(toHex(randomBytes(32))), 'spread');
  return spreadKnown(items.length, batchSize, known, below).flatMap((place) => items[place] ?? []);
}

/** How many answers there are, and of each class; class 0: nothing there. */
export function summaryOfGold(answers: ReadonlyMap<string, StatedAnswer>): GoldSummary {
  const counts = new Map<number, number>();
  for (const { regions } of answers.values()) {
    const classes = regions.length === 0 ? [0] : new Set(regions.map(({ classId }) => classId));
    for (const classId of classes) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  }
  return { answers: answers.size, classes: [...counts].map(([classId, count]) => ({ classId, count })).sort((one, other) => one.classId - other.classId) };
}
