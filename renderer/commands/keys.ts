/**
 * Chords: modifiers, then one key, joined by `+`: `Mod+Shift+Z`, `Alt+ArrowUp`, `Digit1`, `?`.
 * `Mod` is Cmd on macOS and Ctrl elsewhere. Digits are `Digit0` to `Digit9` and go by the key's
 * place, so that Shift+1 is the same on every layout; letters and signs go by what they type, and by
 * place where the layout types no Latin letter.
 */
export interface Chord {
  hasMod: boolean;
  hasAlt: boolean;
  hasShift: boolean;
  /** Ctrl itself on macOS. */
  hasCtrl: boolean;
  key: string;
}

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export function parseChord(text: string): Chord {
  // The key itself may be `+`: `Mod++`.
  const parts = text.endsWith('++') ? [...text.slice(0, -2).split('+'), '+'] : text === '+' ? ['+'] : text.split('+');
  const modifiers = new Set(parts.slice(0, -1));
  return {
    hasMod: modifiers.has('Mod'),
    hasAlt: modifiers.has('Alt'),
    hasShift: modifiers.has('Shift'),
    hasCtrl: modifiers.has('Ctrl'),
    key: parts.at(-1) ?? '',
  };
}

export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** Whether a press is the chord. */
export function matchesChord(press: KeyPress, chord: Chord, onApple = isApple()): boolean {
  const mod = onApple ? press.metaKey : press.ctrlKey;
  const ctrl = onApple ? press.ctrlKey : press.metaKey;
  if (mod !== chord.hasMod || ctrl !== chord.hasCtrl) return false;
  // A sign such as `?` or `+` already tells whether Shift (or AltGr) was needed to type it.
  const isSign = chord.key.length === 1 && !/[a-z]/i.test(chord.key);
  if (!isSign && (press.shiftKey !== chord.hasShift || press.altKey !== chord.hasAlt)) return false;
  return keyMatches(press, chord.key);
}

function keyMatches(press: KeyPress, wanted: string): boolean {
  if (/^Digit\d$/.test(wanted)) return press.code === wanted || press.code === wanted.replace('Digit', 'Numpad');
  if (wanted === 'Space') return press.code === 'Space';
  if (press.key.toLowerCase() === wanted.toLowerCase()) return true;
  const isLatinLetter = /^[a-z]$/i.test(wanted);
  const typedLatin = /^[a-z]$/i.test(press.key);
  return isLatinLetter && !typedLatin && press.code === `Key${wanted.toUpperCase()}`;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  Enter: '↵',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** The chord's parts as they stand on this machine's keys: `['Ctrl', 'K']`. */
export function formatKey(text: string, onApple = isApple()): string[] {
  const chord = parseChord(text);
  const key = NAMES[chord.key] ?? chord.key.replace(/^Digit/, '');
  return [
    ...(chord.hasCtrl ? ['Ctrl'] : []),
    ...(chord.hasMod ? [onApple ? '⌘' : 'Ctrl'] : []),
    ...(chord.hasAlt ? [onApple ? '⌥' : 'Alt'] : []),
    ...(chord.hasShift ? [onApple ? '⇧' : 'Shift'] : []),
    key.length === 1 ? key.toUpperCase() : key,
  ];
}
