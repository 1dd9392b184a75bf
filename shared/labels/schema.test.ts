import { describe, expect, it } from 'vitest';
import { attributesOf, classCountOf, defaultAttributes, parseProjectSchema } from './schema.ts';

const good = {
  name: 'Boats',
  kind: 'boxes',
  classes: [
    { id: 1, name: 'boat', colour: '#336699' },
    { id: 2, name: 'person', colour: '#cc3300', key: 'p' },
  ],
  documentClasses: [{ id: 3, name: 'harbour', colour: '#888888' }],
  attributes: [
    { name: 'moored', type: 'checkbox', default: false, appliesTo: [1] },
    { name: 'view', type: 'select', values: ['front', 'side'], default: 'side' },
  ],
};

describe('parseProjectSchema', () => {
  it('fills in what was left out', () => {
    const parsed = parseProjectSchema(good);
    expect(parsed).toMatchObject({ ok: true, value: { confidenceDefault: 90, instructions: '', languages: [] } });
    if (!parsed.ok) return;
    expect(classCountOf(parsed.value)).toBe(3);
    expect(defaultAttributes(parsed.value, 1)).toEqual({ moored: false, view: 'side' });
    expect(attributesOf(parsed.value, 2).map((attribute) => attribute.name)).toEqual(['view']);
  });

  it('names every field that is wrong', () => {
    const bad = {
      ...good,
      classes: [...good.classes, { id: 3, name: 'boat', colour: 'red' }],
      attributes: [{ name: 'view', type: 'select', default: 'top', appliesTo: [9] }],
    };
    const parsed = parseProjectSchema(bad);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    const fields = parsed.error.fields.map((entry) => entry.field);
    expect(fields).toContain('classes.2.colour');
    expect(fields).toContain('attributes.0.values');
  });

  it('refuses a class number or name twice, over both lists', () => {
    const parsed = parseProjectSchema({ ...good, documentClasses: [{ id: 2, name: 'boat', colour: '#888888' }] });
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.error.fields.map((entry) => entry.field)).toEqual(['documentClasses.0.id', 'documentClasses.0.name']);
  });

  it('refuses document classes in a class project, and a project without classes', () => {
    expect(parseProjectSchema({ ...good, kind: 'class' }).ok).toBe(false);
    expect(parseProjectSchema({ ...good, classes: [], documentClasses: [], attributes: [] }).ok).toBe(false);
    expect(parseProjectSchema('no schema').ok).toBe(false);
  });
});
