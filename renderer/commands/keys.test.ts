import { describe, expect, it } from 'vitest';
import type { KeyPress } from './keys.ts';
import { formatKey, matchesChord, parseChord } from './keys.ts';

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

  it('names keys as they stand on the machine', () => {
    expect(formatKey('Mod+Shift+Digit1', false)).toEqual(['Ctrl', 'Shift', '1']);
    expect(formatKey('Mod+K', true)).toEqual(['⌘', 'K']);
    expect(formatKey('Alt+ArrowUp', false)).toEqual(['Alt', '↑']);
    expect(formatKey('+', false)).toEqual(['+']);
  });
});
