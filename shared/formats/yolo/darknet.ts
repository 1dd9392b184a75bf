import { BesideWriter } from '../beside.ts';
import { carries } from '../carries.ts';
import { takeClass } from '../checks.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import { lines } from '../lines.ts';
import type { FormatItem } from '../model.ts';
import { stemOf, Stems } from '../stems.ts';
import { labelText } from './labels.ts';
import { readLabelFiles } from './read-labels.ts';
import type { LabelFile } from './read-labels.ts';

const FOLDER = 'obj_train_data';

/** What YOLO's line of five numbers has no room for goes to `extras.jsonl`. */
export const yoloCarries = carries('beside', { images: 'yes', boxes: 'yes', texts: 'no', spans: 'no', overlaps: 'no' });

/** YOLO as Darknet has it: obj.data, obj.names, train.txt, and a .txt beside each image. */
export const yolo: Format = {
  name: 'yolo',
  carries: yoloCarries,
  read: readDarknet,
  write: writeDarknet,
};

async function writeDarknet({ sink, classes, report }: WriteContext): Promise<ItemWriter> {
  const list = await sink.open('train.txt');
  const beside = new BesideWriter(sink);
  const stems = new Stems(report.losses);
  return {
    write: async (item) => {
      const path = stems.free(item.path);
      const text = labelText(item, classes);
      if (text === null) {
        report.problem(item.path, 'width', 'the image’s size is not known, and boxes are parts of it', 'Name the folder of the images with --images.');
        return null;
      }
      const place = `${FOLDER}/${stemOf(path)}.txt`;
      await sink.put(place, text);
      await list.write(`${FOLDER}/${path}\n`);
      await beside.add(place, text, item);
      return `${FOLDER}/${path}`;
    },
    finish: async () => {
      await list.close();
      await beside.close();
      const names = classes.list().map(({ name }) => `${name}\n`);
      await sink.put('obj.names', names.join(''));
      await sink.put('obj.data', `classes = ${names.length}\ntrain = train.txt\nnames = obj.names\nbackup = backup/\n`);
    },
  };
}

async function* readDarknet(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  const paths = { names: '', lists: [] as string[] };
  for await (const { path } of source.files()) {
    if (/(^|\/)(obj|classes|[^/]+)\.names$/i.test(path) || /(^|\/)classes\.txt$/i.test(path)) paths.names ||= path;
    if (/^[^/]*(train|valid|val|test)[^/]*\.txt$/i.test(path)) paths.lists.push(path);
  }
  if (paths.names === '') {
    report.problem('obj.names', '(file)', 'the names of the classes are not there', 'Put obj.names or classes.txt beside the labels: a class a line.');
    return;
  }
  yield* readLabelFiles(context, () => labelFiles(context, paths), await classNames(context, paths.names));
}

async function classNames({ source, classes, report }: ReadContext, path: string): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for await (const { number, text } of report.guardEach(path, () => lines(source.text(path)))) {
    if (text.trim() === '') continue;
    const name = takeClass(text, path, `line ${number}`, report);
    if (name === null) continue;
    if (classes.has(name)) report.problem(path, `line ${number}`, `class "${name}" is there twice; boxes of both become one class`, 'Give every class a name of its own.');
    classes.indexOf(name);
    names.set(number - 1, name);
  }
  return names;
}

/** Images by the lists first, then label files that no list names. */
async function* labelFiles({ source, report }: ReadContext, { names, lists }: { readonly names: string; readonly lists: readonly string[] }): AsyncGenerator<LabelFile> {
  for (const list of lists) {
    const split = /train/i.test(list) ? null : /val/i.test(list) ? 'val' : 'test';
    for await (const { text } of report.guardEach(list, () => lines(source.text(list)))) {
      const listed = text.trim().replaceAll('\\', '/').replace(/^(\.\/|data\/(?=obj_))+/, '');
      if (listed === '') continue;
      // Lists of other machines have their own absolute paths: what counts is what follows the data folder.
      const inside = listed.replace(/^.*?obj_[^/]+_data\//, '');
      const folder = listed.includes('obj_') ? `${/obj_[^/]+_data/.exec(listed)?.[0] ?? FOLDER}/` : '';
      yield { path: `${folder}${stemOf(inside)}.txt`, image: inside, hasEnding: true, near: folder + inside, split };
    }
  }
  for await (const { path } of source.files()) {
    if (!/\.txt$/i.test(path) || path === names || lists.includes(path) || /^(readme|licen[cs]e|notes?)\.txt$/i.test(path)) continue;
    // `labels` beside `images` is how Label Studio writes it.
    const image = stemOf(path.replace(/^(obj_[^/]+_data|labels)\//, ''));
    yield { path, image, hasEnding: false, near: stemOf(path.replace(/^labels\//, 'images/')), split: null };
  }
}
