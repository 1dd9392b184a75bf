import { canonicalJson, plainJson } from '../../../shared/canonical-json.ts';
import { readDataset } from '../../../shared/formats/convert.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import { hash53 } from '../../../shared/formats/hash.ts';
import type { FormatItem } from '../../../shared/formats/model.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import { FolderSource } from '../formats/folder-source.ts';
import { compareJson } from './compare-json.ts';

export interface ItemDifference {
  readonly item: string;
  readonly field: string;
  readonly reason: string;
}

/** Items that are looked at field by field. */
const MOST = 20;

/**
 * Where two folders of one format say different things of an item: read by the format's own reader, so that a label is
 * named in whatever file it stands. Each folder is read twice: hashes of the items first, then the items that differ.
 * @param given, expected folders; the items' files lie in `given`
 */
export async function compareItems(format: FormatName, given: string, expected: string): Promise<ItemDifference[]> {
  const [has, should] = [await hashes(format, given, null), await hashes(format, expected, given)];
  const differing = new Set([...should.keys(), ...has.keys()].filter((path) => has.get(path) !== should.get(path)));
  if (differing.size === 0) return has.problems.slice(0, MOST).map(({ file, field, reason }) => ({ item: file, field, reason }));
  const some = new Set([...differing].slice(0, MOST));
  const [own, right] = [await pick(format, given, null, some), await pick(format, expected, given, some)];
  return [...some].flatMap((path) => {
    const [one, other] = [own.get(path), right.get(path)];
    if (other === undefined) return [{ item: path, field: '', reason: 'the chain gives no such item' }];
    if (one === undefined) return [{ item: path, field: '', reason: 'the item is missing' }];
    return differences(one, other).map((found) => ({ item: path, ...found }));
  });
}

function differences(given: FormatItem, expected: FormatItem): { field: string; reason: string }[] {
  const counts = given.labels.length - expected.labels.length;
  const places = compareJson(plainJson(withoutLabels(given)), plainJson(withoutLabels(expected)));
  if (counts === 0) return [...places, ...compareJson({ labels: plainJson([...given.labels]) }, { labels: plainJson([...expected.labels]) })];
  const keys = (item: FormatItem) => item.labels.map((label) => canonicalJson(plainJson(label)));
  const [own, right] = [keys(given), keys(expected)];
  const invented = own.flatMap((key, place) => (right.includes(key) ? [] : [{ field: `labels[${place}]`, reason: `there is no such label: ${said(given, place)}` }]));
  const dropped = right.flatMap((key, place) => (own.includes(key) ? [] : [{ field: `labels[${place}]`, reason: `the label is missing: ${said(expected, place)}` }]));
  const twice = invented.length + dropped.length === 0 ? [{ field: 'labels', reason: `there are ${given.labels.length}; there should be ${expected.labels.length}` }] : [];
  return [...places, ...invented, ...dropped, ...twice];
}

function said({ labels }: FormatItem, place: number): string {
  const label = labels[place];
  if (label === undefined) return '';
  if (label.kind === 'box') return `${label.className} at ${label.x0}, ${label.y0}, ${label.x1}, ${label.y1}`;
  return label.kind === 'span' ? `${label.className} at ${label.start} to ${label.end}` : label.className;
}

function withoutLabels(item: FormatItem): object {
  return { ...item, labels: undefined, file: undefined };
}

async function hashes(format: FormatName, folder: string, images: string | null) {
  const found = new Map<string, number>();
  const problems = await eachItem(format, folder, images, (item) => void found.set(item.path, hash53(canonicalJson(plainJson({ ...item, file: undefined })))));
  return Object.assign(found, { problems });
}

async function pick(format: FormatName, folder: string, images: string | null, paths: ReadonlySet<string>): Promise<Map<string, FormatItem>> {
  const found = new Map<string, FormatItem>();
  await eachItem(format, folder, images, (item) => {
    if (paths.has(item.path)) found.set(item.path, item);
  });
  return found;
}

async function eachItem(format: FormatName, folder: string, images: string | null, visit: (item: FormatItem) => void) {
  const source = await FolderSource.at(folder, images);
  if (source === null) return [];
  try {
    const { items, report } = readDataset(formatOf(format), source, usualOptions);
    for await (const item of items) visit(item);
    return report.problems();
  } finally {
    await source.close();
  }
}
