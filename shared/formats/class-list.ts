import { takeClass } from './checks.ts';
import type { ReadContext, WriteContext } from './format.ts';
import { lines } from './lines.ts';

/** A class a line, in their order: beside formats that name classes only where they are used. */
export const CLASS_LIST = 'classes.txt';

export async function writeClassList({ sink, classes }: WriteContext, path = CLASS_LIST): Promise<void> {
  await sink.put(path, classes.list().map(({ name }) => `${name}\n`).join(''));
}

/** Declares the classes of the list, where it is there. */
export async function readClassList({ source, classes, report }: ReadContext, list = CLASS_LIST): Promise<void> {
  for await (const { path } of source.files()) {
    if (path !== list) continue;
    for await (const { number, text } of report.guardEach(path, () => lines(source.text(path)))) {
      // Two names of labelme's own, for what is not labelled.
      if (text.trim() === '' || text === '__ignore__' || text === '_background_') continue;
      const name = takeClass(text, path, `line ${number}`, report);
      if (name !== null) classes.indexOf(name);
    }
  }
}
