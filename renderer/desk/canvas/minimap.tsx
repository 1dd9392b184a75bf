import { useEffect, useRef } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import type { ImagePyramid } from '../media/pyramid.ts';
import { useStore } from '../session/store.ts';
import type { BoxController } from './box-controller.ts';
import { clamp } from './geometry.ts';
import { centreOn, isFit, visibleRect } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const LONG_SIDE_PX = 148;

/** The whole image in small with what is seen of it; only there while something is out of sight. */
export function Minimap({ controller }: { controller: BoxController }) {
  // Asked for a yes or no alone: while all is in sight, moving the view draws nothing here.
  const isNeeded = useStore(controller.store, ({ viewport, options }) => options.hasMinimap && viewport !== null && !isAllSeen(viewport));
  return isNeeded ? <Overview controller={controller} /> : null;
}

function Overview({ controller }: { controller: BoxController }) {
  const t = useStrings();
  const viewport = useStore(controller.store, (view) => view.viewport);
  const { media } = controller.props();
  if (viewport === null || media.kind !== 'image') return null;
  const scale = LONG_SIDE_PX / Math.max(viewport.image.widthPx, viewport.image.heightPx);
  const size = { width: Math.max(24, viewport.image.widthPx * scale), height: Math.max(24, viewport.image.heightPx * scale) };
  const seen = visibleRect(viewport);
  const { widthPx, heightPx } = viewport.image;
  const frame = {
    left: `${(clamp(seen.x0, 0, widthPx) / widthPx) * 100}%`,
    top: `${(clamp(seen.y0, 0, heightPx) / heightPx) * 100}%`,
    right: `${(1 - clamp(seen.x1, 0, widthPx) / widthPx) * 100}%`,
    bottom: `${(1 - clamp(seen.y1, 0, heightPx) / heightPx) * 100}%`,
  };
  const go = (event: React.PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const bounds = event.currentTarget.getBoundingClientRect();
    const point = { x: ((event.clientX - bounds.left) / bounds.width) * widthPx, y: ((event.clientY - bounds.top) / bounds.height) * heightPx };
    controller.setView((current) => centreOn(current, point));
  };
  return (
    <div
      className="desk-minimap"
      role="img"
      aria-label={t('desk:view.minimap')}
      style={size}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <Picture pyramid={media.pyramid} />
      <span className="desk-minimap__seen" style={frame} />
    </div>
  );
}

function isAllSeen(viewport: Viewport): boolean {
  if (isFit(viewport)) return true;
  const seen = visibleRect(viewport);
  return seen.x0 <= 0 && seen.y0 <= 0 && seen.x1 >= viewport.image.widthPx && seen.y1 >= viewport.image.heightPx;
}

function Picture({ pyramid }: { pyramid: ImagePyramid }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    const level = pyramid.levels.at(-1);
    if (canvas === null || context === null || context === undefined || level === undefined) return;
    const scale = (LONG_SIDE_PX * 2) / Math.max(pyramid.widthPx, pyramid.heightPx);
    canvas.width = Math.ceil(pyramid.widthPx * scale);
    canvas.height = Math.ceil(pyramid.heightPx * scale);
    context.imageSmoothingQuality = 'high';
    for (const tile of level.tiles) context.drawImage(tile.bitmap, tile.x0 * scale, tile.y0 * scale, (tile.x1 - tile.x0) * scale, (tile.y1 - tile.y0) * scale);
  }, [pyramid]);
  return <canvas ref={ref} className="desk-minimap__picture" aria-hidden="true" />;
}
