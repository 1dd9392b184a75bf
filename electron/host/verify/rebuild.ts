import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../../../shared/formats/json-stream.ts';
import { EXPORT_MANIFEST, ExportFolder } from '../files/export-folder.ts';
import type { ExportedFile } from '../files/export-folder.ts';
import { DETAILS_FILE, PROVENANCE_FILE, exportFacts, writeParts } from '../files/write-export.ts';
import type { ItemFiles, WrittenParts } from '../files/write-export.ts';
import { PROOF_FILE } from '../proof/proof-file.ts';
import type { Claims } from './claims.ts';
import { firstDifference } from './compare-bytes.ts';
import { compareItems } from './compare-items.ts';
import { compareJson } from './compare-json.ts';
import { compareLines } from './compare-lines.ts';
import type { Faults } from './fault.ts';
import type { Listing } from './list-files.ts';
import type { Remade } from './open-export.ts';

export interface Rebuilding {
  readonly folder: string;
  readonly listing: Listing;
  readonly faults: Faults;
  readonly claims: Claims;
  readonly dataset: Remade;
  /** An empty folder to write in. */
  readonly scratch: string;
}

/** Writes the export again from its dataset, and names every file, item and field in which the given one differs. */
export async function rebuild(work: Rebuilding): Promise<void> {
  const { dataset, claims, listing, faults, scratch } = work;
  const folder = await ExportFolder.begin(scratch, 'again');
  const spec = { format: claims.format, labels: claims.labels, block: dataset.asOf, details: dataset.details };
  const parts = await writeParts(folder, dataset, spec, givenFiles(work));
  for (const { message, field, itemIndex } of dataset.faults) faults.add('', field, `the record itself does not hold: ${message}`, itemIndex === null ? null : (dataset.manifest.items[itemIndex]?.id ?? null));
  const proof = listing.files.get(PROOF_FILE);
  // Checked by itself, and against the chain where there is one.
  if (proof !== undefined) folder.note(proof);
  const files = await folder.writeManifest(exportFacts(dataset, spec, parts, claims.proof));
  const expected = new Map(files.map((file) => [file.name, file]));
  const different: string[] = [];
  for (const file of expected.values()) {
    const actual = listing.files.get(file.name);
    const item = parts.itemOfFile.get(file.name);
    if (actual === undefined) faults.add(file.name, '', 'the file is missing', item?.id ?? null);
    else if (actual.sha256 === file.sha256) continue;
    else if (item !== undefined) faults.add(file.name, '', `is not the file that was labelled: its SHA-256 is ${actual.sha256}; it should be ${file.sha256}`, item.id);
    else different.push(file.name);
  }
  for (const name of listing.files.keys()) if (!expected.has(name)) faults.add(name, '', 'is no file of the export');
  await explain(work, folder.folder, different, parts);
}

/** Says what is different in the files that are no item's own. */
async function explain({ folder, faults, claims, listing }: Rebuilding, again: string, names: readonly string[], parts: WrittenParts): Promise<void> {
  const labelFiles: string[] = [];
  for (const name of names) {
    const [given, expected] = [join(folder, name), join(again, name)];
    const before = faults.count;
    if (name === PROVENANCE_FILE || name === DETAILS_FILE) for (const { item, field, reason } of await compareLines(given, expected)) faults.add(name, field, reason, item);
    else if (name.endsWith('.json') && parts.itemOfFile.size > 0 && isOurs(name)) for (const { field, reason } of await compareFiles(given, expected)) faults.add(name, field, reason);
    else labelFiles.push(name);
    if (faults.count === before && !labelFiles.includes(name)) await addBytes(faults, name, given, expected);
  }
  if (labelFiles.length === 0) return;
  const found = await compareItems(claims.format, folder, again);
  const told = new Set<string>();
  for (const { item, field, reason } of found) {
    const file = labelFiles.length === 1 ? labelFiles[0] : labelFiles.find((name) => stemOf(name) === stemOf(item));
    if (file !== undefined) told.add(file);
    faults.add(file ?? labelFiles[0] ?? '', field, reason, item);
  }
  for (const name of labelFiles) if (!told.has(name) && listing.files.has(name)) await addBytes(faults, name, join(folder, name), join(again, name));
}

const isOurs = (name: string): boolean => name === EXPORT_MANIFEST || name === 'quality.json' || name.startsWith('proof/');
const stemOf = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.[^.]*$/, '');

async function compareFiles(given: string, expected: string): Promise<{ field: string; reason: string }[]> {
  const [one, other] = await Promise.all([given, expected].map(async (path) => parseJson(await readFile(path, 'utf8'))));
  return one === undefined ? [{ field: '', reason: 'is no JSON' }] : compareJson(one, other);
}

async function addBytes(faults: Faults, name: string, given: string, expected: string): Promise<void> {
  const found = await firstDifference(given, expected);
  if (found !== null) faults.add(name, `line ${found.line}, byte ${found.offset}`, `has ${found.given}; it should have ${found.expected}`);
}

/** The items' files are taken out of the export itself, found by what they hash to: they are held against the pack. */
function givenFiles({ folder, listing, claims }: Rebuilding): ItemFiles {
  const bySha = new Map([...listing.files.values()].map((file) => [file.sha256, file.name]));
  const missing = new Set(claims.missing);
  return {
    textOf: async (item) => {
      const name = bySha.get(item.sha256);
      return name === undefined ? null : readFile(join(folder, name), 'utf8');
    },
    bring: async (again, name, item) => {
      if (missing.has(name) && !listing.files.has(name)) return false;
      const file: ExportedFile = { name, bytes: item.bytes, sha256: item.sha256 };
      again.note(file);
      return true;
    },
  };
}
