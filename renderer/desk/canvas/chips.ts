import type { ShownClass } from './looks.ts';

/** A class's name on a box, drawn once and then copied. Sizes in device pixels. */
export interface Chip {
  readonly canvas: HTMLCanvasElement;
  readonly widthPx: number;
  readonly heightPx: number;
}

export type ChipStyle = 'full' | 'sign';

const HEIGHT_PX = 18;
const PAD_PX = 4;
const SIGN_PX = 10;
const KEPT = 600;

const chips = new Map<string, Chip>();

/** @param confidence in per cent; null leaves it out */
export function chipFor(look: ShownClass, confidence: number | null, style: ChipStyle, pixelRatio: number): Chip {
  const key = `${look.id}|${look.name}|${look.colour}|${look.glyph ?? ''}|${confidence ?? ''}|${style}|${pixelRatio}`;
  const known = chips.get(key);
  if (known !== undefined) return known;
  const made = drawChip(look, confidence, style, pixelRatio);
  if (chips.size >= KEPT) chips.clear();
  chips.set(key, made);
  return made;
}

function drawChip(look: ShownClass, confidence: number | null, style: ChipStyle, pixelRatio: number): Chip {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no 2D canvas');
  const family = getComputedStyle(document.documentElement).getPropertyValue('--font-ui') || 'sans-serif';
  const nameFont = `600 12px ${family}`;
  const numberFont = `500 11px ${family}`;
  const name = style === 'full' ? shorten(look.name) : '';
  const number = style === 'full' && confidence !== null ? `${confidence}` : '';
  context.font = nameFont;
  const nameWidth = name === '' ? 0 : Math.ceil(context.measureText(name).width) + PAD_PX;
  context.font = numberFont;
  const numberWidth = number === '' ? 0 : Math.ceil(context.measureText(number).width) + PAD_PX + 1;
  const width = PAD_PX + SIGN_PX + nameWidth + numberWidth + PAD_PX;
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(HEIGHT_PX * pixelRatio);
  context.scale(pixelRatio, pixelRatio);
  context.fillStyle = look.colour;
  context.fillRect(0, 0, width, HEIGHT_PX);
  drawSign(context, look);
  context.fillStyle = look.ink;
  context.textBaseline = 'middle';
  context.font = nameFont;
  context.fillText(name, PAD_PX + SIGN_PX + PAD_PX, HEIGHT_PX / 2 + 0.5);
  context.font = numberFont;
  context.fillText(number, PAD_PX + SIGN_PX + nameWidth + PAD_PX + 1, HEIGHT_PX / 2 + 0.5);
  return { canvas, widthPx: canvas.width, heightPx: canvas.height };
}

function drawSign(context: CanvasRenderingContext2D, look: ShownClass): void {
  context.save();
  context.translate(PAD_PX, (HEIGHT_PX - SIGN_PX) / 2);
  context.fillStyle = look.ink;
  context.strokeStyle = look.ink;
  if (look.glyph !== undefined) {
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = '700 11px sans-serif';
    context.fillText(look.glyph, SIGN_PX / 2, SIGN_PX / 2 + 0.5);
  } else {
    context.scale(SIGN_PX / 12, SIGN_PX / 12);
    const path = new Path2D(look.sign.path);
    context.lineWidth = 1.8;
    if (look.sign.isFilled) context.fill(path);
    else context.stroke(path);
  }
  context.restore();
}

const LONGEST_NAME = 22;

function shorten(name: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`;
}

/** Forgets what was drawn: the font has arrived since. */
export function clearChips(): void {
  chips.clear();
}
