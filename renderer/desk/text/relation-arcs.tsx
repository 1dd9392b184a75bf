import { useLayoutEffect, useRef, useState } from 'react';
import { cx } from '../../app/ui/cx.ts';
import type { ArcPath, ArcPlace } from './arc-paths.ts';
import { arcPath } from './arc-paths.ts';
import { START_ATTRIBUTE } from './dom-offsets.ts';

/** A relation between two spans of the text, by the UTF-16 offsets at which they begin. */
export interface DrawnRelation {
  readonly id: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** One of its spans is selected. */
  readonly isSelected: boolean;
}

interface ArcsProps {
  readonly relations: readonly DrawnRelation[];
  /** Where the row of an offset begins, px from the top of the page: for an end that is not on the screen. The same function while the text is the same. */
  readonly rowTopOf: (offset: number) => number;
}

type Arc = DrawnRelation & ArcPath;

/**
 * The relations that have an end on the screen, drawn over the text. For the eye alone: the list of regions says
 * the same in words.
 */
export function RelationArcs({ relations, rowTopOf }: ArcsProps) {
  const layer = useRef<SVGSVGElement>(null);
  const [arcs, setArcs] = useState<readonly Arc[]>([]);
  useLayoutEffect(() => {
    const svg = layer.current;
    const page = svg?.parentElement;
    if (svg === null || page == null) return undefined;
    const measure = (): void => {
      const next = measured(svg, relations, rowTopOf);
      setArcs((before) => (isSame(before, next) ? before : next));
    };
    measure();
    // A row that came, went, moved or broke anew moves the ends; told before the page is painted.
    const rows = new MutationObserver((changes) => {
      if (changes.some(({ target }) => !svg.contains(target))) measure();
    });
    rows.observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ['style', START_ATTRIBUTE] });
    const sizes = new ResizeObserver(measure);
    sizes.observe(page);
    return () => {
      rows.disconnect();
      sizes.disconnect();
    };
  }, [relations, rowTopOf]);
  return (
    <svg ref={layer} className="text-arcs" aria-hidden="true">
      <defs>
        <marker id="text-arc-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M 0 0 L 8 4 L 0 8 z" fill="context-stroke" />
        </marker>
      </defs>
      {arcs.map((arc) => (
        <g key={arc.id} className={cx('text-arc', arc.isSelected && 'text-arc--selected')}>
          <path d={arc.d} markerEnd="url(#text-arc-end)" />
          {arc.label !== '' && (
            <text x={arc.nameX} y={arc.nameY} textAnchor="middle">
              {arc.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function measured(layer: SVGSVGElement, relations: readonly DrawnRelation[], rowTopOf: ArcsProps['rowTopOf']): readonly Arc[] {
  if (relations.length === 0) return [];
  const origin = layer.getBoundingClientRect();
  const page = layer.parentElement;
  const placeOf = (offset: number): ArcPlace | null => {
    const box = page?.querySelector(`[${START_ATTRIBUTE}="${offset}"]`)?.getClientRects()[0];
    return box === undefined ? null : { x: Math.round((box.left + box.right) / 2 - origin.left), top: Math.round(box.top - origin.top), bottom: Math.round(box.bottom - origin.top) };
  };
  return relations.flatMap((relation) => {
    const [from, to] = [placeOf(relation.from), placeOf(relation.to)];
    const seen = from ?? to;
    if (seen === null) return [];
    // An end that is scrolled away: the arc runs towards its row.
    const away = (offset: number): ArcPlace => ({ x: seen.x, top: rowTopOf(offset), bottom: rowTopOf(offset) });
    return [{ ...relation, ...arcPath(from ?? away(relation.from), to ?? away(relation.to)) }];
  });
}

function isSame(before: readonly Arc[], next: readonly Arc[]): boolean {
  return before.length === next.length && before.every((arc, at) => arc.id === next[at]?.id && arc.d === next[at].d && arc.label === next[at].label && arc.isSelected === next[at].isSelected);
}
