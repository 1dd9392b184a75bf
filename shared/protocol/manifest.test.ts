import { describe, expect, it } from 'vitest';
import { must } from '../result.ts';
import { itemProof, manifestRoot, parseManifest, parseManifestOf, verifyItem } from './manifest.ts';

const item = (id: string) => ({ id, name: `${id}.jpg`, sha256: 'ab'.repeat(32), bytes: 10, mediaType: 'image/jpeg', width: 40, height: 30 });
const good = {
  version: 1,
  name: 'Boats',
  kind: 'boxes',
  schema: { name: 'Boats', kind: 'boxes', classes: [{ id: 1, name: 'boat', colour: '#336699' }] },
  items: [item('a'), item('b'), item('c')],
};

describe('manifest', () => {
  it('has one root, whatever the order of its fields', () => {
    const manifest = must(parseManifest(good));
    const reordered = must(parseManifest({ ...good, items: good.items.map((entry) => Object.fromEntries(Object.entries(entry).reverse())) }));
    expect(manifestRoot(reordered)).toBe(manifestRoot(manifest));
    expect(parseManifestOf(manifestRoot(manifest), JSON.parse(JSON.stringify(manifest)))).toEqual({ ok: true, value: manifest });
  });

  it.each([
    ['an item', { items: [item('a'), { ...item('b'), sha256: 'ac'.repeat(32) }, item('c')] }],
    ['a size', { items: [item('a'), { ...item('b'), width: 41 }, item('c')] }],
    ['the order', { items: [item('b'), item('a'), item('c')] }],
    ['the schema', { schema: { ...good.schema, instructions: 'Look twice.' } }],
    ['the name', { name: 'Ships' }],
    ['the number of items', { items: [item('a'), item('b')] }],
    ['the relay', { relay: 'https://relay.example' }],
  ])('has another root where %s is changed', (_, change) => {
    const root = manifestRoot(must(parseManifest(good)));
    expect(parseManifestOf(root, { ...good, ...change })).toMatchObject({ ok: false, error: { code: 'MANIFEST_ROOT' } });
  });

  it('takes a relay that carries nothing but the way', () => {
    expect(must(parseManifest({ ...good, relay: 'https://relay.example/tessera' })).relay).toBe('https://relay.example/tessera');
    for (const relay of ['http://relay.example', 'https://me:pw@relay.example', 'javascript:alert(1)']) expect(parseManifest({ ...good, relay })).toMatchObject({ ok: false, error: { fields: [{ field: 'relay' }] } });
  });

  it.each([
    ['items', { items: Array<object>(2000).fill({}) }],
    ['classes', { schema: { ...good.schema, classes: Array<object>(250).fill({}) } }],
    ['suggestions', { items: [{ ...item('a'), suggestions: Array<object>(9000).fill({}) }] }],
    ['attributes of a suggestion', { items: [{ ...item('a'), suggestions: [{ classId: 1, confidence: 1, attributes: Object.fromEntries(Array.from({ length: 9000 }, (_, at) => [String(at), null])) }] }] }],
  ])('is told by a few of its faults where all of its %s are wrong: thousands of them would fill the memory', (_, change) => {
    const parsed = parseManifest({ ...good, ...change });
    expect(parsed.ok ? 0 : parsed.error.fields.length).toBeGreaterThan(0);
    expect(parsed.ok ? 0 : parsed.error.fields.length).toBeLessThanOrEqual(25);
  });

  it.each([
    ['items.0.name', { items: [{ ...item('a'), name: 'photo\u202Egpj.exe' }] }],
    ['name', { name: 'Boats\u0000' }],
    ['schema.classes.0.name', { schema: { ...good.schema, classes: [{ id: 1, name: 'a\u2067b', colour: '#336699' }] } }],
  ])('has no name that turns the line round it: %s', (field, change) => {
    expect(parseManifest({ ...good, ...change })).toMatchObject({ ok: false, error: { fields: [{ field, fix: 'has characters that turn or break the line' }] } });
  });

  it('takes names of every language, with the marks that they are written with', () => {
    must(parseManifest({ ...good, name: 'قوارب‎ سفن', items: [{ ...item('a'), name: 'ספינה‏ 1 👩‍🚀.jpg' }] }));
  });

  it('proves single items', () => {
    const manifest = must(parseManifest(good));
    const root = manifestRoot(manifest);
    const proof = itemProof(manifest, 1);
    expect(verifyItem(root, 1, manifest.items[1]!, proof)).toBe(true);
    expect(verifyItem(root, 0, manifest.items[1]!, proof)).toBe(false);
    expect(verifyItem(root, 1, manifest.items[2]!, proof)).toBe(false);
  });

  it.each([
    ['items.1.id', { items: [item('a'), item('a')] }],
    ['items.0.width', { items: [{ ...item('a'), width: undefined }] }],
    ['items.0.mediaType', { items: [{ ...item('a'), mediaType: 'text/plain', codePoints: 4 }] }],
    ['items.0.codePoints', { items: [{ ...item('a'), mediaType: 'text/plain' }] }],
    ['items.0.bytes', { items: [{ ...item('a'), bytes: 0 }] }],
    ['kind', { kind: 'class' }],
    ['version', { version: 2 }],
  ])('is refused by the name of the field: %s', (field, change) => {
    const parsed = parseManifest({ ...good, ...change });
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error.fields.map((entry) => entry.field)).toContain(field);
  });
});
