import { createContext, useContext } from 'react';
import type { ClassLooks } from '../canvas/looks.ts';
import type { DeskSession } from './session.ts';
import type { DeskState } from './state.ts';
import { useStore } from './store.ts';

interface Desk {
  readonly session: DeskSession;
  readonly looks: ClassLooks;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('not inside a desk');
  return desk;
}

/** A part of the desk's state. */
export function useDeskState<P>(select: (state: DeskState) => P): P {
  return useStore(useDesk().session.store, select);
}
