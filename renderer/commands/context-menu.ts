import type { ActiveCommand, Registry } from './registry.ts';
import { commands } from './registry.ts';
import { commandTable } from './table.ts';
import type { MenuPlace } from './types.ts';
import { commandGroups } from './types.ts';

/** A context menu that is open, where the pointer was. */
export interface ContextMenuState {
  readonly place: MenuPlace;
  readonly at: { readonly xPx: number; readonly yPx: number };
  /** What can be done there, a section a group of the table. */
  readonly sections: readonly (readonly ActiveCommand[])[];
}

/** Whether the Menu key or Shift+F10 asked: Chromium then names no button. */
export function isByKey({ button }: { readonly button: number }): boolean {
  return button === -1;
}

interface MenuEvent {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
  readonly button: number;
  preventDefault(): void;
}

let current: ContextMenuState | null = null;
const listeners = new Set<() => void>();

function set(next: ContextMenuState | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export function contextMenu(): ContextMenuState | null {
  return current;
}

export function onContextMenu(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function closeContextMenu(): void {
  set(null);
}

/** Opens the menu of a place, instead of the browser's, with what can be done once the event's own changes are through. */
export function openContextMenu(place: MenuPlace, event: MenuEvent): void {
  event.preventDefault();
  const at = placeOf(event);
  setTimeout(() => set({ place, at, sections: sectionsOf(place) }), 0);
}

/** The commands of a place that can be run now, in the order of the table's groups. */
export function sectionsOf(place: MenuPlace, registry: Registry = commands): ActiveCommand[][] {
  const active = new Map(registry.active().map((command) => [command.spec.id, command]));
  const here = commandTable.flatMap((spec) => (spec.menus?.includes(place) === true ? (active.get(spec.id) ?? []) : []));
  const safe = here.filter(({ spec }) => spec.isDanger !== true);
  const sections = commandGroups.map((group) => safe.filter(({ spec }) => spec.group === group));
  // Never under the first press.
  return [...sections, here.filter(({ spec }) => spec.isDanger === true)].filter((section) => section.length > 0);
}

/** The Menu key has no place of its own: the middle of what has the focus. */
function placeOf({ clientX, clientY, currentTarget, button }: MenuEvent): { xPx: number; yPx: number } {
  const { left, top, right, bottom } = currentTarget.getBoundingClientRect();
  const isInside = clientX > left && clientX < right && clientY > top && clientY < bottom;
  return isInside && !isByKey({ button }) ? { xPx: clientX, yPx: clientY } : { xPx: (left + right) / 2, yPx: (top + bottom) / 2 };
}
