import { basename } from 'node:path';
import type { Source } from '../../../shared/formats/files.ts';
import type { FormatName } from '../../../shared/formats/names.ts';

const HEAD_CHARS = 4096;

/** A dataset in one file, by its ending; a list of tasks at the top of JSON is Label Studio's, and Datumaro names itself. */
export async function formatOfFile(source: Source, path: string): Promise<FormatName> {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'jsonl' || ending === 'csv' || ending === 'parquet' || ending === 'conll') return ending;
  if (ending === 'xml') return 'cvat';
  let head = '';
  try {
    for await (const piece of source.text(basename(path))) {
      head = piece.trimStart().slice(0, HEAD_CHARS);
      break;
    }
  } catch {
    // The reader says what is wrong with it.
  }
  if (head.startsWith('[')) return 'label-studio';
  return /"dm_format_version"|"infos"\s*:/.test(head) ? 'datumaro' : 'coco';
}

/** Endings of files that can only be datasets, never items. */
export const isDatasetFile = (path: string): boolean => /\.(jsonl|csv|parquet|conll|xml|json)$/i.test(path);
