import type { CommandId } from './table.ts';
import { commandTable } from './table.ts';
import type { CommandScope, CommandSpec } from './types.ts';

/** What a command does now; with `title`, under a name that says more ("Undo draw box"); with `isOn`, as a switch. */
export type Handler = (() => void) | { readonly run: () => void; readonly title?: string | undefined; readonly isOn?: boolean | undefined };
export type Handlers = Partial<Record<CommandId, Handler>>;

/** A command that can be run now, with what it does. */
export interface ActiveCommand {
  spec: CommandSpec;
  run: () => void;
  /** Instead of the table's own title. */
  title?: string | undefined;
  isOn?: boolean | undefined;
}

interface Registration {
  scope: CommandScope;
  /** Read at the moment of the press, so that a view need not register again at every render. */
  handlers: () => Handlers;
}

/**
 * Which commands can be run now. A view registers what it can do; a command without a handler, or
 * with one in no scope that is on the screen, does nothing anywhere: not by key, not in the palette.
 */
export function createRegistry(table: readonly CommandSpec[] = commandTable) {
  const registrations = new Set<Registration>();
  const listeners = new Set<() => void>();
  let version = 0;
  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  return {
    register(scope: CommandScope, handlers: () => Handlers): () => void {
      const registration = { scope, handlers };
      registrations.add(registration);
      changed();
      return () => {
        registrations.delete(registration);
        changed();
      };
    },
    /** What can be run now, the deepest scope first; of two handlers of one command the later wins. */
    active(): readonly ActiveCommand[] {
      const live = [...registrations].reverse();
      const found = table.flatMap((spec) => {
        for (const { scope, handlers } of live) {
          const handler = isWithin(scope, spec.scope) ? handlers()[spec.id as CommandId] : undefined;
          if (handler !== undefined) return [typeof handler === 'function' ? { spec, run: handler } : { spec, ...handler }];
        }
        return [];
      });
      return found.sort((a, b) => depth(b.spec.scope) - depth(a.spec.scope));
    },
    run(id: CommandId): boolean {
      const command = this.active().find(({ spec }) => spec.id === id);
      command?.run();
      return command !== undefined;
    },
    /** What a registered view can do, or how it is called, has changed. */
    touch: changed,
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}

export type Registry = ReturnType<typeof createRegistry>;

/** The window's registry. */
export const commands = createRegistry();

function depth(scope: CommandScope): number {
  return scope === 'global' ? 0 : scope.split('.').length;
}

/** A view in `desk.boxes` may also answer to commands of `desk`; nobody but the frame to `global`. */
function isWithin(view: CommandScope, command: CommandScope): boolean {
  return view === command || view.startsWith(`${command}.`);
}
