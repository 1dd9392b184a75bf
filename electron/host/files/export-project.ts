import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import { parseAddress, parseBytes32, parseProjectId } from '../../../shared/labels/ids.ts';
import type { ProjectId } from '../../../shared/labels/ids.ts';
import { formatTitles, formatsOfKind } from '../../../shared/formats/names.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import { streamDataset } from '../../../shared/protocol/dataset-stream.ts';
import type { DatasetStream } from '../../../shared/protocol/dataset-stream.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { EventsOfProjects } from '../../../shared/protocol/rests-on.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { PacksService } from '../packs/port.ts';
import { NoProof, proofLines } from '../proof/make-proof.ts';
import { PROOF_FILE } from '../proof/proof-file.ts';
import type { DetailsFinder } from './details.ts';
import { detailsOfProject } from './details.ts';
import { ExportFolder } from './export-folder.ts';
import { PackFiles } from './pack-files.ts';
import { readHistory } from './read-logs.ts';
import type { AsOfBlock } from './read-logs.ts';
import { allLosses, exportFacts, writeParts } from './write-export.ts';
import type { ExportSpec, ProofFacts } from './write-export.ts';

type Exported = HostResult<'files.export'>;

export interface ExportParts {
  readonly chain: ChainService;
  readonly packs: PacksService;
  readonly exportsDir: string;
  readonly findDetails: DetailsFinder;
}

/**
 * A project's labels as a dataset in a folder of its own, out of the chain and of nothing that the window said.
 * PROJECT_UNKNOWN, PACK_MISSING, NOTHING_SETTLED, and what the chain answers where it can't be read.
 */
export async function exportProject(parts: ExportParts, request: HostArguments<'files.export'>): Promise<Result<Exported>> {
  const { chain } = parts;
  const network = chain.network();
  if (network.coordinator === null) return fail('NO_COORDINATOR', 'This network has no coordinator', { fix: 'Choose another network in the settings.' });
  const projectId = parseProjectId(request.projectId);
  const read = await readIndex(chain, network.coordinator, projectId);
  if (!read.ok) return read;
  const { index, block, blocksWithEvents } = read.value;
  const project = index.projects.get(projectId);
  if (project === undefined) return fail('PROJECT_UNKNOWN', `The chain has no project ${projectId}`, { field: 'projectId', fix: 'Check the number and the network.' });
  const manifest = await manifestOf(parts.packs, project.manifestRoot);
  if (!manifest.ok) return manifest;
  const details = await detailsOfProject(index, projectId, parts.findDetails);
  const detailsOf = ({ id }: { readonly id: Parameters<typeof details.get>[0] }) => details.get(id) ?? null;
  const dataset = streamDataset({ chainId: network.chainId, coordinator: parseAddress(network.coordinator), index, projectId, manifest: manifest.value, blockNumber: block.number, detailsOf });
  if (!dataset.ok) return fail(dataset.error.code, dataset.error.message, { fix: 'Get the project’s own pack.' });
  if (![...index.batches.values()].some((batch) => batch.projectId === projectId && batch.phase === 'settled')) {
    return fail('NOTHING_SETTLED', 'No item of the project is settled yet', { fix: 'Export again when a batch has been settled.' });
  }
  const { kind } = manifest.value;
  if (!formatsOfKind[kind].includes(request.format)) {
    return fail('FORMAT_UNFIT', `${formatTitles[request.format]} cannot hold a project of kind ${kind}`, { field: 'format', fix: `Choose one of ${formatsOfKind[kind].join(', ')}.` });
  }
  return writeExport(parts, dataset.value, { format: request.format, labels: request.labels, block, details }, blocksWithEvents);
}

/** What the chain says up to now. Of the events themselves nothing is kept. */
async function readIndex(chain: ChainService, coordinator: string, projectId: ProjectId): Promise<Result<{ index: ChainIndex; block: AsOfBlock; blocksWithEvents: ReadonlySet<number> }>> {
  let index = emptyIndex;
  const told = new EventsOfProjects();
  const block = await readHistory(chain, (logs) => {
    const events = readLogs(logs, coordinator);
    index = extendIndex(index, events);
    told.add(events);
  });
  return block.ok ? { ok: true, value: { index, block: block.value, blocksWithEvents: told.blocksFor(index, projectId) } } : block;
}

async function manifestOf(packs: PacksService, root: string): Promise<Result<Manifest>> {
  const found = await packs.manifest({ root });
  if (!found.ok) return found;
  const parsed = parseManifestOf(parseBytes32(root), found.value);
  return parsed.ok ? parsed : fail(parsed.error.code, parsed.error.message, { fix: 'Get the project’s own pack.' });
}

async function writeExport(parts: ExportParts, dataset: DatasetStream, spec: ExportSpec, blocksWithEvents: ReadonlySet<number>): Promise<Result<Exported>> {
  const exportId = `${dataset.project.id}-${spec.block.number}`;
  const folder = await ExportFolder.begin(parts.exportsDir, exportId);
  try {
    const written = await writeParts(folder, dataset, spec, new PackFiles(parts.packs));
    const proof = await writeProof(folder, parts.chain, spec, blocksWithEvents);
    const { path, files } = await folder.finish(exportFacts(dataset, spec, written, proof));
    const isItems = (name: string) => written.itemOfFile.has(name);
    return {
      ok: true,
      value: {
        path,
        files: files.map((file) => ({ ...file, url: isItems(file.name) ? `/asset/${file.sha256}` : `/export/${exportId}/${encodeURIComponent(urlNameOf(file.name))}` })),
        losses: allLosses(written, proof),
        blockNumber: spec.block.number,
      },
    };
  } catch (error) {
    await folder.abandon();
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    if (isFull) return fail('DISK_FULL', 'There is no room left on the disk for the export', { fix: 'Make room and try again.' });
    throw error;
  }
}

/** A chain of our own is short, and proven whole; of others the blocks with the project's events are taken. */
async function writeProof(folder: ExportFolder, chain: ChainService, { block }: ExportSpec, blocksWithEvents: ReadonlySet<number>): Promise<ProofFacts> {
  const { coordinator, deployedAtBlock, isLocal } = chain.network();
  const reach = isLocal ? 'whole' : 'blocks';
  const file = await folder.open(PROOF_FILE);
  try {
    const request = { coordinator: coordinator ?? '', reach, fromBlock: deployedAtBlock, toBlock: block.number, blocksWithEvents, rawBlock: (number: number, isWhole: boolean) => chain.rawBlock(number, isWhole) } as const;
    for await (const line of proofLines(request)) await file.write(line);
    await file.close();
    return { reach };
  } catch (error) {
    await file.discard();
    if (!(error instanceof NoProof)) throw error;
    return { reach: 'none', why: error.message };
  }
}

/** A file's name in an address, where a name has no folders: `annotations/instances.json` is `annotations__instances.json`. */
export function urlNameOf(name: string): string {
  return name.replaceAll('/', '__');
}
