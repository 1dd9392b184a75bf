import { keccak } from '../../../shared/bytes.ts';
import type { Hex } from '../../../shared/bytes.ts';
import { parseJson } from '../../../shared/formats/json-stream.ts';
import { lines } from '../../../shared/formats/lines.ts';
import type { ChainLog } from '../../../shared/protocol/chain-index.ts';
import { mayHaveLogsOf } from './bloom.ts';
import { decodeHeader } from './header.ts';
import type { Header } from './header.ts';
import { blockLine, blockSchema, headLine, headSchema } from './proof-file.ts';
import type { ProofBlock, ProofHead, Reach } from './proof-file.ts';
import { logsOfReceipt } from './receipt.ts';
import type { ReceiptLog } from './receipt.ts';
import { provenValue, rootOf } from './trie.ts';

export interface ProvenBlock {
  readonly number: number;
  readonly hash: string;
  readonly timestampSeconds: number;
}

/** What a proof proves, for whoever believes the blocks' hashes. */
export interface CheckedProof {
  readonly reach: Reach;
  readonly fromBlock: number;
  /** The coordinator's logs, in the chain's order. */
  readonly logs: readonly ChainLog[];
  /** The block that the proof ends with. */
  readonly block: ProvenBlock;
  /** Hashes to be believed: of the last block alone where the blocks hang together, else of each. */
  readonly trusted: readonly ProvenBlock[];
  /** Transactions whose hash is said and not proven. */
  readonly saidHashes: number;
}

export interface ProofFault {
  readonly field: string;
  readonly reason: string;
}

type Checked = { readonly ok: true; readonly value: CheckedProof } | { readonly ok: false; readonly fault: ProofFault };

/** Reads and checks a proof; the first thing that does not hold ends it. */
export async function checkProof(text: AsyncIterable<string>, coordinator: string): Promise<Checked> {
  try {
    return { ok: true, value: await readProof(text, coordinator) };
  } catch (error) {
    if (error instanceof Broken) return { ok: false, fault: { field: error.field, reason: error.message } };
    throw error;
  }
}

class Broken extends Error {
  constructor(
    readonly field: string,
    reason: string,
  ) {
    super(reason);
  }
}

async function readProof(text: AsyncIterable<string>, coordinator: string): Promise<CheckedProof> {
  let head: ProofHead | null = null;
  let last: Header | null = null;
  let saidHashes = 0;
  const logs: ChainLog[] = [];
  const trusted: ProvenBlock[] = [];
  for await (const { number: line, text: content } of lines(text)) {
    if (head === null) {
      head = headOf(content);
      continue;
    }
    const block = blockOf(content, `line ${line}`);
    const header = decodeHeader(block.header);
    if (header === null) throw new Broken(`line ${line}: header`, 'is no block header');
    checkPlace(head, last, header, `line ${line}: header`);
    logs.push(...(await logsOfBlock(block, header, { head, coordinator, line })));
    saidHashes += block.hashes?.length ?? 0;
    trusted.push({ number: header.number, hash: header.hash, timestampSeconds: header.timestampSeconds });
    last = header;
  }
  const end = trusted.at(-1);
  if (head === null || end === undefined || last?.number !== head.toBlock) throw new Broken('(file)', `breaks off${head === null ? '' : ` before block ${head.toBlock}`}`);
  return { reach: head.reach, fromBlock: head.fromBlock, logs, block: end, trusted: head.reach === 'whole' ? [end] : trusted, saidHashes };
}

function headOf(content: string): ProofHead {
  const parsed = headSchema.safeParse(parseJson(content));
  if (!parsed.success) throw new Broken(`line 1: ${parsed.error.issues[0]?.path.join('.') ?? ''}`, 'is no light proof that this version knows');
  if (headLine(parsed.data) !== `${content}\n`) throw new Broken('line 1', 'is written otherwise than a proof is');
  return parsed.data;
}

