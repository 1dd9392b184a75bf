import { seriesColours, seriesDashes } from './chart.ts';

/** The names of lines, each beside a piece of its line. */
export function LineLegend({ names }: { names: readonly string[] }) {
  return (
    <ul className="t-quality__legend">
      {names.map((name, place) => (
        <li key={name}>
          <svg width="26" height="8" aria-hidden="true">
            <line x1="0" y1="4" x2="26" y2="4" stroke={seriesColours[place % seriesColours.length]} strokeWidth="2.5" strokeDasharray={seriesDashes[place % seriesDashes.length]} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The names of points or bars, each beside its sign. */
export function DotLegend({ entries }: { entries: readonly { readonly name: string; readonly colour: string; readonly isHollow?: boolean }[] }) {
  return (
    <ul className="t-quality__legend">
      {entries.map(({ name, colour, isHollow = false }) => (
        <li key={name}>
          <svg width="12" height="12" aria-hidden="true">
            <circle cx="6" cy="6" r="4.5" fill={isHollow ? 'none' : colour} stroke={colour} strokeWidth="1.5" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
