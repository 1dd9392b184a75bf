/** The attribute of the element on which keys draw and edit. */
const SURFACE = '[data-desk-surface]';

export function focusSurface(): void {
  document.querySelector<HTMLElement>(`${SURFACE}[tabindex]`)?.focus({ preventScroll: true });
}

/** The surface itself has the focus. */
export function isSurfaceFocused(): boolean {
  return document.activeElement?.matches(SURFACE) ?? false;
}

/** Arrows are the surface's: it has the focus, or nothing has it that could use them. */
export function areArrowsFree(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.matches(`${SURFACE}, main, button`);
}

/** The first thing about the selected region that can be typed or chosen; Escape there leads back to the surface. */
export function focusDetails(): void {
  const details = document.querySelector<HTMLElement>('[data-desk-details]');
  const field = details?.querySelector<HTMLElement>('[data-desk-attributes] :is(input, select):not(:disabled)') ?? details?.querySelector<HTMLElement>(':is(input, select):not(:disabled)');
  field?.focus();
}

/** Moves the focus to the next part of the desk. */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-desk-pane]')];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  const target = next?.matches('[tabindex="0"]') === true ? next : next?.querySelector<HTMLElement>('[tabindex="0"], button:not(:disabled), input, select');
  target?.focus();
}

/** Nothing within the view has the focus: the page or the view as a whole has. */
export const isFocusOnView = (): boolean => document.activeElement === null || document.activeElement === document.body || document.activeElement.tagName === 'MAIN';
