import { sha256Of, utf8 } from '../bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { parseManifest } from '../protocol/manifest.ts';
import type { Manifest } from '../protocol/manifest.ts';
import { must } from '../result.ts';

const classNames = ['boat', 'person', 'house', 'tree', 'car'];
const colours = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd'];

/** A pack without its assets: images of 4000 x 3000 px, or texts as long as code points go. */
export function testManifest(kind: ProjectKind, itemCount: number): Manifest {
  const size = kind === 'spans' ? { mediaType: 'text/plain', codePoints: 0xffff_ffff } : { mediaType: 'image/jpeg', width: 4000, height: 3000 };
  const items = Array.from({ length: itemCount }, (_, index) => {
    const name = `photo ${index % 4}.jpg`;
    return { id: `item-${index}`, name, sha256: sha256Of(utf8(String(index))), bytes: 1000 + index, ...size };
  });
  const classes = classNames.map((name, index) => ({ id: index + 1, name, colour: colours[index] ?? '#000000' }));
  return must(parseManifest({ version: 1, name: 'Test pack', kind, schema: { name: 'Test', kind, classes }, items }));
}
