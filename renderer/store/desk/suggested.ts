import { parseRegionId } from '../../../shared/labels/ids.ts';
import { makeBox, makeItemClass, makeSpan } from '../../../shared/labels/make.ts';
import { codePointLength } from '../../../shared/labels/text-offsets.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';

/**
 * A model's suggestions for an item, as regions that can be taken over. Ids go by place, so that one that was taken
 * over is known again. What lies outside the item is left out: a model may be wrong, and must not keep the item shut.
 * @param text of a text item
 */
export function suggestedRegions(item: ManifestItem, text: string | null): readonly Region[] {
  return (item.suggestions ?? []).flatMap((suggestion, index): Region[] => {
    const { classId, confidence, box, span, attributes = {} } = suggestion;
    const start = { id: parseRegionId(`suggested-${index}`), classId, confidence, attributes, origin: 'prediction' as const };
    if (box !== undefined) return boxOf(start, box, item);
    if (span === undefined) return [makeItemClass(start)];
    if (text === null || span[0] >= span[1] || span[1] > codePointLength(text)) return [];
    return [makeSpan(start, text, span[0], span[1])];
  });
}

function boxOf(start: Parameters<typeof makeBox>[0], [x0, y0, x1, y1]: readonly [number, number, number, number], { width = 0, height = 0 }: ManifestItem): Region[] {
  const made = makeBox(start, { x0, y0, x1, y1 });
  const box = { ...made, x0: Math.max(0, made.x0), y0: Math.max(0, made.y0), x1: Math.min(width, made.x1), y1: Math.min(height, made.y1) };
  return box.x1 - box.x0 < 1 || box.y1 - box.y0 < 1 ? [] : [box];
}
