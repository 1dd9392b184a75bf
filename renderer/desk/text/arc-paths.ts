/** Where a related span stands on the page: its middle, its upper and its lower edge, px. */
export interface ArcPlace {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ArcPath {
  /** SVG path data, from one span to the other. */
  readonly d: string;
  /** Where the relation's name stands. */
  readonly nameX: number;
  readonly nameY: number;
}

/** Two places closer than this are on one row. */
const ROW_PX = 12;
/** How high an arc over one row is at most, so that it stays under the row above. */
const HIGHEST_PX = 13;

/** An arc above a row where both ends are on it, and else a curve that leaves one row and enters the other. */
export function arcPath(from: ArcPlace, to: ArcPlace): ArcPath {
  if (Math.abs(from.top - to.top) < ROW_PX) {
    const top = Math.min(from.top, to.top) - Math.min(HIGHEST_PX, 6 + Math.abs(to.x - from.x) / 20);
    return { d: `M ${from.x} ${from.top} C ${from.x} ${top}, ${to.x} ${top}, ${to.x} ${to.top}`, nameX: (from.x + to.x) / 2, nameY: top + 4 };
  }
  const isDown = to.top > from.top;
  const [y0, y1] = isDown ? [from.bottom, to.top] : [from.top, to.bottom];
  const bend = Math.max(10, Math.min(60, Math.abs(y1 - y0) / 2)) * (isDown ? 1 : -1);
  return { d: `M ${from.x} ${y0} C ${from.x} ${y0 + bend}, ${to.x} ${y1 - bend}, ${to.x} ${y1}`, nameX: (from.x + to.x) / 2, nameY: (y0 + y1) / 2 };
}
