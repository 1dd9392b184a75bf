import type { CommandId } from '../../commands/table.ts';
import type { LabelClass, ProjectSchema } from '../../../shared/labels/schema.ts';

/** The twenty keys that pick classes, in the order in which they are given: 1 to 9, 0, then the same with Shift. */
export const classKeyIds = [
  'Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9', 'Digit0',
  'Shift+Digit1', 'Shift+Digit2', 'Shift+Digit3', 'Shift+Digit4', 'Shift+Digit5',
  'Shift+Digit6', 'Shift+Digit7', 'Shift+Digit8', 'Shift+Digit9', 'Shift+Digit0',
] as const;
export type ClassKeyId = (typeof classKeyIds)[number];

/** The classes that keys pick: of the regions, or of the item where the project has nothing else. */
export function pickableClasses(schema: ProjectSchema): readonly LabelClass[] {
  return schema.classes.length > 0 ? schema.classes : schema.documentClasses;
}

/**
 * Which key picks which class. A class that asks for a digit gets it; the others take what is left, in order.
 * Keys of other kinds are not given away: letters belong to commands.
 */
export function assignClassKeys(classes: readonly LabelClass[]): ReadonlyMap<number, ClassKeyId> {
  const free = new Set<ClassKeyId>(classKeyIds);
  const keys = new Map<number, ClassKeyId>();
  for (const { id, key } of classes) {
    const wanted = classKeyIds.find((each) => each.replace('Digit', '') === key);
    if (wanted === undefined || !free.has(wanted)) continue;
    free.delete(wanted);
    keys.set(id, wanted);
  }
  for (const { id } of classes) {
    const [next] = free;
    if (next === undefined) break;
    if (keys.has(id)) continue;
    free.delete(next);
    keys.set(id, next);
  }
  return keys;
}

/** The class that a key picks. */
export function classOfKey(classes: readonly LabelClass[], keyId: ClassKeyId): LabelClass | undefined {
  const keys = assignClassKeys(classes);
  return classes.find((each) => keys.get(each.id) === keyId);
}

const commandIds = [
  'class.pick-1', 'class.pick-2', 'class.pick-3', 'class.pick-4', 'class.pick-5', 'class.pick-6', 'class.pick-7', 'class.pick-8', 'class.pick-9', 'class.pick-10',
  'class.pick-11', 'class.pick-12', 'class.pick-13', 'class.pick-14', 'class.pick-15', 'class.pick-16', 'class.pick-17', 'class.pick-18', 'class.pick-19', 'class.pick-20',
] as const satisfies readonly CommandId[];

/** The command that picks the class of this key: a person may have put it on another one. */
export function classCommandOf(keyId: ClassKeyId): (typeof commandIds)[number] {
  return commandIds[classKeyIds.indexOf(keyId)] ?? commandIds[0];
}
