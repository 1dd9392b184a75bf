import type { RegionId } from '../../../shared/labels/ids.ts';
import { classById, type ProjectSchema } from '../../../shared/labels/schema.ts';
import type { Relation, SpanRegion } from '../../../shared/labels/types.ts';
import { inkOn } from '../../app/theme/class-palette.ts';
import type { Overlay } from '../surface.ts';
import type { DrawnRelation } from './relation-arcs.tsx';
import { inReadingOrder } from './runs.ts';
import type { Stretch } from './segments.ts';
import { type DrawnSpan, drawnSpan, drawnStretch, type SpanLook } from './text-line.tsx';

export interface WhatToDraw {
  /** One's own, checked against the text. */
  readonly own: readonly SpanRegion[];
  readonly overlays: readonly Overlay[];
  readonly schema: ProjectSchema;
  readonly selection: readonly RegionId[];
  readonly related: ReadonlySet<RegionId>;
  readonly cursor: Stretch | null;
  readonly found: readonly Stretch[];
  /** The place found that one is at. */
  readonly current: Stretch | null;
}

const noRelation = { isSelected: false, isRelated: false };

/** One's own spans, other people's, places found, and the cursor, in reading order. */
export function drawSpans({ own, overlays, schema, selection, related, cursor, found, current }: WhatToDraw): DrawnSpan[] {
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
  const mine = own.map((span) => drawnSpan(span, 'own', { isSelected: chosen.has(span.id), isRelated: related.has(span.id) }, lookOf(span.classId)));
  const others = overlays.flatMap((overlay) =>
    overlay.regions.flatMap((region) =>
      region.kind === 'span'
        ? [drawnSpan(region, 'overlay', noRelation, { colour: overlay.colour, ink: inkOn(overlay.colour), label: `${overlay.name}: ${lookOf(region.classId).label}` })]
        : [],
    ),
  );
  const places = found.map((stretch) => drawnStretch(stretch, 'found', stretch === current));
  return inReadingOrder([...mine, ...others, ...places, ...(cursor === null ? [] : [drawnStretch(cursor, 'cursor')])]);
}

/** The relations between spans that fit the text and are shown. */
export function drawRelations(relations: readonly Relation[], own: readonly SpanRegion[], selection: readonly RegionId[]): DrawnRelation[] {
  const starts = new Map(own.flatMap((span) => (span.hidden ? [] : [[span.id, span.startUtf16] as const])));
  return relations.flatMap(({ id, label, from, to }) => {
    const [start, end] = [starts.get(from), starts.get(to)];
    return start === undefined || end === undefined ? [] : [{ id, label, from: start, to: end, isSelected: selection.includes(from) || selection.includes(to) }];
  });
}
