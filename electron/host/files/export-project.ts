import { readFile } from 'node:fs/promises';
import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import { parseAddress, parseBytes32, parseProjectId } from '../../../shared/labels/ids.ts';
import { itemFileNames } from '../../../shared/formats/file-names.ts';
import { formatTitles, formatsOfKind } from '../../../shared/formats/names.ts';
import type { Loss } from '../../../shared/formats/report.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import { buildDataset } from '../../../shared/protocol/dataset.ts';
import type { Dataset, DatasetItem } from '../../../shared/protocol/dataset-types.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { PacksService } from '../packs/port.ts';
import { ExportFolder } from './export-folder.ts';
import { writeLabels } from './export-labels.ts';
import { provenanceLines } from './provenance.ts';
import { readHistory } from './read-logs.ts';
import type { ChainHistory } from './read-logs.ts';

type Exported = HostResult<'files.export'>;

export interface ExportParts {
  readonly chain: ChainService;
  readonly packs: PacksService;
  readonly exportsDir: string;
  readonly nowMs: () => number;
}

/**
 * A project's labels as a dataset in a folder of its own, out of the chain and of nothing that the window said.
 * PROJECT_UNKNOWN, PACK_MISSING, NOTHING_SETTLED, and what the chain answers where it can't be read.
 */
export async function exportProject(parts: ExportParts, request: HostArguments<'files.export'>): Promise<Result<Exported>> {
  const { chain } = parts;
  const network = chain.network();
  if (network.coordinator === null) return fail('NO_COORDINATOR', 'This network has no coordinator', { fix: 'Choose another network in the settings.' });
  const history = await readHistory(chain);
  if (!history.ok) return history;
  const index = extendIndex(emptyIndex, readLogs(history.value.logs, network.coordinator));
  const projectId = parseProjectId(request.projectId);
  const project = index.projects.get(projectId);
  if (project === undefined) return fail('PROJECT_UNKNOWN', `The chain has no project ${projectId}`, { field: 'projectId', fix: 'Check the number and the network.' });
  const manifest = await manifestOf(parts.packs, project.manifestRoot);
  if (!manifest.ok) return manifest;
  const dataset = buildDataset({ chainId: network.chainId, coordinator: parseAddress(network.coordinator), index, projectId, manifest: manifest.value });
  if (!dataset.ok) return fail(dataset.error.code, dataset.error.message, { fix: 'Get the project’s own pack.' });
  if (!dataset.value.items.some(({ outcome }) => outcome !== 'open' && outcome !== 'void')) {
    return fail('NOTHING_SETTLED', 'No item of the project is settled yet', { fix: 'Export again when a batch has been settled.' });
  }
  return writeExport(parts, request, dataset.value, history.value);
}

async function manifestOf(packs: PacksService, root: string): Promise<Result<Manifest>> {
  const found = await packs.manifest({ root });
  if (!found.ok) return found;
  const parsed = parseManifestOf(parseBytes32(root), found.value);
  return parsed.ok ? parsed : fail(parsed.error.code, parsed.error.message, { fix: 'Get the project’s own pack.' });
}

async function writeExport(parts: ExportParts, request: HostArguments<'files.export'>, dataset: Dataset, { block }: ChainHistory): Promise<Result<Exported>> {
  const { kind } = dataset.manifest;
  if (!formatsOfKind[kind].includes(request.format)) {
    return fail('FORMAT_UNFIT', `${formatTitles[request.format]} cannot hold a project of kind ${kind}`, { field: 'format', fix: `Choose one of ${formatsOfKind[kind].join(', ')}.` });
  }
  const exportId = `${dataset.project.id}-${block.number}`;
  const folder = await ExportFolder.begin(parts.exportsDir, exportId);
  try {
    const textOf = (item: DatasetItem) => textOfAsset(parts.packs, item.item.sha256);
    const written = await writeLabels(folder, dataset, { format: request.format, labels: request.labels, textOf, nowMs: parts.nowMs() });
    const names = new Map(namesOf(dataset, written.places));
    const fileOf = (item: DatasetItem) => names.get(item.index) ?? '';
    const losses = [...lossesOf(dataset), ...written.losses];
    await folder.write('provenance.jsonl', provenanceLines(dataset, request.labels, fileOf));
    const missing = await bringAssets(parts.packs, folder, dataset, fileOf);
    if (missing > 0) losses.push({ what: 'files of items', count: missing, why: 'they are not on this machine, or not what their hash says' });
    const { path, files } = await folder.finish(factsOf(request, dataset, block, losses));
    const byName = new Map(dataset.items.map((item) => [fileOf(item), item.item.sha256]));
    return {
      ok: true,
      value: {
        path,
        files: files.map((file) => ({ ...file, url: byName.has(file.name) ? `/asset/${file.sha256}` : `/export/${exportId}/${encodeURIComponent(urlNameOf(file.name))}` })),
        losses,
        blockNumber: block.number,
      },
    };
  } catch (error) {
    await folder.abandon();
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    if (isFull) return fail('DISK_FULL', 'There is no room left on the disk for the export', { fix: 'Make room and try again.' });
    throw error;
  }
}

/** Where the format wants an item's file; else `images/boat.jpg`, `texts/note.txt`. */
function namesOf(dataset: Dataset, places: ReadonlyMap<number, string>): [number, string][] {
  const names = itemFileNames(dataset);
  return dataset.items.map(({ index, item }, place) => [index, places.get(index) ?? `${item.mediaType.startsWith('image/') ? 'images' : 'texts'}/${names[place] ?? index}`]);
}

/** A file's name in an address, where a name has no folders: `annotations/instances.json` is `annotations__instances.json`. */
export function urlNameOf(name: string): string {
  return name.replaceAll('/', '__');
}

async function textOfAsset(packs: PacksService, sha256: string): Promise<string | null> {
  const found = await packs.asset(sha256);
  return found.ok ? readFile(found.value.path, 'utf8') : null;
}

async function bringAssets(packs: PacksService, folder: ExportFolder, dataset: Dataset, fileOf: (item: DatasetItem) => string): Promise<number> {
  let missing = 0;
  for (const item of dataset.items) {
    const found = await packs.asset(item.item.sha256);
    const brought = found.ok ? await folder.bring(fileOf(item), found.value.path, item.item.sha256) : null;
    if (brought === null) missing += 1;
  }
  return missing;
}

/** Items without labels, by reason, and what of the chain's record does not hold. */
function lossesOf({ items, faults }: Dataset): Loss[] {
  const count = (outcome: DatasetItem['outcome']) => items.filter((item) => item.outcome === outcome).length;
  const losses: Loss[] = [
    { what: 'open items', count: count('open'), why: 'their batch is not settled yet' },
    { what: 'void items', count: count('void'), why: 'too few labels were revealed; they went back to the lead' },
    { what: 'records that do not hold', count: faults.length, why: faults[0]?.message ?? '' },
  ];
  return losses.filter((loss) => loss.count > 0);
}

function factsOf(request: HostArguments<'files.export'>, dataset: Dataset, block: ChainHistory['block'], losses: readonly Loss[]) {
  const { project, manifest, chainId, coordinator, faults } = dataset;
  return {
    kind: 'tessera-export',
    format: request.format,
    labels: request.labels,
    chainId,
    coordinator,
    block,
    project: { id: project.id, name: manifest.name, kind: manifest.kind, lead: project.lead, manifestRoot: project.manifestRoot, itemCount: project.itemCount },
    losses,
    faults,
  };
}
