import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex, keccak } from '../../../shared/bytes.ts';
import { parseJson } from '../../../shared/formats/json-stream.ts';
import { lines } from '../../../shared/formats/lines.ts';
import { asRecord } from '../../../shared/formats/records.ts';
import type { Result } from '../../../shared/host-api.ts';
import type { SeatId } from '../../../shared/labels/ids.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import type { ChainLog, PlacedEvent } from '../../../shared/protocol/chain-index.ts';
import { streamDataset } from '../../../shared/protocol/dataset-stream.ts';
import type { DatasetStream } from '../../../shared/protocol/dataset-stream.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import { restsOn } from '../../../shared/protocol/rests-on.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import { detailsOfProject } from '../files/details.ts';
import { EXPORT_MANIFEST } from '../files/export-folder.ts';
import { readHistory } from '../files/read-logs.ts';
import type { AsOfBlock } from '../files/read-logs.ts';
import { DETAILS_FILE, EXPORT_VERSION, PACK_FILE } from '../files/write-export.ts';
import { checkProof } from '../proof/check-proof.ts';
import type { CheckedProof } from '../proof/check-proof.ts';
import { PROOF_FILE } from '../proof/proof-file.ts';
import type { Claims } from './claims.ts';
import { claimsSchema } from './claims.ts';
import { Faults } from './fault.ts';
import { listFiles } from './list-files.ts';
import type { Listing } from './list-files.ts';

export interface OpenRequest {
  readonly folder: string;
  /** Null: offline, against the light proof in the export. */
  readonly chain: ChainService | null;
  /** What the export's block is known to hash to; null where it is not known, and then it is said what is taken on trust. */
  readonly blockHash: string | null;
}

/** A dataset made from events, with what it takes to write it as the export had it. */
export type Remade = DatasetStream & { readonly asOf: AsOfBlock; readonly details: ReadonlyMap<SeatId, Uint8Array> };

/** An export that is being looked at: what was found so far. */
export interface Opening extends OpenRequest {
  readonly faults: Faults;
  readonly remarks: string[];
  /** Blocks whose hash is believed; none where a chain was asked. */
  trusted: readonly { readonly number: number; readonly hash: string }[];
  readonly listing: Listing;
  /** The manifest as it stands, for what is in it when it is not what it should be. */
  readonly manifest: unknown;
  claims: Claims | null;
  /** Null where the dataset cannot be made again: a fault says why. */
  dataset: Remade | null;
}

/**
 * Makes an export's dataset again from the chain's events, or from those in its light proof. Nothing that the export says of
 * itself is believed. An error is what could not be looked at: NO_EXPORT, WRITER_UNKNOWN, NO_PROOF, and what the chain
 * answers where it can't be read.
 */
export async function openExport(request: OpenRequest): Promise<Result<Opening>> {
  const text = await readFile(join(request.folder, EXPORT_MANIFEST), 'utf8').catch(() => null);
  if (text === null) return fail('NO_EXPORT', `${request.folder} has no ${EXPORT_MANIFEST}: it is no export`, { field: request.folder, fix: 'Name the folder that tessera export has written.' });
  const state: Opening = { ...request, faults: new Faults(), remarks: [], trusted: [], listing: await listFiles(request.folder), manifest: parseJson(text), claims: null, dataset: null };
  for (const name of state.listing.strange) state.faults.add(name, '', 'is a link or a device, and no file of an export');
  const parsed = claimsSchema.safeParse(state.manifest);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    state.faults.add(EXPORT_MANIFEST, issue?.path.map(String).join('.') ?? '', state.manifest === undefined ? 'is no JSON' : (issue?.message ?? 'is not what an export says of itself'));
    return { ok: true, value: state };
  }
  const claims = parsed.data;
  state.claims = claims;
  if (claims.writer !== EXPORT_VERSION) return fail('WRITER_UNKNOWN', `The export says that it was written by version ${claims.writer} of the exporter, and this is version ${EXPORT_VERSION}: what they write differs`, { field: 'writer', fix: 'Verify it with the version of Tessera that wrote it, or export again.' });
  const history = await historyOf(state, claims);
  if (!history.ok) return history;
  if (history.value !== null) state.dataset = await datasetOf(state, claims, history.value);
  return { ok: true, value: state };
}

