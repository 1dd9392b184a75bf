import { useRef } from 'react';
import { useStrings } from '../strings/strings.ts';
import { cx } from './cx.ts';
import type { TileState } from './mosaic-state.ts';
import { countTiles, tileMarks, tileName } from './mosaic-state.ts';
import './mosaic.css';

export interface MosaicTile {
  state: TileState;
  /** Spoken and shown on hover; "Item 5: sealed" where it is left out. */
  label?: string | undefined;
}

export interface MosaicProps {
  /** What it is a picture of, e.g. the batch's name. */
  name: string;
  tiles: readonly MosaicTile[];
  /** s: 10 px, a glance. m: 18 px. l: 26 px, each tile a target. */
  size?: 's' | 'm' | 'l' | undefined;
  /** Tiles a row; else as many as fit. */
  columns?: number | undefined;
  /** The item that is open. */
  current?: number | undefined;
  /** Makes tiles buttons: one stop for Tab, arrows move inside. */
  onPick?: ((index: number) => void) | undefined;
}

/**
 * The signature of the product: a batch as a small mosaic, one tile an item, its state told by
 * colour and by mark. To look at it is one image with a summary; to pick from it is a set of buttons.
 */
export function Mosaic({ name, tiles, size = 'm', columns, current, onPick }: MosaicProps) {
  const t = useStrings();
  const frame = useRef<HTMLDivElement>(null);
  const summary = countTiles(tiles.map((tile) => tile.state)).map(({ state, count }) => t('app:mosaic.part', { count, state: t(tileName(state)) }));
  const label = t('app:mosaic.label', { name, summary: summary.length === 0 ? t('app:mosaic.empty') : summary.join(', ') });
  const labelOf = (tile: MosaicTile, index: number) => tile.label ?? t('app:mosaic.tile', { number: index + 1, state: t(tileName(tile.state)) });
  const style = columns === undefined ? undefined : { gridTemplateColumns: `repeat(${columns}, var(--tile-size))` };
  if (onPick === undefined) {
    return (
      <div role="img" aria-label={label} className={cx('t-mosaic', `t-mosaic--${size}`)} style={style}>
        {tiles.map((tile, index) => (
          <span key={index} className={tileClass(tile, index, current)} title={labelOf(tile, index)}>
            <TileMark state={tile.state} />
          </span>
        ))}
      </div>
    );
  }
  const stop = current !== undefined && current < tiles.length ? current : 0;
  const move = (event: React.KeyboardEvent, index: number) => {
    const to = stepTo(event.key, index, tiles.length, columnsOf(frame.current));
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    frame.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div ref={frame} role="group" aria-label={label} className={cx('t-mosaic', `t-mosaic--${size}`, size !== 'l' && 't-mosaic--pick')} style={style}>
      {tiles.map((tile, index) => (
        <button
          key={index}
          type="button"
          tabIndex={index === stop ? 0 : -1}
          aria-current={index === current || undefined}
          aria-label={labelOf(tile, index)}
          title={labelOf(tile, index)}
          className={tileClass(tile, index, current)}
          onClick={() => onPick(index)}
          onKeyDown={(event) => move(event, index)}
        >
          <TileMark state={tile.state} />
        </button>
      ))}
    </div>
  );
}

/** One tile by itself: in legends and lists. */
export function Tile({ state }: { state: TileState }) {
  return (
    <span className={cx('t-tile t-tile--lone', `t-tile--${state}`)} aria-hidden="true">
      <TileMark state={state} />
    </span>
  );
}

function TileMark({ state }: { state: TileState }) {
  const mark = tileMarks[state];
  if (mark === null) return null;
  return (
    <svg viewBox="0 0 12 12" className="t-tile__mark" aria-hidden="true">
      <path d={mark} />
    </svg>
  );
}

/** Cut stone is never quite one colour: three shades by place, always the same for a place. */
function tileClass(tile: MosaicTile, index: number, current: number | undefined): string {
  const shade = (index * 7 + Math.floor(index / 5) * 3) % 3;
  return cx('t-tile', `t-tile--${tile.state}`, `t-tile--shade-${shade}`, index === current && 't-tile--current');
}

function columnsOf(frame: HTMLElement | null): number {
  const [first, ...rest] = [...(frame?.querySelectorAll('button') ?? [])];
  if (first === undefined) return 1;
  const next = rest.findIndex((tile) => tile.offsetTop > first.offsetTop);
  return next === -1 ? rest.length + 1 : next + 1;
}

function stepTo(key: string, index: number, count: number, columns: number): number | null {
  const to = { ArrowRight: index + 1, ArrowLeft: index - 1, ArrowDown: index + columns, ArrowUp: index - columns, Home: 0, End: count - 1 }[key];
  return to === undefined || to < 0 || to >= count ? null : to;
}
