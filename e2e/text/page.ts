import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '../../renderer/app/theme/theme.css';
import { startAppearance } from '../../renderer/app/theme/appearance.ts';
import { startDispatcher } from '../../renderer/commands/dispatcher.ts';
import { ContextMenu } from '../../renderer/app/shell/context-menu.tsx';
import { DeskView } from '../../renderer/desk/desk-view.tsx';
import type { DeskDocument, DeskItem } from '../../renderer/desk/port.ts';
import { createMemoryPort, type MemoryPort } from '../../renderer/desk/testing/memory-port.ts';
import { parseItemId, parseRegionId } from '../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../shared/labels/make.ts';
import { projectSchemaSchema } from '../../shared/labels/schema.ts';
import { indexText } from '../../shared/labels/text-offsets.ts';
import type { SpanRegion } from '../../shared/labels/types.ts';
import { longText, names, texts } from './texts.ts';

declare global {
  interface Window {
    /** For the driver: what is durable. */
    deskPort: MemoryPort;
    /** Presses the keys in turn, so many times over: milliseconds from the last key's press to the painted frame. */
    timeKeys: (keys: readonly string[], rounds: number) => Promise<number[]>;
  }
}

const schema = projectSchemaSchema.parse({
  name: 'Names in many scripts',
  kind: 'spans',
  classes: [
    { id: 1, name: 'Person', colour: '#2a5cda' },
    { id: 2, name: 'Place', colour: '#f86111' },
  ],
  documentClasses: [{ id: 3, name: 'Travel', colour: '#057918' }],
});

/** The desk as it is, over texts of its own: `?text=3`, or `?spans=2000` for one long text with so many spans. */
const asked = new URLSearchParams(location.search);
const spanCount = Number(asked.get('spans') ?? 0);
const all: readonly string[] = spanCount > 0 ? [longText()] : names.map((name) => texts[name]);
const items = all.map((text, index): DeskItem => ({ index, name: spanCount > 0 ? 'long' : (names[index] ?? ''), media: { kind: 'text', sha256: String(index), codePoints: indexText(text).codePoints }, state: 'untouched' }));

function marked(text: string, count: number): DeskDocument {
  const index = indexText(text);
  const words = [...text.matchAll(/\p{L}+/gu)];
  const step = Math.floor(words.length / count);
  const regions = Array.from({ length: count }, (_, at): SpanRegion => {
    const word = words[at * step];
    const startUtf16 = word?.index ?? 0;
    const quote = word?.[0] ?? '';
    const endUtf16 = startUtf16 + quote.length;
    return { kind: 'span', id: parseRegionId(`s${at}`), classId: 1 + (at % 2), confidence: 90, attributes: {}, origin: 'manual', hidden: false, locked: false, quote, startUtf16, endUtf16, start: index.toCodePoint(startUtf16), end: index.toCodePoint(endUtf16) };
  });
  return { labels: { ...emptyItemLabels(parseItemId('long')), regions }, history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
}

startAppearance();
startDispatcher();
window.deskPort = createMemoryPort({
  schema,
  items,
  asset: async (sha256) => new Blob([all[Number(sha256)] ?? '']),
  ...(spanCount > 0 ? { documents: new Map([[0, marked(all[0] ?? '', spanCount)]]) } : {}),
  batch: { place: { index: Number(asked.get('text') ?? 0), view: null } },
});
const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

function press(chord: string): void {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, code: /^\d$/.test(key) ? `Digit${key}` : key, shiftKey: parts.includes('Shift'), bubbles: true, cancelable: true }));
}

window.timeKeys = async (keys, rounds) => {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const chord of keys.slice(0, -1)) {
      press(chord);
      await painted();
    }
    const startMs = performance.now();
    press(keys.at(-1) ?? '');
    await painted();
    found.push(performance.now() - startMs);
  }
  return found;
};

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(createElement('main', { style: { height: '100%' } }, createElement(DeskView, { port: window.deskPort }), createElement(ContextMenu)));
