import { emptyItemLabels, makeBox } from '../../../shared/labels/make.ts';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { projectSchemaSchema } from '../../../shared/labels/schema.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { DeskChange, DeskDocument, DeskItem } from '../../../renderer/desk/port.ts';
import { createMemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import type { MemoryPort } from '../../../renderer/desk/testing/memory-port.ts';
import { benchSchema } from './world.ts';

/** Many different images of one size, each drawn and encoded when it is asked for; a few boxes on each. */
export function manyImages(count: number, widthPx: number, heightPx: number): MemoryPort {
  const items = Array.from({ length: count }, (_, index): DeskItem => ({ index, name: `image-${index}.jpg`, media: { kind: 'image', sha256: `${index}`, widthPx, heightPx }, state: 'untouched' }));
  const regions = Array.from({ length: 8 }, (_, at) => makeBox({ id: parseRegionId(`b${at}`), classId: 1 + (at % 7), confidence: 90 }, { x0: 50 + at * 100, y0: 60, x1: 140 + at * 100, y1: 200 }));
  const documents = new Map(items.map(({ index }): [number, DeskDocument] => [index, documentOf(index, regions)]));
  const port = createMemoryPort({ schema: benchSchema, items, documents, asset: (name) => imageOf(Number(name), widthPx, heightPx) });
  // Cloned as a database does it, and not kept: on a disk it would be, and here it would be counted as the desk's memory.
  const save = async (_index: number, { document }: DeskChange): Promise<void> => void structuredClone(document);
  return { ...port, save };
}

/** The same, encoded before the first is opened: reading a file costs the window nothing. */
export async function readyImages(count: number, widthPx: number, heightPx: number): Promise<MemoryPort> {
  const port = manyImages(count, widthPx, heightPx);
  const blobs = new Map<string, Blob>();
  for (let index = 0; index < count; index++) blobs.set(`${index}`, await port.asset(`${index}`));
  return { ...port, asset: async (name) => blobs.get(name) ?? Promise.reject(new Error(`no image ${name}`)) };
}

function documentOf(index: number, regions: readonly Region[]): DeskDocument {
  return { labels: { ...emptyItemLabels(parseItemId(`item-${index}`)), regions }, history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
}

async function imageOf(seed: number, widthPx: number, heightPx: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  const sky = context.createLinearGradient(0, 0, widthPx, heightPx);
  sky.addColorStop(0, `hsl(${seed % 360} 60% 70%)`);
  sky.addColorStop(1, `hsl(${(seed * 7) % 360} 60% 30%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, widthPx, heightPx);
  for (let at = 0; at < 300; at++) {
    context.fillStyle = `hsl(${(seed * 31 + at * 17) % 360} 50% 50%)`;
    context.fillRect((at * 7919 + seed * 13) % widthPx, (at * 104_729 + seed) % heightPx, 40, 30);
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

/** One image that the driver serves at `/large`. */
export function largeImage(widthPx: number, heightPx: number): MemoryPort {
  const items: DeskItem[] = [{ index: 0, name: 'large', media: { kind: 'image', sha256: 'large', widthPx, heightPx }, state: 'untouched' }];
  return createMemoryPort({ schema: benchSchema, items, asset: async () => (await fetch('/large')).blob() });
}

const WORDS = ['harbour', 'river', 'captain', 'letter', 'morning', 'wind', 'garden', 'street', 'paper', 'stone'];

/** A text of so many characters in lines of some 80, with spans of one to three words spread evenly over it. */
export function longText(characters: number, spans: number): MemoryPort {
  let text = '';
  for (let word = 0; text.length < characters; word++) text += `${WORDS[(word * 7) % WORDS.length] ?? ''}${word % 13 === 12 ? '\n' : ' '}`;
  text = text.slice(0, characters);
  const schema = projectSchemaSchema.parse({ name: 'Letters', kind: 'spans', classes: ['person', 'place', 'date', 'ship'].map((name, at) => ({ id: at + 1, name, colour: benchSchema.classes[at]?.colour })) });
  const step = Math.floor(characters / spans);
  const regions = Array.from({ length: spans }, (_, at): Region => {
    const start = text.lastIndexOf(' ', at * step + 12) + 1;
    const end = start + 5 + (at % 12);
    return { kind: 'span', id: parseRegionId(`s${at}`), classId: 1 + (at % 4), confidence: 90, attributes: {}, origin: 'manual', hidden: false, locked: false, start, end, startUtf16: start, endUtf16: end, quote: text.slice(start, end) };
  });
  const items: DeskItem[] = [{ index: 0, name: 'letters.txt', media: { kind: 'text', sha256: 'letters', codePoints: text.length }, state: 'untouched' }];
  return createMemoryPort({ schema, items, asset: async () => new Blob([text]), documents: new Map([[0, documentOf(0, regions)]]) });
}
