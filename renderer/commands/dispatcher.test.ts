import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDispatcher } from './dispatcher.ts';
import { defaultKeymap, setKeymap } from './keymap.ts';
import type { Registry } from './registry.ts';
import { createRegistry } from './registry.ts';
import type { CommandScope, CommandSpec } from './types.ts';

const spec = (id: string, scope: CommandScope, keys: string[], more: Partial<CommandSpec> = {}): CommandSpec => ({ id, title: 'app:name', group: 'window', scope, keys, ...more });
const table = [
  spec('window.palette', 'global', ['Mod+K'], { isInFields: true }),
  spec('window.help', 'global', ['?']),
  spec('go.work', 'global', ['N']),
  spec('go.sync', 'desk', ['N']),
  spec('go.wallet', 'desk.boxes', ['N']),
  spec('go.settings', 'desk', ['ArrowLeft'], { isRepeatable: true }),
  spec('go.lead', 'desk', ['Enter']),
];

let registry: Registry;
let ran: string[];
let stop: () => void;
const handlersOf = (...ids: string[]) => () => Object.fromEntries(ids.map((id) => [id, () => ran.push(id)]));

beforeEach(() => {
  document.body.innerHTML = '<input id="text"><input id="check" type="checkbox"><button id="button">b</button><div id="free" tabindex="0"></div>';
  registry = createRegistry(table);
  ran = [];
  stop = startDispatcher(registry);
});

afterEach(() => {
  stop();
  setKeymap(defaultKeymap);
});

function press(on: string, key: string, code = '', more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more });
  document.getElementById(on)!.dispatchEvent(event);
  return event;
}

describe('dispatcher', () => {
  it('runs what is registered, and takes the key for itself', () => {
    registry.register('global', handlersOf('window.help'));
    expect(press('free', '?', 'Slash', { shiftKey: true }).defaultPrevented).toBe(true);
    expect(ran).toEqual(['window.help']);
  });

  it('leaves a key alone that no view on the screen answers', () => {
    expect(press('free', '?').defaultPrevented).toBe(false);
    const remove = registry.register('global', handlersOf('window.help'));
    remove();
    press('free', '?');
    expect(ran).toEqual([]);
  });

  it('prefers the deepest scope, and falls back when its view is gone', () => {
    registry.register('global', handlersOf('go.work'));
    registry.register('desk', handlersOf('go.sync'));
    const remove = registry.register('desk.boxes', handlersOf('go.wallet'));
    press('free', 'n');
    remove();
    press('free', 'n');
    expect(ran).toEqual(['go.wallet', 'go.sync']);
  });

  it('lets a deeper view answer a wider scope’s command, never the other way round', () => {
    registry.register('desk.boxes', handlersOf('go.sync'));
    registry.register('desk', handlersOf('go.wallet', 'go.work'));
    press('free', 'n');
    expect(ran).toEqual(['go.sync']);
  });

  it('stays quiet while somebody types, but for commands that say so', () => {
    registry.register('global', handlersOf('go.work', 'window.palette'));
    press('text', 'n');
    press('text', 'k', 'KeyK', { ctrlKey: true });
    press('check', 'n');
    expect(ran).toEqual(['window.palette', 'go.work']);
  });

  it('leaves Enter to a focused button', () => {
    registry.register('desk', handlersOf('go.lead'));
    press('button', 'Enter');
    press('free', 'Enter');
    expect(ran).toEqual(['go.lead']);
  });

  it('repeats only what may be repeated', () => {
    registry.register('desk', handlersOf('go.settings'));
    registry.register('global', handlersOf('window.help'));
    press('free', 'ArrowLeft', 'ArrowLeft', { repeat: true });
    press('free', '?', 'Slash', { repeat: true });
    expect(ran).toEqual(['go.settings']);
  });

  it('gives way to a modal and to an input method', () => {
    registry.register('global', handlersOf('window.help'));
    press('free', '?', '', { isComposing: true });
    document.body.insertAdjacentHTML('beforeend', '<dialog open data-modal></dialog>');
    press('free', '?');
    expect(ran).toEqual([]);
  });

  it('follows a person’s own keys', () => {
    registry.register('global', handlersOf('window.help'));
    setKeymap({ preset: 'tessera', own: { 'window.help': ['H'] } });
    press('free', '?');
    press('free', 'h');
    expect(ran).toEqual(['window.help']);
  });
});
