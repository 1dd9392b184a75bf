import type { LabelClass, ProjectSchema } from '../../../shared/labels/schema.ts';
import { classLook } from '../../app/theme/class-palette.ts';
import type { ClassLook } from '../../app/theme/class-palette.ts';
import { drawableGlyph } from '../../app/theme/drawable-glyph.ts';

/** How a class is shown everywhere on the desk. */
export interface ShownClass extends ClassLook {
  readonly id: number;
  readonly name: string;
  /** The schema's own sign, which stands in for the palette's. */
  readonly glyph: string | undefined;
}

export type ClassLooks = ReadonlyMap<number, ShownClass>;

export function looksOf(schema: ProjectSchema): ClassLooks {
  const all: readonly LabelClass[] = [...schema.classes, ...schema.documentClasses];
  return new Map(all.map((each, at) => [each.id, { ...classLook(at, each.colour), id: each.id, name: each.name, glyph: drawableGlyph(each.glyph) }]));
}

/** A class that the schema does not know, in imported labels for instance, is shown by its number. */
export function lookFor(looks: ClassLooks, classId: number): ShownClass {
  return looks.get(classId) ?? { ...classLook(classId, '#7a7a7a'), id: classId, name: `#${classId}`, glyph: undefined };
}
