import { describe, expect, it } from 'vitest';
import type { KeyPress } from './keys.ts';
import { chordOf, chordText, formatKey, areKeys, isExact, matchesChord, parseChord } from './keys.ts';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const is = (text: string, event: KeyPress, onApple = false) => matchesChord(event, parseChord(text), onApple);

describe('chords', () => {
  it('tells modifiers apart', () => {
    const event = press('z', 'KeyZ', { ctrlKey: true });
    expect(is('Mod+Z', event)).toBe(true);
    expect(is('Mod+Shift+Z', event)).toBe(false);
    expect(is('Z', event)).toBe(false);
  });

  it('takes Cmd for Mod on macOS, and Ctrl elsewhere', () => {
    expect(is('Mod+K', press('k', 'KeyK', { metaKey: true }), true)).toBe(true);
    expect(is('Mod+K', press('k', 'KeyK', { ctrlKey: true }), true)).toBe(false);
  });

  it('finds digits by place, so that Shift and other layouts do not matter', () => {
    expect(is('Shift+Digit1', press('!', 'Digit1', { shiftKey: true }))).toBe(true);
    expect(is('Digit1', press('&', 'Digit1'))).toBe(true);
    expect(is('Digit1', press('1', 'Numpad1'))).toBe(true);
  });

  it('finds letters by what they type, on AZERTY too', () => {
    expect(is('A', press('a', 'KeyQ'))).toBe(true);
    expect(is('Q', press('a', 'KeyQ'))).toBe(false);
  });

  it('finds letters by place where the layout types none', () => {
    expect(is('D', press('в', 'KeyD'))).toBe(true);
  });

  it('takes signs however they are typed', () => {
    expect(is('?', press('?', 'Slash', { shiftKey: true }))).toBe(true);
    expect(is('?', press('?', 'Minus', { shiftKey: true }))).toBe(true);
    expect(is('+', press('+', 'Equal', { shiftKey: true }))).toBe(true);
    expect(is('Mod++', press('+', 'Equal', { shiftKey: true, ctrlKey: true }))).toBe(true);
    expect(is('[', press('[', 'Digit8', { altKey: true }))).toBe(true);
  });

  it('tells Alt and a sign from the sign alone, though Alt may be needed to type it', () => {
    const alt = press('.', 'Period', { altKey: true });
    expect([is('Alt+.', alt), is('.', alt), is('Alt+.', press('.', 'Period'))]).toEqual([true, true, false]);
    expect([isExact(alt, parseChord('Alt+.')), isExact(alt, parseChord('.'))]).toEqual([true, false]);
    // Option+. on macOS types another sign.
    expect(is('Alt+.', press('≥', 'Period', { altKey: true }), true)).toBe(true);
  });

  it('takes the number pad for digits only while it types them', () => {
    expect(is('Digit1', press('End', 'Numpad1'))).toBe(false);
    expect(is('End', press('End', 'Numpad1'))).toBe(true);
  });

  it('knows a key that begins an accent by its place', () => {
    expect(is('Shift+Digit6', press('Dead', 'Digit6', { shiftKey: true }))).toBe(true);
    expect(is('Alt+E', press('Dead', 'KeyE', { altKey: true }), true)).toBe(true);
    expect(is('E', press('Dead', 'Quote'))).toBe(false);
  });

  it.each([
    ['a digit without Shift on AZERTY', press('&', 'Digit1'), 'Digit1'],
    ['the same with Shift', press('1', 'Digit1', { shiftKey: true }), 'Shift+Digit1'],
    ['a letter by what it types', press('a', 'KeyQ'), 'A'],
    ['a Cyrillic letter by its place', press('в', 'KeyD', { ctrlKey: true }), 'Mod+D'],
    ['a sign that needs Shift', press('?', 'Slash', { shiftKey: true }), '?'],
    ['a sign that needs AltGr', press('[', 'Digit8', { getModifierState: () => true }), '['],
    ['a digit with Option, whatever that types', press('¡', 'Digit1', { altKey: true }), 'Alt+Digit1'],
    ['an arrow with all its modifiers', press('ArrowUp', 'ArrowUp', { ctrlKey: true, altKey: true, shiftKey: true }), 'Mod+Alt+Shift+ArrowUp'],
    ['Space', press(' ', 'Space', { ctrlKey: true }), 'Mod+Space'],
    ['a function key', press('F3', 'F3', { shiftKey: true }), 'Shift+F3'],
    ['plus', press('+', 'Equal', { ctrlKey: true, shiftKey: true }), 'Mod++'],
    ['no modifier alone', press('Shift', 'ShiftLeft', { shiftKey: true }), null],
    ['no volume key', press('AudioVolumeUp', 'AudioVolumeUp'), null],
  ])('takes down %s', (_, event, chord) => {
    expect(chordOf(event, false)).toBe(chord);
    if (chord !== null) {
      expect(is(chord, event)).toBe(true);
      expect(areKeys(chord)).toBe(true);
      expect(chordText(parseChord(chord))).toBe(chord);
    }
  });

  it('refuses what no key can make', () => {
    expect(['Hyper+K', 'Mod+', 'Mod+Nonsense', '1', '', 'KeyA', 'Mod K', '++'].filter(areKeys)).toEqual([]);
  });

  it('names keys as they stand on the machine', () => {
    expect(formatKey('Mod+Shift+Digit1', false)).toEqual(['Ctrl', 'Shift', '1']);
    expect(formatKey('Mod+K', true)).toEqual(['⌘', 'K']);
    expect(formatKey('Alt+ArrowUp', false)).toEqual(['Alt', '↑']);
    expect(formatKey('+', false)).toEqual(['+']);
  });
});
