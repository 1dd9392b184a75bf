import type { Result } from '../../../shared/host-api.ts';
import type { ChosenFile } from '../new/chosen-files.ts';

/** What the form of a new project begins with, and who is told what came of it. */
export interface FormOrigin {
  readonly files: readonly ChosenFile[];
  /** Roots of packs: what they have is not taken again. */
  readonly apartFrom: readonly string[];
  /** A pack was tried of these files. */
  readonly onTried: (files: readonly ChosenFile[], answer: Result<{ readonly pack: { readonly root: string } }>) => void;
}

/** A form that begins empty. */
export const emptyOrigin: FormOrigin = { files: [], apartFrom: [], onTried: () => undefined };
