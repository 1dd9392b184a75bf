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
  const shown = useRef('');
  useEffect(() => {
    latest.current = handlers;
    const next = whatIsShown(handlers);
    if (next === shown.current) return;
    shown.current = next;
    commands.touch();
  });
  useEffect(() => commands.register(scope, () => latest.current), [scope]);
}

/** Which commands can be run and what they are called: a menu that is built ahead has to follow it. */
function whatIsShown(handlers: Handlers): string {
  return Object.entries(Object.getOwnPropertyDescriptors(handlers))
    .flatMap(([id, property]) => {
      // Handlers behind a getter are asked at the press, and not before.
      if (!('value' in property)) return [id];
      const handler: unknown = property.value;
      if (handler === undefined) return [];
      return [typeof handler === 'object' && handler !== null && 'title' in handler ? `${id}=${String(handler.title)}` : id];
    })
    .join('\n');
}
