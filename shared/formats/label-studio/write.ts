import { sliceCodePoints, utf16OfCodePoint } from '../../labels/text-offsets.ts';
import { toFlat } from '../fields.ts';
import type { ItemWriter, WriteContext } from '../format.ts';
import type { FormatItem, Label } from '../model.ts';
import { escapeXml } from '../xml-stream.ts';

const OWN = new Set(['score', 'origin']);

export async function writeLabelStudio({ sink, classes }: WriteContext): Promise<ItemWriter> {
  const file = await sink.open('tasks.json');
  const kinds = { image: new Set<Label['kind']>(), text: new Set<Label['kind']>() };
  const has = { image: false, text: false };
  let count = 0;
  await file.write('[');
  return {
    write: async (item) => {
      count++;
      has[item.kind] = true;
      for (const label of item.labels) {
        classes.indexOf(label.className);
        kinds[item.kind].add(label.kind);
      }
      await file.write(`${count === 1 ? '\n' : ',\n'}${JSON.stringify(taskOf(item, count))}`);
      return item.kind === 'image' ? `images/${item.path}` : null;
    },
    finish: async () => {
      await file.write('\n]\n');
      await file.close();
      const names = classes.list().map(({ name }) => name);
      await sink.put('label-config.xml', configOf(names, has.text && !has.image ? 'text' : 'image', kinds));
    },
  };
}

/** The labelling interface that the tasks belong to: Label Studio asks for it at import. */
function configOf(names: readonly string[], kind: 'image' | 'text', kinds: Record<'image' | 'text', ReadonlySet<Label['kind']>>): string {
  const tag = kind === 'image' ? '  <Image name="image" value="$image"/>\n' : '  <Text name="text" value="$text"/>\n';
  const list = (element: string, each: string, name: string) => `  <${element} name="${name}" toName="${kind}">\n${names.map((value) => `    <${each} value="${escapeXml(value)}"/>\n`).join('')}  </${element}>\n`;
  const regions = kind === 'image' ? list('RectangleLabels', 'Label', 'label') : list('Labels', 'Label', 'label');
  const choices = kinds[kind].has('class') ? list('Choices', 'Choice', 'choice') : '';
  return `<View>\n${tag}${regions}${choices}</View>\n`;
}

function taskOf(item: FormatItem, id: number) {
  const { path, split, answer, extras, widthPx, heightPx } = item;
  const results = item.labels.map((label, index) => resultOf(item, label, index));
  const relations = item.relations.map(({ from, to, label }) => ({ from_id: regionId(from), to_id: regionId(to), type: 'relation', direction: 'right', ...(label === '' ? {} : { labels: [label] }) }));
  const size = widthPx === null ? {} : { width: widthPx, height: heightPx };
  const meta = { ...(answer === null ? {} : { answer }), ...(extras === null ? {} : { provenance: extras }) };
  return {
    id,
    data: {
      ...(item.kind === 'image' ? { image: `/data/local-files/?d=${encodeURI(`images/${path}`).replaceAll(/[?#&+]/g, encodeURIComponent)}`, ...size } : { text: item.text }),
      path,
      ...(split === null ? {} : { split }),
    },
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
    annotations: [{ id, was_cancelled: answer === 'ignore', ground_truth: false, result: [...results, ...relations] }],
    predictions: [],
  };
}

function regionId(index: number): string {
  return `r${index + 1}`;
}

function resultOf(item: FormatItem, label: Label, index: number) {
  const meta = toFlat(label, OWN);
  const common = {
    id: regionId(index),
    to_name: item.kind,
    origin: label.origin ?? 'manual',
    ...(label.score === null ? {} : { score: label.score }),
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
  };
  if (label.kind === 'class') return { ...common, from_name: 'choice', type: 'choices', value: { choices: [label.className] } };
  if (label.kind === 'span') {
    const text = item.text ?? '';
    const [start, end] = [utf16OfCodePoint(text, label.start), utf16OfCodePoint(text, label.end)];
    return { ...common, from_name: 'label', type: 'labels', value: { start, end, text: sliceCodePoints(text, label.start, label.end), labels: [label.className] } };
  }
  const [width, height] = [item.widthPx ?? 100, item.heightPx ?? 100];
  const share = (pixels: number, size: number) => (pixels * 100) / size;
  return {
    ...common,
    from_name: 'label',
    type: 'rectanglelabels',
    original_width: width,
    original_height: height,
    image_rotation: 0,
    value: { x: share(label.x0, width), y: share(label.y0, height), width: share(label.x1 - label.x0, width), height: share(label.y1 - label.y0, height), rotation: 0, rectanglelabels: [label.className] },
  };
}
