import type { StringKey } from '../app/strings/keys.ts';
import { t } from '../app/strings/strings.ts';

/**
 * Chords: modifiers, then one key, joined by `+`: `Mod+Shift+Z`, `Alt+ArrowUp`, `Digit1`, `?`.
 * `Mod` is Cmd on macOS and Ctrl elsewhere. What a key is, by kind:
 * - digits are `Digit0` to `Digit9` and go by the key's place: on AZERTY the row of digits types `&é"` without
 *   Shift, and Shift+1 must be the same key on every layout. The number pad counts too while it types digits.
 * - letters go by what they type, so that Q is where the keycap says Q; by place where the layout types no Latin
 *   letter (Cyrillic, Greek, Arabic, Hebrew; Option on macOS; a dead key).
 * - signs go by what they type, however it is typed: `[` needs AltGr on one layout and nothing on another.
 */
export interface Chord {
  hasMod: boolean;
  hasAlt: boolean;
  hasShift: boolean;
  /** Ctrl itself on macOS, the system key elsewhere. */
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
  getModifierState?: (key: 'AltGraph') => boolean;
}

const MODIFIERS = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const;

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

/** The chord in its one spelling: two chords are the same where their texts are. */
export function chordText({ hasMod, hasCtrl, hasAlt, hasShift, key }: Chord): string {
  const held = [hasMod, hasCtrl, hasAlt, hasShift && !isSign(key)];
  return [...MODIFIERS.filter((_, at) => held[at] === true), isLetter(key) || /^f\d+$/i.test(key) ? key.toUpperCase() : key].join('+');
}

/** Presses one after another, `T H`: no chord has a blank in it. */
export const keySteps = (text: string): readonly string[] => text.split(' ');

/** More than two nobody remembers. */
const STEPS_MOST = 2;

/** A chord, or several in a row, in the one spelling: two are the same where their texts are. */
export const canonicalKeys = (text: string): string => keySteps(text).map((step) => chordText(parseChord(step))).join(' ');

/** Whether a text is keys that can be pressed: for files that come from elsewhere. */
export const areKeys = (text: string): boolean => keySteps(text).length <= STEPS_MOST && keySteps(text).every(isChord);

const NAMED = /^(Digit\d|F([1-9]|1\d|2[0-4])|Arrow(Left|Right|Up|Down)|Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|ContextMenu)$/;

function isChord(text: string): boolean {
  const { key } = parseChord(text);
  const prefix = text.slice(0, text.length - key.length);
  if (!/^((Mod|Ctrl|Alt|Shift)\+)*$/.test(prefix)) return false;
  return NAMED.test(key) || (isOneSign(key) && !/^\d$/.test(key));
}

/** What was pressed, as a chord of the table; null for a modifier alone and for what no chord can name. */
export function chordOf(press: KeyPress, onApple = isApple()): string | null {
  const key = keyOf(press);
  if (key === null) return null;
  const [hasMod, hasCtrl] = onApple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  // A sign may have needed Alt or AltGr to be typed at all.
  return chordText({ hasMod, hasCtrl, hasAlt: press.altKey && !(isSign(key) && !hasMod), hasShift: press.shiftKey, key });
}

function keyOf(press: KeyPress): string | null {
  const { key, code } = press;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  // AltGr makes a sign of a digit's key.
  const isDigit = code.startsWith('Digit') && press.getModifierState?.('AltGraph') !== true;
  if (digit !== undefined && (isDigit || /^\d$/.test(key))) return `Digit${digit}`;
  if (code === 'Space') return 'Space';
  if (NAMED.test(key)) return key;
  if (isLetter(key)) return key.toUpperCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined && !/^\p{P}|^\p{S}/u.test(key)) return letter;
  return isOneSign(key) ? key : null;
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
  if (isSign(chord.key)) return (!chord.hasAlt || press.altKey) && (press.key === chord.key || typedWithoutAlt(press, chord));
  return press.shiftKey === chord.hasShift && press.altKey === chord.hasAlt && keyMatches(press, chord.key);
}

/** The chord says Alt, or Alt was not pressed: a match that fits better than one that only looks past Alt. */
export function isExact(press: KeyPress, chord: Chord): boolean {
  return press.altKey === chord.hasAlt;
}

/** On macOS Option+. types another sign: the place of the keys that hardly move between layouts tells. */
function typedWithoutAlt({ code, altKey }: KeyPress, { hasAlt, key }: Chord): boolean {
  return hasAlt && altKey && PLACES[key] === code;
}

const PLACES: Readonly<Record<string, string>> = { '.': 'Period', ',': 'Comma', '-': 'Minus', '=': 'Equal', '/': 'Slash' };

function keyMatches(press: KeyPress, wanted: string): boolean {
  if (wanted.length === 1 && isLetter(wanted)) return keyOf(press) === wanted.toUpperCase();
  return keyOf(press) === wanted || press.key === wanted;
}

function isLetter(key: string): boolean {
  return /^[a-z]$/i.test(key);
}

function isOneSign(key: string): boolean {
  return /^\S$/u.test(key);
}

function isSign(key: string): boolean {
  return isOneSign(key) && !isLetter(key);
}

const SIGNS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Backspace: '⌫', Enter: '↵' };

/** Keys that have a word on them: another one on a keyboard of another language. */
const WORDS: Readonly<Record<string, StringKey>> = {
  Escape: 'app:key.escape',
  Delete: 'app:key.delete',
  Insert: 'app:key.insert',
  PageUp: 'app:key.pageUp',
  PageDown: 'app:key.pageDown',
  Home: 'app:key.home',
  End: 'app:key.end',
  Space: 'app:key.space',
  ContextMenu: 'app:key.menu',
};

/** Keys in one text, as they stand on this machine: `Ctrl+K`, `T H`. */
export const formatKeys = (text: string, onApple = isApple()): string =>
  keySteps(text)
    .map((step) => formatKey(step, onApple).join('+'))
    .join(' ');

/** The chord's parts as they stand on this machine's keys, in the language in use: `['Ctrl', 'K']`, `['Strg', 'K']`. */
export function formatKey(text: string, onApple = isApple()): string[] {
  const chord = parseChord(text);
  const word = WORDS[chord.key];
  const key = word === undefined ? (SIGNS[chord.key] ?? chord.key.replace(/^Digit/, '')) : t(word);
  return [
    ...(chord.hasCtrl ? [onApple ? 'Ctrl' : 'Meta'] : []),
    ...(chord.hasMod ? [onApple ? '⌘' : t('app:key.ctrl')] : []),
    ...(chord.hasAlt ? [onApple ? '⌥' : t('app:key.alt')] : []),
    ...(chord.hasShift ? [onApple ? '⇧' : t('app:key.shift')] : []),
    key.length === 1 ? key.toUpperCase() : key,
  ];
}
