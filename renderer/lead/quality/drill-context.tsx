import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import type { Drill } from '../../../shared/quality/dashboard/drill.ts';

/** A question, and what it is called over the list that answers it. */
export interface NamedDrill {
  readonly drill: Drill;
  readonly title: string;
}

export const DrillContext = createContext<(asked: NamedDrill) => void>(() => undefined);

export function useDrill(): (asked: NamedDrill) => void {
  return use(DrillContext);
}

/** A figure that can be pressed: the items behind it. Nothing is behind a nought. */
export function DrillFigure({ drill, title, count, children }: NamedDrill & { count: number; children: ReactNode }) {
  const open = useDrill();
  if (count === 0) return <span className="t-number">{children}</span>;
  return (
    <button type="button" className="t-quality__drill t-number" title={title} aria-haspopup="dialog" onClick={() => open({ drill, title })}>
      {children}
      <span className="t-hidden"> {title}</span>
    </button>
  );
}
