import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDispatcher } from './dispatcher.ts';
import { defaultKeymap, setKeymap } from './keymap.ts';
import { pendingKeys } from './pending-keys.ts';
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

  describe('two keys in a row', () => {
    beforeEach(() => {
      vi.useFakeTimers();
      setKeymap({ preset: 'tessera', own: { 'go.work': ['T H'], 'go.sync': ['T L'], 'go.wallet': ['T'], 'window.help': ['H'] } });
    });
    afterEach(() => vi.useRealTimers());

    it('mean one thing, and neither key means its own', () => {
      registry.register('global', handlersOf('go.work', 'window.help'));
      expect(press('free', 't', 'KeyT').defaultPrevented).toBe(true);
      expect(pendingKeys()).toMatchObject({ first: 'T', next: [{ keys: 'T H' }] });
      expect(press('free', 'h', 'KeyH').defaultPrevented).toBe(true);
      expect([ran, pendingKeys()]).toEqual([['go.work'], null]);
    });

    it('are told apart by the second, with Shift let go between', () => {
      registry.register('global', handlersOf('go.work'));
      registry.register('desk', handlersOf('go.sync'));
      press('free', 't', 'KeyT');
      press('free', 'Shift', 'ShiftLeft');
      press('free', 'l', 'KeyL');
      expect(ran).toEqual(['go.sync']);
    });

    it('leave the first alone what it means, once no second followed', () => {
      registry.register('global', handlersOf('go.work', 'window.help'));
      registry.register('desk.boxes', handlersOf('go.wallet'));
      press('free', 't', 'KeyT');
      expect(ran).toEqual([]);
      vi.advanceTimersByTime(1100);
      expect(ran).toEqual(['go.wallet']);
      press('free', 't', 'KeyT');
      press('free', 'x', 'KeyX');
      expect(ran).toEqual(['go.wallet', 'go.wallet']);
      press('free', 'h', 'KeyH');
      expect(ran).toEqual(['go.wallet', 'go.wallet', 'window.help']);
    });

    it('are given up with Escape', () => {
      registry.register('global', handlersOf('go.work'));
      registry.register('desk.boxes', handlersOf('go.wallet'));
      press('free', 't', 'KeyT');
      press('free', 'Escape');
      press('free', 'h', 'KeyH');
      vi.advanceTimersByTime(1100);
      expect(ran).toEqual([]);
    });

    it('begin with nothing where their command is not there, or in a field', () => {
      registry.register('global', handlersOf('window.help'));
      expect(press('free', 't', 'KeyT').defaultPrevented).toBe(false);
      registry.register('global', handlersOf('go.work'));
      expect(press('text', 't', 'KeyT').defaultPrevented).toBe(false);
    });
  });
});
