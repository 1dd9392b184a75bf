import { describe, expect, it } from 'vitest';
import { allConflicts, conflictsOf } from './conflicts.ts';
import { keymapToFile, readKeymap, readKeymapText } from './keymap-file.ts';
import { defaultKeymap, isChanged, keysOf, withKeys } from './keymap.ts';
import { presetNames } from './presets.ts';
import { commandSpec, commandTable } from './table.ts';

const seal = commandSpec('item.seal');
const next = commandSpec('item.next');
const box = commandSpec('tool.box');

describe('the keymap', () => {
  it('keeps what was changed, and nothing of what is the default again', () => {
    const changed = withKeys(defaultKeymap, seal, ['Mod+Shift+S', 'shift+Mod+s']);
    expect(keysOf(seal, changed)).toEqual(['Mod+Shift+S', 'Mod+S']);
    expect(isChanged(changed, seal)).toBe(true);
    expect(withKeys(changed, seal, seal.keys)).toEqual(defaultKeymap);
  });

  it('goes over to a preset, with a person’s own changes on top', () => {
    const cvat = { preset: 'cvat', own: {} } as const;
    expect([keysOf(next, cvat)[0], keysOf(commandSpec('item.previous'), cvat)[0], keysOf(box, cvat)[0], keysOf(commandSpec('class.pick-1'), cvat)[0]]).toEqual(['F', 'D', 'N', 'Mod+Digit1']);
    const own = withKeys(cvat, next, ['J']);
    expect(keysOf(next, own)).toEqual(['J']);
    expect(withKeys(own, next, ['F', 'PageDown'])).toEqual(cvat);
    expect(keysOf(commandSpec('region.hide-all'), cvat)[0]).toBe('T H');
    const studio = { preset: 'label-studio', own: {} } as const;
    expect([keysOf(seal, studio)[0], keysOf(box, studio)[0], keysOf(commandSpec('region.hide'), studio)[0]]).toEqual(['Mod+Enter', 'R', 'Alt+H']);
  });

  it.each(presetNames)('has no conflict in the preset %s', (preset) => {
    const conflicts = [...allConflicts({ preset, own: {} }, commandTable).values()].flat();
    expect(conflicts.map(({ spec, chord, kind }) => `${spec.id} ${chord} ${kind}`)).toEqual([]);
    // Nor one that the preset itself lets pass: two commands of one scope on one key.
    const seen = new Map<string, string>();
    for (const spec of commandTable) {
      for (const chord of keysOf(spec, { preset, own: {} })) {
        const key = `${spec.scope} ${chord.toLowerCase()}`;
        expect(`${key} ${seen.get(key) ?? ''}`).toBe(`${key} `);
        seen.set(key, spec.id);
      }
    }
  });

  it('names who else has a key, and who of the two is reached', () => {
    const kinds = (id: Parameters<typeof commandSpec>[0], chord: string) => conflictsOf(commandSpec(id), chord, defaultKeymap, commandTable).map(({ spec, kind }) => `${spec.id} ${kind}`);
    expect(kinds('item.next', 'A')).toEqual(['item.previous same']);
    expect(kinds('item.next', 'b')).toEqual(['tool.box deeper']);
    expect(kinds('tool.box', 'Shift+D')).toEqual(['item.next-open wider']);
    expect(kinds('tool.box', '?')).toEqual(['window.help wider']);
    // Texts and images are never on the screen together.
    expect(kinds('text.snapping', 'B')).toEqual([]);
    const two = withKeys(defaultKeymap, commandSpec('region.show-all'), ['T H']);
    expect(conflictsOf(commandSpec('region.show-all'), 'T H', two, commandTable).map(({ spec, kind }) => `${spec.id} ${kind}`)).toEqual(['region.truncated begun']);
    expect([...allConflicts(two, commandTable).keys()].sort()).toEqual(['region.show-all', 'region.truncated']);
    // As the table means it: Enter ends a drawing, and seals otherwise.
    expect(kinds('item.seal', 'Enter')).toEqual([]);
  });
});

describe('a keymap in a file', () => {
  it('comes back as it went', () => {
    const changed = withKeys({ preset: 'cvat', own: {} }, seal, ['Mod+J']);
    const read = readKeymapText(JSON.stringify(keymapToFile(changed)), commandTable);
    expect(read).toEqual({ ok: true, value: { keymap: changed, problems: [] } });
  });

  it('uses what can be used and says by name what cannot', () => {
    const read = readKeymap({ format: 'tessera-keymap', version: 1, preset: 'tessera', keys: { 'item.seal': ['J', 'Mod+Nonsense', ''], 'no.command': ['K'], 'item.next': ['Nope'], 'item.previous': [] } }, commandTable);
    expect(read).toEqual({
      ok: true,
      value: {
        keymap: { preset: 'tessera', own: { 'item.seal': ['J'], 'item.previous': [] } },
        problems: [
          { code: 'BAD_CHORD', id: 'item.seal', chord: 'Mod+Nonsense' },
          { code: 'BAD_CHORD', id: 'item.seal', chord: '' },
          { code: 'UNKNOWN_COMMAND', id: 'no.command' },
          { code: 'BAD_CHORD', id: 'item.next', chord: 'Nope' },
        ],
      },
    });
  });

  it.each([['not json', ''], ['{"format":"tessera-keymap","version":2}', 'version'], ['{"format":"tessera-keymap","version":1,"preset":"vim","keys":{}}', 'preset'], ['[]', ''], ['{"format":"tessera-keymap","version":1,"preset":"cvat","keys":{"item.seal":"J"}}', 'keys.item.seal']])('refuses %s and names the field', (text, field) => {
    expect(readKeymapText(text, commandTable)).toMatchObject({ ok: false, error: { code: 'KEYMAP_INVALID', field } });
  });
});