interface History {
  readonly events: readonly PlacedEvent[];
  readonly block: AsOfBlock;
}

/** The events that the export rests on; null where there are none to go on with, and the fault is said. */
async function historyOf(state: Opening, claims: Claims): Promise<Result<History | null>> {
  const { chain, faults, blockHash } = state;
  if (blockHash !== null && blockHash.toLowerCase() !== claims.block.hash) faults.add(EXPORT_MANIFEST, 'block.hash', `is ${claims.block.hash}; block ${claims.block.number} is known to be ${blockHash.toLowerCase()}`);
  const proof = await proofOf(state, claims);
  if (proof !== null) checkBlock(state, claims, proof.block, PROOF_FILE);
  if (chain === null) {
    if (proof !== null) return { ok: true, value: fromProof(state, claims, proof) };
    if (claims.proof.reach !== 'none' || faults.count > 0) return { ok: true, value: null };
    return fail('NO_PROOF', `The export has no light proof: ${claims.proof.why}`, { field: PROOF_FILE, fix: 'Verify it against the chain: give --rpc and --coordinator.' });
  }
  const { chainId, coordinator } = chain.network();
  if (chainId !== claims.chainId) faults.add(EXPORT_MANIFEST, 'chainId', `is ${claims.chainId}; the chain that was asked is ${chainId}`);
  if (coordinator?.toLowerCase() !== claims.coordinator.toLowerCase()) faults.add(EXPORT_MANIFEST, 'coordinator', `is ${claims.coordinator}; the one that was asked is ${coordinator ?? 'none'}`);
  if (chainId !== claims.chainId || coordinator?.toLowerCase() !== claims.coordinator.toLowerCase()) return { ok: true, value: null };
  const logs: ChainLog[] = [];
  const history = await readHistory(chain, (part) => void logs.push(...part), claims.block.number);
  if (!history.ok && history.error.code === 'BLOCK_UNKNOWN') {
    faults.add(EXPORT_MANIFEST, 'block.number', `is ${claims.block.number}, and the chain has no such block`);
    return { ok: true, value: null };
  }
  if (!history.ok) return history;
  checkBlock(state, claims, history.value, EXPORT_MANIFEST);
  if (proof !== null) compareLogs(state, proof, logs, claims);
  return { ok: true, value: { events: readLogs(logs, claims.coordinator), block: history.value } };
}

/** The export's own proof, wherever one is there; null where there is none or it does not hold. */
async function proofOf({ folder, listing, faults }: Opening, claims: Claims): Promise<CheckedProof | null> {
  if (!listing.files.has(PROOF_FILE)) {
    if (claims.proof.reach !== 'none') faults.add(PROOF_FILE, '', 'the file is missing');
    return null;
  }
  const checked = await checkProof(createReadStream(join(folder, PROOF_FILE), 'utf8') as AsyncIterable<string>, claims.coordinator);
  if (!checked.ok) {
    faults.add(PROOF_FILE, checked.fault.field, checked.fault.reason);
    return null;
  }
  if (checked.value.reach !== claims.proof.reach) faults.add(EXPORT_MANIFEST, 'proof.reach', `is ${claims.proof.reach}; the proof's is ${checked.value.reach}`);
  return checked.value;
}

function checkBlock({ faults }: Opening, { block }: Claims, actual: AsOfBlock, file: string): void {
  const said = file === EXPORT_MANIFEST ? 'the chain' : 'the proof';
  for (const name of ['number', 'hash', 'timestampSeconds'] as const) {
    if (block[name] !== actual[name]) faults.add(EXPORT_MANIFEST, `block.${name}`, `is ${block[name]}; ${said} has ${actual[name]}`);
  }
}

