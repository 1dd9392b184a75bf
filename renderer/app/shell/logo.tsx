/** The mark: a mosaic of nine tiles, one of them set in gold. */
export function Logo({ sizePx = 28 }: { sizePx?: number }) {
  const tiles = [
    'deep', 'mid', 'pale',
    'mid', 'gold', 'deep',
    'pale', 'deep', 'mid',
  ] as const;
  return (
    <svg className="t-logo" width={sizePx} height={sizePx} viewBox="0 0 28 28" aria-hidden="true">
      {tiles.map((shade, index) => (
        <rect key={index} className={`t-logo__tile t-logo__tile--${shade}`} x={1 + (index % 3) * 9} y={1 + Math.floor(index / 3) * 9} width="8" height="8" />
      ))}
    </svg>
  );
}
