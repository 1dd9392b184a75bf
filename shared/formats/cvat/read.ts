import { decimal, shown, takeBox, takeClass, takePath, takeSize } from '../checks.ts';
import type { Corners, Size } from '../checks.ts';
import { fromTextFields, isExtras, isWhole } from '../fields.ts';
import type { FlatFields } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { parseJson } from '../json-stream.ts';
import { boxLabel, classLabel, imageItem } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { childOf, textOf, xmlNodes } from '../xml-stream.ts';
import type { XmlNode } from '../xml-stream.ts';
import { SOURCES } from './write.ts';

const WANTED: ReadonlySet<string> = new Set(['image', 'labels', 'track']);
const ORIGINS = new Map(Object.entries(SOURCES).map(([origin, source]) => [source as string, origin as keyof typeof SOURCES]));

export async function* readCvat(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report, classes } = context;
  let count = 0;
  for await (const { path } of source.files()) {
    if (!/\.xml$/i.test(path)) continue;
    count++;
    let hasImages = false;
    for await (const node of report.guardEach(path, () => xmlNodes(source.text(path), WANTED))) {
      if (node.name === 'labels') {
        for (const label of node.children) {
          const name = textOf(label, 'name');
          if (name !== null && name !== '') classes.indexOf(name);
        }
      } else if (node.name === 'track') report.losses.add('tracks of videos', 'a track is over many frames; images are read here');
      else {
        hasImages = true;
        const item = await itemOf(node, path, context);
        if (item !== null) yield item;
      }
    }
    if (!hasImages) report.problem(path, 'annotations.image', 'no whole <image> is in the file', 'Export the task as "CVAT for images 1.1".');
  }
  if (count === 0) report.problem('', '', 'There is no .xml file', 'Choose the annotations.xml of "CVAT for images 1.1".');
}

async function itemOf(node: XmlNode, file: string, { source, report, classes }: ReadContext): Promise<FormatItem | null> {
  const { id, name, width, height, subset } = node.attributes;
  const field = `image[${id ?? '?'}]`;
  const path = takePath(name, file, `${field}.name`, report);
  if (path === null) return null;
  let size = takeSize(sizeText(width), sizeText(height), file, `${field}.width`, report);
  if (size.widthPx === null) {
    const found = await source.find(path);
    size = (found === null ? null : await source.imageSize(found)) ?? size;
  }
  const labels = node.children.flatMap((child, index) => {
    const label = labelOf(child, size, file, `${field}.${child.name}[${index}]`, report);
    if (label !== null) classes.indexOf(label.className);
    return label ?? [];
  });
  const extras = parseJson(childOf(node, 'provenance')?.text ?? '');
  return imageItem({ path, ...size, labels, split: subset === undefined || isTraining(subset) ? null : subset, extras: isExtras(extras) ? extras : null });
}

/** Subsets that hold what is neither for validation nor for tests. */
export function isTraining(subset: string): boolean {
  return subset === '' || /^(train|training|default)$/i.test(subset);
}

function sizeText(text: string | undefined): unknown {
  return text === undefined ? undefined : decimal(text);
}

function labelOf(node: XmlNode, size: Size, file: string, field: string, report: ReadContext['report']): Label | null {
  if (node.name === 'provenance' || node.name === 'attribute') return null;
  if (node.name !== 'box' && node.name !== 'tag') {
    report.losses.add(`${node.name} shapes`, 'boxes and tags are read; other shapes have no place here');
    return null;
  }
  const className = takeClass(node.attributes['label'], file, `${field}.label`, report);
  if (className === null) return null;
  const fields = fieldsOf(node);
  if (node.name === 'tag') return classLabel({ className, ...fields });
  const corners = cornersOf(node, size, file, field, report);
  return corners === null ? null : boxLabel({ className, ...corners, ...fields });
}

function fieldsOf({ attributes, children }: XmlNode): FlatFields {
  const own = children.filter(({ name }) => name === 'attribute').map((each) => [each.attributes['name'] ?? '', each.text] as const);
  const origin = ORIGINS.get(attributes['source'] ?? '');
  const group = decimal(attributes['group_id']);
  const zOrder = decimal(attributes['z_order']);
  return {
    ...fromTextFields(own.filter(([name]) => name !== ''), () => undefined),
    ...(origin === undefined ? {} : { origin }),
    ...(isWhole(group) ? { group } : {}),
    ...(isWhole(zOrder) && zOrder !== 0 ? { zOrder } : {}),
    ...(attributes['occluded'] === '1' ? { occluded: true } : {}),
  };
}

function cornersOf(node: XmlNode, size: Size, file: string, field: string, report: ReadContext['report']): Corners | null {
  const names = ['xtl', 'ytl', 'xbr', 'ybr'] as const;
  const bad = names.find((name) => Number.isNaN(decimal(node.attributes[name])));
  if (bad !== undefined) {
    report.problem(file, `${field}.${bad}`, `${shown(node.attributes[bad])} is no number`, 'Give the edge in pixels, or remove the box.');
    return null;
  }
  const [x0, y0, x1, y1] = names.map((name) => decimal(node.attributes[name])) as [number, number, number, number];
  const turn = decimal(node.attributes['rotation']) || 0;
  if (turn % 360 === 0) return takeBox({ x0, y0, x1, y1 }, size, file, field, report);
  report.losses.add('rotations of boxes', 'a turned box becomes the upright one around it');
  const [sine, cosine] = [Math.abs(Math.sin((turn * Math.PI) / 180)), Math.abs(Math.cos((turn * Math.PI) / 180))];
  const [halfWidth, halfHeight] = [((x1 - x0) * cosine + (y1 - y0) * sine) / 2, ((x1 - x0) * sine + (y1 - y0) * cosine) / 2];
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return takeBox({ x0: x - halfWidth, y0: y - halfHeight, x1: x + halfWidth, y1: y + halfHeight }, size, file, field, report);
}
