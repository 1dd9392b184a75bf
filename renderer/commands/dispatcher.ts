import type { Chord } from './keys.ts';
import { isExact, keySteps, matchesChord, parseChord } from './keys.ts';
import { pendingKeys, setPendingKeys } from './pending-keys.ts';
import type { PendingKeys } from './pending-keys.ts';
import type { ActiveCommand, Registry } from './registry.ts';
import { commands } from './registry.ts';
import { keysOf } from './keymap.ts';

/** Keys that a focused button, link or list needs for itself. */
const OWN_KEYS = new Set(['Enter', ' ', 'Tab']);

/** So long a second key is waited for, in milliseconds. */
const SECOND_KEY_MS = 1000;

/** Listens on the window; returns how to stop. */
export function startDispatcher(registry: Registry = commands, target: Window = window): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the first key alone means: done once it is sure that no second follows. */
  let alone: ActiveCommand | null = null;

  const endWaiting = (isAlone: boolean): void => {
    clearTimeout(timer);
    setPendingKeys(null);
    const command = alone;
    alone = null;
    if (isAlone) command?.run();
  };
  const pressed = (event: KeyboardEvent) => {
    const waiting = pendingKeys();
    if (waiting !== null && !isModifier(event)) {
      const second = secondOf(event, waiting);
      const isCancelled = event.key === 'Escape';
      endWaiting(second === null && !isCancelled);
      if (second !== null || isCancelled) {
        event.preventDefault();
        second?.run();
        return;
      }
    }
    const { command, next } = meaningOf(event, registry);
    if (command === null && next.length === 0) return;
    event.preventDefault();
    const first = next[0];
    if (first === undefined) { command?.run(); return; }
    alone = command;
    setPendingKeys({ first: keySteps(first.keys)[0] ?? '', next });
    timer = setTimeout(() => endWaiting(true), SECOND_KEY_MS);
  };
  target.addEventListener('keydown', pressed);
  return () => {
    endWaiting(false);
    target.removeEventListener('keydown', pressed);
  };
}

/** What a press means here and now. */
interface Meaning {
  readonly command: ActiveCommand | null;
  /** Longer keys that begin with the press. */
  readonly next: PendingKeys['next'];
}

function meaningOf(event: KeyboardEvent, registry: Registry): Meaning {
  const nothing: Meaning = { command: null, next: [] };
  if (event.defaultPrevented || event.isComposing) return nothing;
  const isInField = isTextField(event.target);
  if (isInModal(event.target) || (!isInField && isOwnKey(event))) return nothing;
  const next: { keys: string; command: ActiveCommand }[] = [];
  const found = registry.active().flatMap((command) => {
    const { spec } = command;
    if (isInField && spec.isInFields !== true) return [];
    if (event.repeat && spec.isRepeatable !== true) return [];
    const matching = keysOf(spec).map((keys) => ({ keys, steps: stepsOf(keys) })).filter(({ steps: [first] }) => first !== undefined && matchesChord(event, first));
    next.push(...matching.filter(({ steps }) => steps.length > 1).map(({ keys }) => ({ keys, command })));
    const whole = matching.filter(({ steps }) => steps.length === 1);
    return whole.length === 0 ? [] : [{ command, isExact: whole.some(({ steps: [chord] }) => chord !== undefined && isExact(event, chord)) }];
  });
  // `Alt+.` goes before `.`, which looks past Alt because some layouts need it to type a sign.
  return { command: (found.find((each) => each.isExact) ?? found[0])?.command ?? null, next };
}

function secondOf(event: KeyboardEvent, { next }: PendingKeys): ActiveCommand | null {
  const found = next.find(({ keys }) => {
    const [, second] = stepsOf(keys);
    return second !== undefined && matchesChord(event, second);
  });
  return found?.command ?? null;
}

const isModifier = ({ key }: KeyboardEvent): boolean => ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta'].includes(key);

const parsed = new Map<string, readonly Chord[]>();

function stepsOf(keys: string): readonly Chord[] {
  const known = parsed.get(keys) ?? keySteps(keys).map(parseChord);
  parsed.set(keys, known);
  return known;
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
