import type { RefObject, UIEvent } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Rows beyond the edges, so that a turn of the wheel finds them there. */
const BEYOND = 6;
/** After a jump only the rows in sight are drawn; those beyond them so much later, in milliseconds. */
const REST_MS = 200;
/** Before the list was measured. */
const FIRST_HEIGHT_PX = 480;

export interface RowWindow {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The rows to draw, `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/**
 * Which rows of a list of equal rows are in sight. The row that becomes the active one is scrolled to: where to is
 * computed and not asked of the page, so that one render draws the rows at their new place and the page is laid out once.
 * @param activeAt -1 where no row is active
 */
export function useRowWindow(rowPx: number, count: number, activeAt: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [heightPx, setHeight] = useState(FIRST_HEIGHT_PX);
  const [topPx, setTop] = useState(0);
  const [shownAt, setShownAt] = useState(-1);
  const [isAtRest, setAtRest] = useState(true);
  /** Where the page has the list, as far as it told. */
  const toldPx = useRef(0);

  let wantedPx = Math.max(0, Math.min(topPx, count * rowPx - heightPx));
  if (activeAt !== shownAt) {
    if (activeAt >= 0) wantedPx = Math.max(0, Math.min(wantedPx, activeAt * rowPx), (activeAt + 1) * rowPx - heightPx);
    setShownAt(activeAt);
    if (wantedPx !== topPx) setAtRest(false);
    setTop(wantedPx);
  }
  useEffect(() => {
    if (isAtRest) return undefined;
    const timer = setTimeout(() => setAtRest(true), REST_MS);
    return () => clearTimeout(timer);
  }, [isAtRest, wantedPx]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setHeight(entry?.contentRect.height ?? FIRST_HEIGHT_PX);
      // A list that became lower, because a panel opened below it, still shows its active row.
      setShownAt(-1);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (scroller.current === null || Math.abs(toldPx.current - wantedPx) < 1) return;
    scroller.current.scrollTop = wantedPx;
    toldPx.current = wantedPx;
  }, [wantedPx]);
  const beyond = isAtRest ? BEYOND : 0;
  return {
    scroller,
    from: Math.max(0, Math.floor(wantedPx / rowPx) - beyond),
    to: Math.min(count, Math.ceil((wantedPx + heightPx) / rowPx) + beyond),
    onScroll: ({ currentTarget }) => {
      if (Math.abs(currentTarget.scrollTop - toldPx.current) >= 1) setAtRest(true);
      toldPx.current = currentTarget.scrollTop;
      setTop(currentTarget.scrollTop);
    },
  };
}
