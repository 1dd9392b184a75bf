import { textFields } from '../fields.ts';
import type { ItemWriter, WriteContext } from '../format.ts';
import type { BoxLabel, FormatItem } from '../model.ts';
import type { LossCounter } from '../report.ts';
import { stemOf, Stems } from '../stems.ts';
import { escapeXml } from '../xml-stream.ts';

export const LABEL_MAP = 'labelmap.txt';
/** Flags that have an element of their own. */
const OWN_ELEMENTS = new Set(['occluded', 'truncated', 'difficult']);

export async function writeVoc({ sink, classes, report, options }: WriteContext): Promise<ItemWriter> {
  const stems = new Stems(report.losses);
  return {
    write: async (item) => {
      const path = stems.free(item.path);
      for (const label of item.labels) classes.indexOf(label.className);
      await sink.put(`Annotations/${stemOf(path)}.xml`, xmlOf({ ...item, path }, options.vocOneBased ? 1 : 0, report.losses));
      return `JPEGImages/${path}`;
    },
    finish: async () => {
      // CVAT's and Datumaro's list of the classes; a colon would end the name there.
      const names = classes.list().map(({ name }) => `${name.replaceAll(':', '_')}:::\n`);
      await sink.put(LABEL_MAP, `# label:color_rgb:parts:actions\n${names.join('')}`);
    },
  };
}

function xmlOf(item: FormatItem, firstPixel: number, losses: LossCounter): string {
  const size = `<size><width>${item.widthPx ?? 0}</width><height>${item.heightPx ?? 0}</height><depth>3</depth></size>`;
  const provenance = item.extras === null ? '' : `  <provenance>${escapeXml(JSON.stringify(item.extras))}</provenance>\n`;
  const objects = item.labels.flatMap((label) => (label.kind === 'box' ? [objectOf(label, firstPixel, losses)] : []));
  return `<annotation>\n  <folder>JPEGImages</folder>\n  <filename>${escapeXml(item.path)}</filename>\n  <source><database>Tessera</database></source>\n  ${size}\n  <segmented>0</segmented>\n${provenance}${objects.join('')}</annotation>\n`;
}

function objectOf(label: BoxLabel, firstPixel: number, losses: LossCounter): string {
  const bit = (flag: boolean) => (flag ? 1 : 0);
  const attributes = textFields(label, OWN_ELEMENTS, losses).map(([name, value]) => `      <attribute><name>${escapeXml(name)}</name><value>${escapeXml(value)}</value></attribute>\n`);
  return [
    `  <object>\n    <name>${escapeXml(label.className)}</name>\n    <pose>Unspecified</pose>\n`,
    `    <truncated>${bit(label.truncated)}</truncated>\n    <difficult>${bit(label.difficult)}</difficult>\n    <occluded>${bit(label.occluded)}</occluded>\n`,
    `    <bndbox><xmin>${label.x0 + firstPixel}</xmin><ymin>${label.y0 + firstPixel}</ymin><xmax>${label.x1}</xmax><ymax>${label.y1}</ymax></bndbox>\n`,
    attributes.length === 0 ? '' : `    <attributes>\n${attributes.join('')}    </attributes>\n`,
    '  </object>\n',
  ].join('');
}
