import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A package that is part of the app, and what its authors allow and ask for. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** As SPDX says it. */
  readonly licence: string;
  /** Place of its text in `texts`; null where the package has none of its own. */
  readonly text: number | null;
}

export interface Licences {
  readonly packages: readonly Licence[];
  /** Each text once. */
  readonly texts: readonly string[];
}

const lockSchema = z.object({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), dev: z.boolean().optional(), devOptional: z.boolean().optional(), optional: z.boolean().optional(), license: z.string().optional() })) });
const TEXT = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Of everything that is installed for the app itself, by the lock file; what only builds and tests it is left out. */
export function collectLicences(root: string): Licences {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const texts: string[] = [];
  const placeOf = (text: string): number => {
    const known = texts.indexOf(text);
    return known >= 0 ? known : texts.push(text) - 1;
  };
  const found = Object.entries(packages).flatMap(([path, entry]): Licence[] => {
    const isOurs = path !== '' && entry.dev !== true && entry.devOptional !== true && existsSync(join(root, path));
    if (!isOurs) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = entry.license ?? oldLicence(join(root, path));
    const text = textOf(join(root, path)) ?? (isApache(licence) ? textOf(root) : null);
    return [{ name, version: entry.version ?? '', licence, text: text === null ? null : placeOf(text) }];
  });
  const sorted = found.sort((a, b) => (a.name === b.name ? a.version.localeCompare(b.version) : a.name < b.name ? -1 : 1));
  return { packages: sorted, texts };
}

/** One of its licences is ours, whose text is the same for everybody: packages of binaries often leave it out. */
const isApache = (licence: string): boolean => licence.split(/ OR |[()]/).map((each) => each.trim()).includes('Apache-2.0');

/** Before `license` packages had a list of `licenses`. */
function oldLicence(dir: string): string {
  const parsed = z.object({ licenses: z.array(z.object({ type: z.string() })) }).safeParse(JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')));
  return parsed.success ? parsed.data.licenses.map(({ type }) => type).join(' OR ') : 'see its text';
}

function textOf(dir: string): string | null {
  const name = readdirSync(dir).sort().find((each) => TEXT.test(each));
  return name === undefined ? null : readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n').trim();
}
