import { decimal, shown, takeBox, takeClass, takePath, takeSize } from '../checks.ts';
import type { Size } from '../checks.ts';
import { fromTextFields, isExtras } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { parseJson } from '../json-stream.ts';
import { lines } from '../lines.ts';
import { boxLabel, imageItem } from '../model.ts';
import type { BoxLabel, FormatItem } from '../model.ts';
import { stemOf } from '../stems.ts';
import { LABEL_MAP } from './write.ts';
import { childOf, textOf, xmlNodes } from '../xml-stream.ts';
import type { XmlNode } from '../xml-stream.ts';

const ROOT: ReadonlySet<string> = new Set(['annotation']);

export async function* readVoc(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  let hasFolder = false;
  for await (const { path } of source.files()) if (/(^|\/)Annotations\/.*\.xml$/i.test(path)) hasFolder = true;
  await declareClasses(context);
  let count = 0;
  for await (const { path } of source.files()) {
    if (!/\.xml$/i.test(path) || (hasFolder && !/(^|\/)Annotations\//i.test(path))) continue;
    count++;
    let isFound = false;
    for await (const node of report.guardEach(path, () => xmlNodes(source.text(path), ROOT))) {
      isFound = true;
      const item = await itemOf(node, path, context);
      if (item !== null) yield item;
    }
    if (!isFound) report.problem(path, 'annotation', 'no whole <annotation> is in the file', 'Write the file again, or take it out.');
  }
  if (count === 0) report.problem('', '', 'There is no .xml file', 'Choose a folder with Annotations/.');
}

/** The list of classes that CVAT and Datumaro write beside the annotations. */
async function declareClasses({ source, classes, report }: ReadContext): Promise<void> {
  for await (const { path } of source.files()) {
    if (path !== LABEL_MAP) continue;
    for await (const { text } of report.guardEach(path, () => lines(source.text(path)))) {
      const name = text.split(':')[0]?.trim() ?? '';
      if (name !== '' && !name.startsWith('#') && name !== 'background') classes.indexOf(name);
    }
  }
}

async function itemOf(node: XmlNode, file: string, context: ReadContext): Promise<FormatItem | null> {
  const path = await imagePath(node, file, context);
  if (path === null) return null;
  const size = await sizeOf(node, path, file, context);
  const objects = node.children.filter(({ name }) => name === 'object');
  const extras = parseJson(textOf(node, 'provenance') ?? '');
  const labels = objects.flatMap((object, index) => boxOf(object, `object[${index}]`, size, file, context) ?? []);
  if (textOf(node, 'segmented') === '1') context.report.losses.add('segmentation masks', 'boxes are read, and masks are not');
  return imageItem({ path, ...size, labels, extras: isExtras(extras) ? extras : null });
}

/** The image's name: a plain one belongs to the folder that its annotation lies in. */
async function imagePath(node: XmlNode, file: string, { source, report }: ReadContext): Promise<string | null> {
  const inside = file.replace(/^.*?Annotations\//i, '');
  const name = textOf(node, 'filename');
  if (name === null || name === '') return (await source.find(stemOf(inside), true)) ?? takePath(`${stemOf(inside)}.jpg`, file, 'filename', report);
  const path = takePath(name, file, 'filename', report);
  if (path === null) return null;
  const beside = file.includes('/') ? `${file.slice(0, file.lastIndexOf('/') + 1)}${path}` : path;
  // A folder a set, with images and annotations together: the image beside is meant.
  if (!/(^|\/)Annotations\//i.test(file) && beside !== path && (await source.find(beside)) === beside) return beside;
  if (!/\.[^./]+$/.test(path)) return path + (/\.[^./]+$/.exec((await source.find(path, true)) ?? '')?.[0] ?? '');
  const folder = /^Annotations\//i.test(file) && inside.includes('/') && !path.includes('/') ? inside.slice(0, inside.lastIndexOf('/') + 1) : '';
  return folder + path;
}

async function sizeOf(node: XmlNode, path: string, file: string, { source, report }: ReadContext): Promise<Size> {
  const size = childOf(node, 'size');
  const [width, height] = size === undefined ? [0, 0] : [decimal(textOf(size, 'width')), decimal(textOf(size, 'height'))];
  const said = takeSize(width, height, file, 'size', report);
  if (said.widthPx !== null) return said;
  const found = await source.find(path);
  return (found === null ? null : await source.imageSize(found)) ?? said;
}

function boxOf(object: XmlNode, field: string, size: Size, file: string, { report, classes, options }: ReadContext): BoxLabel | null {
  const className = takeClass(textOf(object, 'name'), file, `${field}.name`, report);
  const bounds = childOf(object, 'bndbox');
  if (className === null) return null;
  if (bounds === undefined) {
    report.problem(file, `${field}.bndbox`, 'the object has no box', 'Add bndbox with xmin, ymin, xmax, ymax, or remove the object.');
    return null;
  }
  const first = options.vocOneBased ? 1 : 0;
  const edge = (name: string) => decimal(textOf(bounds, name));
  const texts = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => [name, textOf(bounds, name)] as const);
  const bad = texts.find(([, text]) => Number.isNaN(decimal(text)));
  if (bad !== undefined) {
    report.problem(file, `${field}.bndbox.${bad[0]}`, `${shown(bad[1])} is no number`, 'Give the edge in pixels, or remove the object.');
    return null;
  }
  const corners = takeBox({ x0: edge('xmin') - first, y0: edge('ymin') - first, x1: edge('xmax'), y1: edge('ymax') }, size, file, `${field}.bndbox`, report);
  if (corners === null) return null;
  classes.indexOf(className);
  if (childOf(object, 'part') !== undefined) report.losses.add('parts of objects', 'a part is a box inside a box, which has no place here');
  const pose = textOf(object, 'pose');
  const attributes = (childOf(object, 'attributes')?.children ?? []).map((each) => [textOf(each, 'name') ?? '', childOf(each, 'value')?.text ?? ''] as const);
  const fields = fromTextFields([...(pose === null || pose === '' || pose === 'Unspecified' ? [] : [['pose', pose] as const]), ...attributes.filter(([name]) => name !== '')], () => undefined);
  const flags = Object.fromEntries(['occluded', 'truncated', 'difficult'].filter((name) => textOf(object, name) === '1').map((name) => [name, true]));
  return boxLabel({ className, ...corners, ...fields, ...flags });
}
