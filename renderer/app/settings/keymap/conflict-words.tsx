import type { Conflict } from '../../../commands/conflicts.ts';
import { formatKeys } from '../../../commands/keys.ts';
import { useStrings } from '../../strings/strings.ts';

/** Who else has the keys, by name, and which of the two they reach. */
export function ConflictWords({ conflicts }: { conflicts: readonly Conflict[] }) {
  const t = useStrings();
  return (
    <span>
      {conflicts.map(({ spec, chord, kind }) => t(`app:keymap.conflictOf.${kind}`, { keys: formatKeys(chord), name: t(spec.title, spec.titleValues) })).join(' ')}
    </span>
  );
}