function fromProof(state: Opening, claims: Claims, proof: CheckedProof): History {
  const { remarks } = state;
  state.trusted = proof.trusted.map(({ number, hash }) => ({ number, hash }));
  if (state.blockHash === null) remarks.push(`Taken on trust: block ${proof.block.number} of chain ${claims.chainId} has the hash ${proof.block.hash}. Look it up, or give it with --block-hash.`);
  if (proof.reach === 'blocks') {
    remarks.push(`The proof has ${proof.trusted.length} blocks and not those between: their hashes are taken on trust too, and that no event was left out is not shown. Only the chain itself shows it.`);
  }
  if (proof.saidHashes > 0) remarks.push(`The hashes of ${proof.saidHashes} transactions are said by the export and not proven: this network's transactions cannot be written again.`);
  return { events: readLogs(proof.logs, claims.coordinator), block: proof.block };
}

/** What the proof has must be what the chain has. */
function compareLogs({ faults }: Opening, proof: CheckedProof, logs: readonly ChainLog[], { coordinator }: Claims): void {
  const keyOf = (log: ChainLog) => [log.blockNumber, log.blockHash, log.transactionHash, log.logIndex, log.data, ...log.topics].join(' ').toLowerCase();
  const onChain = new Set(logs.filter(({ address }) => address.toLowerCase() === coordinator.toLowerCase()).map(keyOf));
  const stranger = proof.logs.find((log) => !onChain.has(keyOf(log)));
  if (stranger !== undefined) faults.add(PROOF_FILE, `block ${stranger.blockNumber}, log ${stranger.logIndex}`, 'is not what the chain has there');
  if (proof.reach === 'whole' && proof.logs.length < onChain.size) faults.add(PROOF_FILE, '', `has ${proof.logs.length} events; the chain has ${onChain.size}`);
}

/** The dataset as the events and the export's pack give it; null where they give none, and the fault is said. */
async function datasetOf(state: Opening, claims: Claims, { events, block }: History): Promise<Remade | null> {
  const { faults, folder, remarks } = state;
  const whole = extendIndex(emptyIndex, events);
  const projectId = claims.project.id;
  const project = whole.projects.get(projectId);
  if (project === undefined) {
    faults.add(EXPORT_MANIFEST, 'project.id', `is ${projectId}, and there is no such project`);
    return null;
  }
  const index = extendIndex(emptyIndex, restsOn(events, whole, projectId));
  const text = await readFile(join(folder, PACK_FILE), 'utf8').catch(() => null);
  const pack = text === null ? null : parseManifestOf(project.manifestRoot, parseJson(text));
  if (pack?.ok !== true) {
    faults.add(PACK_FILE, pack === null ? '' : (pack.error.fields[0]?.field ?? ''), pack === null ? 'the file is missing' : pack.error.message);
    return null;
  }
  const known = await readDetails(state);
  const details = await detailsOfProject(index, projectId, async (hash) => known.get(hash) ?? null);
  const unknown = [...index.seats.values()].filter((seat) => seat.projectId === projectId && seat.reveal?.details === '0x' && seat.reveal.detailsHash !== NO_DETAILS && !details.has(seat.id)).length;
  if (unknown > 0) remarks.push(`The details of ${unknown} seats (time spent, attributes, flags) are not in the export.`);
  const built = streamDataset({ chainId: claims.chainId, coordinator: claims.coordinator, index, projectId, manifest: pack.value, blockNumber: block.number, detailsOf: ({ id }) => details.get(id) ?? null });
  if (!built.ok) {
    faults.add(PACK_FILE, '', built.error.message);
    return null;
  }
  return { ...built.value, asOf: block, details };
}

const NO_DETAILS = keccak(new Uint8Array());

/** By their hash. */
async function readDetails({ folder, listing }: Opening): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  if (!listing.files.has(DETAILS_FILE)) return found;
  for await (const { text } of lines(createReadStream(join(folder, DETAILS_FILE), 'utf8') as AsyncIterable<string>)) {
    const hex = asRecord(parseJson(text))?.['details'];
    if (typeof hex !== 'string' || !/^0x([0-9a-f]{2})*$/.test(hex)) continue;
    const bytes = fromHex(hex);
    found.set(keccak(bytes), bytes);
  }
  return found;
}

