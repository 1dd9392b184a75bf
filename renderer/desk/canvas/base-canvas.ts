import type { Size } from './geometry.ts';

/** A canvas as large as the view, below the Konva stage. Its context's unit is the device pixel. */
export interface BaseCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** True where the size changed and it is empty. */
  readonly fit: (view: Size, pixelRatio: number) => boolean;
  readonly show: (isShown: boolean) => void;
}

/**
 * @param isOpaque for what fills every pixel: the browser then copies it where it would mix it with what is below,
 * which without a graphics card is a third of a frame
 */
export function createBaseCanvas(holder: HTMLElement, isOpaque: boolean): BaseCanvas {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', top: '0', left: '0' });
  const context = canvas.getContext('2d', { alpha: !isOpaque });
  if (context === null) throw new Error('this browser has no 2D canvas');
  holder.append(canvas);
  let isShown = true;
  return {
    canvas,
    context,
    fit: ({ widthPx, heightPx }, pixelRatio) => {
      const width = Math.floor(widthPx * pixelRatio);
      const height = Math.floor(heightPx * pixelRatio);
      Object.assign(canvas.style, { width: `${widthPx}px`, height: `${heightPx}px` });
      if (canvas.width === width && canvas.height === height) return false;
      canvas.width = width;
      canvas.height = height;
      return true;
    },
    show: (isWanted) => {
      if (isWanted === isShown) return;
      isShown = isWanted;
      canvas.style.display = isWanted ? 'block' : 'none';
    },
  };
}
