import type { ClassLook } from '../theme/class-palette.ts';
import { drawableGlyph } from '../theme/drawable-glyph.ts';
import './class-chip.css';

/** A class's colour and sign; the schema's own glyph stands in for the sign where there is one. */
export function ClassSwatch({ look, glyph, sizePx = 16 }: { look: ClassLook; glyph?: string | undefined; sizePx?: number }) {
  const sign = drawableGlyph(glyph);
  return (
    <svg className="t-class-swatch" width={sizePx} height={sizePx} viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="1.5" fill={look.colour} />
      {sign === undefined ? (
        <path
          d={look.sign.path}
          transform="translate(4 4)"
          fill={look.sign.isFilled ? look.ink : 'none'}
          stroke={look.sign.isFilled ? 'none' : look.ink}
          strokeWidth="1.6"
        />
      ) : (
        <text x="10" y="14.5" textAnchor="middle" fontSize="13" fontWeight="700" fill={look.ink}>
          {sign}
        </text>
      )}
    </svg>
  );
}

export function ClassChip({ look, name, glyph }: { look: ClassLook; name: string; glyph?: string | undefined }) {
  return (
    <span className="t-class-chip" title={name}>
      <ClassSwatch look={look} glyph={glyph} />
      <span className="t-truncate">{name}</span>
    </span>
  );
}