function blockOf(content: string, at: string): ProofBlock {
  const parsed = blockSchema.safeParse(parseJson(content));
  if (!parsed.success) throw new Broken(`${at}: ${parsed.error.issues[0]?.path.map(String).join('.') ?? ''}`, 'is no block of a proof');
  if (blockLine(parsed.data) !== `${content}\n`) throw new Broken(at, 'is written otherwise than a proof is');
  return parsed.data;
}

function checkPlace(head: ProofHead, last: Header | null, header: Header, at: string): void {
  if (last === null && header.number !== head.fromBlock) throw new Broken(at, `is of block ${header.number}, and the proof begins with ${head.fromBlock}`);
  if (header.number > head.toBlock) throw new Broken(at, `is of block ${header.number}, and the proof ends with ${head.toBlock}`);
  if (last === null) return;
  if (head.reach === 'whole' && header.number !== last.number + 1) throw new Broken(at, `is of block ${header.number}, and ${last.number + 1} comes next`);
  if (header.number <= last.number) throw new Broken(at, `is of block ${header.number}, after ${last.number}`);
  if (header.number === last.number + 1 && header.parentHash !== last.hash) throw new Broken(at, `block ${header.number} does not follow on block ${last.number}: one of the two was changed`);
}

interface BlockPlace {
  readonly head: ProofHead;
  readonly coordinator: string;
  readonly line: number;
}

async function logsOfBlock(block: ProofBlock, header: Header, { head, coordinator, line }: BlockPlace): Promise<ChainLog[]> {
  const { receipts } = block;
  if (receipts === undefined) {
    const isExpected = head.reach === 'whole' ? mayHaveLogsOf(header.logsBloom, coordinator) : header.number !== head.toBlock;
    if (isExpected) throw new Broken(`line ${line}: receipts`, `are missing of block ${header.number}, which may have events`);
    if (block.transactions !== undefined || block.hashes !== undefined) throw new Broken(`line ${line}: transactions`, 'belong to no receipts');
    return [];
  }
  if ((await rootOf(receipts)) !== header.receiptsRoot) throw new Broken(`line ${line}: receipts`, `are not those of block ${header.number}`);
  const found: ChainLog[] = [];
  const used: number[] = [];
  let logIndex = 0;
  for (const [index, receipt] of receipts.entries()) {
    const all = readReceipt(receipt, `line ${line}: receipts.${index}`);
    const own = all.map((log, place) => ({ log, logIndex: logIndex + place })).filter(({ log }) => log.address.toLowerCase() === coordinator.toLowerCase());
    logIndex += all.length;
    if (own.length === 0) continue;
    used.push(index);
    const transactionHash = await hashOf(block, header, index, `line ${line}`);
    found.push(...own.map((each) => ({ ...each.log, blockNumber: header.number, blockHash: header.hash, transactionHash, logIndex: each.logIndex })));
  }
  const given = (block.transactions ?? block.hashes ?? []).map(({ index }) => index);
  if (given.join() !== used.join()) throw new Broken(`line ${line}: transactions`, `are of places ${given.join(', ') || 'none'}, and events stand at ${used.join(', ') || 'none'}`);
  return found;
}

function readReceipt(bytes: Hex, at: string): ReceiptLog[] {
  const logs = logsOfReceipt(bytes);
  if (logs === null) throw new Broken(at, 'is no receipt');
  return logs;
}

async function hashOf({ transactions, hashes }: ProofBlock, header: Header, index: number, at: string): Promise<string> {
  const said = hashes?.find((each) => each.index === index)?.hash;
  const proof = transactions?.find((each) => each.index === index);
  if (said !== undefined && transactions === undefined) return said;
  const value = proof === undefined ? null : await provenValue(header.transactionsRoot, proof);
  if (value === null) throw new Broken(`${at}: transactions`, `transaction ${index} of block ${header.number} is not proven`);
  return keccak(value);
}
