import { takeClass, takePath, takeSize } from '../checks.ts';
import type { ReadContext } from '../format.ts';
import { isExtras } from '../fields.ts';
import { jsonEntries } from '../json-stream.ts';
import { answers, imageItem, textItem } from '../model.ts';
import type { FormatItem } from '../model.ts';
import { isOwnFile } from '../own-files.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';
import { xmlNodes } from '../xml-stream.ts';
import { resultsOf } from './results.ts';
import { mediaOf, taskOfMin } from './task.ts';

const CLASS_TAGS: ReadonlySet<string> = new Set(['Label', 'Choice']);

export async function* readLabelStudio(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  for await (const { path } of source.files()) if (/^[^/]+\.xml$/i.test(path)) await declareClasses(path, context);
  let count = 0;
  for await (const { path: file } of source.files()) {
    if (!/\.json$/i.test(file) || isOwnFile(file)) continue;
    count++;
    for await (const { path, value } of report.guardEach(file, () => jsonEntries(source.text(file), 'list'))) {
      const field = `[${String(path[0])}]`;
      const row = asRecord(value);
      const task = row !== null && asRecord(row['data']) === null ? taskOfMin(row, report.losses) : row;
      if (typeof path[0] !== 'number' || task === null) {
        report.problem(file, field, 'this is no task: it has no data', 'Export the project as JSON.');
        if (typeof path[0] !== 'number') break;
        continue;
      }
      const item = await itemOf(task, file, field, context);
      if (item !== null) yield item;
    }
  }
  if (count === 0) report.problem('', '', 'There is no .json file', 'Choose the JSON export of a project.');
}

/** The labelling interface names the classes, in their order. */
async function declareClasses(path: string, { source, classes, report }: ReadContext): Promise<void> {
  for await (const { attributes } of report.guardEach(path, () => xmlNodes(source.text(path), CLASS_TAGS))) {
    const name = takeClass(attributes['value'], path, 'value', report);
    if (name !== null) classes.indexOf(name);
  }
}

async function itemOf(task: Fields, file: string, field: string, context: ReadContext): Promise<FormatItem | null> {
  const { source, report } = context;
  const data = asRecord(task['data']) ?? {};
  const annotation = chosen(task, report);
  const results = asList(annotation?.fields['result']);
  const media = mediaOf(data, results);
  if (media === null) {
    report.problem(file, `${field}.data`, 'the task has neither an image nor a text', 'Images stand in data.image, texts in data.text.');
    return null;
  }
  const { text, image } = media;
  const named = typeof data['path'] === 'string' ? data['path'] : text === null ? imagePath(String(image)) : `task-${typeof task['id'] === 'number' || typeof task['id'] === 'string' ? task['id'] : field.slice(1, -1)}.txt`;
  const path = takePath(named, file, `${field}.data.${text === null ? 'image' : 'path'}`, report);
  if (path === null) return null;
  const first = results.map(asRecord).find((each) => each?.['original_width'] !== undefined);
  let size = takeSize(data['width'] ?? first?.['original_width'], data['height'] ?? first?.['original_height'], file, `${field}.data.width`, report);
  if (text === null && size.widthPx === null) {
    const found = await source.find(path);
    size = (found === null ? null : await source.imageSize(found)) ?? size;
  }
  const at = `${field}.${annotation?.list ?? 'annotations'}[${annotation?.index ?? 0}].result`;
  const { labels, relations } = resultsOf(results, { text, size, file, field: at, isPrediction: annotation?.list === 'predictions' }, context);
  const meta = asRecord(task['meta']);
  const said = answers.find((each) => each === meta?.['answer']) ?? (annotation?.fields['was_cancelled'] === true ? 'ignore' : null);
  const rest = { path, labels, relations, split: typeof data['split'] === 'string' ? data['split'] : null, answer: said, extras: isExtras(meta?.['provenance']) ? meta['provenance'] : null };
  return text === null ? imageItem({ ...rest, ...size }) : textItem({ ...rest, text });
}

/** One annotation a task: ground truth first, else the last that was not cancelled; a prediction where nobody has annotated. */
function chosen(task: Fields, report: ReadContext['report']): { readonly list: string; readonly index: number; readonly fields: Fields } | null {
  const all = (name: string) => asList(task[name]).flatMap((each, index) => (asRecord(each) === null ? [] : [{ list: name, index, fields: asRecord(each) ?? {} }]));
  const done = [...all('annotations'), ...all('completions')];
  const sound = done.filter(({ fields }) => fields['was_cancelled'] !== true);
  const best = sound.find(({ fields }) => fields['ground_truth'] === true) ?? sound.at(-1) ?? done.at(-1) ?? all('predictions')[0] ?? null;
  report.losses.add('other annotations of a task', 'one is taken: ground truth, else the last that was not cancelled', Math.max(0, done.length - 1));
  report.losses.add('drafts', 'a draft was not handed in', all('drafts').length);
  report.losses.add('predictions beside annotations', 'what a person has said counts', done.length === 0 ? Math.max(0, all('predictions').length - 1) : all('predictions').length);
  return best;
}

/** A path out of what a task names its image by: a local file, an upload, or the last part of an address. */
function imagePath(address: string): string {
  const local = /\/data\/local-files\/\?d=([^&]*)/.exec(address)?.[1];
  if (local !== undefined) return decoded(local).replace(/^images\//, '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return decoded(address.replace(/[?#].*$/, '').split('/').at(-1) ?? '');
  return decoded(address.replace(/^\/?data\/upload\/(\d+\/)?/, ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
