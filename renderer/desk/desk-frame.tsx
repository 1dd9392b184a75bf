import type { ReactNode } from 'react';
import './desk-frame.css';

/** A desk that belongs to something larger: a bar over it says to what, and leads back. */
export function DeskFrame({ bar, note, children }: { bar: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="desk-frame">
      <header className="desk-frame__bar">{bar}</header>
      {note}
      <div className="desk-frame__stage">{children}</div>
    </div>
  );
}
