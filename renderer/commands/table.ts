import { deskCommands } from './desk-commands.ts';
import { globalCommands } from './global-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { textCommands } from './text-commands.ts';
import type { CommandSpec } from './types.ts';

const table = [...globalCommands, ...deskCommands, ...textCommands, ...reviewCommands] as const;

export type CommandId = (typeof table)[number]['id'];

/** Every command there is. */
export const commandTable: readonly CommandSpec[] = table;

export function commandSpec(id: CommandId): CommandSpec {
  const spec = commandTable.find((each) => each.id === id);
  if (spec === undefined) throw new Error(`no command ${id}`);
  return spec;
}

/** Whether a word that came from outside names a command. */
export function isCommandId(id: string): id is CommandId {
  return commandTable.some((spec) => spec.id === id);
}
