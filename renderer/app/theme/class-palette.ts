/**
 * Twenty class colours with a second sign each. The colours are a farthest-point choice in OKLab
 * (a quarter of the weight on a simulated deuteranope's view), within a band of luminance that keeps
 * 3:1 against the light and the dark ground; the sign tells apart what colour does not.
 */
export interface ClassSign {
  /** In a box of 12 x 12: for `<path d>` and for `new Path2D(...)`. */
  path: string;
  isFilled: boolean;
}

export interface ClassLook {
  /** #rrggbb: lines, fills, swatches. */
  colour: string;
  /** #rrggbb: text and signs on the colour, 4.5:1 or the better of black and white. */
  ink: string;
  sign: ClassSign;
  /** Canvas line dash in screen px; empty is a solid line. */
  dashPx: readonly number[];
}

const SHAPES = {
  square: 'M1.5 1.5h9v9h-9z',
  disc: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  triangle: 'M6 1.2L11 10.5H1z',
  diamond: 'M6 .8L11.2 6L6 11.2L.8 6z',
  cross: 'M4.3 1h3.4v3.3H11v3.4H7.7V11H4.3V7.7H1V4.3h3.3z',
  wedge: 'M1.2 1.5h9.6L6 10.8z',
  bar: 'M1 4h10v4H1z',
  post: 'M4 1h4v10H4z',
  hexagon: 'M3.4 1.3h5.2L11.4 6L8.6 10.7H3.4L.6 6z',
  star: 'M6 .7l1.5 3.6l3.9.3l-3 2.5l1 3.8L6 8.9l-3.4 2l1-3.8l-3-2.5l3.9-.3z',
} as const;

const COLOURS = [
  '#2a5cda', '#f86111', '#057918', '#fb2af4', '#2a9cae', '#9c486e', '#93912c', '#a804cc', '#d00600', '#15985b',
  '#997be9', '#8c5e1a', '#fb0086', '#276c87', '#bb7e90', '#7c58b3', '#1d8ef5', '#767d71', '#c444ac', '#8121fc',
] as const;

const shapes = Object.values(SHAPES);
const DASHES: readonly (readonly number[])[] = [[], [6, 3]];

export const classPalette: readonly ClassLook[] = COLOURS.map((colour, index) => {
  const isFilled = index < shapes.length;
  return {
    colour,
    ink: inkOn(colour),
    sign: { path: shapes[index % shapes.length] ?? SHAPES.square, isFilled },
    dashPx: DASHES[isFilled ? 0 : 1] ?? [],
  };
});

/** The look of the class at a place in the schema; past twenty it begins again. */
export function classLook(index: number, colour?: string): ClassLook {
  const look = classPalette[((index % classPalette.length) + classPalette.length) % classPalette.length] ?? classPalette[0];
  if (look === undefined) throw new Error('the class palette is empty');
  return colour === undefined ? look : { ...look, colour, ink: inkOn(colour) };
}

/** Near-black or white, whichever reads better on the colour (`#rrggbb`). */
export function inkOn(colour: string): string {
  return luminance(colour) > 0.19 ? '#1a1713' : '#ffffff';
}

/** Relative luminance (WCAG 2) of `#rrggbb`, 0 to 1. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
