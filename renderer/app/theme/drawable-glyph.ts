const SIDE_PX = 24;
const FONT = `16px 'Atkinson Hyperlegible Next Variable', system-ui, sans-serif`;
/** A code point that no font has: what it draws is this machine's empty box. */
const MISSING = '\u{10FFFE}';

const known = new Map<string, boolean>();
let missing: string | null = null;

/**
 * A schema's own sign for a class, or undefined where this machine has no font for it: the palette's
 * drawn sign then stands in, which is better than an empty box.
 */
export function drawableGlyph(glyph: string | undefined): string | undefined {
  if (glyph === undefined || /^[\u0020-\u024f]+$/.test(glyph)) return glyph;
  const isDrawable = known.get(glyph) ?? [...new Intl.Segmenter().segment(glyph)].every(({ segment }) => canDraw(segment));
  known.set(glyph, isDrawable);
  return isDrawable ? glyph : undefined;
}

function canDraw(character: string): boolean {
  missing ??= picture(MISSING);
  // Without a canvas nothing can be said against it.
  return missing === '' || picture(character) !== missing;
}

function picture(text: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE_PX;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return '';
  context.font = FONT;
  context.textBaseline = 'top';
  // A variation selector has no picture of its own and would only widen a box.
  context.fillText(text.replaceAll('\ufe0f', ''), 0, 2);
  return context.getImageData(0, 0, SIDE_PX, SIDE_PX).data.join();
}
