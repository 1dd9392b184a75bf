import type { RegionId } from '../../../shared/labels/ids.ts';
import { classById, type ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import { inkOn } from '../../app/theme/class-palette.ts';
import type { Overlay } from '../surface.ts';
import { inReadingOrder } from './runs.ts';
import type { Stretch } from './segments.ts';
import { type DrawnSpan, drawnCursor, drawnSpan, type SpanLook } from './text-line.tsx';

export interface WhatToDraw {
  readonly labels: ItemLabels;
  readonly overlays: readonly Overlay[];
  readonly schema: ProjectSchema;
  readonly selection: readonly RegionId[];
  readonly cursor: Stretch | null;
}

/** One's own spans, other people's, and the cursor, in reading order. */
export function drawSpans({ labels, overlays, schema, selection, cursor }: WhatToDraw): DrawnSpan[] {
  const looks = new Map<number, SpanLook>();
  const lookOf = (classId: number): SpanLook => {
    const known = looks.get(classId);
    if (known !== undefined) return known;
    const entry = classById(schema, classId);
    const colour = entry?.colour ?? '#767d71';
    const look = { colour, ink: inkOn(colour), label: entry?.name ?? String(classId) };
    looks.set(classId, look);
    return look;
  };
  const chosen = new Set(selection);
  const own = labels.regions.flatMap((region) => (region.kind === 'span' ? [drawnSpan(region, 'own', chosen.has(region.id), lookOf(region.classId))] : []));
  const others = overlays.flatMap((overlay) =>
    overlay.regions.flatMap((region) =>
      region.kind === 'span'
        ? [drawnSpan(region, 'overlay', false, { colour: overlay.colour, ink: inkOn(overlay.colour), label: `${overlay.name}: ${lookOf(region.classId).label}` })]
        : [],
    ),
  );
  return inReadingOrder([...own, ...others, ...(cursor === null ? [] : [drawnCursor(cursor)])]);
}
