import { toHex } from '../../../shared/bytes.ts';
import { itemFileNames } from '../../../shared/formats/file-names.ts';
import type { LabelChoice } from '../../../shared/formats/dataset-items.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { Loss } from '../../../shared/formats/report.ts';
import type { SeatId } from '../../../shared/labels/ids.ts';
import type { DatasetStream } from '../../../shared/protocol/dataset-stream.ts';
import type { ItemOutcome } from '../../../shared/protocol/dataset-types.ts';
import type { Manifest, ManifestItem } from '../../../shared/protocol/manifest.ts';
import { QualityGatherer } from '../../../shared/quality/gather.ts';
import type { Judged } from '../../../shared/quality/quality-file.ts';
import { QUALITY_FILE, judge, qualityText, rounded } from '../../../shared/quality/quality-file.ts';
import type { Reach } from '../proof/proof-file.ts';
import type { ExportFolder } from './export-folder.ts';
import { writeLabels } from './export-labels.ts';
import { provenanceLines } from './provenance.ts';
import { ReadAhead } from './read-ahead.ts';
import type { AsOfBlock } from './read-logs.ts';

/**
 * Counts up whenever an export of the same dataset has other bytes than before (`export-version.test.ts` notices):
 * `tessera verify` writes an export again and compares, which only the same version can.
 */
export const EXPORT_VERSION = 2;

export const PROVENANCE_FILE = 'provenance.jsonl';
export const PACK_FILE = 'proof/pack.json';
export const DETAILS_FILE = 'proof/details.jsonl';

/** What an export says of its light proof. */
export type ProofFacts = { readonly reach: Reach } | { readonly reach: 'none'; readonly why: string };

export interface ExportSpec {
  readonly format: FormatName;
  readonly labels: LabelChoice;
  readonly block: AsOfBlock;
  /** Sealed details that did not travel on chain, by seat. */
  readonly details: ReadonlyMap<SeatId, Uint8Array>;
}

/** Where the items' own files come from. */
export interface ItemFiles {
  /** Null for what is not there. */
  textOf(item: ManifestItem): Promise<string | null>;
  /** Makes the item's file a part of the export; false where it is not there or not what its hash says. */
  bring(folder: ExportFolder, name: string, item: ManifestItem): Promise<boolean>;
}

export interface WrittenParts {
  readonly losses: readonly Loss[];
  /** Files of items that belong to the export and are not in it. */
  readonly missing: readonly string[];
  readonly judged: Judged;
  readonly itemOfFile: ReadonlyMap<string, ManifestItem>;
}

/**
 * Everything of an export but its light proof and its manifest, item by item. The same dataset and spec give the same
 * bytes, at any time and on any machine: `tessera verify` relies on it.
 */
export async function writeParts(folder: ExportFolder, dataset: DatasetStream, spec: ExportSpec, files: ItemFiles): Promise<WrittenParts> {
  const quality = new QualityGatherer();
  const outcomes = new Map<ItemOutcome, number>();
  const names = itemFileNames(dataset.manifest);
  const itemOfFile = new Map<string, ManifestItem>();
  const missing = new Set<string>();
  const texts = new ReadAhead(dataset.manifest.items, (item) => !isImage(item), (item) => files.textOf(item));
  const provenance = await folder.open(PROVENANCE_FILE);
  const losses = await writeLabels(folder, dataset, {
    format: spec.format,
    labels: spec.labels,
    textOf: ({ index }) => texts.at(index),
    nowMs: spec.block.timestampSeconds * 1000,
    onItem: async (item, place) => {
      const name = place ?? placeOf(item.item, names[item.index] ?? String(item.index));
      itemOfFile.set(name, item.item);
      outcomes.set(item.outcome, (outcomes.get(item.outcome) ?? 0) + 1);
      quality.add(item);
      await provenance.write(provenanceLines(item, spec.labels, name));
      await folder.start(async () => {
        if (!(await files.bring(folder, name, item.item))) missing.add(name);
      });
    },
  });
  await provenance.close();
  const judged = judge(quality.report(dataset));
  await folder.write(QUALITY_FILE, [qualityText(judged)]);
  await folder.write(PACK_FILE, packText(dataset.manifest));
  if (spec.details.size > 0) await folder.write(DETAILS_FILE, detailsText(spec.details));
  await folder.idle();
  return { losses: [...lossesOf(outcomes, dataset.faults), ...losses], missing: [...itemOfFile.keys()].filter((name) => missing.has(name)), judged, itemOfFile };
}

/** Where an item's file stands that the format has no place for: `images/boat.jpg`, `texts/note.txt`. */
function placeOf(item: ManifestItem, name: string): string {
  return `${isImage(item) ? 'images' : 'texts'}/${name}`;
}

function isImage({ mediaType }: ManifestItem): boolean {
  return mediaType.startsWith('image/');
}

/** An item a line, so that a changed one is seen. */
function* packText({ items, ...head }: Manifest): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  for (const [place, item] of items.entries()) yield `${place === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
  yield '\n]}\n';
}

function* detailsText(details: ReadonlyMap<SeatId, Uint8Array>): Generator<string> {
  for (const [seatId, bytes] of details) yield `${JSON.stringify({ seatId, details: toHex(bytes) })}\n`;
}

/** Items without labels, by reason, and what of the chain's record does not hold. */
function lossesOf(outcomes: ReadonlyMap<ItemOutcome, number>, faults: DatasetStream['faults']): Loss[] {
  const losses: Loss[] = [
    { what: 'open items', count: outcomes.get('open') ?? 0, why: 'their batch is not settled yet' },
    { what: 'void items', count: outcomes.get('void') ?? 0, why: 'too few labels were revealed; they went back to the lead' },
    { what: 'records that do not hold', count: faults.length, why: faults[0]?.message ?? '' },
  ];
  return losses.filter((loss) => loss.count > 0);
}

/** What was left out, all told. */
export function allLosses({ losses, missing }: WrittenParts, proof: ProofFacts): Loss[] {
  return [
    ...losses,
    ...(missing.length === 0 ? [] : [{ what: 'files of items', count: missing.length, why: 'they are not on this machine, or not what their hash says' }]),
    ...(proof.reach === 'none' ? [{ what: 'the light proof', count: 1, why: proof.why }] : []),
  ];
}

/** The manifest's own fields. */
export function exportFacts(dataset: DatasetStream, spec: ExportSpec, parts: WrittenParts, proof: ProofFacts) {
  const { project, manifest, chainId, coordinator, faults } = dataset;
  const { hasPassed, checks } = parts.judged.verdict;
  return {
    kind: 'tessera-export',
    writer: EXPORT_VERSION,
    format: spec.format,
    labels: spec.labels,
    chainId,
    coordinator,
    block: spec.block,
    project: { id: project.id, name: manifest.name, kind: manifest.kind, lead: project.lead, manifestRoot: project.manifestRoot, itemCount: project.itemCount },
    quality: JSON.parse(JSON.stringify({ hasPassed, checks }, rounded)) as unknown,
    proof,
    losses: allLosses(parts, proof),
    missing: parts.missing,
    faults,
  };
}
