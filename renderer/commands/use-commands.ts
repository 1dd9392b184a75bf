import { useEffect, useRef } from 'react';
import type { Handlers } from './registry.ts';
import { commands } from './registry.ts';
import type { CommandScope } from './types.ts';

/**
 * What this view can do while it is on the screen. Handlers may be new at every render; a command
 * that cannot be done now is left out (`canUndo ? undo : undefined` under its id).
 */
export function useCommands(scope: CommandScope, handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => commands.register(scope, () => latest.current), [scope]);
}
