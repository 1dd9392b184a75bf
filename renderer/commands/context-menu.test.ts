import { describe, expect, it } from 'vitest';
import { sectionsOf } from './context-menu.ts';
import { createRegistry } from './registry.ts';
import { commandTable } from './table.ts';
import { menuPlaces } from './types.ts';

const nothing = (): void => undefined;

describe('a context menu', () => {
  it('has what the table puts there and can be done now: a section a group, what is dangerous last', () => {
    const registry = createRegistry();
    registry.register('desk.boxes', () => ({ 'region.delete': nothing, 'region.duplicate': nothing, 'item.seal': nothing, 'class.pick-1': { run: nothing, title: 'Class: Boat' } }));
    expect(sectionsOf('region', registry).map((section) => section.map(({ spec, title }) => title ?? spec.id))).toEqual([['Class: Boat'], ['region.duplicate'], ['region.delete']]);
    expect(sectionsOf('image', registry).map((section) => section.map(({ spec }) => spec.id))).toEqual([['item.seal']]);
  });

  it('is empty where nothing can be done', () => {
    expect(sectionsOf('region', createRegistry())).toEqual([]);
  });

  it('is there in every place, and holds nothing that is a key alone', () => {
    for (const place of menuPlaces) expect(commandTable.some((spec) => spec.menus?.includes(place))).toBe(true);
    expect(commandTable.filter((spec) => spec.menus !== undefined && spec.isHidden === true)).toEqual([]);
  });
});
