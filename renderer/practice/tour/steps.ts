import { assertNever } from '../../../shared/assert-never.ts';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { DeskChange } from '../../desk/port.ts';

/** What the tour has somebody do, in this order. */
export const tourSteps = ['draw', 'name', 'undo', 'redo', 'seal'] as const;
export type TourStep = (typeof tourSteps)[number];

/** What somebody did at the desk, once it is durable. */
export type Deed = DeskChange['cause'] | { readonly kind: 'seal' };

/** The class that a new box has where nobody chose another one. */
const FIRST_CLASS = 1;

/**
 * The step after a deed: the same one where the deed is not what it asks for, null after the last. Nothing else moves
 * the tour on: no button, no time. Who chose the class before drawing has named the box already.
 */
export function stepAfter(step: TourStep, deed: Deed): TourStep | null {
  if (!isDone(step, deed)) return step;
  const next = step === 'draw' && deed.kind === 'mark' && deed.mark.commands.some(drawsNamedBox) ? 'undo' : tourSteps[tourSteps.indexOf(step) + 1];
  return next ?? null;
}

function isDone(step: TourStep, deed: Deed): boolean {
  switch (step) {
    case 'draw':
      return deed.kind === 'mark' && deed.mark.commands.some(drawsBox);
    case 'name':
      return deed.kind === 'mark' && deed.mark.commands.some(changesClass);
    case 'undo':
      return deed.kind === 'undo';
    case 'redo':
      return deed.kind === 'redo';
    case 'seal':
      return deed.kind === 'seal';
    default:
      return assertNever(step);
  }
}

function boxesOf(command: LabelCommand): readonly Region[] {
  if (command.type === 'group') return command.commands.flatMap(boxesOf);
  return command.type === 'insert' ? command.regions.map(({ region }) => region).filter(({ kind }) => kind === 'box') : [];
}

const drawsBox = (command: LabelCommand): boolean => boxesOf(command).length > 0;
const drawsNamedBox = (command: LabelCommand): boolean => boxesOf(command).some(({ classId }) => classId !== FIRST_CLASS);

function changesClass(command: LabelCommand): boolean {
  if (command.type === 'group') return command.commands.some(changesClass);
  return command.type === 'update' && command.patches.some(({ patch }) => patch.classId !== undefined);
}
