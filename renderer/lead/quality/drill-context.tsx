import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import type { Drill } from '../../../shared/quality/dashboard/drill.ts';

/** A question, and what it is called over the list that answers it. */
export interface NamedDrill {
  readonly drill: Drill;
  readonly title: string;
}

/** Null while there is nothing yet that the items behind a figure could be asked of. */
export const DrillContext = createContext<((asked: NamedDrill) => void) | null>(null);

export function useDrill(): (asked: NamedDrill) => void {
  return use(DrillContext) ?? nothing;
}

const nothing = () => undefined;

/** A figure that can be pressed: the items behind it. Nothing is behind a nought. */
export function DrillFigure({ drill, title, count, children }: NamedDrill & { count: number; children: ReactNode }) {
  const open = use(DrillContext);
  if (count === 0 || open === null) return <span className="t-number">{children}</span>;
  return (
    <button type="button" className="t-quality__drill t-number" title={title} aria-haspopup="dialog" onClick={() => open({ drill, title })}>
      {children}
      <span className="t-hidden"> {title}</span>
    </button>
  );
}
