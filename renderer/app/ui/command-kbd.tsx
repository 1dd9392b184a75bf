import { firstKeyOf } from '../../commands/keymap.ts';
import type { CommandId } from '../../commands/table.ts';
import { commandSpec } from '../../commands/table.ts';
import { useKeymap } from '../../commands/use-keymap.ts';
import { Kbd } from './kbd.tsx';

/** The key that this person has a command on; nothing where there is none. */
export function CommandKbd({ id }: { id: CommandId }) {
  const chord = firstKeyOf(commandSpec(id), useKeymap());
  return chord === undefined ? null : <Kbd chord={chord} />;
}
