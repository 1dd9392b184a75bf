import type { Chord } from './keys.ts';
import { isExact, matchesChord, parseChord } from './keys.ts';
import type { ActiveCommand, Registry } from './registry.ts';
import { commands } from './registry.ts';
import { keysOf } from './keymap.ts';

/** Keys that a focused button, link or list needs for itself. */
const OWN_KEYS = new Set(['Enter', ' ', 'Tab']);

/** Listens on the window; returns how to stop. */
export function startDispatcher(registry: Registry = commands, target: Window = window): () => void {
  const pressed = (event: KeyboardEvent) => {
    const command = commandFor(event, registry);
    if (command === null) return;
    event.preventDefault();
    command.run();
  };
  target.addEventListener('keydown', pressed);
  return () => target.removeEventListener('keydown', pressed);
}

/** The command that a press means here and now, or null. */
export function commandFor(event: KeyboardEvent, registry: Registry): ActiveCommand | null {
  if (event.defaultPrevented || event.isComposing) return null;
  const isInField = isTextField(event.target);
  if (isInModal(event.target) || (!isInField && isOwnKey(event))) return null;
  const found = registry.active().flatMap((command) => {
    const { spec } = command;
    if (isInField && spec.isInFields !== true) return [];
    if (event.repeat && spec.isRepeatable !== true) return [];
    const chords = chordsOf(keysOf(spec)).filter((chord) => matchesChord(event, chord));
    return chords.length === 0 ? [] : [{ command, isExact: chords.some((chord) => isExact(event, chord)) }];
  });
  // `Alt+.` goes before `.`, which looks past Alt because some layouts need it to type a sign.
  return (found.find((each) => each.isExact) ?? found[0])?.command ?? null;
}

const parsed = new Map<string, Chord>();

function chordsOf(keys: readonly string[]): Chord[] {
  return keys.map((text) => {
    const known = parsed.get(text) ?? parseChord(text);
    parsed.set(text, known);
    return known;
  });
}

/** Whether somebody types there. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range', 'color'].includes(target.type);
}

/** A modal keeps the keys to itself, wherever the focus is; a menu while it has the focus. */
function isInModal(target: EventTarget | null): boolean {
  return isModalOpen() || (target instanceof Element && target.closest('[role="menu"]') !== null);
}

export function isModalOpen(): boolean {
  return document.querySelector('dialog[open][data-modal]') !== null;
}

function isOwnKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return false;
  const control = event.target.closest('button, a[href], summary, input, [role="tablist"]');
  if (control === null) return false;
  const isChoice = control.matches('input[type="radio"], input[type="range"], [role="tablist"]');
  return OWN_KEYS.has(event.key) || (isChoice && event.key.startsWith('Arrow'));
}
