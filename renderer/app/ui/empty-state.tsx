import type { ReactNode } from 'react';
import { Mosaic } from './mosaic.tsx';
import type { TileState } from './mosaic-state.ts';
import './empty-state.css';

const PATTERN: readonly TileState[] = ['untouched', 'untouched', 'sealed', 'untouched', 'agreed', 'untouched', 'untouched', 'untouched', 'untouched'];

export interface EmptyStateProps {
  title: string;
  /** What this place will hold and what to do to fill it. */
  children: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="t-empty">
      <div aria-hidden="true">
        <Mosaic name="" size="m" columns={3} tiles={PATTERN.map((state) => ({ state }))} />
      </div>
      <h2>{title}</h2>
      <p className="t-prose t-soft">{children}</p>
      {actions !== undefined && <div className="t-row">{actions}</div>}
    </div>
  );
}
