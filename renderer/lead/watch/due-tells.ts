import type { Folder, Sight } from './folder-watch.ts';
import { batchOf } from './kept-form.ts';

/** As much of a watched folder as tells whether there is something to say. */
interface Lookable {
  readonly row: Pick<Folder, 'id' | 'form'>;
  readonly sight: Sight;
}

/** Folders with as many new files as a batch, each once until its files were taken. Notes in `told` what it returns. */
export function dueTells<T extends Lookable>(watched: readonly T[], told: Set<string>): { readonly watched: T; readonly count: number }[] {
  return watched.flatMap((each) => {
    const { row, sight } = each;
    if (sight.state !== 'seen') return [];
    const { count } = sight.fresh;
    if (count < batchOf(row.form)) {
      told.delete(row.id);
      return [];
    }
    if (told.has(row.id)) return [];
    told.add(row.id);
    return [{ watched: each, count }];
  });
}
