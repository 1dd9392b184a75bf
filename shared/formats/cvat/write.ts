import type { ClassTable } from '../classes.ts';
import { textFields } from '../fields.ts';
import type { FormatOptions, ItemWriter, WriteContext } from '../format.ts';
import type { FormatItem, Label } from '../model.ts';
import type { LossCounter } from '../report.ts';
import { escapeXml } from '../xml-stream.ts';

/** What a box has an attribute of its element for. */
const OWN = new Set(['occluded', 'z_order', 'group_id', 'origin']);
export const SOURCES = { prediction: 'auto', 'prediction-changed': 'semi-auto' } as const;
const MAX_VALUES = 50;

/** CVAT takes labels and attributes that `meta` declares; what there is, is known after the last image: images wait in a spool. */
export async function writeCvat({ sink, classes, report, options }: WriteContext): Promise<ItemWriter> {
  const images = await sink.spool();
  const attributes = new DeclaredAttributes();
  let count = 0;
  return {
    write: async (item) => {
      await images.write(imageOf(item, count++, attributes, report.losses));
      for (const label of item.labels) classes.indexOf(label.className);
      return `images/${item.path}`;
    },
    finish: async () => {
      const file = await sink.open('annotations.xml');
      await file.write(`<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n${metaOf(classes, attributes, count, options)}`);
      for await (const piece of images.bytes()) await file.write(piece);
      await file.write('</annotations>\n');
      await file.close();
    },
  };
}

/** Values of each class's attributes, as far as CVAT needs them to choose an input. */
class DeclaredAttributes {
  private readonly byClass = new Map<string, Map<string, Set<string>>>();

  add(className: string, name: string, value: string): void {
    const ofClass = this.byClass.get(className) ?? new Map<string, Set<string>>();
    this.byClass.set(className, ofClass);
    const values = ofClass.get(name) ?? new Set<string>();
    ofClass.set(name, values);
    if (values.size < MAX_VALUES) values.add(value.slice(0, 100));
  }

  of(className: string): readonly (readonly [string, ReadonlySet<string>])[] {
    return [...(this.byClass.get(className) ?? [])];
  }
}

function metaOf(classes: ClassTable, attributes: DeclaredAttributes, count: number, { title, provenance }: FormatOptions): string {
  const labels = classes.list().map(({ name }) => {
    const own = attributes.of(name).map(([attribute, values]) => {
      const isChoice = [...values].every((value) => value === 'true' || value === 'false');
      const input = isChoice ? ['checkbox', 'false', 'false'] : ['text', '', ''];
      return `            <attribute><name>${escapeXml(attribute)}</name><mutable>False</mutable><input_type>${input[0]}</input_type><default_value>${input[1]}</default_value><values>${input[2]}</values></attribute>\n`;
    });
    return `        <label>\n          <name>${escapeXml(name)}</name>\n          <type>any</type>\n          <attributes>\n${own.join('')}          </attributes>\n        </label>\n`;
  });
  const origin = provenance === null ? '' : `    <provenance>${escapeXml(JSON.stringify(provenance))}</provenance>\n`;
  return `  <meta>\n    <task>\n      <name>${escapeXml(title)}</name>\n      <size>${count}</size>\n      <mode>annotation</mode>\n      <labels>\n${labels.join('')}      </labels>\n    </task>\n${origin}  </meta>\n`;
}

function imageOf(item: FormatItem, id: number, attributes: DeclaredAttributes, losses: LossCounter): string {
  const split = item.split === null ? '' : ` subset="${escapeXml(item.split)}"`;
  const size = item.widthPx === null || item.heightPx === null ? '' : ` width="${item.widthPx}" height="${item.heightPx}"`;
  const provenance = item.extras === null ? '' : `    <provenance>${escapeXml(JSON.stringify(item.extras))}</provenance>\n`;
  return `  <image id="${id}" name="${escapeXml(item.path)}"${split}${size}>\n${provenance}${item.labels.map((label) => elementOf(label, attributes, losses)).join('')}  </image>\n`;
}

function elementOf(label: Label, attributes: DeclaredAttributes, losses: LossCounter): string {
  const source = label.origin === null ? 'manual' : SOURCES[label.origin];
  const group = label.group === null ? '' : ` group_id="${label.group}"`;
  const inner = textFields(label, OWN, losses).map(([name, value]) => {
    attributes.add(label.className, name, value);
    return `      <attribute name="${escapeXml(name)}">${escapeXml(value)}</attribute>\n`;
  });
  const head = `label="${escapeXml(label.className)}" source="${source}"${group}`;
  if (label.kind !== 'box') return `    <tag ${head}>\n${inner.join('')}    </tag>\n`;
  const { occluded, x0, y0, x1, y1, zOrder } = label;
  const corners = `xtl="${pixel(x0)}" ytl="${pixel(y0)}" xbr="${pixel(x1)}" ybr="${pixel(y1)}"`;
  return `    <box ${head} occluded="${occluded ? 1 : 0}" ${corners} z_order="${zOrder}">\n${inner.join('')}    </box>\n`;
}

/** Two decimals, as CVAT prints, or as many as there are. */
function pixel(value: number): string {
  const short = value.toFixed(2);
  return Number(short) === value ? short : String(value);
}
