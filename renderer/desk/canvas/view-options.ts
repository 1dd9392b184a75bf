import { z } from 'zod';

export const GRID_PX = { min: 2, max: 10_000 } as const;

/** How a person likes the picture; kept on this machine, the same for all items. */
const viewOptionsSchema = z.object({
  hasMinimap: z.boolean().catch(true),
  hasCrosshair: z.boolean().catch(true),
  hasNames: z.boolean().catch(true),
  hasGrid: z.boolean().catch(false),
  /** Between two lines of the grid, in image pixels. */
  gridPx: z.int().min(GRID_PX.min).max(GRID_PX.max).catch(100),
  /** Another item is shown as the one before was, instead of whole. */
  isViewKept: z.boolean().catch(false),
  /** In per cent; 100 is as it is. */
  brightness: z.number().min(20).max(300).catch(100),
  contrast: z.number().min(20).max(300).catch(100),
  saturation: z.number().min(0).max(300).catch(100),
});
export type ViewOptions = z.infer<typeof viewOptionsSchema>;

const STORAGE_KEY = 'tessera.desk.view';

export function readViewOptions(): ViewOptions {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return viewOptionsSchema.parse(typeof stored === 'object' && stored !== null ? stored : {});
  } catch {
    return viewOptionsSchema.parse({});
  }
}

export function writeViewOptions(options: ViewOptions): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(options));
}

/** CSS filter of the image layer; empty where nothing is changed. */
export function filterOf({ brightness, contrast, saturation }: ViewOptions): string {
  if (brightness === 100 && contrast === 100 && saturation === 100) return '';
  return `brightness(${brightness}%) contrast(${contrast}%) saturate(${saturation}%)`;
}
