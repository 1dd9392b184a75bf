import { basename } from 'node:path';
import type { FormatItem, Label } from '../../../shared/formats/model.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { ManifestItem, Suggestion } from '../../../shared/protocol/manifest.ts';
import { onlyOnce } from './only-once.ts';
import type { Problem } from './problem.ts';

/** As many as a manifest's item may have. */
const MAX_SUGGESTIONS = 10_000;

/** What a model or a dataset proposes, by the item's name; `problems` says what of it could not be used. */
export interface Proposals {
  readonly of: (name: string, item: Pick<ManifestItem, 'width' | 'height' | 'codePoints'>) => readonly Suggestion[];
  readonly problems: readonly Problem[];
}

export const noProposals: Proposals = { of: () => [], problems: [] };

/** A project's classes by name, case aside; what a dataset says beside them is counted. */
export class SchemaClasses {
  readonly #numberOf: ReadonlyMap<string, number>;
  readonly #unknown = new Set<string>();
  #unfit = 0;

  constructor(private readonly schema: ProjectSchema) {
    this.#numberOf = new Map([...schema.classes, ...schema.documentClasses].map((each) => [each.name.toLocaleLowerCase(), each.id]));
  }

  /** Null for a label that the project does not ask for, or of a class that it does not have. */
  of(label: Label): number | null {
    if (!this.#isAsked(label)) {
      this.#unfit++;
      return null;
    }
    const classId = this.#numberOf.get(label.className.toLocaleLowerCase());
    if (classId === undefined) this.#unknown.add(label.className);
    return classId ?? null;
  }

  /** @param file as the person knows it */
  problems(file: string): readonly Problem[] {
    const { kind } = this.schema;
    return [
      ...[...this.#unknown].map((name) => ({ file, field: 'categories', reason: `The project has no class "${name}"`, fix: 'Add the class to the schema, or rename the category: its labels were left out.' })),
      ...(this.#unfit === 0 ? [] : [{ file, reason: `${this.#unfit} labels are for a project of another kind, and this one is of ${kind}`, fix: 'Take them out.' }]),
    ];
  }

  #isAsked({ kind }: Label): boolean {
    if (kind === 'class') return this.schema.kind === 'class' || this.schema.documentClasses.length > 0;
    return this.schema.kind === (kind === 'box' ? 'boxes' : 'spans');
  }
}

/** The labels of a dataset's items, as proposals for the items of a pack. */
export class ProposalTable {
  readonly #byName = new Map<string, readonly Suggestion[]>();

  constructor(private readonly classes: SchemaClasses) {}

  add({ path, labels }: Pick<FormatItem, 'path' | 'labels'>): void {
    const found = labels.flatMap((label): Suggestion[] => {
      const classId = this.classes.of(label);
      return classId === null ? [] : [suggestionOf(label, classId)];
    });
    if (found.length > 0) this.#byName.set(path, found.slice(0, MAX_SUGGESTIONS));
  }

  of(): Proposals['of'] {
    const byBase = onlyOnce([...this.#byName.keys()]);
    return (name, item) => (this.#byName.get(name) ?? this.#byName.get(byBase.get(basename(name)) ?? '') ?? []).filter((suggestion) => fits(suggestion, item));
  }
}

function suggestionOf(label: Label, classId: number): Suggestion {
  const flags = label.kind === 'box' ? Object.fromEntries((['occluded', 'truncated', 'difficult', 'crowd'] as const).filter((flag) => label[flag]).map((flag) => [flag, true])) : {};
  const attributes = { ...label.attributes, ...flags };
  return {
    classId,
    confidence: Math.round((label.score ?? 1) * 100),
    ...(label.kind === 'box' ? { box: [label.x0, label.y0, label.x1, label.y1] as [number, number, number, number] } : {}),
    ...(label.kind === 'span' ? { span: [label.start, label.end] as [number, number] } : {}),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** Whether a suggestion lies inside the item as it is on disk: the file of suggestions may know another one. */
function fits({ box, span }: Suggestion, { width, height, codePoints }: Pick<ManifestItem, 'width' | 'height' | 'codePoints'>): boolean {
  if (box !== undefined) return width === undefined || height === undefined || (box[2] <= width && box[3] <= height);
  return span === undefined || codePoints === undefined || span[1] <= codePoints;
}
