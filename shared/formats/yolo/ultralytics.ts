import { parseDocument } from 'yaml';
import { BesideWriter } from '../beside.ts';
import { takeClass } from '../checks.ts';
import { isTraining } from '../cvat/read.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import type { FormatItem } from '../model.ts';
import { isWhole } from '../fields.ts';
import { asList, asRecord } from '../records.ts';
import { stemOf, Stems } from '../stems.ts';
import { wholeText } from '../whole-file.ts';
import { yoloCarries } from './darknet.ts';
import { labelText } from './labels.ts';
import { readLabelFiles } from './read-labels.ts';
import type { LabelFile } from './read-labels.ts';

const MOST_ALIASES = 100;

/** YOLO as Ultralytics has it (docs.ultralytics.com/datasets/detect): data.yaml, images/<split>/, labels/<split>/. */
export const ultralytics: Format = {
  name: 'ultralytics',
  carries: { ...yoloCarries, splits: 'yes' },
  read: readUltralytics,
  write: writeUltralytics,
};

async function writeUltralytics({ sink, classes, report }: WriteContext): Promise<ItemWriter> {
  const beside = new BesideWriter(sink);
  const stems = new Stems(report.losses);
  const splits = new Set<string>(['train']);
  return {
    write: async (item) => {
      const split = item.split ?? 'train';
      splits.add(split);
      const placed = stems.free(`${split}/${item.path}`);
      const text = labelText(item, classes);
      if (text === null) {
        report.problem(item.path, 'width', 'the image’s size is not known, and boxes are parts of it', 'Name the folder of the images with --images.');
        return null;
      }
      const place = `labels/${stemOf(placed)}.txt`;
      await sink.put(place, text);
      await beside.add(place, text, item);
      return `images/${placed}`;
    },
    finish: async () => {
      await beside.close();
      const names = classes.list().map(({ name }, index) => `  ${index}: ${JSON.stringify(name)}\n`);
      // Training without a validation set is refused by the trainer: with one set it is both.
      const sets = [...splits, ...(splits.has('val') ? [] : ['val'])].map((split) => `${split}: images/${split === 'val' && !splits.has('val') ? 'train' : split}\n`);
      await sink.put('data.yaml', `path: .\n${sets.join('')}names:${names.length === 0 ? ' {}' : ''}\n${names.join('')}`);
    },
  };
}

async function* readUltralytics(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  let yaml: string | null = null;
  for await (const { path } of source.files()) if (/^[^/]+\.ya?ml$/i.test(path)) yaml = yaml === null || /^data\./i.test(path) ? path : yaml;
  if (yaml === null) {
    report.problem('data.yaml', '(file)', 'the file with the names of the classes is not there', 'Put data.yaml at the top of the folder.');
    return;
  }
  const { names, keypoints } = await dataYaml(context, yaml);
  yield* readLabelFiles(context, () => labelFiles(context), names, keypoints);
}

interface DataYaml {
  readonly names: ReadonlyMap<number, string>;
  /** How many numbers of keypoints follow each box; 0: none. */
  readonly keypoints: number;
}

async function dataYaml({ source, classes, report }: ReadContext, path: string): Promise<DataYaml> {
  const names = new Map<number, string>();
  const text = await wholeText(source, path, report);
  if (text === null) return { names, keypoints: 0 };
  const fields = asRecord(parsed(text, path, report));
  if (fields === null) return { names, keypoints: 0 };
  const raw = fields['names'];
  const entries = Array.isArray(raw) ? asList(raw).map((name, index) => [String(index), name] as const) : Object.entries(asRecord(raw) ?? {});
  if (raw === undefined || raw === null) report.problem(path, 'names', 'there are no class names', 'Write names: with a name for each number.');
  for (const [number, value] of entries) {
    const name = takeClass(value, path, `names.${number}`, report);
    if (name === null) continue;
    if (classes.has(name)) report.problem(path, `names.${number}`, `class "${name}" is there twice; boxes of both become one class`, 'Give every class a name of its own.');
    classes.indexOf(name);
    names.set(Number(number), name);
  }
  const [points, numbers] = asList(fields['kpt_shape']);
  return { names, keypoints: isWhole(points) && isWhole(numbers) && points > 0 && numbers > 0 ? points * numbers : 0 };
}

/** A file of settings: a name that stands for another part of it may be followed a few times, and not until memory is full. */
function parsed(text: string, path: string, report: ReadContext['report']): unknown {
  try {
    const document = parseDocument(text, { strict: false });
    const error = document.errors[0];
    if (error !== undefined) throw error;
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    report.problem(path, '(file)', `the YAML cannot be read: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`, 'Write data.yaml again, without references.');
    return null;
  }
}

/** `labels/train/a.txt`, and `train/labels/a.txt` of some exporters. An image without boxes has no label file there: images are walked too. */
async function* labelFiles({ source }: ReadContext): AsyncGenerator<LabelFile> {
  for await (const { path } of source.files()) {
    const isLabel = /\.txt$/i.test(path);
    const parts = /^(?:(?:labels|images)\/([^/]+)\/|([^/]+)\/(?:labels|images)\/|(?:labels|images)\/)(.+)$/i.exec(path);
    if (parts === null || !(isLabel || /\.(jpe?g|png|bmp|webp|tiff?|gif|avif)$/i.test(path))) continue;
    const folder = parts[1] ?? parts[2] ?? 'train';
    const inside = parts[3] ?? '';
    const place = isLabel ? path : stemOf(path.replace(/(^|\/)images\//i, '$1labels/')) + '.txt';
    const split = isTraining(folder) ? null : /^valid(ation)?$/i.test(folder) ? 'val' : folder;
    yield isLabel
      ? { path: place, image: stemOf(inside), hasEnding: false, near: stemOf(path.replace(/(^|\/)labels\//i, '$1images/')), split }
      : { path: place, image: inside, hasEnding: true, near: path, split };
  }
}
