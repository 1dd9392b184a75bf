import { resolve } from 'node:path';
import { usualOptions } from '../../../shared/formats/format.ts';
import type { ConllScheme } from '../../../shared/formats/format.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { Result } from '../../../shared/host-api.ts';
import { convert } from '../../host/formats/convert.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { ended } from '../signals.ts';

export interface ConvertOptions {
  readonly in: string;
  readonly out: string;
  readonly from: FormatName;
  readonly to: FormatName;
  readonly images?: string;
  readonly files: boolean;
  readonly scheme: ConllScheme;
  readonly vocOneBased?: boolean;
  readonly json?: boolean;
}

const MOST_SHOWN = 20;

/** `tessera convert`: exit 1 where something of IN could not be read. What the target cannot hold is no fault: it is said. */
export async function runConvert(options: ConvertOptions, output: Output): Promise<Result<ExitCode>> {
  const { from, to, out, images } = options;
  const stop = new AbortController();
  void ended().then(() => {
    stop.abort();
  });
  const done = await convert({
    signal: stop.signal,
    from,
    to,
    in: resolve(options.in),
    out: resolve(out),
    images: images === undefined ? null : resolve(images),
    bringsFiles: options.files,
    options: { ...usualOptions, conllScheme: options.scheme, vocOneBased: options.vocOneBased ?? false },
  });
  if (!done.ok) return done;
  const { items, classes, files, missingFiles, losses, problems } = done.value;
  for (const { file, field, reason, fix } of problems.slice(0, MOST_SHOWN)) output.progress(`${file}${field === '' ? '' : ` [${field}]`}: ${reason}. ${fix}`);
  if (problems.length > MOST_SHOWN) output.progress(`and ${problems.length - MOST_SHOWN} more problems, all in the report`);
  output.result({ out, from, to, ...done.value }, () =>
    [
      `${out}: ${items} items, ${classes} classes, ${files} files copied`,
      ...(missingFiles === 0 ? [] : [`not found: ${missingFiles} files of items; give --images, or --no-files`]),
      ...(losses.length === 0 ? ['Nothing is lost.'] : losses.map(({ what, count, why }) => `not kept: ${count} x ${what}: ${why}`)),
      ...(problems.length === 0 ? [] : [`not read: ${problems.length} entries, listed in the report`]),
    ].join('\n'),
  );
  return { ok: true, value: problems.length === 0 ? EXIT.done : EXIT.differs };
}
