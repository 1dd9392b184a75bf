import type { AttributeDef } from '../../../shared/labels/schema.ts';

/** An attribute as it is being written; everything is text until it becomes a schema. */
export interface AttributeDraft {
  /** The row's identity while it is edited. */
  readonly rowId: number;
  readonly name: string;
  readonly type: AttributeDef['type'];
  /** The choices of a select, with commas or line breaks between them. */
  readonly values: string;
  /** What a new region starts with: text, a number, a choice, `true`; empty for nothing. */
  readonly initial: string;
  /** Rows of the classes that have it; none: every class. */
  readonly classRows: readonly number[];
}

export const attributeTypes = ['checkbox', 'select', 'number', 'text'] as const satisfies readonly AttributeDef['type'][];

export function attributeDraft(rowId: number): AttributeDraft {
  return { rowId, name: '', type: 'checkbox', values: '', initial: '', classRows: [] };
}

/** The choices that were typed, each once. */
export function choicesOf(values: string): string[] {
  return [...new Set(values.split(/[,\n]/u).map((value) => value.trim()).filter((value) => value !== ''))];
}

export const isNamedAttribute = ({ name }: AttributeDraft): boolean => name.trim() !== '';

/** The attribute as a schema has it, still to be checked there. @param idOf a class's number by its row; undefined where the row names none */
export function attributeOf({ name, type, values, initial, classRows }: AttributeDraft, idOf: (rowId: number) => number | undefined): Record<string, unknown> {
  const ids = classRows.flatMap((rowId) => idOf(rowId) ?? []);
  return {
    name: name.trim(),
    type,
    ...(type === 'select' ? { values: choicesOf(values) } : {}),
    ...(initial.trim() === '' ? {} : { default: initialOf(type, initial.trim()) }),
    ...(ids.length === 0 ? {} : { appliesTo: ids }),
  };
}

/** What is no number stays a text, which the schema refuses by name. */
function initialOf(type: AttributeDef['type'], text: string): string | number | boolean {
  if (type === 'checkbox') return text === 'true';
  const number = Number(text.replace(',', '.'));
  return type === 'number' && Number.isFinite(number) ? number : text;
}
